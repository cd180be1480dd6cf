import assert from 'node:assert/strict';
import { Minimatch } from 'minimatch';
import { addTrustRule, patternsFor, type WantedRule } from '../../../../src/core/trust/add-trust-rule.js';
import { renderDefaultTrustModel } from '../../../../src/core/trust/default-trust-model.js';
import { applyTextEdits } from '../../../../src/core/text/text-edit.js';
import { judge, modelText, documentModel } from './document-model.js';

function added(text: string, wanted: Omit<WantedRule, 'reason'>, reason = ''): string {
  const result = addTrustRule(text, { ...wanted, reason });
  assert.ok(result.ok, result.ok ? '' : result.problem);
  return applyTextEdits(text, result.value);
}

function refused(text: string, wanted: Omit<WantedRule, 'reason'>): string {
  const result = addTrustRule(text, { ...wanted, reason: '' });
  assert.ok(!result.ok);
  return result.problem;
}

describe('adding a trust rule', () => {
  it('adds one entry and keeps every other line', () => {
    const after = added(documentModel, { path: 'src/core/x.ts', pattern: 'src/core/**', level: 'low' }, 'The heart: handle with care');
    assert.equal(after, documentModel.replace('      - task_type: "infrastructure"\n', '      - task_type: "infrastructure"\n      - pattern: "src/core/**"\n        reason: "The heart: handle with care"\n'));
    assert.equal(judge(after).levelOf('src/core/x.ts'), 'low');
  });

  it('raises to high', () => {
    assert.equal(judge(added(documentModel, { path: 'src/gen/x.ts', pattern: 'src/gen/**', level: 'high' })).levelOf('src/gen/x.ts'), 'high');
  });

  it('makes an exception where low counts before medium', () => {
    const after = added(documentModel, { path: 'src/auth/README.md', pattern: '**/auth/README.md', level: 'medium' });
    assert.match(after, /\noverrides:\n {2}elevate_to_medium:\n {4}- pattern: "\*\*\/auth\/README\.md"\n/);
    assert.equal(judge(after).levelOf('src/auth/README.md'), 'medium');
    assert.equal(judge(added(after, { path: 'src/auth/README.md', pattern: 'src/auth/**', level: 'low' })).levelOf('src/auth/README.md'), 'low');
  });

  it('excludes where high counts before medium', () => {
    const after = added(documentModel, { path: 'docs/api.md', pattern: 'docs/api.md', level: 'medium' });
    assert.match(after, /- pattern: "docs\/\*\*"\n {8}exclude:\n {10}- "docs\/api\.md"\n/);
    assert.equal(judge(after).levelOf('docs/api.md'), 'medium');
  });

  it('works on the built-in model as a file, and on an empty list', () => {
    assert.equal(judge(added(renderDefaultTrustModel(), { path: 'x/y', pattern: 'x/**', level: 'low' })).levelOf('x/y'), 'low');
    assert.equal(judge(added(modelText({}), { path: 'x/y', pattern: 'x/**', level: 'high' })).levelOf('x/y'), 'high');
  });

  it('refuses what would not count, does not mean the file or cannot be read', () => {
    assert.match(refused(documentModel, { path: 'src/auth/x.ts', pattern: 'src/**', level: 'high' }), /^The file would still have low trust\. "\*\*\/\*auth/);
    assert.match(refused(documentModel, { path: 'src/x.ts', pattern: 'lib/**', level: 'low' }), /would still have medium trust/);
    assert.match(refused(documentModel, { path: 'x', pattern: '../x', level: 'low' }), /contains "\.\."/);
    assert.match(refused(documentModel, { path: 'x', pattern: '/x', level: 'low' }), /begins with "\/"/);
    assert.match(refused('x: [', { path: 'x', pattern: 'x', level: 'low' }), /is broken; repair it first/);
  });

  it('offers patterns that mean the file', () => {
    assert.deepEqual(patternsFor('src/auth/login.ts'), ['src/auth/login.ts', 'src/auth/*.ts', 'src/auth/**', 'login.ts', '*.ts']);
    assert.deepEqual(patternsFor('.env'), ['.env']);
    for (const path of ['a/[id]/page.tsx', 'x(1).md', 'a{b}.ts', '.hidden', 'a/.b/c', '!x/@y/+z.js']) {
      for (const pattern of patternsFor(path)) assert.ok(new Minimatch(pattern, { dot: true, nocase: true, matchBase: true, nonegate: true, nocomment: true }).match(path), `${pattern} means ${path}`);
    }
  });
});
