import assert from 'node:assert/strict';
import { scaffoldKit } from '../../../../src/core/scaffold/scaffold-kits.js';
import { scaffoldPlaces } from '../../../../src/core/scaffold/scaffold-places.js';
import { parseConfig } from '../../../../src/core/specs/project-config.js';
import { placesOf } from '../../../support/usual-places.js';

const configured = (path: string): string => `integrations:\n  github_actions:\n    templates_path: ${JSON.stringify(path)}\n`;

describe('Where workflow init writes', () => {
  it('is where document 000 has it, unless the configuration says otherwise', () => {
    assert.deepEqual(placesOf(), {
      actionTemplates: '.ai/workflow/integrations/github_actions', specSchemas: '.ai/workflow/specs/schema', specTemplates: '.ai/workflow/specs/templates' });
    const config = 'specs:\n  schema_path: ./docs/schemas/\n  templates_path: dokumente/vorlagen für alle\n';
    assert.deepEqual([placesOf(config).specSchemas, placesOf(config).specTemplates], ['docs/schemas', 'dokumente/vorlagen für alle']);
    assert.deepEqual(scaffoldKit('specs', placesOf(config)).files.map(({ path }) => path).slice(0, 4), [
      'docs/schemas/feature_spec.json', 'docs/schemas/api_contract.json', 'docs/schemas/task_spec.json', 'dokumente/vorlagen für alle/feature_spec.yaml']);
  });

  it('is never outside of the repository, in what is git\'s, or under a name that a system takes for another', () => {
    for (const path of ['..', '../x', 'a/../../x', '/etc', '.git', 'a/.GIT/hooks', '.git/hooks', '.', 'a//b', 'C:\\x', 'C:/x', 'a\\b', 'a\0b', '.git.', '.git ', 'a:b', '~', 'a\nb', 'git~1', '$HOME']) {
      const places = scaffoldPlaces(parseConfig(configured(path)).config);
      assert.ok('code' in places && places.code === 'init/place', JSON.stringify(path));
      assert.match(places.message, /^integrations\.github_actions\.templates_path of \.ai\/project\/config\.yaml is .*name a folder in this repository/);
      assert.doesNotMatch(places.message, /\n/);
    }
  });

  it('is one folder where the templates are to be what GitHub runs', () => {
    assert.deepEqual(scaffoldKit('actions', placesOf(configured('.github/workflows'))).files.map(({ path }) => path), ['ai_review', 'spec_validation', 'tdd'].map((name) => `.github/workflows/${name}.yaml`));
  });
});
