import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { versionsDirectory } from '../../../../src/core/versions/version-layout.js';
import { activeApi, extensionPath, folder, run } from '../support/editor.js';
import { shown } from '../support/review-run.js';

describe('Reviews in Restricted Mode', function () {
  this.timeout(30_000);

  after('leave nothing to others', () => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('are shown, and nothing is recorded, approved or run', async () => {
    const home = join(folder(), versionsDirectory);
    cpSync(join(extensionPath(), 'test/version-cases/sound/versions'), home, { recursive: true });
    await run('workflow.refresh');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(vscode.Uri.file(join(folder(), 'src/tides.ts'))));
    const editor = await (await activeApi()).reviews.editor();
    const model = await shown(editor, 'the file is shown', ({ file }) => file?.path === 'src/tides.ts');
    assert.ok(model.readOnly && model.notice?.includes('Restricted Mode'));
    const records = (): string[] => readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(yml|yaml|json|log)$/.test(name)).map((name) => readFileSync(join(home, name), 'utf8'));
    const before = records();
    await editor.receive({ type: 'start-review' });
    for (const { id } of model.approvals) await editor.receive({ type: 'approve', approval: id });
    await editor.receive({ type: 'run-check', check: 'lint' });
    await editor.receive({ type: 'add-rule' });
    assert.deepEqual(records(), before);
    assert.deepEqual(editor.threads(), []);
    assert.ok(!existsSync(join(folder(), '.git/workflow')), 'no git was run');
  });
});
