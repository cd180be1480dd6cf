import type { JsonPointer } from './json-pointer.js';

/** How a scalar is written; `block` is `|` or `>`. An absent value (`key:` and nothing more) is a plain one of length 0. */
export type YamlStyle = 'plain' | 'single' | 'double' | 'block';

/** Offsets count UTF-16 units of the whole text, `end` is exclusive and leaves out what follows on the line. */
interface YamlSpan {
  start: number;
  end: number;
}

/** A text, number, truth value or nothing, by the core schema of YAML 1.2 (dates stay text). */
export interface YamlScalar extends YamlSpan {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly style: YamlStyle;
}

/** One entry of a map. `name` is the key as text, since every key is a text in JSON. */
export interface YamlPair {
  readonly name: string;
  key: YamlScalar;
  value: YamlNode;
}

/** A map in block or flow style; names are unique. */
export interface YamlMap extends YamlSpan {
  readonly kind: 'map';
  readonly flow: boolean;
  readonly pairs: readonly YamlPair[];
}

/** One item of a sequence: `start` is its dash, in flow style its value. */
export interface YamlItem {
  start: number;
  node: YamlNode;
}

/** A sequence in block or flow style. */
export interface YamlSequence extends YamlSpan {
  readonly kind: 'sequence';
  readonly flow: boolean;
  readonly items: readonly YamlItem[];
}

/** `*name`: stands for the node that carries the anchor, which never contains it. */
export interface YamlAlias extends YamlSpan {
  readonly kind: 'alias';
  readonly target: YamlNode;
}

/** Plain data, so that a tree can come from a worker. It is changed in place by `YamlDocument` only, while somebody types. */
export type YamlNode = YamlScalar | YamlMap | YamlSequence | YamlAlias;

/** Why a text is no YAML that we read. `message` is a sentence. */
export interface YamlProblem {
  readonly code: 'yaml/syntax' | 'yaml/duplicate-key' | 'yaml/unsafe';
  readonly message: string;
  readonly offset: number;
  readonly length: number;
}

/** A document that was read. `shared`: it has anchors, so a value may stand in several places. */
export interface YamlTree {
  readonly root: YamlNode;
  readonly shared: boolean;
}

/** The node an alias stands for, any other node itself. */
export function resolved(node: YamlNode): Exclude<YamlNode, YamlAlias> {
  let found = node;
  while (found.kind === 'alias') found = found.target;
  return found;
}

/** The value as JSON has it: objects, arrays, texts, numbers, truth values, null. */
export function valueOf(node: YamlNode): unknown {
  const found = resolved(node);
  if (found.kind === 'scalar') return found.value;
  if (found.kind === 'sequence') return found.items.map((item) => valueOf(item.node));
  const value: Record<string, unknown> = {};
  for (const pair of found.pairs) value[pair.name] = valueOf(pair.value);
  return value;
}

/** The entry of a map with this name; `undefined` when the node is no map or has none. */
export function pairOf(node: YamlNode, name: string | number): YamlPair | undefined {
  const found = resolved(node);
  return found.kind === 'map' ? found.pairs.find((pair) => pair.name === String(name)) : undefined;
}

/** The value below a node under a key or index. */
function childOf(node: YamlNode, step: string | number): YamlNode | undefined {
  const found = resolved(node);
  if (found.kind !== 'sequence') return pairOf(found, step)?.value;
  return found.items[Number(step)]?.node;
}

/** The node at a pointer, `undefined` when there is none. */
export function nodeAt(root: YamlNode, pointer: JsonPointer): YamlNode | undefined {
  let node: YamlNode | undefined = root;
  for (const step of pointer) node = node === undefined ? undefined : childOf(node, step);
  return node;
}

/** A stretch of the text that a person looks at. */
export interface YamlMark {
  readonly offset: number;
  readonly length: number;
}

/**
 * What to mark for a pointer. `value`: the scalar; of a map or sequence the key that names it, of an item its dash and first
 * entry. `key`: the key. A pointer to something absent marks the nearest thing above it that is there.
 */
