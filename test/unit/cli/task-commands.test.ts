import assert from 'node:assert/strict';
import { writeFiles } from '../../support/temporary-folder.js';
import { answerOf, assertRefused, folderWith, oneSession, sessionFiles, taskText, textOf, workflow, workflowWith } from './run-cli.js';

interface Task {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly rawStatus: string | null;
  readonly kind: string;
  readonly parent: string | null;
  readonly children: readonly string[];
  readonly blockedBy: readonly string[];
  readonly broken: boolean;
}

const file = (id: string): string => `.workflow/WFS-one/.task/${id}.json`;
const list = async (folder: string): Promise<readonly Task[]> => await answerOf(folder, 'task', 'list') as Task[];

describe('workflow task list and show', () => {
  it('lists tasks that claim to lie deeper than anybody can read', async () => {
    const chain = Array.from({ length: 20 }, (_, index) => `IMPL-${index + 1}`);
    const files = Object.fromEntries(chain.map((id, index) => [id, taskText(id, 'pending', index > 0 ? { parent: `IMPL-${index}` } : {})]));
    const { stdout } = await workflow(folderWith(sessionFiles('WFS-one', 'active', files)), 'task', 'list');
    assert.equal(stdout.trimEnd().split('\n').length, 20);
    assert.ok(!stdout.includes(' '.repeat(30)));
  });

  it('answers in the shape of the contract, in natural order', async () => {
    const folder = folderWith(sessionFiles('WFS-one', 'active', {
      'IMPL-10': taskText('IMPL-10'), 'IMPL-2': taskText('IMPL-2', 'container'), 'IMPL-2.1': taskText('IMPL-2.1', 'done', { parent: 'IMPL-2' }),
      'IMPL-3': taskText('IMPL-3', 'IN_PROGRESS', { depends_on: ['IMPL-10'] }),
    }));
    const tasks = await list(folder);
    assert.deepEqual(tasks.map(({ id, status, rawStatus }) => [id, status, rawStatus]), [
      ['IMPL-2', 'completed', 'container'], ['IMPL-2.1', 'completed', 'done'], ['IMPL-3', 'active', 'IN_PROGRESS'], ['IMPL-10', 'pending', 'pending']]);
    assert.deepEqual(tasks[2], {
      id: 'IMPL-3', title: 'Title of IMPL-3', status: 'active', rawStatus: 'IN_PROGRESS', kind: 'leaf', parent: null, children: [],
      dependsOn: ['IMPL-10'], blockedBy: ['IMPL-10'], agent: 'code-developer', type: 'feature', file: file('IMPL-3'), broken: false,
    });
    assert.deepEqual([tasks[0]?.kind, tasks[0]?.children, tasks[1]?.parent], ['container', ['IMPL-2.1'], 'IMPL-2']);
  });

  it('is a line a task for people, subtasks indented', async () => {
    const folder = folderWith(sessionFiles('WFS-one', 'active', {
      'IMPL-1': taskText('IMPL-1', 'container'), 'IMPL-1.1': taskText('IMPL-1.1', 'active', { parent: 'IMPL-1' }),
      'IMPL-2': taskText('IMPL-2', 'on_hold', { depends_on: ['IMPL-1.1'] }), 'IMPL-3': '{"id": "IMPL-3", ',
    }));
    const { stdout } = await workflow(folder, 'task', 'list');
    assert.equal(stdout, [
      '▸ IMPL-1    active   Title of IMPL-1',
      '  IMPL-1.1  active   Title of IMPL-1.1',
      'IMPL-2      on_hold  Title of IMPL-2  (waits for IMPL-1.1)',
      'IMPL-3      broken', ''].join('\n'));
  });

  it('drops no file, however broken', async () => {
    const texts = { 'IMPL-1': '', 'IMPL-2': 'null', 'IMPL-3': '[]', 'IMPL-4': '{}{}', 'IMPL-5': '{"id": "IMPL-5"', 'IMPL-6': taskText('IMPL-6') };
    const tasks = await list(folderWith(sessionFiles('WFS-one', 'active', texts)));
    assert.deepEqual(tasks.map(({ id, broken }) => [id, broken]), Object.keys(texts).map((id) => [id, id !== 'IMPL-6']));
  });

  it('shows one task', async () => {
    const folder = oneSession();
    assert.equal((await answerOf(folder, 'task', 'show', 'IMPL-3') as Task).id, 'IMPL-3');
    const { stdout } = await workflow(folder, 'task', 'show', 'IMPL-3');
    assert.match(stdout, /^IMPL-3 {2}Title of IMPL-3\n/);
    assert.match(stdout, /waits for +IMPL-2\n/);
    assertRefused(await workflow(folder, 'task', 'show', 'IMPL-7'), /WFS-one has no task IMPL-7/);
  });

  it('takes the session that is named, else the active one, else the only one', async () => {
    const folder = folderWith({
      ...sessionFiles('WFS-one', 'paused', { 'IMPL-1': taskText('IMPL-1') }),
      ...sessionFiles('archives/WFS-two', 'completed', { 'IMPL-2': taskText('IMPL-2') }),
    });
    assert.equal((await list(folder))[0]?.id, 'IMPL-1');
    assert.equal((await answerOf(folder, 'task', 'list', '--session', 'WFS-two') as Task[])[0]?.id, 'IMPL-2');
    writeFiles(folder, sessionFiles('WFS-three', 'paused'));
    assertRefused(await workflow(folder, 'task', 'list'), /name one of \.workflow\/WFS-one, \.workflow\/WFS-three/);
    writeFiles(folder, { '.workflow/.active-WFS-three': '' });
    assert.deepEqual(await list(folder), []);
  });
});

