import type { LineContext } from '../text/line-context.js';
import { spotAt, type YamlMark, type YamlNode } from '../text/yaml-tree.js';
import { followed, schemaAt, schemaBelow, type SchemaNode, type SchemaPlace } from './schema-node.js';

/** One thing to type. `insert` replaces the `length` units before the cursor that were typed of it. */
export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'id';
  readonly insert: string;
  readonly length: number;
  /** What the schema, or the entry with that id, says. */
  readonly detail: string;
  /** The schema asks for it. */
  readonly isRequired: boolean;
}

/** What a schema has for a place in a text: keys that are not there yet while a key is typed, else the words that are allowed. */
export function completeBySchema(schema: SchemaNode, context: LineContext): readonly Completion[] {
  const place = schemaAt(schema, context.path);
  if (place === null) return [];
  return context.key === null ? keysFor(place, context) : wordsFor(schemaBelow(place, context.key), context.prefix);
}

function keysFor(place: SchemaPlace, { prefix, siblings }: LineContext): Completion[] {
  const { properties = {}, required = [] } = place.node;
  return Object.keys(properties).filter((name) => !siblings.includes(name)).map((name) => {
    const below = schemaBelow(place, name);
    return { label: name, kind: 'key', insert: `${name}:${opensBlock(below) ? '' : ' '}`, length: prefix.length, detail: below?.node.description ?? '', isRequired: required.includes(name) };
  });
}

function opensBlock(place: SchemaPlace | null): boolean {
  const type = place === null ? undefined : followed(place).node.type;
  return type === 'object' || type === 'array';
}

function wordsFor(place: SchemaPlace | null, prefix: string): Completion[] {
  return wordsOf(place?.node).map((word) => ({ label: word, kind: 'value', insert: word, length: prefix.length, detail: place?.node.description ?? '', isRequired: false }));
}

function wordsOf(node: SchemaNode | undefined): readonly string[] {
  if (node?.type === 'boolean') return ['true', 'false'];
  return node?.enum ?? (node?.examples ?? []).map((example) => (/^[a-z][\w-]*$/i.test(String(example)) ? String(example) : JSON.stringify(example)));
}

/** What a schema says of the key or value at an offset. */
export interface SchemaHint {
  readonly mark: YamlMark;
  /** Name of the key. */
  readonly title: string;
  readonly description: string;
  /** Allowed values. */
  readonly words: readonly string[];
}

/** The hint for an offset, `null` where the schema says nothing. */
export function hintBySchema(schema: SchemaNode, root: YamlNode, offset: number): SchemaHint | null {
  const { pointer, part, node } = spotAt(root, offset);
  const name = pointer.at(-1);
  const { description, enum: words = [] } = schemaAt(schema, pointer)?.node ?? {};
  const isShown = typeof name === 'string' && (part === 'key' || node.kind === 'scalar');
  if (!isShown || description === undefined) return null;
  return { mark: { offset: node.start, length: node.end - node.start }, title: name, description, words };
}
