import type { Finding } from '../findings/finding.js';
import { yamlFinding } from '../findings/yaml-finding.js';
import type { SchemaProblem } from '../schema/check-schema.js';
import { repairsOf } from '../schema/schema-repairs.js';
import type { YamlSource } from '../text/yaml-edit.js';

/** Areas of findings that say how a value breaks its schema. */
export type SchemaArea = 'spec' | 'config' | 'compound' | 'agent';

/** A YAML file that was judged by a schema. `file` is relative to the state root. */
export interface JudgedYaml extends YamlSource {
  readonly file: string;
  readonly area: SchemaArea;
}

/** What a schema found in a YAML file, with places and fixes. */
export function schemaFindings(problems: readonly SchemaProblem[], { file, area, ...source }: JudgedYaml): readonly Finding[] {
  return problems.map((problem) => {
    const { kind, message, pointer, part } = problem;
    return yamlFinding(file, source, { code: `${area}/${kind}`, message, pointer, part, repairs: repairsOf(problem, []) });
  });
}
