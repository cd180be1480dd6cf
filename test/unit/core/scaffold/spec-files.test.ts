import assert from 'node:assert/strict';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { specFiles } from '../../../../src/core/scaffold/spec-files.js';
import { checkFile } from '../../../../src/core/specs/check-file.js';
import { asFeatureId } from '../../../../src/core/specs/feature-files.js';
import { planFromTemplate } from '../../../../src/core/specs/plan-from-template.js';
import { parseYaml } from '../../../../src/core/text/yaml-text.js';
import { valueOf } from '../../../../src/core/text/yaml-tree.js';
import { defaultTrustModel } from '../../../../src/core/trust/default-trust-model.js';
import { judgeTrust } from '../../../../src/core/trust/judge-trust.js';
import { loadTrust } from '../../../../src/core/trust/load-trust.js';
import { trustModelPath } from '../../../../src/core/trust/trust-model.js';
import { placesOf } from '../../../support/usual-places.js';

const textOf = (name: string): string => specFiles(placesOf()).find(({ path }) => path.endsWith(`/${name}`))?.text ?? assert.fail(name);
const stamp = { size: 0, mtimeMs: 0, ctimeMs: 0, ino: 0, racy: false };

function idOf(text: string): Parameters<typeof planFromTemplate>[0] {
  const id = asFeatureId(text);
  return id.ok ? id.value : assert.fail(id.problem);
}

function valueIn(text: string): unknown {
  const parsed = parseYaml(text);
  return parsed.ok ? valueOf(parsed.value.root) : assert.fail(parsed.problem.message);
}

describe('What specs begin with', () => {
  it('stands where document 000 has it', () => {
    assert.deepEqual(specFiles(placesOf()).map(({ path }) => path), [
      ...['feature_spec', 'api_contract', 'task_spec'].map((name) => `.ai/workflow/specs/schema/${name}.json`),
      '.ai/workflow/specs/templates/feature_spec.yaml', '.ai/workflow/specs/templates/api_contract.yaml', '.ai/workflow/trust_model.yaml']);
  });

  it('is schemas as they ship, which another program can use', () => {
    for (const name of ['feature_spec', 'api_contract', 'task_spec']) {
      const schema = JSON.parse(textOf(`${name}.json`)) as AnySchemaObject;
      assert.deepEqual(schema, JSON.parse(readFileSync(`schemas/${name}.json`, 'utf8')));
      const template = name === 'task_spec' ? null : valueIn(textOf(`${name}.yaml`));
      if (template !== null) assert.equal(new Ajv2020({ strict: false }).compile(schema)(template), true);
    }
  });

  it('is templates of which nothing is said, not even a hint', () => {
    assert.deepEqual(checkFile('.ai/project/features/feature-id/spec.yaml', textOf('feature_spec.yaml')), []);
    assert.deepEqual(checkFile('.ai/project/features/feature-id/login.yaml', textOf('api_contract.yaml')), []);
  });

  it('is the built-in trust model, of which no warning is said and which decides the same', () => {
    const state = loadTrust({ kind: 'text', text: textOf('trust_model.yaml'), stamp });
    assert.equal(state.source, 'model');
    assert.deepEqual(state.findings.filter(({ severity }) => severity !== 'hint' && severity !== 'information'), []);
    assert.equal(specFiles(placesOf()).at(-1)?.path, trustModelPath);
    const [written, builtIn] = [judgeTrust(state.models, 'high'), judgeTrust([defaultTrustModel], 'high')];
    for (const path of ['src/auth/login.ts', 'src/user.test.ts', 'README.md', '.env', 'db/migrations/1.sql', '.github/workflows/ci.yml', 'a.pem', 'src/x.ts', 'tests/x.py', 'x/UserTest.php']) {
      assert.equal(written.assess(path).level, builtIn.assess(path).level, path);
    }
  });
});

describe('A spec from a template', () => {
  const template = { path: '.ai/workflow/specs/templates/feature_spec.yaml', text: textOf('feature_spec.yaml') };

  it('has the id and name of its feature; every other byte is the template\'s', () => {
    const plan = planFromTemplate(idOf('quiet-hours'), template, false);
    assert.equal(plan.kind, 'plan');
    const created = plan.steps.at(-1);
    assert.deepEqual(created, {
      kind: 'create-file', path: '.ai/project/features/quiet-hours/spec.yaml',
      content: template.text.replace('id: feature-id #', 'id: quiet-hours #').replace('name: "<Name of the feature>"', 'name: "Quiet hours"'),
    });
    assert.deepEqual(checkFile('.ai/project/features/quiet-hours/spec.yaml', created.content), []);
  });

  it('is refused when there is one, and when the template has no place for a feature', () => {
    const refusals = [planFromTemplate(idOf('a'), template, true), ...['', 'a: "x', 'feature: none\n', 'other: 1\n'].map((text) => planFromTemplate(idOf('a'), { ...template, text }, false))];
    assert.deepEqual(refusals.map((each) => (each.kind === 'refusal' ? each.code : each.kind)), ['spec/exists', 'spec/template', 'spec/template', 'spec/template', 'spec/template']);
  });
});
