import assert from 'node:assert/strict';
import type { JsonPointer } from '../../../../src/core/text/json-pointer.js';
import { MemoryRoot } from './memory-root.js';
import { home, session, task, taskAt, todo } from './sample-texts.js';

const file = `${home}/workflow-session.json`;
const read = (root: MemoryRoot, path: string): Record<string, unknown> => JSON.parse(root.text(path)) as Record<string, unknown>;

describe('planning a recovery', () => {
  const recover = { do: 'recover-session', session: home } as const;

  it('keeps the broken text beside the file and what can still be read in it', async () => {
    const broken = `\ufeff${session(home, 'completed')[file]?.replace('"PLAN"', '"REVIEW"').replace('"x_own": 1\n}', '"x_own": 1,') ?? ''}`;
    const root = new MemoryRoot({ ...session(home, 'x', { 'IMPL-1': 'pending' }), [file]: broken });
    const before = root.text(taskAt('IMPL-1'));
    await root.do(recover);
    assert.equal(root.text(`${file}.bak`), broken);
    assert.deepEqual(read(root, file), {
      session_id: 'WFS-a', project: 'Project WFS-a', type: 'simple', current_phase: 'REVIEW', status: 'completed', progress: { completed_phases: [], current_tasks: [] }, x_own: 1 });
    assert.equal(root.text(taskAt('IMPL-1')), before);
    const recovered = await root.session();
    assert.deepEqual([recovered.title, recovered.status, recovered.file.findings], ['Project WFS-a', 'completed', []]);
  });

  it('numbers the backup where one is there already', async () => {
    const root = new MemoryRoot({ ...session(home, 'active'), [file]: '{', [`${file}.bak`]: 'older', [`${file}.bak2`]: 'old' });
    await root.do(recover);
    assert.deepEqual([root.text(`${file}.bak`), root.text(`${file}.bak2`), root.text(`${file}.bak3`)], ['older', 'old', '{']);
  });

  it('takes the template where nothing can be read, active if a marker says so', async () => {
    const root = new MemoryRoot({ [taskAt('IMPL-1')]: task('IMPL-1'), '.workflow/.active-WFS-a': '' });
    await root.do(recover);
    assert.deepEqual([read(root, file)['status'], read(root, file)['project']], ['active', 'WFS-a']);
    root.remove('.workflow/.active-WFS-a');
    root.write({ [file]: 'no json at all' });
    await root.do(recover);
    assert.deepEqual([read(root, file)['status'], root.text(`${file}.bak`)], ['paused', 'no json at all']);
  });

  it('puts aside what is no text, and leaves alone what is no file', async () => {
    const root = new MemoryRoot(session(home, 'active'));
    root.writeUnreadable(file, 'invalid-utf8');
    const plan = await root.do(recover);
    assert.deepEqual(plan.steps.map(({ kind }) => kind), ['move', 'create-file']);
    root.writeUnreadable(file, 'not-a-file');
    assert.match(await root.refusal(recover), /^file\/not-regular: .* move it away first\.$/);
  });

  it('brings the title back to the list', async () => {
    const root = new MemoryRoot(session(home, 'active', { 'IMPL-1': 'pending' }));
    await root.do({ do: 'write-todo', session: home });
    const list = root.text(todo);
    root.write({ [file]: root.text(file).trimEnd().slice(0, -1) });
    const change = { before: await root.session(), after: await root.session() };
    assert.equal(change.after.title, 'WFS-a');
    await root.do({ do: 'write-todo', session: home });
    assert.notEqual(root.text(todo), list);
    await root.do(recover);
    assert.equal(root.text(todo), list);
  });

  it('refuses a session that can be read', async () => {
    assert.match(await new MemoryRoot(session(home, 'active')).refusal(recover), /^session\/sound: /);
  });
});

describe('planning a missing container', () => {
  const rebuild = (id: string) => ({ do: 'rebuild-container', session: home, task: id } as const);

  it('makes it, so that the subtasks hang under it', async () => {
    const root = new MemoryRoot(session(home, 'active', { 'IMPL-2.1': 'completed', 'IMPL-2.2': 'pending', 'IMPL-5': task('IMPL-5', 'pending', { context: { parent: 'IMPL-4' } }) }));
    await root.do(rebuild('IMPL-2'));
    await root.do(rebuild('IMPL-4'));
    const { tasks, findings } = await root.session();
    assert.deepEqual(tasks.all.map(({ id, kind, status, parent }) => [id, kind, status, parent]), [
      ['IMPL-2', 'container', 'active', null], ['IMPL-2.1', 'leaf', 'completed', 'IMPL-2'], ['IMPL-2.2', 'leaf', 'pending', 'IMPL-2'],
      ['IMPL-4', 'container', 'pending', null], ['IMPL-5', 'leaf', 'pending', 'IMPL-4']]);
    assert.deepEqual(findings, []);
  });

  it('refuses what is there, what nobody names, what would be too deep, and what is no id', async () => {
    const root = new MemoryRoot(session(home, 'active', { 'IMPL-1': 'pending', 'IMPL-3.1.1': 'pending', 'IMPL-5': task('IMPL-5', 'pending', { context: { parent: '../../x' } }) }));
    assert.match(await root.refusal(rebuild('IMPL-1')), /^task\/exists: /);
    root.write({ [taskAt('IMPL-6')]: task('IMPL-60'), [taskAt('IMPL-6.1')]: task('IMPL-6.1') });
    assert.match(await root.refusal(rebuild('IMPL-6')), /^task\/exists: .*IMPL-6\.json is there already, but is not the task IMPL-6; move it away or give it the name of its id first\.$/);
    assert.match(await root.refusal(rebuild('IMPL-8')), /^task\/unknown: No task of WFS-a has IMPL-8 as its parent;/);
    assert.match(await root.refusal(rebuild('IMPL-3.1')), /^task\/too-deep: /);
    assert.match(await root.refusal(rebuild('../../x')), /^task\/id: The task id contains "\/"/);
  });
});