describe('workflow task status', () => {
  it('changes that one word of the file and answers with the task', async () => {
    const folder = oneSession();
    const task = await answerOf(folder, 'task', 'status', 'IMPL-2', 'completed') as Task;
    assert.deepEqual([task.id, task.status], ['IMPL-2', 'completed']);
    assert.equal(textOf(folder, file('IMPL-2')), taskText('IMPL-2', 'completed', { depends_on: ['IMPL-1'] }));
  });

  it('keeps the list of a session in step', async () => {
    const folder = oneSession();
    await answerOf(folder, 'task', 'status', 'IMPL-2', 'completed');
    assert.match(textOf(folder, '.workflow/WFS-one/TODO_LIST.md'), /- \[x\] \*\*IMPL-2\*\*/);
    assert.equal((await workflow(folder, 'todo', '--check')).code, 0);
  });

  it('understands the words of other dialects and writes the file’s own', async () => {
    const folder = oneSession();
    const text = taskText('IMPL-4').replace('"pending"', '"pending",\r\n\t"status_history": [{"from":"in_progress","to":"pending"}]');
    writeFiles(folder, { [file('IMPL-4')]: text });
    const task = await answerOf(folder, 'task', 'status', 'IMPL-4', 'in_progress') as Task;
    assert.deepEqual([task.status, task.rawStatus], ['active', 'in_progress']);
    assert.equal((await answerOf(folder, 'task', 'status', 'IMPL-4', 'Done') as Task).status, 'completed');
  });

  it('names the allowed targets when it refuses a transition', async () => {
    const folder = oneSession();
    assertRefused(await workflow(folder, 'task', 'status', 'IMPL-3', 'completed'), /active.*blocked.*skipped/);
    assertRefused(await workflow(folder, 'task', 'status', 'IMPL-1', 'pending', '--yes'), /active/);
    assert.equal(textOf(folder, file('IMPL-3')), taskText('IMPL-3', 'pending', { depends_on: ['IMPL-2'] }));
  });

  it('refuses a word that is no status', async () => {
    assertRefused(await workflow(oneSession(), 'task', 'status', 'IMPL-3', 'finished'), /"finished" is no status; say one of pending, active/);
    assertRefused(await workflow(oneSession(), 'task', 'status', 'IMPL-3', 'container'), /"container" is no status/);
  });

  it('wants a reason for blocking and keeps it', async () => {
    const folder = oneSession();
    assertRefused(await workflow(folder, 'task', 'status', 'IMPL-3', 'blocked'), /--reason/);
    assertRefused(await workflow(folder, 'task', 'status', 'IMPL-3', 'blocked', '--reason', '  '), /--reason/);
    assert.equal((await answerOf(folder, 'task', 'status', 'IMPL-3', 'blocked', '--reason', 'no key')as Task).status, 'blocked');
    assert.match(textOf(folder, '.workflow/.state/journal.jsonl'), /"reason":"no key"/);
  });

  it('reopens a completed task only when that is said', async () => {
    const folder = oneSession();
    assertRefused(await workflow(folder, 'task', 'status', 'IMPL-1', 'active'), /say --yes/);
    assert.equal((await answerOf(folder, 'task', 'status', 'IMPL-1', 'active', '--yes') as Task).status, 'active');
  });

  it('does not set the status of a container', async () => {
    const folder = oneSession();
    writeFiles(folder, { [file('IMPL-3.1')]: taskText('IMPL-3.1', 'pending', { parent: 'IMPL-3' }) });
    assertRefused(await workflow(folder, 'task', 'status', 'IMPL-3', 'active'), /container|subtask/);
  });

  it('does not touch a broken file', async () => {
    const folder = oneSession();
    writeFiles(folder, { [file('IMPL-4')]: '{"id": "IMPL-4", "status": "pending"' });
    assertRefused(await workflow(folder, 'task', 'status', 'IMPL-4', 'active'), /IMPL-4/);
    assert.equal(textOf(folder, file('IMPL-4')), '{"id": "IMPL-4", "status": "pending"');
  });

  it('only tells with --dry-run', async () => {
    const folder = oneSession();
    const { stdout, code } = await workflow(folder, 'task', 'status', 'IMPL-3', 'active', '--dry-run');
    assert.equal(code, 0);
    assert.match(stdout, /IMPL-3/);
    assert.equal(textOf(folder, file('IMPL-3')), taskText('IMPL-3', 'pending', { depends_on: ['IMPL-2'] }));
  });
});

