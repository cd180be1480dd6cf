import type { JsonPointer } from '../text/json-pointer.js';
import { closest } from '../text/closest.js';
import { schemaBelow, type SchemaPlace } from './schema-node.js';
import type { SchemaError } from './validators.js';

/** What a message is made of: the error, where it is, what the schema says there, what stands there. */
export interface Broken {
  readonly error: SchemaError;
  readonly pointer: JsonPointer;
  readonly schema: SchemaPlace | null;
  readonly value: unknown;
  /** What the whole value is called. */
  readonly noun: string;
}

/** A sentence that says what is wrong and what is allowed. */
export function messageOf(broken: Broken): string {
  const { keyword } = broken.error;
  return (messages[keyword] ?? otherwise)(broken);
}

const messages: Readonly<Record<string, (broken: Broken) => string>> = {
  required: missing,
  type: wrongType,
  anyOf: (broken) => (choiceOf(broken.error, broken.schema) === null ? wrongType : unknownValue)(broken),
  enum: unknownValue,
  pattern: (broken) => `${nameOf(broken)} is ${shown(broken.value)}, which does not fit. ${descriptionOf(broken.schema)}`.trim(),
  minLength: (broken) => length(broken, 'at least', 'needed'),
  maxLength: (broken) => length(broken, 'at most', 'allowed'),
  minimum: range,
  maximum: range,
  minItems: (broken) => `${nameOf(broken)} needs at least ${limitOf(broken)} item.`,
};

function otherwise(broken: Broken): string {
  return `${nameOf(broken)} is ${shown(broken.value)}, which is not allowed here. ${descriptionOf(broken.schema)}`.trim();
}

function missing(broken: Broken): string {
  const name = String(broken.error.params['missingProperty']);
  const description = descriptionOf(broken.schema === null ? null : schemaBelow(broken.schema, name));
  return `${ownerOf(broken)} lacks ${name}${description === '' ? '.' : `: ${description}`}`;
}

/** An entry is called by its id, because people know it by that. */
function ownerOf({ value, pointer, noun }: Broken): string {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  if (typeof id === 'string' && id !== '') return id;
  const last = pointer.at(-1);
  if (last === undefined) return noun;
  return typeof last === 'number' ? `Item ${last + 1}` : last;
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text', integer: 'a whole number', number: 'a number', boolean: 'true or false', array: 'a list', object: 'a group of keys with values', null: 'empty',
};

/** Of several types any will do. */
function wordFor(type: unknown): string {
  const words = (Array.isArray(type) ? type : [type]).flatMap((each) => typeWords[String(each)] ?? []);
  return words.length === 0 ? 'something else' : words.join(' or ');
}

function wrongType(broken: Broken): string {
  const { error, schema, value } = broken;
  const wanted = wordFor(error.params['type']);
  if (value === undefined || value === null) return `${nameOf(broken)} is empty; it must be ${wanted}. ${descriptionOf(schema)}`.trim();
  const quoted = error.params['type'] === 'string' && typeof value !== 'object' ? '; put it in quotes' : '';
  return `${nameOf(broken)} must be ${wanted}, not ${shown(value)}${quoted}.`;
}

/** The words of which one must stand there; also where a choice (`anyOf`) allows nothing else but to be empty. */
export function choiceOf({ keyword, params }: Pick<SchemaError, 'keyword' | 'params'>, schema: SchemaPlace | null): readonly string[] | null {
  if (keyword === 'enum') return (params['allowedValues'] as readonly unknown[]).map(String);
  return keyword === 'anyOf' ? schema?.node.enum ?? null : null;
}

function unknownValue(broken: Broken): string {
  const allowed = choiceOf(broken.error, broken.schema) ?? [];
  const nearest = closest(String(broken.value), allowed);
  const meant = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  return `${nameOf(broken)} is ${shown(broken.value)}; allowed are ${allowed.join(', ')}.${meant}`;
}

function length(broken: Broken, bound: string, verb: string): string {
  return `${nameOf(broken)} has ${Array.from(String(broken.value)).length} characters; ${bound} ${limitOf(broken)} are ${verb}.`;
}

function range(broken: Broken): string {
  const { minimum, maximum } = broken.schema?.node ?? {};
  const bounds = maximum === undefined ? `${String(minimum)} or more` : `${String(minimum ?? 'anything')} to ${maximum}`;
  return `${nameOf(broken)} is ${shown(broken.value)}; allowed is ${bounds}.`;
}

function limitOf({ error }: Broken): string {
  return String(error.params['limit']);
}

function nameOf({ pointer, noun }: Broken): string {
  const last = pointer.at(-1);
  if (last === undefined) return noun;
  const list = pointer.at(-2);
  return typeof last === 'number' ? `Item ${last + 1}${typeof list === 'string' ? ` of ${list}` : ''}` : last;
}

function descriptionOf(place: SchemaPlace | null): string {
  const text = place?.node.description ?? '';
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a group of keys';
  if (typeof value !== 'string') return String(value);
  const short = value.length > 60 ? `${value.slice(0, 59)}…` : value;
  return `"${short.replaceAll(/\s+/g, ' ')}"`;
}