describe('planning the change of one field', () => {
  const edit = (path: string, pointer: JsonPointer, { from, value }: { from: unknown; value: unknown }) => ({ do: 'edit-task-field', file: path, pointer, from, value } as const);

  it('changes one value and keeps every other byte', async () => {
    const root = new MemoryRoot(session(home, 'active', { 'IMPL-1': 'pending' }));
    await root.do(edit(taskAt('IMPL-1'), ['title'], { from: 'Title of IMPL-1', value: 'New' }));
    assert.equal(root.text(taskAt('IMPL-1')), task('IMPL-1').replace('Title of IMPL-1', 'New'));
    assert.match(root.text(todo), /\*\*IMPL-1\*\*: New →/);
    await root.do(edit(taskAt('IMPL-1'), ['x_own'], { from: { kept: true }, value: undefined }));
    assert.equal('x_own' in read(root, taskAt('IMPL-1')), false);
    await root.do(edit(taskAt('IMPL-1'), ['context', 'depends_on'], { from: [], value: ['IMPL-2'] }));
    assert.deepEqual((await root.session()).tasks.byId.get('IMPL-1')?.dependsOn, ['IMPL-2']);
  });

  it('changes a field of the session file, and with the title the list', async () => {
    const root = new MemoryRoot(session(home, 'active', { 'IMPL-1': 'pending' }));
    await root.do({ do: 'write-todo', session: home });
    await root.do(edit(file, ['project'], { from: 'Project WFS-a', value: 'Other' }));
    assert.match(root.text(todo), /^# Tasks: Other$/m);
  });

  it('repairs a status that is none, but leaves those of ours to the state machine', async () => {
    const root = new MemoryRoot(session(home, 'ready', { 'IMPL-1': 'activ', 'IMPL-2': 'pending', 'IMPL-3': 'DONE', 'IMPL-4': 'pending', 'IMPL-4.1': 'pending' }));
    await root.do(edit(taskAt('IMPL-1'), ['status'], { from: 'activ', value: 'active' }));
    await root.do(edit(taskAt('IMPL-3'), ['status'], { from: 'DONE', value: 'completed' }));
    await root.do(edit(taskAt('IMPL-4'), ['status'], { from: 'pending', value: 'container' }));
    await root.do(edit(file, ['status'], { from: 'ready', value: 'paused' }));
    assert.match(await root.refusal(edit(taskAt('IMPL-2'), ['status'], { from: 'pending', value: 'completed' })), /^task\/transition: The status of IMPL-2 is not edited as a field;/);
    assert.match(await root.refusal(edit(file, ['status'], { from: 'paused', value: 'completed' })), /^session\/transition: /);
  });

  it('refuses what was changed meanwhile, ids that are taken, and files that are not ours', async () => {
    const root = new MemoryRoot({ ...session(home, 'active', { 'IMPL-1': 'pending', 'IMPL-2': 'pending' }), [`${home}/notes.json`]: '{}' });
    const before = root.texts;
    const same = { from: 1, value: 2 };
    assert.match(await root.refusal(edit(taskAt('IMPL-1'), ['title'], { from: 'Old', value: 'New' })), /^file\/changed: title in .*IMPL-1\.json is not what it was/);
    assert.match(await root.refusal(edit(taskAt('IMPL-1'), ['id'], { from: 'IMPL-1', value: 'IMPL-2' })), /^task\/duplicate-id: /);
    assert.match(await root.refusal(edit(taskAt('IMPL-9'), ['title'], same)), /^file\/unknown: /);
    assert.match(await root.refusal(edit(`${home}/notes.json`, ['a'], same)), /^file\/unknown: /);
    assert.match(await root.refusal(edit('package.json', ['a'], same)), /^file\/unknown: /);
    assert.match(await root.refusal(edit(taskAt('IMPL-1'), [], same)), /^json\/not-editable: /);
    assert.match(await root.refusal(edit(taskAt('IMPL-1'), ['title', 'deep'], same)), /^json\/not-editable: /);
    assert.deepEqual(root.texts, before);
  });
});
