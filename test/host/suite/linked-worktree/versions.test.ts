import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as vscode from 'vscode';
import { allRows, treeText } from '../../../support/tree-text.js';
import { activeApi, answered, folder, run, TestSession, until } from '../support/editor.js';

describe('Versions in a window on a linked worktree', function () {
  this.timeout(60_000);
  const main = (): string => dirname(resolve(folder(), execFileSync('git', ['rev-parse', '--git-common-dir'], { cwd: folder(), encoding: 'utf8' }).trim()));

  after('leave nothing to others', () => { rmSync(join(folder(), 'of-linked-run.txt'), { force: true }); });

  it('record what changes here, and mark it here', async () => {
    const { versions } = await activeApi();
    const { badges } = await versions.editor();
    const session = new TestSession('WFS-linked-versions', main());
    await session.show({ 'LINK-1': {} });
    const row = (label: string): ReturnType<typeof allRows>[number] | undefined => allRows(versions.rows).find((each) => each.label === label);
    await run('workflow.startRun', session.task('LINK-1'));
    await until('the run is shown', () => row('LINK-1')?.description.startsWith('in progress') === true, () => treeText(versions.rows));
    writeFileSync(join(folder(), 'of-linked-run.txt'), 'new\n');
    await answered(run('workflow.finishRun', row('LINK-1')));
    await until('its change is shown', () => row('of-linked-run.txt')?.description.startsWith('created') === true, () => treeText(versions.rows));
    const badgeIn = (tree: string): string | undefined => badges.provideFileDecoration(vscode.Uri.file(join(tree, 'of-linked-run.txt')))?.badge;
    assert.deepEqual([folder(), main()].map(badgeIn), ['Rv', undefined]);
    await run('workflow.showFileHistory', vscode.Uri.file(join(main(), 'README.md')));
    const history = run('workflow.showFileHistory', vscode.Uri.file(join(folder(), 'of-linked-run.txt')));
    await answered(history);
    const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.equal((await vscode.workspace.openTextDocument(input.modified)).getText(), 'new\n');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
