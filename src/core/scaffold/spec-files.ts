import { apiContractSchema, featureSpecSchema, taskSpecSchema } from '../schema/validators.js';
import type { SchemaNode } from '../schema/schema-node.js';
import { renderDefaultTrustModel } from '../trust/default-trust-model.js';
import { trustModelPath } from '../trust/trust-model.js';
import apiContract from './templates/api_contract.yaml';
import featureSpec from './templates/feature_spec.yaml';
import type { ScaffoldFile } from './scaffold-file.js';
import type { ScaffoldPlaces } from './scaffold-places.js';

/**
 * What specs begin with (document 000, 4.1), where the configuration has it: templates, and the schemas as this program has them, for
 * other programs that judge YAML; and the built-in trust model, to be changed.
 */
export function specFiles({ specSchemas, specTemplates }: ScaffoldPlaces): readonly ScaffoldFile[] {
  const schema = (name: string, node: SchemaNode): ScaffoldFile => ({ path: `${specSchemas}/${name}.json`, text: `${JSON.stringify(node, null, 2)}\n` });
  const template = (name: string, text: string): ScaffoldFile => ({ path: `${specTemplates}/${name}.yaml`, text });
  return [
    schema('feature_spec', featureSpecSchema),
    schema('api_contract', apiContractSchema),
    schema('task_spec', taskSpecSchema),
    template('feature_spec', featureSpec),
    template('api_contract', apiContract),
    { path: trustModelPath, text: renderDefaultTrustModel() },
  ];
}
