import type { SchemaProblem, SchemaRepair } from '../schema/check-schema.js';
import type { SchemaPlace } from '../schema/schema-node.js';
import type { JsonPointer } from '../text/json-pointer.js';
import type { Repair } from './spec-problem.js';

/** What mends a problem that the schema found, for a value that stands at a pointer of the file. */
export function repairsOf({ repair }: SchemaProblem, above: JsonPointer): readonly Repair[] {
  return repair === null ? [] : makers[repair.kind](repair as never, [...above, ...repair.pointer]);
}

type Maker<Kind extends SchemaRepair['kind']> = (repair: Extract<SchemaRepair, { kind: Kind }>, pointer: JsonPointer) => readonly Repair[];

const makers: { readonly [Kind in SchemaRepair['kind']]: Maker<Kind> } = {
  add: ({ name, schema }, pointer) => [{ title: `Add ${name}`, edits: [{ kind: 'set', pointer: [...pointer, name], value: placeholderFor(name, schema) }] }],
  choose: ({ values }, pointer) => values.map((value) => ({ title: `Replace by ${value}`, edits: [{ kind: 'set', pointer, value }] })),
  quote: (_, pointer) => [{ title: 'Put it in quotes', edits: [{ kind: 'quote', pointer }] }],
  rename: ({ name }, pointer) => [{ title: `Rename to ${name}`, edits: [{ kind: 'rename', pointer, name }] }],
};

/** Something that fits the schema and that a person sees is theirs to fill in. */
function placeholderFor(name: string, place: SchemaPlace | null): unknown {
  const { enum: words, examples = [], type = 'object' } = place?.node ?? {};
  if (words !== undefined) return ['medium', 'planning'].find((each) => words.includes(each)) ?? words[0];
  return examples[0] ?? (placeholders[type] ?? objectFor)(name, place);
}

const placeholders: Readonly<Record<string, (name: string, place: SchemaPlace | null) => unknown>> = {
  array: () => ['TODO'],
  integer: (_, place) => place?.node.minimum ?? 0,
  number: (_, place) => place?.node.minimum ?? 0,
  boolean: () => false,
  // A pattern asks for a word; what else is a text may be a sentence.
  string: (name, place) => (place?.node.pattern === undefined ? `TODO: ${(place?.node.description ?? name).replace(/\.$/, '')}` : 'todo'),
};

function objectFor(_: string, place: SchemaPlace | null): unknown {
  const { required = [], properties = {} } = place?.node ?? {};
  if (place === null || required.length === 0) return Object.hasOwn(properties, 'summary') ? { summary: 'TODO' } : {};
  return Object.fromEntries(required.map((name) => [name, placeholderFor(name, { root: place.root, node: properties[name] ?? {} })]));
}
