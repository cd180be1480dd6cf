import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { copySample } from '../host/workspaces.js';
import { openWorkbench } from './setup.js';
import type { Workbench } from './workbench.js';

const view = 'Versions';

describe('Versions and task runs as a person meets them', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  const path = (name: string): string => join(workbench.folder ?? '', name);
  const read = (name: string): string => readFileSync(path(name), 'utf8');
  const row = (text: string | RegExp): Locator => workbench.tree(view).locator('.monaco-list-row').filter({ hasText: text }).first();
  const press = (button: string): Promise<void> => workbench.dialog().getByRole('button', { name: button, exact: true }).click();

  /** What an agent does: another program, which knows nothing of us. */
  const work = `
    const { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } = require('node:fs');
    appendFileSync('README.md', 'Changed by an agent.\\n');
    renameSync('src/stations.ts', 'src/harbours.ts');
    rmSync('CLAUDE.md');
    writeFileSync('src/new.ts', 'export const added = 1;\\n');`;
  let original: Readonly<Record<string, string>>;

  before('open a window on a repository in a path with spaces', async () => {
    workbench = await openWorkbench({ prepare: (dir) => copySample(dir, 'tide wätch') });
    original = { readme: read('README.md'), stations: read('src/stations.ts'), claude: read('CLAUDE.md') };
    await workbench.viewContainer('Workflow');
    for (const other of ['Sessions', 'Tasks', 'Worktrees & Agents', 'Review']) await workbench.fold(other);
    await workbench.unfold('Versions');
  });
  after(() => workbench.close());

  it('begin with a word on what they are for', async () => {
    await workbench.page.locator('.pane-body', { hasText: 'No task run was recorded yet' }).waitFor();
  });

  it('record what another program does while a run is open', async () => {
    await workbench.command('workflow.startRun', 'Workflow: Start Task Run');
    await workbench.pick('Something else');
    await workbench.answer('../x');
    await workbench.quickInput().getByText(/The task id contains/).waitFor();
    await workbench.answer('FIX-1');
    await workbench.toast('belongs to the run of FIX-1').waitFor();
    await row(/^FIX-1/).filter({ hasText: 'in progress' }).waitFor();
    const { status, stderr } = spawnSync(process.execPath, ['-e', work], { cwd: workbench.folder, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    await workbench.rowAction(row(/^FIX-1/), 'Finish Task Run…');
    await workbench.pick('Completed');
    await row(/^FIX-1/).filter({ hasText: 'completed · 4 changes' }).waitFor();
  });

  it('show each change with what it was, and the difference at a click', async () => {
    if (!await row(/^README\.md/).isVisible()) await row(/^FIX-1/).click();
    await row(/^CLAUDE\.md/).filter({ hasText: 'deleted' }).waitFor();
    await row(/^src\/harbours\.ts/).filter({ hasText: 'renamed · from src/stations.ts' }).waitFor();
    await row(/^src\/new\.ts/).filter({ hasText: 'created' }).waitFor();
    await row(/^README\.md/).click();
    await workbench.page.locator('.monaco-diff-editor .modified .view-line', { hasText: 'Changed by an agent.' }).waitFor();
  });

  it('mark what was changed beside other marks in the Explorer', async () => {
    await workbench.viewContainer('Explorer');
    const name = workbench.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: 'README.md' }).locator('.monaco-icon-label');
    await workbench.page.waitForFunction((element) => /M, Rv|Rv, M/.test(getComputedStyle(element as Element, '::after').content), await name.elementHandle());
    assert.match(await name.getAttribute('aria-label') ?? await name.getAttribute('title') ?? '', /Changed in the run of FIX-1 \(v001\), not reviewed/);
    await workbench.screenshot('.vscode-test/pictures/versions-explorer.png');
    await workbench.viewContainer('Workflow');
  });

  it('look well in light and in high contrast', async () => {
    await workbench.screenshot('.vscode-test/pictures/versions-light.png');
    await workbench.theme('hc-dark');
    await workbench.screenshot('.vscode-test/pictures/versions-hc-dark.png');
    await workbench.theme('light');
  });

  it('are approved from their row, counted while they wait, and completed', async () => {
    await workbench.rowAction(row(/^Design/), 'Approve Design');
    await row(/^Design/).filter({ hasText: 'approved · person:' }).waitFor();
    await workbench.rowAction(row(/^Implementation/), 'Approve Implementation');
    await row(/^Implementation/).filter({ hasText: 'approved · person:' }).waitFor();
    await workbench.rowAction(row(/^v001: FIX-1/), 'Complete Version');
    await row(/^v001: FIX-1/).filter({ hasText: 'completed' }).waitFor();
  });

  it('are not undone where a person changed something since, and say so', async () => {
    writeFileSync(path('src/new.ts'), 'export const mine = 2;\n');
    await workbench.contextMenu(row(/^v001: FIX-1/), 'Roll Back…');
    await workbench.dialog().getByText('v001 cannot be undone completely.').waitFor();
    await workbench.dialog().getByText(/src\/new\.ts: it was changed since/).waitFor();
    await workbench.screenshot('.vscode-test/pictures/versions-refused.png');
    await press('Show Differences');
    await workbench.page.locator('.multiDiffEditor, .multi-diff-root-element, .monaco-component.multiDiffEditor').first().waitFor();
    await workbench.page.locator('.view-line', { hasText: 'export const mine' }).first().waitFor();
    assert.equal(read('README.md').includes('Changed by an agent.'), true, 'nothing was done');
    writeFileSync(path('src/new.ts'), 'export const added = 1;\n');
  });

  it('are undone after a question that names every file', async () => {
    await workbench.contextMenu(row(/^v001: FIX-1/), 'Roll Back…');
    await workbench.dialog().getByText('Roll back v001?').waitFor();
    for (const line of [/put back README\.md/, /restore CLAUDE\.md/, /delete src\/new\.ts/, /restore src\/stations\.ts/]) await workbench.dialog().getByText(line).waitFor();
    await press('Roll Back');
    await workbench.toast('v001 is rolled back').waitFor();
    assert.deepEqual({ readme: read('README.md'), stations: read('src/stations.ts'), claude: read('CLAUDE.md') }, original);
    assert.ok(!existsSync(path('src/new.ts')) && !existsSync(path('src/harbours.ts')));
    await row(/^v001: FIX-1/).filter({ hasText: 'rolled back' }).waitFor();
  });

  it('come back when the rollback is undone', async () => {
    await workbench.toast('v001 is rolled back').getByRole('button', { name: 'Undo' }).click();
    await workbench.dialog().getByText('Roll back the rollback of v001?').waitFor();
    await press('Roll Back');
    await workbench.toast('the rollback of v001 is rolled back').waitFor();
    assert.ok(read('README.md').endsWith('Changed by an agent.\n'));
    assert.ok(existsSync(path('src/new.ts')) && existsSync(path('src/harbours.ts')) && !existsSync(path('CLAUDE.md')) && !existsSync(path('src/stations.ts')));
    await row(/^v001: FIX-1/).filter({ hasText: 'completed' }).waitFor();
  });

  it('say how much there is to clean up, and what that means', async () => {
    await workbench.command('workflow.cleanUpContent', 'Workflow: Clean Up Stored Contents…');
    await workbench.pick('Also of versions that are over');
    await workbench.dialog().getByText(/Remove \d+ contents, .* for good\?/).waitFor();
    await press('Remove');
    await workbench.toast('removed.').waitFor();
    await row(/^README\.md/).click();
    await workbench.toast('is not stored here').waitFor();
  });
});
