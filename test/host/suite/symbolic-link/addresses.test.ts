import assert from 'node:assert/strict';
import { realpathSync } from 'node:fs';
import * as vscode from 'vscode';
import { allRows } from '../../../support/tree-text.js';
import { activeApi, folder, run, TestSession, until } from '../support/editor.js';

describe('A folder that is opened through a symbolic link', function () {
  this.timeout(30_000);

  it('shows its state under one root, and problems under the addresses that the person knows', async () => {
    const api = await activeApi();
    await until('sessions are there', () => allRows(api.sessions()).length > 5);
    const ours = (): vscode.Uri[] => vscode.languages.getDiagnostics().filter(([, all]) => all.some(({ source }) => source === 'Workflow')).map(([uri]) => uri);
    await until('problems are there', () => ours().length > 0);
    assert.deepEqual(ours().filter(({ fsPath }) => !fsPath.startsWith(`${folder()}/`)).map(String), []);
  });

  it('changes tasks and knows the documents that are open', async () => {
    const session = new TestSession('WFS-linked', realpathSync(folder()));
    await session.show({ 'IMPL-1': {} });
    await run('workflow.startTask', session.task('IMPL-1'));
    await session.agree('IMPL-1', 'active');
    await run('workflow.openJson', session.task('IMPL-1'));
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    assert.ok(editor.document.uri.fsPath.startsWith(`${folder()}/`), editor.document.uri.fsPath);
    await editor.edit((edit) => { edit.insert(new vscode.Position(0, 1), ' '); });
    void run('workflow.completeTask', session.task('IMPL-1'));
    await run('workflow.refresh');
    assert.equal(session.json('IMPL-1')['status'], 'active', 'the person is writing in it');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
