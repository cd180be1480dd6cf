import assert from 'node:assert/strict';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { allRows, rowOf } from '../../../support/tree-text.js';
import { activeApi, folder, run, taskRow, TestSession, until } from '../support/editor.js';

const isTask = ({ target }: { target: { kind: string } }): boolean => target.kind === 'task';

describe('The trees in the editor', function () {
  this.timeout(30_000);

  it('show every session of the sample, and of each every task file', async () => {
    const api = await activeApi();
    await until('sessions are loaded', () => api.sessions().length > 0);
    const sessions = allRows(api.sessions()).map(({ target }) => target).filter((target) => target.kind === 'session');
    assert.ok(sessions.length >= 7, `${sessions.length} sessions`);
    for (const target of sessions) {
      await run('workflow.chooseSession', target);
      const files = readdirSync(join(folder(), target.session, '.task')).filter((name) => name.endsWith('.json'));
      assert.equal(allRows(api.tasks()).filter(isTask).length, files.length, target.session);
    }
  });

  it('follow files and sessions that come and go', async () => {
    const session = new TestSession('WFS-come-and-go');
    const api = await activeApi();
    await session.show({ 'IMPL-1': {}, 'IMPL-2': {} });
    rmSync(join(folder(), session.path, '.task/IMPL-2.json'));
    await until('IMPL-2 is gone', () => taskRow(api, 'IMPL-2') === undefined);
    rmSync(join(folder(), session.path), { recursive: true });
    await until('the session is gone', () => !allRows(api.sessions()).some(({ label }) => label === `The ${session.name}`));
  });

  it('keep a file that breaks as a row with its error, and heal with it', async () => {
    const session = new TestSession('WFS-breaks');
    const api = await activeApi();
    await session.show({ 'IMPL-1': {}, 'IMPL-2': {} });
    const file = join(folder(), session.path, '.task/IMPL-2.json');
    writeFileSync(file, '{\n  "id": "IMPL-2",\n  "title": }\n');
    await until('the row is broken', () => taskRow(api, 'IMPL-2')?.context === 'task broken');
    await run('workflow.openJson', taskRow(api, 'IMPL-2'));
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, file);
    assert.equal(editor.selection.active.line, 2, 'the cursor stands where the file is broken');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    writeFileSync(file, '{ "id": "IMPL-2", "title": "Healed" }');
    await until('the row is healed', () => taskRow(api, 'IMPL-2')?.label === 'IMPL-2: Healed');
  });

  it('move a task when it is dropped on another one, and out again', async () => {
    const session = new TestSession('WFS-drag');
    const api = await activeApi();
    await session.show({ 'IMPL-1': { status: 'container' }, 'IMPL-1.1': {}, 'IMPL-2': {} });
    const drag = async (id: string, onto: string | undefined): Promise<void> => {
      const row = taskRow(api, id);
      assert.ok(row);
      const transfer = new vscode.DataTransfer();
      const never = new vscode.CancellationTokenSource().token;
      await api.drag.handleDrag?.([row], transfer, never);
      await api.drag.handleDrop?.(onto === undefined ? undefined : taskRow(api, onto), transfer, never);
    };
    await drag('IMPL-2', 'IMPL-1');
    await until('IMPL-2 is below IMPL-1', () => (taskRow(api, 'IMPL-1')?.children ?? []).some(({ label }) => label.startsWith('IMPL-2:')));
    assert.equal((session.json('IMPL-2')['context'] as Record<string, unknown>)['parent'], 'IMPL-1');
    await drag('IMPL-2', undefined);
    await until('IMPL-2 is on top', () => api.tasks().some(({ label }) => label.startsWith('IMPL-2:')));
    await run('workflow.undo');
    await until('IMPL-2 is below IMPL-1 again', () => (taskRow(api, 'IMPL-1')?.children ?? []).some(({ label }) => label.startsWith('IMPL-2:')));
  });

  it('show the tasks of the session that is activated, with exactly one marker', async () => {
    const [first, second] = [new TestSession('WFS-switch-a'), new TestSession('WFS-switch-b')];
    const api = await activeApi();
    await first.show({ 'IMPL-1': {} });
    await second.show({ 'IMPL-1': {} }, 'paused');
    const markers = (): string[] => readdirSync(join(folder(), '.workflow')).filter((name) => name.startsWith('.active-'));
    await run('workflow.activateSession', first.target);
    await until('a is active', () => rowOf(api.sessions(), 'The WFS-switch-a').description.includes('active session'));
    assert.deepEqual(markers(), ['.active-WFS-switch-a']);
    await run('workflow.activateSession', second.target);
    await until('b is active', () => rowOf(api.sessions(), 'The WFS-switch-b').description.includes('active session'));
    assert.deepEqual(markers(), ['.active-WFS-switch-b']);
    assert.match(rowOf(api.sessions(), 'The WFS-switch-a').description, /paused/);
    await run('workflow.pauseSession', second.target);
    await until('b is paused', () => rowOf(api.sessions(), 'The WFS-switch-b').description.includes('paused'));
    assert.deepEqual(markers(), []);
  });

  it('hide what is finished until it is asked for', async () => {
    const session = new TestSession('WFS-finished');
    const api = await activeApi();
    await session.show({ 'IMPL-1': { status: 'completed' }, 'IMPL-2': {} });
    await run('workflow.hideFinished');
    assert.deepEqual(api.tasks().map(({ label }) => label), ['IMPL-2: Task IMPL-2']);
    await run('workflow.showFinished');
    assert.equal(api.tasks().length, 2);
  });
});