export function markOf(root: YamlNode, pointer: JsonPointer, part: 'key' | 'value'): YamlMark {
  let node = root;
  let named: YamlSpan | null = null;
  for (const step of pointer) {
    const child = childOf(node, step);
    if (child === undefined) return markOfNode(node, named);
    named = pairOf(node, step)?.key ?? itemSpan(node, step);
    node = child;
  }
  const scalar = node.kind === 'scalar' || node.kind === 'alias';
  return part === 'value' && scalar && node.end > node.start ? spanMark(node) : markOfNode(node, named);
}

/** What is wrong as a whole is marked where it is named, not over all its lines. */
function markOfNode(node: YamlNode, named: YamlSpan | null): YamlMark {
  if (named !== null) return spanMark(named);
  if (node.kind === 'map' && node.pairs[0] !== undefined) return spanMark(node.pairs[0].key);
  return node.kind === 'sequence' && !node.flow ? { offset: node.start, length: 1 } : spanMark(node);
}

/** From the dash to the end of the first entry. */
function itemSpan(list: YamlNode, index: string | number): YamlSpan | null {
  const found = resolved(list);
  const item = found.kind === 'sequence' ? found.items[Number(index)] : undefined;
  if (item === undefined) return null;
  return { start: item.start, end: endOfFirst(item.node) };
}

function endOfFirst(node: YamlNode): number {
  const first = node.kind === 'map' && !node.flow ? node.pairs[0] : undefined;
  if (first === undefined) return node.end;
  const { key, value } = first;
  return value.kind === 'scalar' && value.style !== 'block' ? value.end : key.end;
}

function spanMark({ start, end }: YamlSpan): YamlMark {
  return { offset: start, length: Math.max(0, end - start) };
}

/** What stands at an offset: the pointer, whether on the key or the value, and the innermost node there. */
export interface YamlSpot {
  readonly pointer: JsonPointer;
  readonly part: 'key' | 'value';
  readonly node: YamlNode;
}

/** The innermost key or value at an offset; between two things, the collection that holds them. */
export function spotAt(root: YamlNode, offset: number): YamlSpot {
  const pointer: (string | number)[] = [];
  let node = root;
  for (;;) {
    const step = stepTowards(node, offset);
    if (step === null) return { pointer, part: 'value', node };
    pointer.push(step.step);
    if (step.part === 'key') return { pointer, part: 'key', node: step.node };
    node = step.node;
  }
}

function stepTowards(node: YamlNode, offset: number): { readonly step: string | number; readonly part: 'key' | 'value'; readonly node: YamlNode } | null {
  if (node.kind === 'map') {
    const pair = node.pairs.findLast((each) => each.key.start <= offset);
    if (pair === undefined) return null;
    if (offset <= pair.key.end) return { step: pair.name, part: 'key', node: pair.key };
    return holds(pair.value, offset) ? { step: pair.name, part: 'value', node: pair.value } : null;
  }
  if (node.kind !== 'sequence') return null;
  const index = node.items.findLastIndex((each) => each.start <= offset);
  const item = node.items[index];
  return item !== undefined && holds(item.node, offset) ? { step: index, part: 'value', node: item.node } : null;
}

function holds({ start, end }: YamlSpan, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** Moves a node with everything in it by so many units. */
function moveTree(node: YamlNode, by: number): void {
  node.start += by;
  node.end += by;
  if (node.kind === 'map') {
    for (const pair of node.pairs) movePair(pair, by);
  } else if (node.kind === 'sequence') {
    for (const item of node.items) moveItem(item, by);
  }
}

/** Moves a key with its value. */
export function movePair(pair: YamlPair, by: number): void {
  pair.key.start += by;
  pair.key.end += by;
  moveTree(pair.value, by);
}

/** Moves an item with its dash. */
export function moveItem(item: YamlItem, by: number): void {
  item.start += by;
  moveTree(item.node, by);
}
