import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { trustModelPath } from '../../../../src/core/trust/trust-model.js';
import { activeApi, folder, run } from '../support/editor.js';

describe('File trust in Restricted Mode', function () {
  this.timeout(60_000);

  it('says the level and writes nothing', async () => {
    const uri = vscode.Uri.file(join(folder(), 'src/tides.ts'));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    const { models } = await (await activeApi()).trust.editor();
    assert.equal(models.judge(uri)?.answer.level, 'medium');
    for (const command of ['workflow.addTrustRule', 'workflow.exportTrust'] as const) await run(command, uri);
    assert.ok(!existsSync(join(folder(), trustModelPath)) && !existsSync(join(folder(), '.claude')));
  });
});
