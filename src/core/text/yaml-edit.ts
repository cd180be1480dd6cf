import type { JsonPointer } from './json-pointer.js';
import { applyTextEdits, lineEndingOf, lineEndOf, lineStartOf, type TextEdit } from './text-edit.js';
import { parseYaml, renderYaml } from './yaml-text.js';
import { nodeAt, pairOf, type YamlMap, type YamlNode, type YamlPair, type YamlSequence } from './yaml-tree.js';

/**
 * One change of a YAML text. `set` gives a value to a key or item that is there, or adds the key to a map that is there;
 * `rename` changes the key a pointer ends with; `append` adds an item to a list, and the list to the map above if it is absent;
 * `quote` makes a text of what stands there; `put` gives a key any value, groups and lists too, whatever stood there; `extend`
 * adds many items to a list.
 */
export type YamlEdit =
  | { readonly kind: 'set' | 'append' | 'put'; readonly pointer: JsonPointer; readonly value: unknown }
  | { readonly kind: 'extend'; readonly pointer: JsonPointer; readonly values: readonly unknown[] }
  | { readonly kind: 'rename'; readonly pointer: JsonPointer; readonly name: string }
  | { readonly kind: 'quote'; readonly pointer: JsonPointer };

/** A text together with what was read from it. */
export interface YamlSource {
  readonly text: string;
  readonly root: YamlNode;
}

/**
 * The text edit for a change: every other byte stays as it is, comments and blank lines too. `null` when the place is not
 * there or is an alias, whose value stands elsewhere.
 */
export function editYaml(source: YamlSource, edit: YamlEdit): TextEdit | null {
  if (!isOwn(source.root, edit.pointer)) return null;
  if (edit.kind === 'rename') return rename(source, edit.pointer, edit.name);
  if (edit.kind === 'quote') return quote(source, edit.pointer);
  if (edit.kind === 'extend') return extend(source, edit.pointer, edit.values);
  return setters[edit.kind](source, edit.pointer, edit.value);
}

const setters = { set, append, put } as const;

/** Makes several changes one after the other; `null` when one of them cannot be made, or the text cannot be read. */
export function applyYamlEdits(text: string, edits: readonly YamlEdit[]): string | null {
  let changed = text;
  for (let next = 0; next < edits.length;) {
    const parsed = parseYaml(changed);
    const made = parsed.ok ? editsAtOnce({ text: changed, root: parsed.value.root }, edits.slice(next)) : [];
    if (made.length === 0) return null;
    changed = applyTextEdits(changed, made);
    next += made.length;
  }
  return changed;
}

/**
 * The text edits of the first changes, so many as come to the same at once as one after the other, since reading a long text again
 * for each is slow: those below different keys that are there already, on different lines. Empty: the first one cannot be made.
 */
function editsAtOnce(source: YamlSource, edits: readonly YamlEdit[]): readonly TextEdit[] {
  const made: TextEdit[] = [];
  const below = new Set<string | number | undefined>();
  for (const edit of edits) {
    const [key] = edit.pointer;
    const isAlone = needsOwnReading(source, edit) || below.has(key);
    const one = isAlone && made.length > 0 ? null : editYaml(source, edit);
    if (one === null || made.some((each) => !areApart(source.text, each, one))) break;
    made.push(one);
    below.add(key);
    if (isAlone) break;
  }
  return made;
}

/** What adds or renames a key changes what other changes find; what has another name elsewhere (an alias) may change there too. */
function needsOwnReading({ root, text }: YamlSource, { kind, pointer: [key = ''] }: YamlEdit): boolean {
  return kind === 'rename' || kind === 'quote' || pairOf(root, key) === undefined || /[&*]/.test(text);
}

function areApart(text: string, one: TextEdit, other: TextEdit): boolean {
  const [first, second] = one.offset < other.offset ? [one, other] : [other, one];
  return lineEndOf(text, first.offset + first.length) < lineStartOf(text, second.offset);
}

/** Everything on the way is written there itself. */
function isOwn(root: YamlNode, pointer: JsonPointer): boolean {
  return pointer.every((_, depth) => nodeAt(root, pointer.slice(0, depth))?.kind !== 'alias');
}

