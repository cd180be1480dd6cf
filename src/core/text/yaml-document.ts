import type { Result } from '../../base/result.js';
import type { JsonPointer } from './json-pointer.js';
import { applyTextEdits, lineStartOf, type TextEdit } from './text-edit.js';
import { parseYaml } from './yaml-text.js';
import { markOf, moveItem, movePair, nodeAt, valueOf, type YamlItem, type YamlMap, type YamlMark, type YamlNode, type YamlPair, type YamlProblem, type YamlSequence, type YamlTree } from './yaml-tree.js';

/** Lines that mean something to the whole document; a text with them is always read whole. */
const documentMarks = /^\ufeff?(?:---|\.\.\.|%)/m;

/** A level of the tree on the way to what is edited: the collection and which of its children. */
interface Level {
  readonly node: YamlMap | YamlSequence;
  readonly index: number;
}

/**
 * A piece of the text that can be read alone: whole lines with one item of a sequence or one entry of a map. `moved`: by how
 * much what stands after it has moved since the tree's offsets there were put right.
 */
interface Piece {
  readonly levels: readonly Level[];
  readonly start: number;
  end: number;
  moved: number;
  /** The piece itself, and what stands before and after it: a keystroke in a long text makes only a new piece. */
  text: string;
  readonly head: string;
  readonly tail: string;
}

/**
 * A YAML text that somebody types in. Reading is nearly all the work of checking, so an edit inside one item or entry reads
 * only that one again; whatever could mean something to the rest (anchors, document marks, indentation that leaves the
 * item, a changed key) makes it answer that the whole text has to be read.
 */
export class YamlDocument {
  #text: string;
  #root: YamlNode | null = null;
  #problem: YamlProblem | null = null;
  #readable = false;
  /** An edit was carried out after which the text has to be read whole, and that has not happened yet. */
  #isStale = false;
  /**
   * Where the last edit was. The next one is mostly there too, so that what stands after it is only moved when somebody
   * looks; and while the text cannot be read, an edit there may mend it.
   */
  #piece: Piece | null = null;

  constructor(text: string, parsed: Result<YamlTree, YamlProblem> = parseYaml(text)) {
    this.#text = text;
    this.reread(text, parsed);
  }

  get text(): string {
    const piece = this.#piece;
    return piece === null ? this.#text : piece.head + piece.text + piece.tail;
  }

