import type { Finding } from '../findings/finding.js';
import { makeFinding } from '../findings/make-finding.js';
import { jsonFixOf } from '../findings/json-fix.js';
import { readDocument } from '../findings/read-document.js';
import { checkSchema, type SchemaRules } from '../schema/check-schema.js';
import { placeOfSchema, type SchemaNode } from '../schema/schema-node.js';
import { repairsOf } from '../schema/schema-repairs.js';
import { agentFile, agentFileSchema, apiContract, apiContractSchema, compound, compoundSchema, configSchema, taskSpec, taskSpecSchema } from '../schema/validators.js';
import { parseYaml } from '../text/yaml-text.js';
import { pairOf, valueOf, type YamlNode } from '../text/yaml-tree.js';
import { checkSpec } from './check-spec.js';
import { configPath, schemaFileKind, metricsPath } from './feature-files.js';
import { parseConfig } from './project-config.js';
import { schemaFindings, type SchemaArea } from './schema-findings.js';

const contractRules: SchemaRules = { validate: apiContract, place: placeOfSchema(apiContractSchema), noun: 'The endpoint' };
const taskRules: SchemaRules = { validate: taskSpec, place: placeOfSchema(taskSpecSchema), noun: 'The task' };
const agentRules: SchemaRules = { validate: agentFile, place: placeOfSchema(agentFileSchema), noun: 'The agent file' };
const compoundRules: SchemaRules = { validate: compound, place: placeOfSchema(compoundSchema), noun: 'The file of metrics' };

/** How YAML is judged: by which schema, under which codes. */
interface YamlRules {
  readonly area: SchemaArea;
  readonly rules: SchemaRules;
}

/**
 * Everything that is wrong with a file that somebody names, by the schema that it is meant for: by its path where that says it
 * (configuration, metrics, agent file), an API contract or a task alone by the keys it has, else a feature spec. Never throws.
 */
export function checkFile(file: string, text: string): readonly Finding[] {
  if (file === configPath) return parseConfig(text).findings;
  if (file.endsWith('.af')) return checkAgentFile(file, text);
  if (file === metricsPath) return checkYaml(file, text, { area: 'compound', rules: compoundRules });
  const parsed = parseYaml(text);
  const rules = parsed.ok ? rulesFor(parsed.value.root) : null;
  return rules === null ? checkSpec(file, text) : checkYaml(file, text, { area: 'spec', rules });
}

/** The same for a file that is there (`schemaFileKind`): YAML in the folder of a feature may be about something else, and then nothing is said. */
export function checkSchemaFile(file: string, text: string): readonly Finding[] {
  if (schemaFileKind(file) !== 'feature-part') return checkFile(file, text);
  const parsed = parseYaml(text);
  const rules = parsed.ok ? rulesFor(parsed.value.root) : isMeantAsPart(text) ? taskRules : null;
  return rules === null ? [] : checkYaml(file, text, { area: 'spec', rules });
}

/** What is wrong with the state of one agent, a JSON file. */
function checkAgentFile(file: string, text: string): readonly Finding[] {
  const read = readDocument(file, { kind: 'text', text });
  if (!read.ok) return [read.problem];
  return checkSchema(agentRules, read.value).map((problem) => {
    const { kind, message, pointer, part } = problem;
    return makeFinding({ code: `agent/${kind}`, file, message, place: { kind: 'pointer', pointer, part }, fixes: repairsOf(problem, []).flatMap((repair) => jsonFixOf(file, text, repair)) });
  });
}

function checkYaml(file: string, text: string, { area, rules }: YamlRules): readonly Finding[] {
  const parsed = parseYaml(text);
  if (!parsed.ok) {
    const { code, message, offset, length } = parsed.problem;
    return [makeFinding({ code, file, message, place: { kind: 'offset', offset, length } })];
  }
  const { root } = parsed.value;
  return schemaFindings(checkSchema(rules, valueOf(root)), { area, file, text, root });
}

function rulesFor(root: YamlNode): SchemaRules | null {
  const has = (name: string): boolean => pairOf(root, name) !== undefined;
  if (has('feature') || has('requirements')) return null;
  if (has('endpoint')) return contractRules;
  return has('done_when') || has('acceptance_criteria') ? taskRules : null;
}

/** The schema by which somebody who types in a YAML file is helped, by its path and, for a part of a feature, its look; `null`: none. */
export function schemaForTyping(file: string, text: string): SchemaNode | null {
  const kind = schemaFileKind(file);
  if (kind === 'config') return configSchema;
  if (kind === 'metrics') return compoundSchema;
  if (kind !== 'feature-part') return null;
  if (/^endpoint\s*:/m.test(text)) return apiContractSchema;
  return isMeantAsPart(text) ? taskSpecSchema : null;
}

/** Of a text that cannot be read only its look tells. */
function isMeantAsPart(text: string): boolean {
  return /^(?:endpoint|done_when|acceptance_criteria)\s*:/m.test(text) && !/^(?:feature|requirements)\s*:/m.test(text);
}
