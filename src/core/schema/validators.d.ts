// The schemas of schemas/*.json as functions, and as they are. There is no source for this: .config/validators.mjs makes it
// while building.
import type { SchemaNode } from './schema-node.js';

/** What a compiled validator says about one place; `instancePath` is a JSON pointer as text. */
export interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Judges a value. `errors` belongs to the last call. */
export interface Validator {
  (value: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
}

export const featureSpec: Validator;
export const requirement: Validator;
export const nonFunctional: Validator;
export const specTask: Validator;
export const internalContract: Validator;
export const endpoint: Validator;
export const apiContract: Validator;
export const taskSpec: Validator;
export const config: Validator;
export const agentFile: Validator;
export const compound: Validator;
export const trustModel: Validator;
export const version: Validator;
export const taskRun: Validator;
export const taskSnapshot: Validator;
export const versionIndex: Validator;

export const featureSpecSchema: SchemaNode;
export const apiContractSchema: SchemaNode;
export const taskSpecSchema: SchemaNode;
export const configSchema: SchemaNode;
export const versionSchema: SchemaNode;
export const taskRunSchema: SchemaNode;
export const taskSnapshotSchema: SchemaNode;
export const versionIndexSchema: SchemaNode;
export const agentFileSchema: SchemaNode;
export const compoundSchema: SchemaNode;
export const trustModelSchema: SchemaNode;
