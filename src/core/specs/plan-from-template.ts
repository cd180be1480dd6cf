import { refusal, type Plan, type Refusal } from '../plans/plan.js';
import { applyYamlEdits } from '../text/yaml-edit.js';
import { featuresDirectory, specPathOf, type FeatureId } from './feature-files.js';
import { nameFor } from './plan-interview.js';

/** The name of the template of a spec, in the folder that the configuration names (`specs.templates_path`). */
export const specTemplateName = 'feature_spec.yaml';

/** A template as it was read. `path`: relative to the state root, for messages. */
export interface SpecTemplate {
  readonly path: string;
  readonly text: string;
}

/**
 * Plans the workspace of a new feature with a spec like a template: its own id and name put in, every other byte as it is. Never
 * overwrites a spec; refuses a template that has no place for them.
 */
export function planFromTemplate(id: FeatureId, { path, text }: SpecTemplate, exists: boolean): Plan | Refusal {
  const spec = specPathOf(id);
  if (exists) return refusal('spec/exists', `${spec} is there already and is not overwritten; edit it, or choose another feature id.`);
  const content = applyYamlEdits(text, [{ kind: 'set', pointer: ['feature', 'id'], value: id }, { kind: 'set', pointer: ['feature', 'name'], value: nameFor(id) }]);
  if (content === null) return refusal('spec/template', `${path} has no feature with id and name, or cannot be read; repair it, or answer the questions instead.`);
  return {
    kind: 'plan', title: `Create the spec of ${id}`, transitions: [],
    steps: [{ kind: 'make-directory', path: `${featuresDirectory}/${id}` }, { kind: 'create-file', path: spec, content }],
  };
}
