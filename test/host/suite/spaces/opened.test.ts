import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const folders = (): string[] => (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);

describe('A folder whose name has spaces and other alphabets', () => {
  it('is open under its name', async () => {
    assert.match(folders().join(), /with späces & 日本$/);
    assert.equal((await vscode.workspace.findFiles('package.json')).length, 1);
  });

  it('has the extension active', async () => {
    const extension = vscode.extensions.getExtension('agent-workflow.agent-workflow');
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });
});
