import { failure, success, type Result } from '../../base/result.js';
import type { JsonEdit } from './json-edit.js';
import { endOf, propertyOf, type JsonNode } from './json-node.js';
import type { JsonPointer } from './json-pointer.js';
import { enclose, indentAt, renderEntry, renderValue, styleOf, type JsonSpot } from './json-style.js';

type Segment = string | number;
/** What is put in: a key (`null` in a list) and its value. */
type Entry = readonly [key: Segment | null, value: unknown];
/** Offsets and lengths do not change during one edit: it replaces one piece of the text. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Applies one edit to a text whose syntax tree is `root`; every byte outside of the one changed piece stays. */
export function applyJsonEdit(text: string, root: JsonNode, edit: JsonEdit): Result<string, string> {
  const piece = new Change(text, root, edit.pointer).piece(edit);
  if (!piece.ok) return piece;
  const { from, to, text: inserted } = piece.value;
  return success(text.slice(0, from) + inserted + text.slice(to));
}

const nothing: Result<Piece, string> = success({ from: 0, to: 0, text: '' });

class Change {
  readonly #text: string;
  readonly #root: JsonNode;
  readonly #pointer: JsonPointer;

  constructor(text: string, root: JsonNode, pointer: JsonPointer) {
    this.#text = text;
    this.#root = root;
    this.#pointer = pointer;
  }

  piece(edit: JsonEdit): Result<Piece, string> {
    if (edit.kind !== 'remove' && edit.value === undefined) return failure('A field cannot be set to nothing; it can be removed.');
    if (edit.kind === 'remove') return this.#remove();
    return this.#descend(edit.kind === 'append' ? [...edit.pointer, 'end'] : edit.pointer, edit);
  }

