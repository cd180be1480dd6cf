import assert from 'node:assert/strict';
import type { ApplyOutcome } from '../../../../src/core/plans/applied.js';
import type { Plan } from '../../../../src/core/plans/plan.js';
import { perform, undo, type PerformPorts } from '../../../../src/core/workflow/perform.js';
import { MemoryRoot } from './memory-root.js';
import { home, session, task, taskAt, todo } from './sample-texts.js';

const start = { do: 'set-task-status', session: home, tasks: ['IMPL-1'], status: 'active' } as const;

function portsOf(root: MemoryRoot, more: Partial<PerformPorts> = {}): PerformPorts {
  const apply = more.apply ?? root.apply;
  return { refresh: (hint) => root.store.refresh(hint), context: () => root.context, apply, alone: (_, work) => work(apply), ...more };
}

async function rootWith(tasks: Readonly<Record<string, string>>): Promise<MemoryRoot> {
  const root = new MemoryRoot(session(home, 'active', tasks));
  await root.state();
  return root;
}

describe('performing a request', () => {
  it('looks, plans, applies, and looks again', async () => {
    const root = await rootWith({ 'IMPL-1': 'blocked' });
    root.write({ [taskAt('IMPL-1')]: task('IMPL-1', 'pending') });
    const outcome = await perform(start, portsOf(root));
    assert.ok(outcome.kind === 'applied');
    assert.equal(outcome.plan.transitions[0]?.from, 'pending');
    assert.equal(root.store.state.sessions[0]?.tasks.byId.get('IMPL-1')?.status, 'active');
    assert.equal(root.store.state.sessions[0].todo.text, root.text(todo));
  });

  it('answers a refusal without applying anything', async () => {
    const root = await rootWith({ 'IMPL-1': 'completed' });
    const apply = (): Promise<ApplyOutcome> => assert.fail('applied');
    const outcome = await perform({ ...start, status: 'pending' }, portsOf(root, { apply }));
    assert.ok(outcome.kind === 'refusal' && outcome.code === 'task/transition');
  });

  it('asks before a plan that warns; a no, or nobody to ask, refuses', async () => {
    const asked: string[] = [];
    const answer = (yes: boolean) => ({ confirm: async (plan: Plan) => { asked.push(plan.warning ?? ''); return Promise.resolve(yes); } });
    const root = await rootWith({ 'IMPL-1': 'completed' });
    for (const ports of [portsOf(root), portsOf(root, answer(false))]) {
      const outcome = await perform(start, ports);
      assert.ok(outcome.kind === 'refusal' && outcome.code === 'unconfirmed');
      assert.equal(root.text(taskAt('IMPL-1')), task('IMPL-1', 'completed'));
    }
    assert.equal((await perform(start, portsOf(root, answer(true)))).kind, 'applied');
    assert.deepEqual(asked, ['IMPL-1 is completed and will be opened again.', 'IMPL-1 is completed and will be opened again.']);
  });

  it('plans again when somebody was faster, asking only once for the same', async () => {
    const root = await rootWith({ 'IMPL-1': 'completed' });
    let conflicts = 3;
    let asked = 0;
    const apply = async (plan: Plan): Promise<ApplyOutcome> => {
      if (conflicts-- > 0) root.write({ [todo]: `# Theirs ${conflicts}\n- [x] IMPL-1\n` });
      return root.apply(plan);
    };
    const outcome = await perform(start, portsOf(root, { apply, confirm: async () => { asked++; return Promise.resolve(true); } }));
    assert.equal(outcome.kind, 'applied');
    assert.deepEqual([root.text(todo), asked], ['# Theirs 0\n- [ ] IMPL-1\n', 1]);
  });

  it('refuses by the new state when what was faster forbids it', async () => {
    const root = await rootWith({ 'IMPL-1': 'pending' });
    const apply = async (plan: Plan): Promise<ApplyOutcome> => {
      root.write({ [taskAt('IMPL-1')]: task('IMPL-1', 'skipped') });
      return root.apply(plan);
    };
    const outcome = await perform(start, portsOf(root, { apply }));
    assert.ok(outcome.kind === 'refusal');
    assert.match(outcome.message, /IMPL-1 is skipped and cannot become active/);
  });

  it('gives up after ten times and says on what', async () => {
    const root = await rootWith({ 'IMPL-1': 'pending' });
    let times = 0;
    const apply = async (plan: Plan): Promise<ApplyOutcome> => {
      root.write({ [todo]: `# ${++times}\n- [ ] IMPL-1\n`, [taskAt('IMPL-1')]: task('IMPL-1', times % 2 === 0 ? 'pending' : 'failed') });
      return root.apply(plan);
    };
    const outcome = await perform(start, portsOf(root, { apply }));
    assert.ok(outcome.kind === 'refusal' && outcome.code === 'contended');
    assert.match(outcome.message, /IMPL-1\.json was changed/);
    assert.equal(times, 10);
  });

  it('keeps others from writing after two tries, so that it gets done', async () => {
    const root = await rootWith({ 'IMPL-1': 'pending' });
    let times = 0;
    const apply = async (plan: Plan): Promise<ApplyOutcome> => {
      root.write({ [taskAt('IMPL-1')]: task('IMPL-1', ++times % 2 === 0 ? 'pending' : 'failed') });
      return root.apply(plan);
    };
    const outcome = await perform(start, portsOf(root, { apply, alone: (_, work) => work(root.apply) }));
    assert.equal(outcome.kind, 'applied');
    assert.equal(times, 2);
  });

  it('lets a failing world through', async () => {
    const root = await rootWith({ 'IMPL-1': 'pending' });
    const broken = new Error('disk full');
    await assert.rejects(perform(start, portsOf(root, { apply: () => Promise.reject(broken) })), broken);
  });
});

