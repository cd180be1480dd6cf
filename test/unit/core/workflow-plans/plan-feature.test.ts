import assert from 'node:assert/strict';
import fc from 'fast-check';
import { featureStatuses, nextFeatureStatuses, type FeatureStatus } from '../../../../src/core/specs/feature-status.js';
import { SpecDocument } from '../../../../src/core/specs/spec-document.js';
import { sessionsOfFeature } from '../../../../src/core/workflow/selectors.js';
import { sampleSpec } from '../../../support/sample-spec.js';
import { MemoryRoot } from './memory-root.js';

const path = '.ai/project/features/login/spec.yaml';
const head = 'feature: {id: login, name: Login, priority: high, status: planning} # as agreed';

/** A root whose one feature has this text. */
function rootWith(text: string): MemoryRoot {
  return new MemoryRoot({ [path]: text });
}

const to = (status: FeatureStatus, feature = 'login') => ({ do: 'set-feature-status', feature, status }) as const;

/** The text with the status, and nothing else, changed. */
const withStatus = (status: string): string => head.replace('planning', status);

describe('Setting the status of a feature', () => {
  it('changes the value in the spec and no other byte, and is recorded', async () => {
    const text = `\ufeff# ours\r\nversion: "1.0"\r\nfeature:\r\n  status:   'planning'   # soon\r\n  id: login\r\n`;
    const root = rootWith(text);
    const plan = await root.do(to('in_progress'));
    assert.equal(root.text(path), text.replace('planning', 'in_progress'));
    assert.deepEqual(plan.transitions, [{ entity: 'feature', session: '.ai/project/features/login', id: 'login', from: 'planning', to: 'in_progress' }]);
  });

  it('remembers where a blocked feature came from, and lets it go back there only', async () => {
    const root = rootWith(withStatus('review'));
    await root.do(to('blocked'));
    assert.equal(root.text(path), `${withStatus('blocked')}\nmetadata:\n  blocked_from: "review"`);
    assert.equal(await root.refusal(to('planning')), 'feature/transition: login is blocked and cannot become planning: it goes to review.');
    await root.do(to('review'));
    assert.equal(root.text(path), `${withStatus('review')}\nmetadata:\n  blocked_from: "review"`);
  });

  it('overwrites where it was blocked from the last time', async () => {
    const root = rootWith(`${withStatus('in_progress')}\nmetadata:\n  author: me\n  blocked_from: planning\n`);
    await root.do(to('blocked'));
    assert.match(root.text(path), /\n {2}author: me\n {2}blocked_from: in_progress\n$/);
  });

  it('refuses every other step and names the allowed ones', async () => {
    for (const from of featureStatuses) {
      for (const wanted of featureStatuses) {
        const outcome = await rootWith(withStatus(from)).plan(to(wanted));
        const allowed = nextFeatureStatuses(from, null);
        assert.equal(outcome.kind, allowed.includes(wanted) ? 'plan' : 'refusal', `${from} → ${wanted}`);
        if (outcome.kind === 'plan' || from === wanted) continue;
        assert.match(outcome.message, allowed.length === 0 ? /completed is final/ : new RegExp(`it goes to ${allowed.join(' or ')}\\.$`));
      }
    }
  });

  it('warns when requirements that ask for a test are not covered yet', async () => {
    const requirement = 'requirements: {functional: [{id: FR-1, title: a, test_coverage: required}, {id: FR-2, title: b, test_coverage: optional}]}';
    const plan = await rootWith(`${withStatus('in_progress')}\n${requirement}\n`).plan(to('review'));
    assert.ok(plan.kind === 'plan');
    assert.equal(plan.warning, 'FR-1 is not covered by tasks and tests yet.');
    const early = await rootWith(`${head}\n${requirement}\n`).plan(to('in_progress'));
    assert.ok(early.kind === 'plan' && early.warning === undefined);
  });

  it('refuses what is not there, cannot be read, or has no status of ours', async () => {
    assert.match(await rootWith(head).refusal(to('in_progress', 'other')), /^feature\/unknown: There is no .*other\/spec.yaml/);
    for (const name of ['../login', 'a/b', '', '-x', 'con']) assert.match(await rootWith(head).refusal(to('in_progress', name)), /^feature\/id: /);
    assert.match(await rootWith('a: "x').refusal(to('in_progress')), /^spec\/unreadable: /);
    assert.match(await rootWith(withStatus('done')).refusal(to('completed')), /says the status "?done"?.* planning, in_progress, review, completed, blocked/);
    assert.match(await rootWith('a: 1\n').refusal(to('completed')), /the status of nothing/);
    assert.match(await rootWith(head).refusal(to('done' as FeatureStatus)), /^feature\/unknown-status: There is no feature status/);
    assert.match(await rootWith('x: &s planning\nfeature: {id: login, status: *s}\n').refusal(to('in_progress')), /^spec\/not-editable: /);
    const unreadable = rootWith(head);
    unreadable.writeUnreadable(path, 'not-a-file');
    assert.match(await unreadable.refusal(to('in_progress')), /^file\/unreadable: /);
  });

  it('leaves a spec whose status is what was asked for and which says else the same, along any way', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom(...featureStatuses), { minLength: 1, maxLength: 12 }), async (wishes) => {
      const root = rootWith(sampleSpec(60));
      const before = new SpecDocument(root.text(path)).spec;
      for (const wish of wishes) {
        const plan = await root.plan(to(wish));
        if (plan.kind === 'refusal') continue;
        await root.apply(plan);
        const { spec } = new SpecDocument(root.text(path));
        assert.deepEqual({ ...spec.head, status: '', blockedFrom: '' }, { ...before.head, status: '', blockedFrom: '' });
        assert.deepEqual([spec.head.status, spec.entries], [wish, before.entries]);
      }
    }), { numRuns: 40 });
  });
});

describe('The sessions of a feature', () => {
  it('are those that name it, by the id in its spec or by its folder', async () => {
    const session = (feature: unknown): string => JSON.stringify({ session_id: 'x', feature });
    const root = new MemoryRoot({
      '.workflow/WFS-a/workflow-session.json': session('login'), '.workflow/active/WFS-b/workflow-session.json': session('login-2026'),
      '.workflow/WFS-login/workflow-session.json': session('other'), '.workflow/WFS-login-002/workflow-session.json': session(7), '.workflow/WFS-c/workflow-session.json': '{}',
    });
    const found = sessionsOfFeature(await root.state(), { id: 'login', specId: 'login-2026' });
    assert.deepEqual(found.map(({ path: at }) => at), ['.workflow/WFS-a', '.workflow/active/WFS-b']);
    assert.deepEqual(sessionsOfFeature(await root.state(), { id: 'nobody', specId: null }), []);
  });
});
