import { failure, success, type Result } from '../../base/result.js';
import { checkSchema, type SchemaProblem, type SchemaRules } from '../schema/check-schema.js';
import { placeOfSchema, type SchemaNode } from '../schema/schema-node.js';
import { soundValue } from '../schema/sound-value.js';
import { taskRun, taskRunSchema, taskSnapshot, taskSnapshotSchema, version, versionIndex, versionIndexSchema, versionSchema, type Validator } from '../schema/validators.js';
import { parseYaml, renderYaml } from '../text/yaml-text.js';
import { valueOf, type YamlNode, type YamlProblem } from '../text/yaml-tree.js';
import type { TaskRun, TaskSnapshot, Version, VersionIndex } from './version.js';

/** The kinds of records, and what each file of a kind holds. */
interface Records {
  readonly version: Version;
  readonly run: TaskRun;
  readonly snapshot: TaskSnapshot;
  readonly index: VersionIndex;
}

/** Which of the four files of document 001. */
export type RecordKind = keyof Records;

const rulesFor = (validate: Validator, schema: SchemaNode, noun: string): SchemaRules => ({ validate, place: placeOfSchema(schema), noun });

const rules: Readonly<Record<RecordKind, SchemaRules>> = {
  version: rulesFor(version, versionSchema, 'The version'),
  run: rulesFor(taskRun, taskRunSchema, 'The task run'),
  snapshot: rulesFor(taskSnapshot, taskSnapshotSchema, 'The task'),
  index: rulesFor(versionIndex, versionIndexSchema, 'The index'),
};

/** A record as it stands in a file, and how the file breaks its schema. What is wrong or absent has its default. */
export interface RecordFile<Kind extends RecordKind> {
  readonly kind: Kind;
  readonly text: string;
  readonly root: YamlNode;
  readonly record: Records[Kind];
  readonly problems: readonly SchemaProblem[];
}

/** Reads a record of document 001 (`schemas/{version,task_run,task_snapshot,version_index}.json`). Never throws. */
export function parseRecord<Kind extends RecordKind>(kind: Kind, text: string): Result<RecordFile<Kind>, YamlProblem> {
  const parsed = parseYaml(text);
  if (!parsed.ok) return failure(parsed.problem);
  const { root } = parsed.value;
  const value = valueOf(root) ?? {};
  const problems = checkSchema(rules[kind], value);
  const sound = soundValue(rules[kind].place, value, problems);
  return success({ kind, text, root, record: respelt(sound, camelCase) as Records[Kind], problems });
}

/** The text of a new file. What is there is changed by edits of its text. */
export function renderRecord(record: Records[RecordKind]): string {
  return renderYaml(recordJson(record));
}

/** A record, or part of one, as files and the command line have it: field for field as in document 001. */
export function recordJson(record: unknown): unknown {
  return respelt(record, recordKey);
}

const camelCase = (key: string): string => key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
/** A key of ours, or the name of a check, as files and the command line have it. */
export function recordKey(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The same with other keys. All keys are words of a schema, so none is lost. What is not there is left out. */
function respelt(value: unknown, spell: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => respelt(item, spell));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[spell(key), respelt(inner, spell)]])));
}