describe('undoing what was performed', () => {
  it('gives back every byte, list and history included', async () => {
    const requests = [
      start,
      { do: 'create-task', session: home, title: 'New' },
      { do: 'break-down-task', session: home, task: 'IMPL-2', titles: ['a', 'b'] },
      { do: 'move-task', session: home, task: 'IMPL-1', parent: 'IMPL-2' },
      { do: 'pause-session', session: home },
      { do: 'complete-session', session: home },
      { do: 'adopt-todo', session: home },
      { do: 'raise-complexity', session: home, complexity: 'medium' },
      { do: 'edit-task-field', file: taskAt('IMPL-1'), pointer: ['x_own', 'kept'], from: true, value: { deep: [1] } },
    ] as const;
    for (const withHistory of [true, false]) {
      for (const request of requests) {
        const root = await rootWith({ 'IMPL-1': task('IMPL-1', 'pending', withHistory ? { status_history: [{ from: 'x', to: 'y' }] } : {}), 'IMPL-2': 'pending' });
        root.write({ '.workflow/.active-WFS-a': 'mine', [todo]: '# Mine\n- [ ] IMPL-1\n' });
        const before = root.texts;
        const applied = await perform(request, portsOf(root));
        assert.ok(applied.kind === 'applied', request.do);
        assert.notDeepEqual(root.texts, before, request.do);
        assert.equal((await undo(applied, portsOf(root))).kind, 'applied', request.do);
        assert.deepEqual(root.texts, before, request.do);
      }
    }
  });

  it('takes away a history that it started, and the way back too', async () => {
    const root = await rootWith({ 'IMPL-1': 'pending' });
    root.recordHistory = true;
    const applied = await perform(start, portsOf(root));
    assert.ok(applied.kind === 'applied');
    const undone = await undo(applied, portsOf(root));
    assert.ok(undone.kind === 'applied');
    assert.equal(root.text(taskAt('IMPL-1')), task('IMPL-1', 'pending'));
    assert.deepEqual(undone.plan.transitions, [{ entity: 'task', session: home, id: 'IMPL-1', from: 'active', to: 'pending', reason: 'undone' }]);
    assert.equal(undone.plan.title, 'Undo: Set IMPL-1 to active');
  });

  it('brings an archived session back', async () => {
    const root = new MemoryRoot({ ...session(home, 'completed', { 'IMPL-1': 'pending' }), '.workflow/.active-WFS-a': 'm', '.workflow/archives/manifest.json': '[]\n' });
    const before = root.texts;
    const applied = await perform({ do: 'archive-session', session: home }, portsOf(root));
    assert.ok(applied.kind === 'applied');
    assert.equal((await undo(applied, portsOf(root))).kind, 'applied');
    assert.deepEqual(root.texts, before);
  });

  it('keeps what others changed in the same file since, and refuses where they changed the same', async () => {
    const root = await rootWith({ 'IMPL-1': 'pending' });
    const applied = await perform(start, portsOf(root));
    assert.ok(applied.kind === 'applied');
    const other = root.text(taskAt('IMPL-1')).replace('Title of', 'New title of');
    root.write({ [taskAt('IMPL-1')]: other });
    assert.equal((await undo(applied, portsOf(root))).kind, 'applied');
    assert.equal(root.text(taskAt('IMPL-1')), other.replace('"active"', '"pending"'));
    const again = await undo(applied, portsOf(root));
    assert.ok(again.kind === 'refusal');
    assert.match(again.message, /^"Set IMPL-1 to active" cannot be undone: /);
  });

  it('refuses to take a new session away', async () => {
    const root = new MemoryRoot();
    const applied = await perform({ do: 'create-session', title: 'New' }, portsOf(root));
    assert.ok(applied.kind === 'applied');
    const outcome = await undo(applied, portsOf(root));
    assert.ok(outcome.kind === 'refusal');
    assert.match(outcome.message, /archive it or remove its folder\.$/);
  });
});
