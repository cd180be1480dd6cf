import { followed, schemaAt, schemaBelow, type SchemaNode, type SchemaPlace } from '../schema/schema-node.js';
import { featureSpecSchema } from '../schema/validators.js';
import type { FeatureSpec } from './feature-spec.js';
import { freeIds } from './free-id.js';
import { lineContextAt, type LineContext } from './line-context.js';

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

/** What may be typed at an offset: keys that are not there yet, allowed values, ids of requirements and new ids. */
export function completeSpec(text: string, offset: number, spec: FeatureSpec): readonly Completion[] {
  const context = lineContextAt(text, offset);
  if (context === null) return [];
  const place = schemaAt(featureSpecSchema, context.path);
  if (place === null) return [];
  return context.key === null ? keysFor(place, context) : valuesFor(place, context, spec);
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

function valuesFor(place: SchemaPlace, context: LineContext, spec: FeatureSpec): Completion[] {
  const { key, prefix } = context;
  const below = key === null ? null : schemaBelow(place, key);
  if (key === 'reference') return referencesFor(prefix, spec);
  if (key === 'id' && typeof context.path.at(-1) === 'number') return newIdFor(context, spec);
  return wordsOf(below?.node).map((word) => ({ label: word, kind: 'value', insert: word, length: prefix.length, detail: below?.node.description ?? '', isRequired: false }));
}

function wordsOf(node: SchemaNode | undefined): readonly string[] {
  if (node?.type === 'boolean') return ['true', 'false'];
  return node?.enum ?? (node?.examples ?? []).map((example) => (/^[a-z][\w-]*$/i.test(String(example)) ? String(example) : JSON.stringify(example)));
}

/** The last word of what is typed is what is completed, so that several ids may follow each other. */
function referencesFor(prefix: string, { entries }: FeatureSpec): Completion[] {
  const typed = /[\w-]*$/.exec(prefix)?.[0] ?? '';
  return entries.flatMap(({ kind, id, title }) => (
    id !== null && (kind === 'functional' || kind === 'non-functional') ? [{ label: id, kind: 'id' as const, insert: id, length: typed.length, detail: title, isRequired: false }] : []));
}

const firstIds: Readonly<Record<string, string>> = { functional: 'FR-001', non_functional: 'NFR-001', backend: 'BE-001', frontend: 'FE-001', qa: 'QA-001' };

function newIdFor({ path, prefix }: LineContext, { entries }: FeatureSpec): Completion[] {
  const [section, name = ''] = path;
  const like = entries.findLast(({ list, id }) => list[0] === section && list[1] === name && id !== null)?.id ?? firstIds[name];
  if (like === undefined) return [];
  const id = freeIds(entries.flatMap((entry) => entry.id ?? []))(like);
  return [{ label: id, kind: 'id', insert: id, length: prefix.length, detail: '', isRequired: true }];
}
