import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';

const folders = (): string[] => (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);

describe('A linked git worktree', () => {
  it('is a worktree of another repository', () => {
    assert.match(readFileSync(join(folders().join(), '.git'), 'utf8'), /^gitdir: .*sample\/\.git\/worktrees\/linked/);
  });

  it('has the extension active', async () => {
    const extension = vscode.extensions.getExtension('agent-workflow.agent-workflow');
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });
});
