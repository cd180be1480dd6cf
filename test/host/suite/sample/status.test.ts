import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { workflow } from '../support/command-line.js';
import { activeApi, folder, run, shownStatus, taskRow, TestSession, until } from '../support/editor.js';

const todoOf = (session: TestSession): string => join(folder(), session.path, 'TODO_LIST.md');

describe('The status of a task', function () {
  this.timeout(30_000);

  it('changes by command in JSON, tree and TODO_LIST.md', async () => {
    const session = new TestSession('WFS-by-command');
    await session.show({ 'IMPL-1': {}, 'IMPL-2': {} });
    await run('workflow.startTask', session.task('IMPL-1'));
    await session.agree('IMPL-1', 'active');
    await run('workflow.completeTask', session.task('IMPL-1'));
    await session.agree('IMPL-1', 'completed');
    assert.equal(session.json('IMPL-2')['status'], 'pending');
  });

  it('changes for all selected rows at once, and all are taken back at once', async () => {
    const session = new TestSession('WFS-by-many');
    await session.show({ 'IMPL-1': {}, 'IMPL-2': {}, 'IMPL-3': { status: 'completed' } });
    const api = await activeApi();
    const rows = ['IMPL-1', 'IMPL-2', 'IMPL-3'].map((id) => taskRow(api, id));
    await run('workflow.startTask', rows[0], rows);
    await session.agree('IMPL-1', 'active');
    await session.agree('IMPL-2', 'active');
    assert.equal(session.json('IMPL-3')['status'], 'completed', 'what cannot be started is left alone');
    await run('workflow.undo');
    await session.agree('IMPL-1', 'pending');
    await session.agree('IMPL-2', 'pending');
  });

  it('keeps every other byte of the file', async () => {
    const session = new TestSession('WFS-by-bytes');
    const text = '\ufeff{\r\n\t"title" : "Odd",\r\n\t"id": "IMPL-1",  "x-unknown": [1,\t2],\r\n\t"status": "pending"\r\n}';
    await session.show({ 'IMPL-1': text });
    await run('workflow.startTask', session.task('IMPL-1'));
    const file = join(folder(), session.path, '.task/IMPL-1.json');
    await until('the file says active', () => readFileSync(file, 'utf8').includes('active'));
    assert.equal(readFileSync(file, 'utf8'), text.replace('"pending"', '"active"'));
  });

  it('follows a file that somebody replaces', async () => {
    const session = new TestSession('WFS-by-outside');
    await session.show({ 'IMPL-1': {}, 'IMPL-2': {} });
    const file = join(folder(), session.path, '.task/IMPL-1.json');
    writeFileSync(`${file}.tmp`, readFileSync(file, 'utf8').replace('"pending"', '"completed"'));
    renameSync(`${file}.tmp`, file);
    await session.agree('IMPL-1', 'completed');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"completed"', '"blocked"'));
    await session.agree('IMPL-1', 'blocked');
  });

  it('follows the command line, which is another process', async () => {
    const session = new TestSession('WFS-by-cli');
    await session.show({ 'IMPL-1': {} });
    const cli = (word: string): Promise<string> => workflow('task', 'status', 'IMPL-1', word, '--session', session.name);
    await cli('active');
    await session.agree('IMPL-1', 'active');
    await cli('completed');
    await session.agree('IMPL-1', 'completed');
  });

  it('follows a switch of branches', async () => {
    const session = new TestSession('WFS-by-git');
    const git = (...words: string[]): void => void execFileSync('git', words, { cwd: folder(), stdio: 'pipe' });
    const api = await activeApi();
    await session.show({ 'IMPL-1': {} });
    await run('workflow.regenerateTodo', session.target);
    git('add', session.path);
    git('commit', '--quiet', '--message=Before');
    git('checkout', '--quiet', '-b', 'elsewhere');
    await run('workflow.startTask', session.task('IMPL-1'));
    await run('workflow.completeTask', session.task('IMPL-1'));
    await session.agree('IMPL-1', 'completed');
    await until('the summary of the run is linked', () => session.todo.includes('IMPL-1-summary.md'));
    git('add', session.path);
    git('commit', '--quiet', '--message=After');
    git('checkout', '--quiet', 'main');
    await session.agree('IMPL-1', 'pending');
    git('checkout', '--quiet', 'elsewhere');
    await session.agree('IMPL-1', 'completed');
    git('checkout', '--quiet', 'main');
    await until('back again', () => shownStatus(api, 'IMPL-1') === 'pending');
  });

  it('is written to TODO_LIST.md once, and not again while nothing changes', async () => {
    const session = new TestSession('WFS-by-once');
    await session.show({ 'IMPL-1': {} });
    await run('workflow.regenerateTodo', session.target);
    await run('workflow.startTask', session.task('IMPL-1'));
    await session.agree('IMPL-1', 'active');
    const before = statSync(todoOf(session)).mtimeMs;
    for (let look = 0; look < 3; look++) await run('workflow.refresh');
    assert.equal(statSync(todoOf(session)).mtimeMs, before);
  });

  it('waits with a list that the person is writing in, and catches up when it is saved', async () => {
    const session = new TestSession('WFS-by-dirty');
    await session.show({ 'IMPL-1': {}, 'IMPL-2': {} });
    writeFileSync(todoOf(session), '# Mine\n\n- [ ] **IMPL-1**: One\n- [ ] **IMPL-2**: Two\n');
    await run('workflow.refresh');
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(todoOf(session)));
    await editor.edit((edit) => { edit.insert(new vscode.Position(0, 6), ' own list'); });
    await run('workflow.startTask', session.task('IMPL-1'));
    await run('workflow.completeTask', session.task('IMPL-1'));
    const api = await activeApi();
    await until('the tree shows it', () => shownStatus(api, 'IMPL-1') === 'completed');
    assert.equal(session.ticked('IMPL-1'), false, 'nothing is written below the person');
    assert.equal(editor.document.isDirty, true);
    await editor.document.save();
    await until('the list follows', () => session.ticked('IMPL-1') === true);
    assert.match(session.todo, /^# Mine own list\n/);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('is refused where the state machine says no, and nothing is written', async () => {
    const session = new TestSession('WFS-by-refusal');
    await session.show({ 'IMPL-1': { status: 'completed' }, 'IMPL-2': { status: 'container' }, 'IMPL-2.1': {} });
    const before = ['IMPL-1', 'IMPL-2'].map((id) => JSON.stringify(session.json(id)));
    void run('workflow.skipTask', session.task('IMPL-1'));
    void run('workflow.startTask', session.task('IMPL-2'));
    await run('workflow.refresh');
    assert.deepEqual(['IMPL-1', 'IMPL-2'].map((id) => JSON.stringify(session.json(id))), before);
  });
});