function rename({ root }: YamlSource, pointer: JsonPointer, name: string): TextEdit | null {
  const owner = nodeAt(root, pointer.slice(0, -1));
  const pair = owner === undefined ? undefined : pairOf(owner, pointer.at(-1) ?? '');
  return pair === undefined ? null : { offset: pair.key.start, length: pair.key.end - pair.key.start, text: inline(name) };
}

function quote({ root, text }: YamlSource, pointer: JsonPointer): TextEdit | null {
  const node = nodeAt(root, pointer);
  if (node?.kind !== 'scalar' || node.end === node.start) return null;
  return { offset: node.start, length: node.end - node.start, text: JSON.stringify(text.slice(node.start, node.end)) };
}

function set(source: YamlSource, pointer: JsonPointer, value: unknown): TextEdit | null {
  const node = nodeAt(source.root, pointer);
  if (node === undefined) return add(source, pointer, value);
  if (node.kind !== 'scalar') return null;
  const text = rendered(value, node.style === 'double' || node.style === 'single' ? node.style : 'plain');
  // What stands in the place of nothing must not touch the colon before it, nor a comment after it.
  const [before, after] = node.start === node.end ? [source.text[node.start - 1] ?? ' ', source.text[node.end] ?? ' '] : [' ', ' '];
  return { offset: node.start, length: node.end - node.start, text: `${/\s/.test(before) ? '' : ' '}${text}${after === '#' ? ' ' : ''}` };
}

function add(source: YamlSource, pointer: JsonPointer, value: unknown): TextEdit | null {
  const owner = nodeAt(source.root, pointer.slice(0, -1));
  const name = pointer.at(-1);
  if (owner?.kind !== 'map' || typeof name !== 'string' || owner.pairs.length === 0) return null;
  if (owner.flow) return intoFlow(owner, `${inline(name)}: ${JSON.stringify(value)}`);
  const column = columnOf(source.text, owner.pairs[0]?.key.start ?? 0);
  return insertLines(source.text, owner, indented(renderYaml({ [name]: value }), column));
}

function put(source: YamlSource, pointer: JsonPointer, value: unknown): TextEdit | null {
  const owner = nodeAt(source.root, pointer.slice(0, -1));
  if (owner?.kind !== 'map') return null;
  const pair = pairOf(owner, pointer.at(-1) ?? '');
  if (pair === undefined) return add(source, pointer, value);
  if (pair.value.kind === 'scalar' && (typeof value !== 'object' || value === null)) return set(source, pointer, value);
  const { start } = pair.key;
  return { offset: start, length: endOfPair(source.text, pair) - start, text: pairText(source.text, pair, owner.flow ? JSON.stringify(value) : { value }) };
}

/** A key with its new value: a text that is written as it is, or a value in lines of its own. */
function pairText(text: string, { name, key }: YamlPair, content: string | { readonly value: unknown }): string {
  if (typeof content === 'string') return `${inline(name)}: ${content}`;
  return indented(renderYaml({ [name]: content.value }), columnOf(text, key.start)).trim().replaceAll('\n', lineEndingOf(text));
}

/** Where a key's value ends, or its colon when there is none; the line break at the end of a block text is not its own. */
function endOfPair(text: string, { key, value }: YamlPair): number {
  if (value.start === value.end) return text.indexOf(':', key.end) + 1;
  return text.slice(0, value.end).replace(/\r?\n$/, '').length;
}

function append(source: YamlSource, pointer: JsonPointer, value: unknown): TextEdit | null {
  const list = nodeAt(source.root, pointer);
  if (list === undefined) return appendBelowAbsent(source, pointer, value);
  if (list.kind === 'sequence' && list.flow && list.items.length === 0) return { offset: list.start, length: list.end - list.start, text: JSON.stringify([value]) };
  return extend(source, pointer, [value]);
}

