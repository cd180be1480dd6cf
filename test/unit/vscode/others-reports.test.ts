import assert from 'node:assert/strict';
import { reportedByOther, type OtherValidator } from '../../../src/vscode/specs/others-reports.js';

const spec: OtherValidator = { validates: true, schemas: {}, path: '/work/.ai/project/features/a/spec.yaml', head: 'version: "1.0"\n' };

/** Of a syntax error, a breach of the schema and a rule of our own: which the other extension reports too. */
const told = (other: Partial<OtherValidator>, area = 'spec'): readonly boolean[] => {
  const isTold = reportedByOther({ ...spec, ...other });
  return [isTold('yaml/syntax'), isTold(area === 'spec' ? 'spec/unknown-value' : 'config/unknown-value'), isTold('spec/no-task')];
};

describe('Beside another extension that validates YAML', () => {
  it('we say everything when it is not there, or does not validate', () => {
    assert.deepEqual(told({ validates: false, head: '# yaml-language-server: $schema=x.json\n' }), [false, false, false]);
  });

  it('we leave errors of syntax to it', () => {
    assert.deepEqual(told({}), [true, false, false]);
  });

  it('we leave breaches of the schema to it where it knows the schema of this file, and never our own rules', () => {
    assert.deepEqual(told({ head: '# a comment\n# yaml-language-server: $schema=../schema/feature_spec.json\n' }), [true, true, false]);
    for (const globs of ['**/spec.yaml', ['other.yaml', '.ai/project/features/*/spec.yaml'], '*.yaml']) {
      assert.deepEqual(told({ schemas: { './.ai/workflow/specs/schema/feature_spec.json': globs } }), [true, true, false], JSON.stringify(globs));
    }
  });

  it('we do not believe a schema that is for other files, or is not ours', () => {
    for (const schemas of [{ 'feature_spec.json': 'other.yaml' }, { 'https://example.org/k8s.json': '*.yaml' }, { 'my_feature_spec.json': '*.yaml' }, { 'feature_spec.json': null }, { 'feature_spec.json': [7] }]) {
      assert.deepEqual(told({ schemas }), [true, false, false], JSON.stringify(schemas));
    }
    assert.deepEqual(told({ path: '/work/.ai/project/config.yaml', schemas: { 'schemas/feature_spec.json': '**/spec.yaml' } }, 'config'), [true, false, false]);
  });
});
