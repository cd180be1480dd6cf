import assert from 'node:assert/strict';
import { basename } from 'node:path';
import * as vscode from 'vscode';

const folders = (): string[] => (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);

describe('A workspace of two folders', () => {
  it('has both open', () => {
    assert.deepEqual(folders().map(folder => basename(folder)), ['one', 'two']);
  });

  it('has the extension active', async () => {
    const extension = vscode.extensions.getExtension('agent-workflow.agent-workflow');
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });
});