function extend(source: YamlSource, pointer: JsonPointer, values: readonly unknown[]): TextEdit | null {
  const list = nodeAt(source.root, pointer);
  if (list?.kind !== 'sequence') return list === undefined || list.start === list.end ? put(source, pointer, values) : null;
  if (list.flow) return list.items.length === 0 ? put(source, pointer, values) : intoFlow(list, values.map((value) => JSON.stringify(value)).join(', '));
  const column = columnOf(source.text, list.items[0]?.start ?? list.start);
  const isSpaced = hasBlankBetween(source.text, list);
  const lines = isSpaced ? values.map((value) => `\n${indented(renderYaml([value]), column)}`).join('') : indented(renderYaml(values), column);
  return insertLines(source.text, list, lines);
}

/** Makes the maps that are missing on the way, and the list. */
function appendBelowAbsent(source: YamlSource, pointer: JsonPointer, value: unknown): TextEdit | null {
  let made: unknown = [value];
  for (let depth = pointer.length - 1; depth >= 0; depth--) {
    const above = nodeAt(source.root, pointer.slice(0, depth));
    if (above !== undefined) return add(source, pointer.slice(0, depth + 1), made);
    made = { [String(pointer[depth])]: made };
  }
  return null;
}

function intoFlow(node: YamlMap | YamlSequence, text: string): TextEdit {
  const last = node.kind === 'map' ? node.pairs.at(-1)?.value : node.items.at(-1)?.node;
  return { offset: last?.end ?? node.start + 1, length: 0, text: `, ${text}` };
}

function insertLines(text: string, after: YamlNode, lines: string): TextEdit {
  const eol = lineEndingOf(text);
  const at = endOfLines(text, after);
  const own = lines.replaceAll('\n', eol);
  const onNewLine = at === 0 || text[at - 1] === '\n';
  return { offset: at, length: 0, text: onNewLine ? own : eol + own.slice(0, -eol.length) };
}

/** Where lines can be added below a node: after the line it ends on, with a comment there; a block text takes its own lines. */
function endOfLines(text: string, node: YamlNode): number {
  const last = lastScalarOf(node);
  if (text[last.end - 1] === '\n' && last.end > last.start) return withoutBlankLines(text, last.end);
  return lineEndOf(text, last.end);
}

function withoutBlankLines(text: string, end: number): number {
  let at = end;
  while (/\n\r?\n$/.test(text.slice(Math.max(0, at - 3), at))) at = text.lastIndexOf('\n', at - 2) + 1;
  return at;
}

function lastScalarOf(node: YamlNode): YamlNode {
  for (let last = node; ;) {
    const next = lastChildOf(last);
    if (next === undefined) return last;
    last = next;
  }
}

/** The last node in a block collection. */
function lastChildOf(node: YamlNode): YamlNode | undefined {
  if (node.kind === 'map') return node.flow ? undefined : node.pairs.at(-1)?.value;
  return node.kind === 'sequence' && !node.flow ? node.items.at(-1)?.node : undefined;
}

/** Lists whose items are set apart by a blank line stay so. */
function hasBlankBetween(text: string, { items }: YamlSequence): boolean {
  const [first, second] = items;
  return first !== undefined && second !== undefined && /\n\s*\n[^\S\n]*$/.test(text.slice(first.node.end - 1, second.start));
}

function columnOf(text: string, offset: number): number {
  return offset - lineStartOf(text, offset) - (lineStartOf(text, offset) === 0 && text.startsWith('\ufeff') ? 1 : 0);
}

function indented(lines: string, column: number): string {
  const space = ' '.repeat(column);
  return lines.replaceAll(/^(?=.)/gm, space);
}

/** A scalar on one line, in the style that was there where it can be. */
function rendered(value: unknown, style: 'plain' | 'single' | 'double'): string {
  if (typeof value !== 'string' || style === 'plain') return inline(value);
  const single = style === 'single' && /^[ -~]*$/.test(value);
  return single ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
}

/** Words that need no quotes have none. */
function inline(value: unknown): string {
  const plain = typeof value === 'string' && /^[A-Za-z][A-Za-z0-9_/-]*$/.test(value) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(value);
  return plain ? value : JSON.stringify(value);
}