  /** The tree; of a text that cannot be read the last one that could, `null` when there never was one. */
  get root(): YamlNode | null {
    if (this.#piece !== null) settle(this.#piece);
    return this.#root;
  }

  /** Why the text cannot be read, `null` when it can. */
  get problem(): YamlProblem | null {
    return this.#problem;
  }

  /** The value at a pointer, `undefined` when there is none. */
  valueAt(pointer: JsonPointer): unknown {
    const node = this.#root === null ? undefined : nodeAt(this.#root, pointer);
    return node === undefined ? undefined : valueOf(node);
  }

  /** What to mark for a pointer, as `markOf` says, without moving the whole tree for it. */
  markAt(pointer: JsonPointer, part: 'key' | 'value'): YamlMark {
    if (this.#root === null) return { offset: 0, length: 0 };
    const mark = markOf(this.#root, pointer, part);
    const piece = this.#piece;
    if (piece === null || piece.moved === 0 || mark.offset < piece.end - piece.moved) return mark;
    const own = pointerOf(piece.levels);
    return own.every((step, depth) => step === pointer[depth]) ? mark : { ...mark, offset: mark.offset + piece.moved };
  }

  /** Takes the whole text anew; `parsed` may come from a worker. */
  reread(text: string, parsed: Result<YamlTree, YamlProblem> = parseYaml(text)): void {
    this.#text = text;
    this.#isStale = false;
    if (!parsed.ok) {
      this.#problem = parsed.problem;
      if (this.#piece !== null && this.#piece.head + this.#piece.text + this.#piece.tail !== text) this.#piece = null;
      return;
    }
    this.#problem = null;
    this.#piece = null;
    this.#root = parsed.value.root;
    this.#readable = !parsed.value.shared && !documentMarks.test(text);
  }

  /**
   * Carries an edit out. Answers with the pointer of the only item or entry that changed, or `null` when the text has to be
   * read whole: then call `reread`, and until then `problem` is what it was.
   */
  edit(change: TextEdit): JsonPointer | null {
    const piece = this.#pieceOf(change);
    this.#isStale = true;
    if (piece === null) {
      this.#text = applyTextEdits(this.text, [change]);
      this.#piece = null;
      return null;
    }
    this.#piece = piece;
    const by = change.text.length - change.length;
    piece.text = applyTextEdits(piece.text, [{ ...change, offset: change.offset - piece.start }]);
    piece.end += by;
    piece.moved += by;
    const part = this.#read(piece);
    if (part === null) return null;
    put(piece, part);
    this.#problem = null;
    this.#isStale = false;
    return pointerOf(piece.levels);
  }

  #pieceOf(change: TextEdit): Piece | null {
    if (!this.#readable || this.#root === null) return null;
    if (this.#piece !== null && holds(this.#piece, change)) return this.#piece;
    if (this.#problem !== null || this.#isStale) return null;
    if (this.#piece !== null) settle(this.#piece);
    const piece = findPiece(this.#root, change.offset, this.text);
    return piece !== null && holds(piece, change) ? piece : null;
  }

  /** The one child of the piece's new text, moved to where it stands, or `null` when it is not one child as before. */
  #read(piece: Piece): YamlItem | YamlPair | null {
    const { text } = piece;
    if (documentMarks.test(text)) return null;
    const parsed = parseYaml(text, piece.levels.length - 1);
    if (!parsed.ok || parsed.value.shared) return null;
    const found = onlyChildOf(parsed.value.root);
    if (found === null || !fits(piece, found)) return null;
    if ('node' in found) moveItem(found, piece.start);
    else movePair(found, piece.start);
    return found;
  }
}

/** An edit after the piece's own key or dash and before its last line ends. */
function holds(piece: Piece, { offset, length }: TextEdit): boolean {
  const isLast = piece.tail === '';
  return offset > firstOffsetOf(piece) && (offset + length < piece.end || (isLast && offset <= piece.end));
}

/** Goes down maps to the entry, or to the item of the first sequence on the way, that the offset is in. */
function findPiece(root: YamlNode, offset: number, text: string): Piece | null {
  const levels: Level[] = [];
  let node: YamlNode | undefined = root;
  let end = text.length;
  while (node !== undefined && isBlock(node)) {
    const starts = startsIn(node);
    const index = starts.findLastIndex((start) => start < offset);
    if (index < 0) break;
    const next = starts[index + 1];
    if (next !== undefined) end = lineStartOf(text, next);
    levels.push({ node, index });
    node = node.kind === 'map' ? node.pairs[index]?.value : undefined;
  }
  if (levels.length === 0) return null;
  const first = firstOffsetOf({ levels });
  const start = lineStartOf(text, first);
  return isBlank(text, start, first) ? { levels, start, end, moved: 0, text: text.slice(start, end), head: text.slice(0, start), tail: text.slice(end) } : null;
}

function isBlock(node: YamlNode): node is YamlMap | YamlSequence {
  return (node.kind === 'map' || node.kind === 'sequence') && !node.flow;
}

function startsIn(node: YamlMap | YamlSequence): readonly number[] {
  return node.kind === 'map' ? node.pairs.map(({ key }) => key.start) : node.items.map(({ start }) => start);
}

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text[at] !== ' ') return false;
  return true;
}

function childAt({ node, index }: Level): YamlItem | YamlPair | undefined {
  return node.kind === 'map' ? node.pairs[index] : node.items[index];
}

function startOfChild(child: YamlItem | YamlPair): number {
  return 'node' in child ? child.start : child.key.start;
}

/** Where the piece's own key or dash stands. */
function firstOffsetOf({ levels }: Pick<Piece, 'levels'>): number {
  const last = levels.at(-1);
  const child = last === undefined ? undefined : childAt(last);
  return child === undefined ? 0 : startOfChild(child);
}

function onlyChildOf(root: YamlNode): YamlItem | YamlPair | null {
  if (root.kind !== 'map' && root.kind !== 'sequence') return null;
  if (root.flow) return null;
  const [first, second] = root.kind === 'map' ? root.pairs : root.items;
  return first === undefined || second !== undefined ? null : first;
}

/** The same kind of child at the same column; of an entry, with the same key, so that no other one can clash. */
function fits(piece: Piece, found: YamlItem | YamlPair): boolean {
  const last = piece.levels.at(-1);
  const before = last === undefined ? undefined : childAt(last);
  if (before === undefined || startOfChild(found) !== startOfChild(before) - piece.start) return false;
  if ('node' in found) return 'node' in before;
  return !('node' in before) && before.name === found.name;
}

/** Moves all that stands after the piece to where it is now. */
function settle(piece: Piece): void {
  const by = piece.moved;
  piece.moved = 0;
  for (const { node, index } of by === 0 ? [] : piece.levels) {
    if (node.kind === 'map') for (const pair of node.pairs.slice(index + 1)) movePair(pair, by);
    else for (const item of node.items.slice(index + 1)) moveItem(item, by);
  }
  // A collection ends where its last child ends.
  for (const { node } of piece.levels.toReversed()) node.end = endOfChild(childAt({ node, index: countOf(node) - 1 }), node.end);
}

function countOf(node: YamlMap | YamlSequence): number {
  return node.kind === 'map' ? node.pairs.length : node.items.length;
}

/** Puts the child that was read in the place of the one before. */
function put({ levels }: Piece, child: YamlItem | YamlPair): void {
  const last = levels.at(-1);
  const before = last === undefined ? undefined : childAt(last);
  if (before === undefined) return;
  if ('node' in before && 'node' in child) before.node = child.node;
  if ('key' in before && 'key' in child) Object.assign(before, { key: child.key, value: child.value });
}

function endOfChild(child: YamlItem | YamlPair | undefined, otherwise: number): number {
  if (child === undefined) return otherwise;
  return 'node' in child ? child.node.end : child.value.end;
}

function pointerOf(levels: readonly Level[]): JsonPointer {
  return levels.map(({ node, index }) => (node.kind === 'map' ? node.pairs[index]?.name ?? '' : index));
}
