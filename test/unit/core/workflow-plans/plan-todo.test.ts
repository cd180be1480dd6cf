import assert from 'node:assert/strict';
import type { Request } from '../../../../src/core/plans/request.js';
import { MemoryRoot } from './memory-root.js';
import { home, session, task, taskAt, todo } from './sample-texts.js';

const list = (verb: 'write-todo' | 'adopt-todo'): Request => ({ do: verb, session: home });
const row = (verb: 'restore-todo-row' | 'accept-todo-row', id: string): Request => ({ do: verb, session: home, task: id });
const foreign = '\ufeff# Mine\r\n\r\n- [x] **IMPL-1**: one\r\n- [~] **IMPL-2**: two\r\n- [x] **IMPL-9**: gone\r\n\r\n## Notes\r\nkeep me\r\n## Links\r\n- x';
const codes = async (root: MemoryRoot): Promise<string[]> => (await root.session()).findings.map(({ code }) => code);

async function open(tasks: Readonly<Record<string, string>>, text?: string): Promise<MemoryRoot> {
  const root = new MemoryRoot(session(home, 'active', tasks));
  if (text === undefined) await root.do(list('write-todo'));
  else root.write({ [todo]: text });
  return root;
}

describe('planning to write a list', () => {
  it('makes it where there is none, renews ours, and then has nothing to do', async () => {
    const root = await open({ 'IMPL-1': 'pending' });
    root.write({ [taskAt('IMPL-1')]: task('IMPL-1', 'completed') });
    assert.deepEqual(await codes(root), ['todo/stale']);
    await root.do(list('write-todo'));
    assert.match(root.text(todo), /- \[x\] \*\*IMPL-1/);
    for (const verb of ['write-todo', 'adopt-todo'] as const) assert.deepEqual((await root.do(list(verb))).steps, []);
    assert.deepEqual(await codes(root), []);
  });

  it('puts the marks right in somebody else’s, and nothing more', async () => {
    const root = await open({ 'IMPL-1': 'pending', 'IMPL-2': 'completed', 'IMPL-3': 'pending' }, foreign);
    const plan = await root.do(list('write-todo'));
    assert.equal(plan.title, `Put 2 marks right in ${todo}`);
    assert.equal(root.text(todo), foreign.replace('[x] **IMPL-1', '[ ] **IMPL-1').replace('[~] **IMPL-2', '[x] **IMPL-2'));
    assert.deepEqual((await root.do(list('write-todo'))).steps, []);
  });

  it('adopts somebody else’s with a numbered backup and its notes', async () => {
    const root = await open({ 'IMPL-1': 'pending' }, foreign);
    root.write({ [`${todo}.bak`]: 'older' });
    const plan = await root.do(list('adopt-todo'));
    assert.deepEqual(plan.steps.map(({ kind }) => kind), ['copy-file', 'write-text']);
    assert.deepEqual([root.text(`${todo}.bak`), root.text(`${todo}.bak2`)], ['older', foreign]);
    assert.ok(root.text(todo).startsWith('\ufeff<!-- Generated') && root.text(todo).endsWith('\r\n\r\n## Notes\r\nkeep me\r\n'));
    assert.equal((await root.session()).todo.ownership, 'generated');
    assert.deepEqual(await codes(root), []);
  });

  it('puts aside what cannot be read only when asked to adopt, and never what is no file', async () => {
    const root = await open({ 'IMPL-1': 'pending' });
    root.writeUnreadable(todo, 'invalid-utf8');
    assert.match(await root.refusal(list('write-todo')), /^todo\/unreadable: .* move it away first\.$/);
    const plan = await root.do(list('adopt-todo'));
    assert.deepEqual(plan.steps.map(({ kind }) => kind), ['move', 'create-file']);
    assert.equal((await root.session()).todo.ownership, 'generated');
    root.writeUnreadable(todo, 'not-a-file');
    assert.match(await root.refusal(list('adopt-todo')), /^todo\/unreadable: /);
  });

  it('refuses for an archived session', async () => {
    const root = new MemoryRoot(session('.workflow/archives/WFS-a', 'completed', { 'IMPL-1': 'pending' }));
    assert.match(await root.refusal({ do: 'write-todo', session: '.workflow/archives/WFS-a' }), /^session\/archived: /);
  });
});

