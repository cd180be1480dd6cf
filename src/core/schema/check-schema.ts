import type { JsonPointer } from '../text/json-pointer.js';
import { closest } from '../text/closest.js';
import { choiceOf, messageOf } from './schema-messages.js';
import { followed, schemaBelow, type SchemaPlace } from './schema-node.js';
import type { SchemaError, Validator } from './validators.js';

/** How a value breaks its schema. The last one does not break it: a key that is probably another one, misspelt. */
export type SchemaProblemKind = 'missing-property' | 'wrong-type' | 'unknown-value' | 'wrong-format' | 'out-of-range' | 'too-few' | 'unknown-key';

/** What mends it, as far as the schema knows: a property to add, values to choose from, a key to rename. */
export type SchemaRepair =
  | { readonly kind: 'add'; readonly pointer: JsonPointer; readonly name: string; readonly schema: SchemaPlace | null }
  | { readonly kind: 'choose'; readonly pointer: JsonPointer; readonly values: readonly string[] }
  | { readonly kind: 'quote'; readonly pointer: JsonPointer }
  | { readonly kind: 'rename'; readonly pointer: JsonPointer; readonly name: string };

/** One thing that is wrong with a value. `pointer` leads to it; `part` says whether the key or the value is meant. */
export interface SchemaProblem {
  readonly kind: SchemaProblemKind;
  readonly pointer: JsonPointer;
  readonly part: 'key' | 'value';
  readonly message: string;
  readonly repair: SchemaRepair | null;
}

/** A compiled schema with its text, which has the descriptions. */
export interface SchemaRules {
  readonly validate: Validator;
  readonly place: SchemaPlace;
  /** What the whole value is called in messages: "The task". */
  readonly noun: string;
}

/** Judges a value by a schema: one problem for each thing that is wrong, in the order of the schema, never a cascade. */
export function checkSchema(rules: SchemaRules, value: unknown): readonly SchemaProblem[] {
  const found = rules.validate(value) ? [] : problemsOf(rules, value);
  const misspelt: SchemaProblem[] = [];
  findMisspelt({ place: rules.place, pointer: [], found: misspelt }, value);
  return misspelt.length === 0 ? found : joined(found, misspelt);
}

function problemsOf({ validate, place, noun }: SchemaRules, value: unknown): SchemaProblem[] {
  const errors = (validate.errors ?? []).filter(({ schemaPath }) => !/\/(?:anyOf|not|if)\/./.test(schemaPath));
  return errors.map((error) => problemOf({ place, noun, root: value }, error));
}

const kinds: Readonly<Record<string, SchemaProblemKind>> = {
  required: 'missing-property', type: 'wrong-type', anyOf: 'wrong-type', enum: 'unknown-value', pattern: 'wrong-format',
  minLength: 'out-of-range', maxLength: 'out-of-range', minimum: 'out-of-range', maximum: 'out-of-range', minItems: 'too-few',
};

interface Judged {
  readonly place: SchemaPlace;
  readonly noun: string;
  readonly root: unknown;
}

function problemOf({ place, noun, root }: Judged, error: SchemaError): SchemaProblem {
  const pointer = pointerOf(error.instancePath, root);
  const { schema, value } = lookUp(place, root, pointer);
  return {
    kind: choiceOf(error, schema) === null ? kinds[error.keyword] ?? 'wrong-type' : 'unknown-value',
    pointer,
    part: 'value',
    message: messageOf({ error, pointer, schema, value, noun }),
    repair: repairOf(error, { pointer, schema, value }),
  };
}

/** What is at a pointer: the value, and the schema for it. */
interface Looked {
  readonly pointer: JsonPointer;
  readonly schema: SchemaPlace | null;
  readonly value: unknown;
}

function lookUp(place: SchemaPlace, root: unknown, pointer: JsonPointer): { readonly schema: SchemaPlace | null; readonly value: unknown } {
  let schema: SchemaPlace | null = followed(place);
  let value = root;
  for (const step of pointer) {
    schema = schema === null ? null : schemaBelow(schema, step);
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return { schema, value };
}

/** Steps into arrays become numbers. */
function pointerOf(path: string, root: unknown): JsonPointer {
  let value = root;
  return path.split('/').slice(1).map((each) => {
    const name = each.replaceAll('~1', '/').replaceAll('~0', '~');
    const step = Array.isArray(value) ? Number(name) : name;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
    return step;
  });
}

function repairOf({ keyword, params }: Pick<SchemaError, 'keyword' | 'params'>, { pointer, schema, value }: Looked): SchemaRepair | null {
  if (keyword === 'required') {
    const name = String(params['missingProperty']);
    return { kind: 'add', pointer, name, schema: schema === null ? null : schemaBelow(schema, name) };
  }
  if (keyword === 'type') return params['type'] === 'string' && typeof value !== 'object' ? { kind: 'quote', pointer } : null;
  const allowed = choiceOf({ keyword, params }, schema);
  if (allowed === null) return null;
  const nearest = closest(String(value), allowed);
  return { kind: 'choose', pointer, values: nearest === undefined ? allowed : [nearest] };
}

interface Walk {
  readonly place: SchemaPlace;
  readonly pointer: JsonPointer;
  readonly found: SchemaProblem[];
}

/** Keys that the schema does not know and that are close to one it knows and that is not there. */
function findMisspelt(walk: Walk, value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) findMisspeltIn(walk, value);
  for (const key in value) {
    const inner = (value as Readonly<Record<string, unknown>>)[key];
    if (typeof inner !== 'object') continue;
    const step = Array.isArray(value) ? Number(key) : key;
    const place = schemaBelow(walk.place, step);
    if (place !== null) findMisspelt({ place, pointer: [...walk.pointer, step], found: walk.found }, inner);
  }
}

/** Mostly the schema knows all keys, which is seen soon: this runs with every keystroke. */
function findMisspeltIn({ place, pointer, found }: Walk, value: object): void {
  const { properties } = followed(place).node;
  if (properties === undefined) return;
  for (const key in value) {
    if (Object.hasOwn(properties, key)) continue;
    const meant = closest(key, Object.keys(properties).filter((name) => !Object.hasOwn(value, name)));
    if (meant !== undefined) found.push(misspelt([...pointer, key], meant));
  }
}

function misspelt(pointer: JsonPointer, meant: string): SchemaProblem {
  return {
    kind: 'unknown-key',
    pointer,
    part: 'key',
    message: `The key ${String(pointer.at(-1))} means nothing here. Did you mean ${meant}?`,
    repair: { kind: 'rename', pointer, name: meant },
  };
}

/** A required property that is there under a misspelt key is told once, at that key. */
function joined(found: readonly SchemaProblem[], misspeltKeys: readonly SchemaProblem[]): readonly SchemaProblem[] {
  const answered = new Set<SchemaProblem>();
  const merged = found.map((problem) => {
    const { repair } = problem;
    const key = repair?.kind === 'add' ? misspeltKeys.find((each) => isFor(each, repair)) : undefined;
    if (key === undefined) return problem;
    answered.add(key);
    return { ...problem, pointer: key.pointer, part: key.part, repair: key.repair, message: `${problem.message} Is ${String(key.pointer.at(-1))} meant to be it?` };
  });
  return [...merged, ...misspeltKeys.filter((each) => !answered.has(each))];
}

function isFor({ repair, pointer }: SchemaProblem, missing: { readonly pointer: JsonPointer; readonly name: string }): boolean {
  return repair?.kind === 'rename' && repair.name === missing.name && pointer.slice(0, -1).join('/') === missing.pointer.join('/');
}
