import type { Finding } from '../findings/finding.js';
import { makeFinding } from '../findings/make-finding.js';
import type { SchemaProblem } from '../schema/check-schema.js';
import { markOf } from '../text/yaml-tree.js';
import type { YamlSource } from '../text/yaml-edit.js';
import { repairsOf } from './spec-repairs.js';
import { fixOf } from './yaml-fixes.js';

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
    const { offset, length } = markOf(source.root, pointer, part);
    const fixes = repairsOf(problem, []).flatMap((repair) => fixOf(file, source, repair));
    return makeFinding({ code: `${area}/${kind}`, file, message, place: { kind: 'offset', offset, length }, fixes });
  });
}
