import type { JsonPointer } from './json-pointer.js';

/** A value in the syntax tree of a JSON text. Children of an object are `property` nodes of two children: key and value. */
export interface JsonNode {
  readonly type: 'object' | 'array' | 'property' | 'string' | 'number' | 'boolean' | 'null';
  readonly offset: number;
  readonly length: number;
  readonly value?: unknown;
  readonly children?: readonly JsonNode[];
}

/** How far a pointer leads: the last value on the way, the key it stands under if any, and how many segments were found. */
export interface FoundNode {
  readonly node: JsonNode;
  readonly key: JsonNode | undefined;
  readonly depth: number;
}

/** Follows a pointer as far as it leads. `key` is undefined for the root and for an item of a list. */
export function nodeAt(root: JsonNode, pointer: JsonPointer): FoundNode {
  let found: FoundNode = { node: root, key: undefined, depth: 0 };
  for (const segment of pointer) {
    const next = childAt(found.node, segment);
    if (!next) break;
    found = { ...next, depth: found.depth + 1 };
  }
  return found;
}

function childAt(node: JsonNode, segment: string | number): { node: JsonNode; key: JsonNode | undefined } | undefined {
  const property = propertyOf(node, segment);
  if (property) return { node: property.value, key: property.key };
  const item = node.type === 'array' && typeof segment === 'number' ? node.children?.[segment] : undefined;
  return item && { node: item, key: undefined };
}

/** The key and the value of an object's property; `undefined` when it has none of that name or is no object. */
export function propertyOf(node: JsonNode, name: string | number): { key: JsonNode; value: JsonNode } | undefined {
  if (node.type !== 'object') return undefined;
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key?.value === name && value) return { key, value };
  }
  return undefined;
}

/** Where a value ends. */
export function endOf(node: JsonNode): number {
  return node.offset + node.length;
}
