import { hintBySchema, type SchemaHint } from '../schema/schema-language.js';
import { featureSpecSchema } from '../schema/validators.js';
import { nodeAt, type YamlMark } from '../text/yaml-tree.js';
import { deriveCoverage, type Coverage } from './check-coverage.js';
import { pointerOfEntry, type SpecEntry } from './feature-spec.js';
import type { SpecDocument } from './spec-document.js';

/** An id in the text: where it stands, and the entry that has it, `null` when none has. */
export interface NamedId {
  readonly id: string;
  readonly mark: YamlMark;
  readonly entry: SpecEntry | null;
}

const anyId = /\b[A-Z][A-Z0-9]*-\d+(?:\.\d+)*\b/g;

/** The id that an offset is in. */
export function idAt({ text, spec }: SpecDocument, offset: number): NamedId | null {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const line = text.slice(start, end < 0 ? text.length : end);
  const found = [...line.matchAll(anyId)].find(({ index, 0: id }) => start + index <= offset && offset <= start + index + id.length);
  if (found === undefined) return null;
  const [id] = found;
  return { id, mark: { offset: start + found.index, length: id.length }, entry: spec.entries.find((entry) => entry.id === id) ?? null };
}

/** Where the entry with an id says so; `null` when there is none. */
export function definitionOf(document: SpecDocument, id: string): YamlMark | null {
  const entry = document.spec.entries.find((each) => each.id === id);
  return entry === undefined ? null : document.markAt([...pointerOfEntry(entry), 'id'], 'value');
}

/** Every place where an id stands in the text, comments included. */
export function mentionsOf({ text }: SpecDocument, id: string): readonly YamlMark[] {
  return [...text.matchAll(anyId)].flatMap(({ index, 0: found }) => (found === id ? [{ offset: index, length: id.length }] : []));
}

/** What there is to say about an offset: what the schema says of the key or value, and what an id there stands for. */
export interface SpecHint extends SchemaHint {
  readonly coverage: Coverage | null;
}

/** The hint for an offset, `null` where there is nothing to say. */
export function hintAt(document: SpecDocument, offset: number): SpecHint | null {
  const named = idAt(document, offset);
  if (named?.entry) return hintOfId(document, named, named.entry);
  const hint = document.root === null || document.unreadable !== null ? null : hintBySchema(featureSpecSchema, document.root, offset);
  return hint === null ? null : { ...hint, coverage: null };
}

function hintOfId({ spec }: SpecDocument, { id, mark }: NamedId, entry: SpecEntry): SpecHint {
  const isRequirement = entry.kind === 'functional' || entry.kind === 'non-functional';
  const coverage = isRequirement ? deriveCoverage(spec.entries).get(id) ?? { tasks: [], tests: [] } : null;
  return { mark, title: id, description: entry.title, words: [], coverage };
}

/** A row of the outline. */
export interface SpecSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'section' | 'list' | 'entry';
  readonly whole: YamlMark;
  readonly head: YamlMark;
  readonly children: readonly SpecSymbol[];
}

/** The outline: sections, lists, entries by id and title. Empty while the text cannot be read. */
export function outlineOf(document: SpecDocument): readonly SpecSymbol[] {
  const { root, spec } = document;
  if (root?.kind !== 'map' || document.unreadable !== null) return [];
  return root.pairs.map(({ name, key, value }): SpecSymbol => ({
    name, detail: name === 'feature' ? spec.head.name ?? '' : '', kind: 'section',
    whole: { offset: key.start, length: Math.max(key.end, value.end) - key.start }, head: { offset: key.start, length: key.end - key.start },
    children: listsIn(document, name),
  }));
}

function listsIn({ root, spec }: SpecDocument, section: string): SpecSymbol[] {
  const node = root === null ? undefined : nodeAt(root, [section]);
  if (node?.kind !== 'map') return [];
  return node.pairs.flatMap(({ name, key, value }): SpecSymbol[] => {
    const entries = spec.entries.filter(({ list }) => list[0] === section && list[1] === name);
    if (entries.length === 0 || value.kind !== 'sequence') return [];
    const children = entries.flatMap((entry): SpecSymbol[] => {
      const item = value.items[entry.index];
      if (item === undefined) return [];
      const whole = { offset: item.start, length: item.node.end - item.start };
      return [{ name: entry.id ?? (entry.title || `${entry.index + 1}`), detail: entry.id === null ? '' : entry.title, kind: 'entry', whole, head: { offset: item.start, length: Math.min(whole.length, 1) }, children: [] }];
    });
    return [{ name, detail: String(entries.length), kind: 'list', whole: { offset: key.start, length: value.end - key.start }, head: { offset: key.start, length: key.end - key.start }, children }];
  });
}
