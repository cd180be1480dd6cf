import assert from 'node:assert/strict';
import { describePlan } from '../../../../src/core/plans/describe-plan.js';
import type { Request } from '../../../../src/core/plans/request.js';
import { MemoryRoot } from './memory-root.js';
import { home, session, task, taskAt } from './sample-texts.js';

const create = (title: string, parent?: string): Request => ({ do: 'create-task', session: home, title, ...(parent !== undefined && { parent }) });
const breakDown = (id: string, ...titles: string[]): Request => ({ do: 'break-down-task', session: home, task: id, titles });
const move = (id: string, parent: string | null): Request => ({ do: 'move-task', session: home, task: id, parent });
const read = (root: MemoryRoot, id: string): Record<string, unknown> => JSON.parse(root.text(taskAt(id))) as Record<string, unknown>;
const contextOf = (root: MemoryRoot, id: string): unknown => read(root, id)['context'];
const shapeOf = async (root: MemoryRoot): Promise<string[]> => (await root.session()).tasks.all.map(({ id, kind, parent, status }) => `${id} ${kind} ${status}${parent === null ? '' : ` < ${parent}`}`);

describe('planning a new task', () => {
  it('gives it the next id and the six fields, so that no finding is left', async () => {
    const root = new MemoryRoot(session(home, 'active', { 'IMPL-1': 'pending', 'IMPL-9': 'pending' }));
    const plan = await root.do(create(' Add\tlogin '));
    assert.deepEqual(describePlan(plan), [`Create ${taskAt('IMPL-10')}`, 'Create .workflow/WFS-a/TODO_LIST.md']);
    assert.deepEqual([read(root, 'IMPL-10')['title'], read(root, 'IMPL-10')['status']], ['Add login', 'pending']);
    assert.deepEqual((await root.session()).findings, []);
  });

  it('makes the folder for the first one', async () => {
    const root = new MemoryRoot(session(home, 'active'));
    const plan = await root.do(create('First'));
    assert.deepEqual(plan.steps.map(({ kind }) => kind), ['make-directory', 'create-file', 'write-text']);
    assert.equal(read(root, 'IMPL-1')['id'], 'IMPL-1');
  });

  it('keeps the padding and takes names of files for ids', async () => {
    const root = new MemoryRoot(session(home, 'active', { 'IMPL-001': 'pending', 'IMPL-007': '{"broken', 'IMPL-008': task('IMPL-002') }));
    await root.do(create('Next'));
    assert.ok(root.has(taskAt('IMPL-009')));
  });

  it('takes no name that something unreadable has', async () => {
    const root = new MemoryRoot(session(home, 'active', { 'IMPL-1': 'pending' }));
    root.writeUnreadable(taskAt('IMPL-2'), 'not-a-file');
    root.write({ [`${taskAt('IMPL-3')}/odd`]: 'in a folder named like a task' });
    await root.do(create('Next'));
    assert.ok(root.has(taskAt('IMPL-4')));
  });

  it('puts it under a container, or makes one of a leaf', async () => {
    const root = new MemoryRoot(session(home, 'active', { 'IMPL-1': 'container', 'IMPL-1.9': 'pending', 'IMPL-2': task('IMPL-2', 'active', { status_history: [] }) }));
    await root.do(create('Sub', 'IMPL-1'));
    const plan = await root.do(create('Sub', 'IMPL-2'));
    assert.deepEqual(plan.transitions, []);
    assert.deepEqual(await shapeOf(root), [
      'IMPL-1 container pending', 'IMPL-1.9 leaf pending < IMPL-1', 'IMPL-1.10 leaf pending < IMPL-1', 'IMPL-2 container pending', 'IMPL-2.1 leaf pending < IMPL-2']);
    assert.deepEqual(read(root, 'IMPL-2')['status_history'], [{ from: 'active', to: 'container', changed_at: '2026-02-03T04:05:06Z' }]);
    assert.deepEqual((await root.session()).findings, []);
  });

  it('gives two who ask at once different ids: the second plan conflicts', async () => {
    const root = new MemoryRoot(session(home, 'active', { 'IMPL-1': 'pending' }));
    const [one, other] = [await root.plan(create('One')), await root.plan(create('Other'))];
    assert.ok(one.kind === 'plan' && other.kind === 'plan');
    assert.equal((await root.apply(one)).kind, 'applied');
    const before = root.texts;
    const outcome = await root.apply(other);
    assert.ok(outcome.kind === 'conflict' && outcome.step.kind === 'create-file');
    assert.deepEqual(root.texts, before);
    await root.do(create('Other'));
    assert.deepEqual([read(root, 'IMPL-2')['title'], read(root, 'IMPL-3')['title']], ['One', 'Other']);
  });
});