  /** Goes down as far as the document does and puts what is missing there, wrapped in the objects that are missing too. */
  #descend(pointer: readonly Segment[], edit: JsonEdit & { readonly value: unknown }): Result<Piece, string> {
    const isAppend = edit.kind === 'append';
    let node = this.#root;
    for (const [depth, segment] of pointer.entries()) {
      const rest = pointer.slice(depth + 1);
      const isEnd = isAppend && rest.length === 0;
      if (node.type === 'null' && depth > 0) return success(this.#replace(node, wrap([segment, ...rest], edit.value, isAppend)));
      if (isEnd ? node.type !== 'array' : !accepts(node, segment)) return failure(this.#mismatch(depth, node, isEnd));
      const child = isEnd ? undefined : childOf(node, segment);
      if (!child) return success(this.#insert(node, isEnd ? null : segment, wrap(rest, edit.value, isAppend)));
      node = child;
    }
    return success(this.#replace(node, edit.value));
  }

  #mismatch(depth: number, node: JsonNode, wantsList: boolean): string {
    const path = this.#pointer.slice(0, depth).join('.');
    const name = path === '' ? 'The document' : `"${path}"`;
    return `${name} is ${nameOf(node)}, not ${wantsList ? 'a list' : `something with an entry "${String(this.#pointer[depth])}"`}; change it by hand first.`;
  }

  #replace(node: JsonNode, value: unknown): Piece {
    const old = this.#slice(node.offset, endOf(node));
    const isMultiLine = hasLineBreak(old) || (!node.children?.length && this.#isMultiLine());
    const style = styleOf(this.#text, [node, this.#root]);
    return { from: node.offset, to: endOf(node), text: renderValue(value, { style, indent: indentAt(this.#text, node.offset), isMultiLine }) };
  }

  #insert(parent: JsonNode, key: Segment | null, value: unknown): Piece {
    const last = parent.children?.at(-1);
    return last ? this.#insertAfter(parent, last, [key, value]) : this.#insertFirst(parent, [key, value]);
  }

  /** Copies what stands between the entries that are there, so that unusual spacing goes on. */
  #insertAfter(parent: JsonNode, last: JsonNode, entry: Entry): Piece {
    const isList = parent.type === 'array';
    const before = parent.children?.at(-2);
    const style = styleOf(this.#text, [isList ? last : parent, parent, this.#root]);
    const lead = this.#slice(parent.offset + 1, last.offset);
    const separator = before ? this.#slice(endOf(before), last.offset) : hasLineBreak(lead) ? `,${lead}` : style.comma;
    const likeLast = isList && last.children?.length;
    const spot = {
      style,
      indent: /[\r\n]([ \t]*)[^\r\n]*$/.exec(separator)?.[1] ?? indentAt(this.#text, parent.offset),
      isMultiLine: hasLineBreak(likeLast ? this.#slice(last.offset, endOf(last)) : separator),
    };
    return { from: endOf(last), to: endOf(last), text: separator + render(entry, spot) };
  }

  #insertFirst(parent: JsonNode, entry: Entry): Piece {
    const style = styleOf(this.#text, [this.#root]);
    const spot = { style, indent: indentAt(this.#text, parent.offset), isMultiLine: this.#isMultiLine() };
    const text = render(entry, { ...spot, indent: spot.indent + style.unit });
    const brackets = parent.type === 'array' ? (['[', ']'] as const) : (['{', '}'] as const);
    return { from: parent.offset, to: endOf(parent), text: enclose(brackets, [text], spot) };
  }

  #slice(from: number, to: number): string {
    return this.#text.slice(from, to);
  }

  /** The document spreads over lines, so what is new does too. */
  #isMultiLine(): boolean {
    return hasLineBreak(this.#slice(this.#root.offset, endOf(this.#root)));
  }

  #remove(): Result<Piece, string> {
    let parent: JsonNode | undefined;
    let node = this.#root;
    for (const segment of this.#pointer) {
      const child = childOf(node, segment);
      if (!child) return nothing;
      parent = node;
      node = child;
    }
    return parent ? success(cut(parent, node)) : failure('The whole document cannot be removed.');
  }
}

/** Takes an entry out together with one comma: the one after it, or for the last entry the one before it. */
function cut(parent: JsonNode, value: JsonNode): Piece {
  const entries = parent.children ?? [];
  const index = entries.findIndex((each) => each === value || each.children?.[1] === value);
  const [before, entry, after] = [entries[index - 1], entries[index] ?? value, entries[index + 1]];
  if (after) return { from: entry.offset, to: after.offset, text: '' };
  if (before) return { from: endOf(before), to: endOf(entry), text: '' };
  return { from: parent.offset + 1, to: endOf(parent) - 1, text: '' };
}

function render([key, value]: Entry, spot: JsonSpot): string {
  return key === null || typeof key === 'number' ? renderValue(value, spot) : renderEntry(key, value, spot);
}

function hasLineBreak(text: string): boolean {
  return /[\r\n]/.test(text);
}

function accepts(node: JsonNode, segment: Segment): boolean {
  if (node.type === 'object') return typeof segment === 'string';
  return node.type === 'array' && typeof segment === 'number' && segment >= 0 && segment <= (node.children?.length ?? 0);
}

function childOf(node: JsonNode, segment: Segment): JsonNode | undefined {
  if (node.type === 'array' && typeof segment === 'number') return node.children?.[segment];
  return propertyOf(node, segment)?.value;
}

/** The value with the objects (for numbers: lists) around it that a pointer's missing rest asks for. */
function wrap(segments: readonly Segment[], value: unknown, isAppend: boolean): unknown {
  return segments.reduceRight<unknown>((inner, segment, index) => {
    const isList = typeof segment === 'number' || (isAppend && index === segments.length - 1);
    return isList ? [inner] : { [segment]: inner };
  }, value);
}

function nameOf(node: JsonNode): string {
  switch (node.type) {
    case 'object': return 'an object';
    case 'array': return 'a list';
    case 'string': return 'a text';
    case 'null': return 'null';
    default: return `a ${node.type}`;
  }
}
