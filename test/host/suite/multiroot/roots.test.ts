import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { allRows } from '../../../support/tree-text.js';
import { activeApi, folder, run, TestSession, until } from '../support/editor.js';

describe('Two folders in one window', function () {
  this.timeout(30_000);

  it('have a row each, with their own sessions', async () => {
    const api = await activeApi();
    await until('both are there', () => api.sessions().length === 2 && api.sessions().every(({ children }) => children.length > 3));
    assert.deepEqual(api.sessions().map(({ label }) => label), ['one', 'two']);
    await until('the active session of each shows its tasks', () => api.tasks().length === 2);
    const ids = [...allRows(api.sessions()), ...allRows(api.tasks())].map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('change each on its own', async () => {
    const [one, two] = [new TestSession('WFS-same', folder(0)), new TestSession('WFS-same', folder(1))];
    await two.show({ 'IMPL-1': {} });
    await one.show({ 'IMPL-1': {} });
    await run('workflow.startTask', one.task('IMPL-1'));
    await one.agree('IMPL-1', 'active');
    assert.equal(two.json('IMPL-1')['status'], 'pending');
    await run('workflow.chooseSession', two.target);
    await run('workflow.startTask', two.task('IMPL-1'));
    await two.agree('IMPL-1', 'active');
  });

  it('are followed when one is taken away and added again', async () => {
    const api = await activeApi();
    const [, second] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(second);
    vscode.workspace.updateWorkspaceFolders(1, 1);
    await until('one is left, without a row of its own', () => !api.sessions().some(({ target }) => target.kind === 'root'));
    vscode.workspace.updateWorkspaceFolders(1, 0, { uri: second.uri });
    await until('both are there again', () => api.sessions().length === 2 && api.sessions().every(({ target }) => target.kind === 'root'));
  });
});
