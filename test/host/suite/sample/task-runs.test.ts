import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { parseRecord } from '../../../../src/core/versions/record-codec.js';
import type { TaskRun } from '../../../../src/core/versions/version.js';
import { folder, run, TestSession, until } from '../support/editor.js';

function recordsOf(session: string): readonly TaskRun[] {
  const home = join(folder(), '.workflow/versions');
  if (!existsSync(home)) return [];
  return readdirSync(home).flatMap((version) => {
    const directory = join(home, version, 'task_sessions/IMPL-1');
    if (!existsSync(join(directory, 'session.yml')) || !readFileSync(join(directory, 'task.yml'), 'utf8').includes(`${session}/`)) return [];
    const parsed = parseRecord('run', readFileSync(join(directory, 'session.yml'), 'utf8'));
    return parsed.ok ? [parsed.value.record] : [];
  });
}

describe('The run of a task', function () {
  this.timeout(30_000);

  /** The latest attempt at IMPL-1 of a session, once it is as it should be. */
  async function runOf({ path }: TestSession, status: string): Promise<TaskRun> {
    const found = (): TaskRun | undefined => recordsOf(path).find((record) => record.status === status);
    await until(`a run of ${path} is ${status}`, () => found() !== undefined, () => JSON.stringify(recordsOf(path)));
    const record = found();
    assert.ok(record);
    return record;
  }

  after('leave nothing to others', () => { rmSync(join(folder(), 'of-a-run.txt'), { force: true }); });

  it('begins when the task is started, ends when it is completed, and has what was done meanwhile', async () => {
    const session = new TestSession('WFS-with-runs');
    await session.show({ 'IMPL-1': {} });
    await run('workflow.startTask', session.task('IMPL-1'));
    const begun = await runOf(session, 'in_progress');
    assert.equal(begun.agent, 'code-developer', 'the agent that the task names');
    writeFileSync(join(folder(), 'of-a-run.txt'), 'made by somebody\n');
    await run('workflow.completeTask', session.task('IMPL-1'));
    const ended = await runOf(session, 'completed');
    assert.deepEqual(ended.operations.map(({ type, targetPath }) => [type, targetPath]).filter(([, path]) => path === 'of-a-run.txt'), [['CREATE', 'of-a-run.txt']]);
  });

  it('is closed although the next change comes before it is open', async () => {
    const session = new TestSession('WFS-with-quick-runs');
    await session.show({ 'IMPL-1': {} });
    await run('workflow.startTask', session.task('IMPL-1'));
    await run('workflow.completeTask', session.task('IMPL-1'));
    assert.equal((await runOf(session, 'completed')).attemptNumber, 1);
  });

  it('ends when a person ticks its row in TODO_LIST.md and lets the tick count', async () => {
    const session = new TestSession('WFS-with-a-tick');
    await session.show({ 'IMPL-1': {}, 'IMPL-2': {} });
    await run('workflow.startTask', session.task('IMPL-1'));
    await runOf(session, 'in_progress');
    const list = vscode.Uri.file(join(folder(), session.path, 'TODO_LIST.md'));
    writeFileSync(list.fsPath, '# Mine\n\n- [x] **IMPL-1**: One\n- [ ] **IMPL-2**: Two\n');
    await until('the tick is found', () => vscode.languages.getDiagnostics(list).some(({ code }) => code === 'todo/drift'));
    assert.equal(session.json('IMPL-1')['status'], 'active', 'a tick alone changes nothing');
    await run('workflow.applyFix', session.root, { do: 'accept-todo-row', session: session.path, task: 'IMPL-1' });
    assert.equal((await runOf(session, 'completed')).attemptNumber, 1);
  });

  it('begins again when completing is taken back', async () => {
    const session = new TestSession('WFS-with-undo');
    await session.show({ 'IMPL-1': { status: 'active' } });
    await run('workflow.completeTask', session.task('IMPL-1'));
    await session.agree('IMPL-1', 'completed');
    await run('workflow.undo');
    assert.equal((await runOf(session, 'in_progress')).attemptNumber, 1);
  });
});
