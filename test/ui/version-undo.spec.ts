import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Locator } from 'playwright-core';
import { openWorkbench } from './setup.js';
import type { Workbench } from './workbench.js';

/** What a person takes back piece by piece, and what they say no to. */
describe('What an agent did, taken back in pieces', function () {
  this.timeout(120_000);
  let window: Workbench;
  let readme: string;
  let guide: string;

  before('open a window on a run that is over', async () => {
    window = await openWorkbench();
    readme = text('README.md');
    guide = text('CLAUDE.md');
    workflow('run', 'start', 'FIX-1');
    for (const [file, content] of [['README.md', `${readme}By an agent.\n`], ['CLAUDE.md', `${guide}By an agent.\n`], ['src/new.ts', 'export const added = 1;\n']] as const) writeFileSync(path(file), content);
    workflow('run', 'finish', 'FIX-1', '--as', 'completed');
    await window.viewContainer('Workflow');
    for (const other of ['Sessions', 'Tasks', 'Worktrees & Agents', 'Review']) await window.fold(other);
    await window.unfold('Versions');
    await row(/^FIX-1/).filter({ hasText: 'completed · 3 changes' }).waitFor();
    await row(/^FIX-1/).click();
  });
  after(() => window.close());

  const path = (file: string): string => join(window.folder ?? '', file);
  const text = (file: string): string => readFileSync(path(file), 'utf8');
  const row = (words: string | RegExp): Locator => window.tree('Versions').locator('.monaco-list-row').filter({ hasText: words }).first();
  const press = (button: string): Promise<void> => window.dialog().getByRole('button', { name: button, exact: true }).click();

  /** Our command line in the folder, as an agent would call it. */
  function workflow(...args: string[]): void {
    const { status, stderr } = spawnSync(process.execPath, [resolve('dist/cli.js'), '-C', window.folder ?? '', ...args], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  }

  it('goes back by one change from its row, and the others stay', async () => {
    await window.contextMenu(row(/^README\.md/), 'Roll Back…');
    await window.dialog().getByText('Roll back README.md in FIX-1 of v001?').waitFor();
    await window.dialog().getByText(/put back README\.md/).waitFor();
    assert.equal(await window.dialog().getByText(/CLAUDE\.md|src\/new\.ts/).count(), 0, 'nothing else is named');
    await window.screenshot('.vscode-test/pictures/undo-one.png');
    await press('Roll Back');
    await window.toast('README.md in FIX-1 of v001 is rolled back').waitFor();
    assert.equal(text('README.md'), readme);
    assert.ok(text('CLAUDE.md').endsWith('By an agent.\n') && existsSync(path('src/new.ts')));
    await row(/^Rollback of README\.md/).waitFor();
  });

  it('goes back as far as it can where a person wrote since, and what they wrote stays', async () => {
    writeFileSync(path('src/new.ts'), 'export const mine = 2;\n');
    await window.contextMenu(row(/^FIX-1/), 'Roll Back…');
    await window.dialog().getByText('FIX-1 in v001 cannot be undone completely.').waitFor();
    await window.dialog().getByText(/src\/new\.ts: it was changed since/).waitFor();
    assert.equal(await window.dialog().getByText('README.md: ').count(), 0, 'what is undone already does not stand in the way');
    await window.screenshot('.vscode-test/pictures/undo-rest.png');
    await press('Undo the Rest');
    await window.toast('FIX-1 in v001 is rolled back as far as it could be.').waitFor();
    assert.equal(text('CLAUDE.md'), guide);
    assert.equal(text('src/new.ts'), 'export const mine = 2;\n');
    await window.screenshot('.vscode-test/pictures/undo-rest-done.png');
  });

  it('is rejected with a reason, which its row says', async () => {
    await window.contextMenu(row(/^Implementation/), 'Reject Implementation…');
    await window.answer('');
    await window.quickInput().getByText('A rejection needs a reason.').waitFor();
    await window.answer('no test for README');
    await row(/^Implementation/).filter({ hasText: 'rejected · no test for README · person:' }).waitFor();
    await window.rowAction(row(/^Design/), 'Reject Design…');
    await window.answer('too large');
    await row(/^Design/).filter({ hasText: 'rejected · too large · person:' }).waitFor();
    await window.screenshot('.vscode-test/pictures/undo-rejected.png');
  });

  it('stays open while it is rejected, and leads to the command of the editor that decides again', async () => {
    await window.rowAction(row(/^v001/), 'Complete Version');
    const refused = window.toast('v001 cannot be completed');
    await refused.getByText('approve it with: "Approve Design"').waitFor();
    await window.screenshot('.vscode-test/pictures/undo-refused.png');
    await refused.getByRole('button', { name: 'Approve Design' }).click();
    await row(/^Design/).filter({ hasText: 'approved' }).waitFor();
  });
});
