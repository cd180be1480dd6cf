import type { JsonPointer } from '../text/json-pointer.js';

/** What our schemas are made of; only the keywords that they use. */
export interface SchemaNode {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly not?: SchemaNode;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly pattern?: string;
}

/** A place in a schema together with the schema it belongs to, which its references lead into. */
export interface SchemaPlace {
  readonly root: SchemaNode;
  readonly node: SchemaNode;
}

/** The place a whole schema begins with. */
export function placeOfSchema(root: SchemaNode): SchemaPlace {
  return { root, node: root };
}

/**
 * A place as it reads after its reference or its choice (`anyOf`) was followed; what stands beside a reference wins. Of a
 * choice the branch that describes something is followed: our schemas have no more than one.
 */
export function followed(place: SchemaPlace): SchemaPlace {
  if (place.node.$ref === undefined && place.node.anyOf === undefined) return place;
  const known = places.get(place.node) ?? follow(place);
  places.set(place.node, known);
  return known;
}

/** Schemas never change, so each place is followed once. */
const places = new WeakMap<SchemaNode, SchemaPlace>();

function follow(place: SchemaPlace): SchemaPlace {
  const { root, node } = place;
  const target = node.$ref === undefined ? node.anyOf?.find(({ not }) => not === undefined) : definition(root, node.$ref);
  if (target === undefined) return place;
  const { node: inner } = followed({ root, node: target });
  return { root, node: { ...inner, ...node } };
}

function definition(root: SchemaNode, reference: string): SchemaNode | undefined {
  return root.$defs?.[reference.replace('#/$defs/', '')];
}

/** The schema of a value under a key or index, `null` when the schema says nothing about it. */
export function schemaBelow(place: SchemaPlace, step: string | number): SchemaPlace | null {
  const { root, node } = followed(place);
  const below = typeof step === 'number' ? node.items : (node.properties !== undefined && Object.hasOwn(node.properties, step) ? node.properties[step] : node.additionalProperties);
  return below === undefined ? null : followed({ root, node: below });
}

/** The schema of the value at a pointer. */
export function schemaAt(root: SchemaNode, pointer: JsonPointer): SchemaPlace | null {
  let place: SchemaPlace | null = followed(placeOfSchema(root));
  for (const step of pointer) place = place === null ? null : schemaBelow(place, step);
  return place;
}
