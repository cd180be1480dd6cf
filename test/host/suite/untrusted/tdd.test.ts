import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { folder, run } from '../support/editor.js';

describe('Tests first in Restricted Mode', function () {
  this.timeout(60_000);

  it('creates nothing and says nothing', async () => {
    const uri = vscode.Uri.file(join(folder(), 'src/tides.ts'));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    for (const command of ['workflow.checkTdd', 'workflow.goToTest', 'workflow.createTestFile'] as const) await run(command, uri);
    assert.ok(!existsSync(join(folder(), 'src/tides.test.ts')));
    assert.deepEqual(vscode.languages.getDiagnostics(uri), []);
  });
});
