import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { activeApi, folder } from '../support/editor.js';
import { attempt, shown } from '../support/review-run.js';

describe('Reviews in a linked worktree', function () {
  this.timeout(60_000);

  after('leave nothing to others', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(join(folder(), 'src/of-review.ts'), { force: true });
  });

  it('are of the file as the worktree calls it, and their issues stand in the file there', async () => {
    const editor = await (await activeApi()).reviews.editor();
    const uri = await attempt('IMPL-2.1', 'src/of-review.ts', 'export {};\n');
    const { file, form } = await shown(editor, 'the run is shown', (model) => model.runs.length === 1);
    assert.equal(file?.path, 'src/of-review.ts');
    await editor.receive({ type: 'start-review' });
    await shown(editor, 'the review is open', (model) => model.form?.isOpen === true);
    await editor.receive({ type: 'draft', run: form?.run ?? '', draft: { decision: null, notes: '', issues: 'src/of-review.ts:1: why?', suggestions: '' } });
    assert.deepEqual(editor.threads().map((thread) => thread.uri.fsPath), [uri.fsPath]);
    const { runs } = await editor.model();
    await editor.receive({ type: 'open-link', link: runs[0]?.diff ?? '' });
    const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.equal(input.modified.fsPath, join(folder(), 'src/of-review.ts'));
    assert.equal((await vscode.workspace.openTextDocument(input.original)).getText(), '');
  });
});