describe('planning to break a task down', () => {
  it('makes the subtasks first and then the container', async () => {
    const root = new MemoryRoot(session(home, 'active', { 'IMPL-1': 'pending' }));
    const plan = await root.do(breakDown('IMPL-1', 'Design it', 'Test it'));
    assert.deepEqual(plan.steps.map(({ kind }) => kind), ['create-file', 'create-file', 'edit-json', 'write-text']);
    assert.equal(root.text(taskAt('IMPL-1')), task('IMPL-1', 'container'));
    assert.deepEqual(await shapeOf(root), ['IMPL-1 container pending', 'IMPL-1.1 leaf pending < IMPL-1', 'IMPL-1.2 leaf pending < IMPL-1']);
  });

  it('adds to a container', async () => {
    const root = new MemoryRoot(session(home, 'active', { 'IMPL-1': 'container', 'IMPL-1.1': 'completed' }));
    const plan = await root.do(breakDown('IMPL-1', 'More'));
    assert.deepEqual(plan.steps.map(({ kind }) => kind), ['create-file', 'write-text']);
  });

  it('refuses a third level, what is finished, what cannot be read, and titles that are none', async () => {
    const root = new MemoryRoot(session(home, 'active', {
      'IMPL-1': 'container', 'IMPL-1.1': 'pending', 'IMPL-2': 'completed', 'IMPL-3': 'skipped', 'IMPL-4': '', 'IMPL-5': 'pending', 'IMPL-6.1': 'pending',
      [`IMPL-${'1'.repeat(45)}`]: 'pending',
    }));
    root.write({ [taskAt('IMPL-4')]: 'nothing' });
    const cases: readonly (readonly [Request, RegExp])[] = [
      [breakDown('IMPL-1.1', 'x'), /^task\/too-deep: IMPL-1\.1 is a subtask of IMPL-1, and there are only two levels; add the new one to IMPL-1 instead\.$/],
      [breakDown('IMPL-6.1', 'x'), /^task\/too-deep: IMPL-6\.1 is a subtask of IMPL-6/],
      [create('x', 'IMPL-1.1'), /^task\/too-deep: /],
      [breakDown('IMPL-2', 'x'), /^task\/finished: IMPL-2 is completed, .*; reopen it first\.$/],
      [breakDown('IMPL-3', 'x'), /^task\/finished: .* set it to pending first\.$/],
      [breakDown('IMPL-4', 'x'), /^task\/broken: /],
      [breakDown('IMPL-9', 'x'), /^task\/unknown: /],
      [breakDown('IMPL-5'), /^task\/title-needed: /],
      [breakDown('IMPL-5', 'x', ' '), /^task\/title-needed: /],
      [breakDown(`IMPL-${'1'.repeat(45)}`, 'x'), /^task\/id: .*at most 50/],
      [create(''), /^task\/title-needed: /],
    ];
    const before = root.texts;
    for (const [request, message] of cases) assert.match(await root.refusal(request), message);
    assert.deepEqual(root.texts, before);
  });
});

describe('planning to move a task', () => {
  it('names the new parent and nothing else', async () => {
    const root = new MemoryRoot(session(home, 'active', { 'IMPL-1': 'container', 'IMPL-1.1': 'pending', 'IMPL-2': 'pending' }));
    await root.do(move('IMPL-2', 'IMPL-1'));
    assert.equal(root.text(taskAt('IMPL-2')), task('IMPL-2', 'pending', { context: { parent: 'IMPL-1' } }));
    assert.deepEqual(await shapeOf(root), ['IMPL-1 container pending', 'IMPL-1.1 leaf pending < IMPL-1', 'IMPL-2 leaf pending < IMPL-1']);
    await root.do(move('IMPL-2', null));
    assert.equal(root.text(taskAt('IMPL-2')), task('IMPL-2'));
  });

  it('makes a container of the new parent and a leaf of the old one that is left alone', async () => {
    const root = new MemoryRoot(session(home, 'active', { 'IMPL-1': 'container', 'IMPL-1.1': 'completed', 'IMPL-2': 'pending' }));
    await root.do(move('IMPL-1.1', 'IMPL-2'));
    assert.deepEqual(await shapeOf(root), ['IMPL-1 leaf pending', 'IMPL-1.1 leaf completed < IMPL-2', 'IMPL-2 container completed']);
    assert.deepEqual([contextOf(root, 'IMPL-1'), read(root, 'IMPL-1')['status'], read(root, 'IMPL-2')['status']],
      [(JSON.parse(task('x')) as { context: unknown }).context, 'pending', 'container']);
  });

  it('lets go of a parent that is not there', async () => {
    const root = new MemoryRoot(session(home, 'active', { 'IMPL-2': task('IMPL-2', 'pending', { context: { parent: 'IMPL-77' } }) }));
    await root.do(move('IMPL-2', null));
    assert.deepEqual((await root.session()).tasks.findings, []);
  });

  it('refuses what the ids or the levels do not allow', async () => {
    const root = new MemoryRoot(session(home, 'active', { 'IMPL-1': 'container', 'IMPL-1.1': 'pending', 'IMPL-2': 'pending', 'IMPL-3': '{"id": "IMPL-3", "status": "pending", "context": "text"}' }));
    const cases: readonly (readonly [Request, RegExp])[] = [
      [move('IMPL-1.1', null), /^task\/bound-id: IMPL-1\.1 belongs to IMPL-1 by its id and cannot move to the first level; create/],
      [move('IMPL-1', 'IMPL-2'), /^task\/container: IMPL-1 is a container/],
      [move('IMPL-2', 'IMPL-1.1'), /^task\/too-deep: /],
      [move('IMPL-2', 'IMPL-2'), /^task\/same-task: /],
      [move('IMPL-2', 'IMPL-9'), /^task\/unknown: /],
      [move('IMPL-1.1', 'IMPL-1'), /^task\/same-parent: /],
      [move('IMPL-2', null), /^task\/same-parent: /],
      [move('IMPL-3', 'IMPL-2'), /^json\/not-editable: .*"context" is a text/],
    ];
    const before = root.texts;
    for (const [request, message] of cases) assert.match(await root.refusal(request), message);
    assert.deepEqual(root.texts, before);
  });
});
