import type { JsonPointer } from '../text/json-pointer.js';
import type { Repair } from '../text/repair.js';
import type { SchemaProblem, SchemaRepair } from './check-schema.js';
import { followed, type SchemaPlace } from './schema-node.js';

/** What mends a problem that the schema found, for a value that stands at a pointer of the file. */
export function repairsOf({ repair }: SchemaProblem, above: JsonPointer): readonly Repair[] {
  return repair === null ? [] : makers[repair.kind](repair as never, [...above, ...repair.pointer]);
}

type Maker<Kind extends SchemaRepair['kind']> = (repair: Extract<SchemaRepair, { kind: Kind }>, pointer: JsonPointer) => readonly Repair[];

const makers: { readonly [Kind in SchemaRepair['kind']]: Maker<Kind> } = {
  add: ({ name, schema }, pointer) => {
    const value = placeholderFor(name, schema);
    return value === undefined ? [] : [{ title: `Add ${name}`, edits: [{ kind: 'set', pointer: [...pointer, name], value }] }];
  },
  choose: ({ values }, pointer) => values.map((value) => ({ title: `Replace by ${value}`, edits: [{ kind: 'set', pointer, value }] })),
  quote: (_, pointer) => [{ title: 'Put it in quotes', edits: [{ kind: 'quote', pointer }] }],
  rename: ({ name }, pointer) => [{ title: `Rename to ${name}`, edits: [{ kind: 'rename', pointer, name }] }],
};

/**
 * What the schema has for where nothing stands, else something that fits it and that a person sees is theirs to fill in.
 * `undefined`: only somebody who knows can say.
 */
function placeholderFor(name: string, place: SchemaPlace | null): unknown {
  const { enum: words, examples = [], type = 'object', default: standard } = place === null ? {} : followed(place).node;
  if (standard !== undefined) return standard === '' ? undefined : standard;
  if (words !== undefined) return ['medium', 'planning'].find((each) => words.includes(each)) ?? words[0];
  return examples[0] ?? (placeholders[String(type)] ?? objectFor)(name, place);
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
  return Object.fromEntries(required.map((name) => [name, placeholderFor(name, { root: place.root, node: properties[name] ?? {} })]).filter(([, value]) => value !== undefined));
}
