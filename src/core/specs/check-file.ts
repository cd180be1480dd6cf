import type { Finding } from '../findings/finding.js';
import { makeFinding } from '../findings/make-finding.js';
import { checkSchema, type SchemaRules } from '../schema/check-schema.js';
import { placeOfSchema } from '../schema/schema-node.js';
import { apiContract, apiContractSchema, taskSpec, taskSpecSchema } from '../schema/validators.js';
import { parseYaml } from '../text/yaml-text.js';
import { markOf, pairOf, valueOf, type YamlNode } from '../text/yaml-tree.js';
import { checkSpec } from './check-spec.js';
import { configPath } from './feature-files.js';
import { parseConfig } from './project-config.js';

const contractRules: SchemaRules = { validate: apiContract, place: placeOfSchema(apiContractSchema), noun: 'The endpoint' };
const taskRules: SchemaRules = { validate: taskSpec, place: placeOfSchema(taskSpecSchema), noun: 'The task' };

/**
 * Everything that is wrong with a YAML file of ours, by the schema that it is meant for: the configuration by its path, an API
 * contract or a task alone by the keys it has, else a feature spec.
 */
export function checkFile(file: string, text: string): readonly Finding[] {
  if (file === configPath) return parseConfig(text).findings;
  const parsed = parseYaml(text);
  const rules = parsed.ok ? rulesFor(parsed.value.root) : null;
  if (!parsed.ok || rules === null) return checkSpec(file, text);
  const { root } = parsed.value;
  return checkSchema(rules, valueOf(root)).map(({ kind, message, pointer, part }) => (
    makeFinding({ code: `spec/${kind}`, file, message, place: { kind: 'offset', ...markOf(root, pointer, part) } })));
}

function rulesFor(root: YamlNode): SchemaRules | null {
  const has = (name: string): boolean => pairOf(root, name) !== undefined;
  if (has('feature') || has('requirements')) return null;
  if (has('endpoint')) return contractRules;
  return has('done_when') || has('acceptance_criteria') ? taskRules : null;
}