describe('workflow task create and breakdown', () => {
  it('makes a task with the next free id', async () => {
    const folder = oneSession();
    const task = await answerOf(folder, 'task', 'create', 'Write the "manual"') as Task;
    assert.deepEqual([task.id, task.title, task.status], ['IMPL-4', 'Write the "manual"', 'pending']);
    assert.equal((await workflow(folder, 'check', file('IMPL-4'))).code, 0);
  });

  it('keeps the zero padding of the session', async () => {
    const folder = folderWith(sessionFiles('WFS-one', 'active', { 'IMPL-009': taskText('IMPL-009') }));
    assert.equal((await answerOf(folder, 'task', 'create', 'Next') as Task).id, 'IMPL-010');
  });

  it('makes a subtask, and a container of its parent', async () => {
    const folder = oneSession();
    const task = await answerOf(folder, 'task', 'create', 'Part', '--parent', 'IMPL-3') as Task;
    assert.deepEqual([task.id, task.parent], ['IMPL-3.1', 'IMPL-3']);
    assert.equal((await answerOf(folder, 'task', 'show', 'IMPL-3') as Task).kind, 'container');
    assertRefused(await workflow(folder, 'task', 'create', 'Part', '--parent', 'IMPL-3.1'), /level|deep|subtask/);
    assertRefused(await workflow(folder, 'task', 'create', 'Part', '--parent', 'IMPL-8'), /IMPL-8/);
  });

  it('breaks a task down', async () => {
    const folder = oneSession();
    const task = await answerOf(folder, 'task', 'breakdown', 'IMPL-3', 'First', 'Second') as Task;
    assert.deepEqual([task.kind, task.children], ['container', ['IMPL-3.1', 'IMPL-3.2']]);
    assert.deepEqual((await list(folder)).map(({ title }) => title).slice(-2), ['First', 'Second']);
  });

  it('gives eight processes that create at once eight different ids', async () => {
    const folder = oneSession();
    const made = await Promise.all(Array.from({ length: 8 }, (_, n) => (
      workflowWith({ WORKFLOW_ACTOR: `agent:${n}` }, folder, 'task', 'create', `Task of ${n}`, '--json'))));
    for (const { code, stderr } of made) assert.equal(code, 0, stderr);
    const tasks = made.map(({ stdout }) => JSON.parse(stdout) as Task);
    assert.deepEqual(tasks.map(({ id }) => id).sort(), ['IMPL-10', 'IMPL-11', 'IMPL-4', 'IMPL-5', 'IMPL-6', 'IMPL-7', 'IMPL-8', 'IMPL-9']);
    tasks.forEach(({ id, title }, n) => {
      assert.equal(title, `Task of ${n}`);
      assert.ok(textOf(folder, file(id)).includes(`"Task of ${n}"`));
    });
    assert.equal((await workflow(folder, 'todo', '--check')).code, 0);
  }).timeout(60_000);
});

describe('workflow task next', () => {
  it('is the active task, else the first that waits for nothing', async () => {
    const folder = oneSession();
    assert.equal((await answerOf(folder, 'task', 'next') as Task).id, 'IMPL-2');
    await answerOf(folder, 'task', 'status', 'IMPL-2', 'completed');
    assert.equal((await answerOf(folder, 'task', 'next') as Task).id, 'IMPL-3');
  });

  it('answers no with exit code 1 when nothing can be started', async () => {
    const folder = folderWith(sessionFiles('WFS-one', 'active', { 'IMPL-1': taskText('IMPL-1', 'blocked'), 'IMPL-2': taskText('IMPL-2', 'pending', { depends_on: ['IMPL-1'] }) }));
    const { code, stdout, stderr } = await workflow(folder, 'task', 'next');
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /1 pending, 1 blocked/);
    assert.equal((await workflow(folder, 'task', 'next', '--json')).stdout, 'null\n');
  });
});
