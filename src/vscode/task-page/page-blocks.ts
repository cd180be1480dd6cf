import type { PageBlock, PageLine } from '../../protocol/task-page.js';

/**
 * Any JSON value as blocks, for the parts of a task file whose shape the documents leave open. Nothing is left out:
 * what has no better form is shown as `name: value`.
 */
export function blocksOf(value: unknown): PageBlock[] {
  if (isEmpty(value)) return [];
  if (Array.isArray(value)) return blocksOfArray(value);
  if (isRecord(value)) return blocksOfRecord(value);
  return [{ kind: 'text', text: scalarText(value) }];
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The strings in a list or a single string; other scalars as text. Objects in it are described by their entries. */
export function linesOf(value: unknown): PageLine[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  return items.filter((item) => !isEmpty(item)).map((item) => ({ text: isRecord(item) || Array.isArray(item) ? compactText(item) : scalarText(item) }));
}

function blocksOfArray(values: readonly unknown[]): PageBlock[] {
  if (!values.some((value) => isRecord(value) || Array.isArray(value))) return [{ kind: 'list', ordered: false, items: linesOf(values) }];
  return values.flatMap((value, index) => (isRecord(value) ? [groupOf(value, index)] : blocksOf(value)));
}

/** An object in a list is a step: its own name is the heading, the rest its body. */
function groupOf(value: Readonly<Record<string, unknown>>, index: number): PageBlock {
  const nameKey = ['title', 'step', 'name', 'id'].find((key) => typeof value[key] === 'string');
  const title = nameKey === undefined ? String(index + 1) : String(value[nameKey]);
  const rest = Object.fromEntries(Object.entries(value).filter(([key]) => key !== nameKey));
  return { kind: 'group', title, blocks: blocksOfRecord(rest) };
}

function blocksOfRecord(value: Readonly<Record<string, unknown>>): PageBlock[] {
  const entries = Object.entries(value).filter(([, inner]) => !isEmpty(inner));
  const scalars = entries.filter(([, inner]) => !isRecord(inner) && !Array.isArray(inner));
  const deep = entries.filter(([, inner]) => isRecord(inner) || Array.isArray(inner));
  const list: PageBlock[] = scalars.length === 0 ? [] : [{ kind: 'list', ordered: false, items: scalars.map(([key, inner]) => ({ text: `${readable(key)}: ${scalarText(inner)}` })) }];
  return [...list, ...deep.map(([key, inner]): PageBlock => ({ kind: 'group', title: readable(key), blocks: blocksOf(inner) }))];
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
}

/** `shared_context` → `shared context`: the file's own word, only easier to read. */
function readable(key: string): string {
  return key.replaceAll('_', ' ');
}

function scalarText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function compactText(value: unknown): string {
  return isRecord(value)
    ? Object.entries(value).filter(([, inner]) => !isEmpty(inner)).map(([key, inner]) => `${readable(key)}: ${typeof inner === 'string' ? inner : JSON.stringify(inner)}`).join(' · ')
    : JSON.stringify(value);
}