describe('planning what to do about a mark ticked by hand', () => {
  const tick = (root: MemoryRoot, id: string, mark = 'x'): void => {
    root.write({ [todo]: root.text(todo).replace(new RegExp(`- \\[.\\] \\*\\*${id}\\*`), `- [${mark}] **${id}*`) });
  };

  it('is drift until one of both ways out is taken; nothing loops meanwhile', async () => {
    const root = await open({ 'IMPL-1': 'pending', 'IMPL-2': 'pending' });
    tick(root, 'IMPL-1');
    assert.deepEqual(await codes(root), ['todo/drift']);
    await root.do({ do: 'set-task-status', session: home, tasks: ['IMPL-1'], status: 'active' });
    assert.match(root.text(todo), /\[x\] \*\*IMPL-1/);
    assert.deepEqual(await codes(root), ['todo/drift']);
  });

  it('putting the row back makes the list ours again', async () => {
    const root = await open({ 'IMPL-1': 'pending', 'IMPL-2': 'completed' });
    const before = root.text(todo);
    tick(root, 'IMPL-1');
    tick(root, 'IMPL-2', ' ');
    await root.do(row('restore-todo-row', 'IMPL-1'));
    assert.deepEqual(await codes(root), ['todo/drift']);
    await root.do(row('restore-todo-row', 'IMPL-2'));
    assert.equal(root.text(todo), before);
    assert.equal((await root.session()).todo.ownership, 'generated');
  });

  it('makes JSON follow by legal steps, each of them recorded, and the list is ours again', async () => {
    for (const [from, through] of [['pending', ['active', 'completed']], ['active', ['completed']], ['blocked', ['completed']], ['failed', ['active', 'completed']], ['odd', ['active', 'completed']]] as const) {
      const root = await open({ 'IMPL-1': task('IMPL-1', from === 'odd' ? 'pending' : from, { status_history: [] }) });
      if (from === 'odd') continue;
      tick(root, 'IMPL-1');
      const plan = await root.do(row('accept-todo-row', 'IMPL-1'));
      assert.deepEqual(plan.transitions.map((each) => each.to), through);
      const { status, status_history: history } = JSON.parse(root.text(taskAt('IMPL-1'))) as { status: string; status_history: { from: string; to: string }[] };
      assert.deepEqual([status, history.map((each) => `${each.from} ${each.to}`)], ['completed', through.map((to, index) => `${through[index - 1] ?? from} ${to}`)]);
      assert.equal((await root.session()).todo.ownership, 'generated');
      assert.deepEqual(await codes(root), []);
    }
  });

  it('asks before a row that was unticked reopens its task', async () => {
    const root = await open({ 'IMPL-1': 'completed' });
    tick(root, 'IMPL-1', ' ');
    const plan = await root.do(row('accept-todo-row', 'IMPL-1'));
    assert.equal(plan.warning, 'IMPL-1 is completed and will be opened again.');
    assert.equal((await root.session()).tasks.byId.get('IMPL-1')?.status, 'active');
  });

  it('leaves a list that was edited beyond marks theirs, and the other drift in it', async () => {
    const root = await open({ 'IMPL-1': 'pending', 'IMPL-2': 'pending' });
    tick(root, 'IMPL-1');
    tick(root, 'IMPL-2');
    await root.do(row('accept-todo-row', 'IMPL-1'));
    assert.deepEqual(await codes(root), ['todo/drift']);
    root.write({ [todo]: root.text(todo).replace('## Status Legend', 'My own line\n\n## Status Legend') });
    const text = root.text(todo);
    await root.do(row('accept-todo-row', 'IMPL-2'));
    assert.equal(root.text(todo), text);
    assert.deepEqual([await codes(root), (await root.session()).todo.ownership], [[], 'foreign']);
  });

  it('refuses where row and JSON agree, and a container’s row', async () => {
    const root = await open({ 'IMPL-1': 'container', 'IMPL-1.1': 'pending', 'IMPL-2': '{' }, '- [x] IMPL-1\n- [ ] IMPL-1.1\n- [x] IMPL-2\n');
    assert.match(await root.refusal(row('accept-todo-row', 'IMPL-1')), /^task\/container: .*change those \(IMPL-1\.1\)\.$/);
    for (const verb of ['accept-todo-row', 'restore-todo-row'] as const) {
      assert.match(await root.refusal(row(verb, 'IMPL-1.1')), /^todo\/no-drift: /);
      assert.match(await root.refusal(row(verb, 'IMPL-2')), /^task\/broken: /);
      assert.match(await root.refusal(row(verb, 'IMPL-3')), /^task\/unknown: /);
    }
    await root.do(row('restore-todo-row', 'IMPL-1'));
    assert.equal(root.text(todo), '- [ ] IMPL-1\n- [ ] IMPL-1.1\n- [x] IMPL-2\n');
  });
});
