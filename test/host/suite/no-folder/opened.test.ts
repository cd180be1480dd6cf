import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const folders = (): string[] => (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);

describe('A window without a folder', () => {
  it('has none', () => {
    assert.deepEqual(folders(), []);
  });

  it('has the extension active', async () => {
    const extension = vscode.extensions.getExtension('agent-workflow.agent-workflow');
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });
});
