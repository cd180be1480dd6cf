import { placeOfSchema, schemaAt } from '../schema/schema-node.js';
import type { SchemaRules } from '../schema/check-schema.js';
import { endpoint, featureSpec, featureSpecSchema, internalContract, nonFunctional, requirement, specTask, type Validator } from '../schema/validators.js';
import type { JsonPointer } from '../text/json-pointer.js';
import type { EntryKind } from './feature-spec.js';

/** The rules for a whole spec. */
export const specRules: SchemaRules = { validate: featureSpec, place: placeOfSchema(featureSpecSchema), noun: 'The spec' };

function rulesAt(noun: string, validate: Validator, pointer: JsonPointer): SchemaRules {
  return { noun, validate, place: schemaAt(featureSpecSchema, pointer) ?? specRules.place };
}

/** The rules for one entry: the same as the whole spec's for what stands there. */
export const entryRules: Readonly<Record<EntryKind, SchemaRules>> = {
  functional: rulesAt('The requirement', requirement, ['requirements', 'functional', 0]),
  'non-functional': rulesAt('The requirement', nonFunctional, ['requirements', 'non_functional', 0]),
  internal: rulesAt('The contract', internalContract, ['contracts', 'internal', 0]),
  api: rulesAt('The endpoint', endpoint, ['contracts', 'api', 0]),
  task: rulesAt('The task', specTask, ['tasks', 'any', 0]),
};
