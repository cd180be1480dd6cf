import type { JsonPointer } from '../text/json-pointer.js';
import type { SchemaProblem } from './check-schema.js';
import { followed, schemaBelow, type SchemaPlace } from './schema-node.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What can be used of a value in spite of its problems: what is wrong or absent gives way to its default, keys that the schema
 * does not know are left out. A list that has something to give way to does so as a whole; of others only the wrong items are
 * left out.
 */
export function soundValue(place: SchemaPlace, value: unknown, problems: readonly SchemaProblem[]): unknown {
  const wrong = problems.filter(({ kind }) => kind !== 'unknown-key').map(({ pointer, kind }) => wrongPart(place, pointer, kind === 'missing-property'));
  return withDefaults(place, strip(value, '', new Set(wrong.flatMap((each) => each ?? []))));
}

/** Path of the smallest part that cannot be used because of a problem; `null` when a default helps where something is missing. */
function wrongPart(place: SchemaPlace, pointer: JsonPointer, isMissing: boolean): string | null {
  let at: SchemaPlace | null = place;
  for (const [depth, step] of pointer.entries()) {
    const { default: standard } = at === null ? {} : followed(at).node;
    if (typeof step === 'number' && Array.isArray(standard)) return pointer.slice(0, standard.length > 0 ? depth : depth + 1).join('\n');
    at = at === null ? null : schemaBelow(at, step);
  }
  return isMissing ? null : pointer.join('\n');
}

/** The value with every default where nothing stands. */
function withDefaults(place: SchemaPlace, value: unknown): unknown {
  const { properties, items, default: standard } = followed(place).node;
  const isNothing = value === undefined || value === null;
  if (Array.isArray(value) && items !== undefined) return value.map((item) => withDefaults({ root: place.root, node: items }, item));
  if (properties !== undefined && !(isNothing && standard !== undefined)) return filledGroup(place, Object.keys(properties), value);
  return isNothing ? standard : value;
}

/** A group that is absent and has nothing to be filled with stays absent. */
function filledGroup(place: SchemaPlace, names: readonly string[], value: unknown): unknown {
  const given = isFields(value) ? value : {};
  const made = names.map((name) => {
    const below = schemaBelow(place, name);
    return [name, below === null ? given[name] : withDefaults(below, given[name])] as const;
  });
  return value !== given && made.every(([, inner]) => inner === undefined) ? undefined : Object.fromEntries(made);
}

function strip(value: unknown, path: string, wrong: ReadonlySet<string>): unknown {
  if (wrong.has(path)) return undefined;
  const below = (step: string | number): string => (path === '' ? String(step) : `${path}\n${step}`);
  if (Array.isArray(value)) return value.map((item, index) => strip(item, below(index), wrong)).filter((item) => item !== undefined);
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, strip(inner, below(key), wrong)]));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
