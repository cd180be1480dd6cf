import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkSpec } from '../../../../src/core/specs/check-spec.js';
import { parseAnswers, planInterview } from '../../../../src/core/specs/plan-interview.js';
import { parseYaml } from '../../../../src/core/text/yaml-text.js';
import { valueOf } from '../../../../src/core/text/yaml-tree.js';

const context = { today: '2026-02-03', exists: false };

function specFor(feature: string, answers: unknown): string {
  const parsed = parseAnswers(answers);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.problem);
  const plan = planInterview(feature, parsed.value, context);
  assert.ok(plan.kind === 'plan', plan.kind === 'refusal' ? plan.message : '');
  const step = plan.steps.find(({ kind }) => kind === 'create-file');
  assert.ok(step?.kind === 'create-file');
  assert.equal(step.path, `.ai/project/features/${feature}/spec.yaml`);
  return step.content;
}

const full = {
  goal: 'People log in: "quickly" & \'safely\'', users: 'Customers, #1 # and staff', acceptance_criteria: ['A wrong password is refused', '- yes', 'true', '{x}', '@home', '%', '`tick`', 'a\nb'],
  apis: ['POST /login - logs in', 'get /me', 'login(user) -> Session'], constraints: ['< 200 ms', 'Passwords are encrypted', 'Works by keyboard', 'No data loss'],
  similar: ['user-registration'], risks: ['Passwords leak'],
};

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe('The interview for a spec', () => {
  it('makes a spec in which nothing is wrong and every answer stands as it was given', () => {
    const text = specFor('user-login', full);
    assert.deepEqual(checkSpec('.ai/project/features/user-login/spec.yaml', text), []);
    const parsed = parseYaml(text);
    assert.ok(parsed.ok);
    const value = valueOf(parsed.value.root) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    const all = textsIn(value).join('\n');
    for (const answer of textsIn({ ...full, apis: [] })) assert.ok(all.includes(answer), answer);
    assert.deepEqual(value['contracts'], {
      internal: [{ name: 'login(user) -> Session', type: 'node', interface: 'login(user) -> Session' }],
      api: [{ endpoint: '/login', method: 'POST', request: {}, responses: { 200: { description: 'logs in' } } }, { endpoint: '/me', method: 'GET', request: {}, responses: { 200: { description: 'To be described' } } }],
    });
    assert.deepEqual((value['requirements']?.['non_functional'] as { type: string }[]).map(({ type }) => type), ['performance', 'security', 'usability', 'reliability']);
  });

  it('needs nothing but the goal', () => {
    assert.deepEqual(checkSpec('spec.yaml', specFor('x', { goal: 'y' })), []);
  });

  it('makes a valid spec of whatever people answer', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constantFrom('GET /a', 'DELETE /b: c', '---', '...', '&a', '*a', '!!str', '%YAML 1.1', '\t', '# no', '"', "'", '|', '>', '\u2028', '\ud800', '__proto__', ': ', '- '));
    const id = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,40}$/).filter((each) => !/^(?:con|prn|aux|nul|com\d|lpt\d)$/.test(each));
    const answers = fc.record({ goal: text.filter((each) => /\S/.test(each.replaceAll(/[\p{Cc}\p{Cs}]/gu, ''))), users: text, acceptance_criteria: fc.array(text), apis: fc.array(text), constraints: fc.array(text), similar: fc.array(text), risks: fc.array(text) });
    fc.assert(fc.property(id, answers, (feature, given) => {
      const found = checkSpec(`.ai/project/features/${feature}/spec.yaml`, specFor(feature, given));
      assert.deepEqual(found.filter(({ severity }) => severity === 'error'), []);
    }), { numRuns: process.env['TEST_LONG'] === '1' ? 10_000 : 500 });
  });

  it('refuses ids that may not name a folder, and says a better one', () => {
    for (const [feature, words] of [['', /needs an id/], ['User Login', /user-login/], ['../x', /letters, digits and hyphens/], ['-x', /begin with/], ['con', /Windows/], ['a'.repeat(51), /51 characters/]] as const) {
      const plan = planInterview(feature, { goal: 'g', users: '', acceptanceCriteria: [], apis: [], constraints: [], similar: [], risks: [] }, context);
      assert.ok(plan.kind === 'refusal', feature);
      assert.match(plan.message, words);
    }
  });

  it('overwrites nothing', () => {
    const plan = planInterview('x', { goal: 'g', users: '', acceptanceCriteria: [], apis: [], constraints: [], similar: [], risks: [] }, { ...context, exists: true });
    assert.equal(plan.kind, 'refusal');
  });

  it('says what is wrong with answers from a file', () => {
    for (const [answers, words] of [[null, /JSON object/], [[], /JSON object/], [{}, /need a goal/], [{ goal: ' ' }, /need a goal/], [{ goal: 5 }, /"goal" must be a text/], [{ goal: 'g', apis: [1] }, /"apis" must be a list/], [{ goal: 'g', api: [] }, /"api"; known are goal/]] as const) {
      const parsed = parseAnswers(answers);
      assert.ok(!parsed.ok);
      assert.match(parsed.problem, words);
    }
  });
});
