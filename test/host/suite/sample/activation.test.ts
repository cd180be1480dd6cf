import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('The extension', () => {
  it('activates in this version of VS Code', async () => {
    const extension = vscode.extensions.getExtension('agent-workflow.agent-workflow');
    assert.ok(extension, `known to VS Code ${vscode.version}`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
