import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('A folder that is not trusted', () => {
  it('is open in Restricted Mode', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });
});
