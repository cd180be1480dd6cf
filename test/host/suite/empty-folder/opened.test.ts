import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import * as vscode from 'vscode';

const folders = (): string[] => (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);

describe('An empty folder', () => {
  it('has nothing in it', () => {
    assert.deepEqual(folders().flatMap(folder => readdirSync(folder)), []);
  });

  it('has the extension active', async () => {
    const extension = vscode.extensions.getExtension('agent-workflow.agent-workflow');
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });
});
