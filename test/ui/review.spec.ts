import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { openWorkbench } from './setup.js';
import type { Theme, Workbench } from './workbench.js';

const source = 'src/stations.ts';

describe('the Review view', () => {
  let window: Workbench;

  before('open a window on a run that waits for its review', async function () {
    this.timeout(90_000);
    window = await openWorkbench({ file: source });
    workflow('run', 'start', 'IMPL-2.1');
    writeFileSync(path(source), `${text(source)}\nexport const added = 1;\n`);
    workflow('run', 'finish', 'IMPL-2.1', '--as', 'review');
    await window.page.locator('.tab', { hasText: 'stations.ts' }).waitFor();
    await window.command('workflow.review.focus', 'Workflow: Focus on Review View');
    for (const view of ['Sessions', 'Tasks', 'Worktrees & Agents', 'Versions']) await window.fold(view);
  });

  after('close the window', () => window.close());

  const path = (file: string): string => join(window.folder ?? '', file);
  const text = (file: string): string => readFileSync(path(file), 'utf8');
  const view = (): FrameLocator => window.webview('view');
  const region = (name: string | RegExp): Locator => view().getByRole('region', { name });
  const form = (): Locator => region(/^Review of IMPL-2\.1/);

  /** Lines that have an issue that is not settled. */
  const glyphs = (): Locator => window.page.locator('.comment-range-glyph.comment-thread-unresolved');

  /** Our command line in the folder, as an agent would call it. */
  function workflow(...args: string[]): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('dist/cli.js'), '-C', window.folder ?? '', ...args], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return stdout;
  }

  it('shows the file in front: how far it is trusted, who touched it, and what to do', async () => {
    await view().getByRole('heading', { level: 1, name: 'stations.ts' }).waitFor();
    await region('File trust').getByText('medium trust', { exact: true }).waitFor();
    await region('Task runs that touched it').getByRole('button', { name: 'IMPL-2.1 in v001', exact: true }).waitFor();
    await form().getByRole('button', { name: 'Start Review' }).waitFor();
  });

  it('opens the review with the checks that need no command made', async () => {
    await form().getByRole('button', { name: 'Start Review' }).click();
    await form().getByRole('combobox', { name: 'Files exist' }).waitFor();
    assert.equal(await form().getByRole('combobox', { name: 'Files exist' }).inputValue(), 'pass');
    assert.match(workflow('review', 'show', 'IMPL-2.1'), /file_exists pass/);
  });

  it('runs a check that the project configures, but only after the person agreed to exactly that command', async () => {
    const config = path('.ai/project/config.yaml');
    mkdirSync(join(config, '..'), { recursive: true });
    const node = JSON.stringify(process.execPath);
    writeFileSync(config, `versions:\n  checks:\n    lint: [${node}, -e, "console.log('all is well')"]\n    build: [${node}, -e, "setInterval(() => 0, 1000)"]\n`);
    await form().getByRole('combobox', { name: 'Tests' }).selectOption('fail');
    const run = form().getByRole('button', { name: 'Run: Lint' });
    await run.click();
    await window.dialog().getByText('all is well').waitFor();
    await window.dialog().getByRole('button', { name: 'Run', exact: true }).click();
    await form().getByText('all is well').last().waitFor();
    await view().getByRole('status').getByText('Lint: pass').waitFor();
    assert.match(workflow('review', 'show', 'IMPL-2.1'), /lint pass.* tests fail/);
  });

  it('calls a check off that is at work', async () => {
    await form().getByRole('button', { name: 'Run: Build' }).click();
    await window.dialog().getByRole('button', { name: 'Run', exact: true }).click();
    await form().getByText('Running …').waitFor();
    await form().getByRole('button', { name: 'Cancel: Build' }).click();
    await form().getByRole('button', { name: 'Run: Build' }).waitFor();
    assert.match(workflow('review', 'show', 'IMPL-2.1'), /build skip/);
  });

  it('compares the file with what it was before the run', async () => {
    await region('Task runs that touched it').getByRole('button', { name: 'Compare with Before' }).click();
    await window.page.locator('.tab.active', { hasText: 'before IMPL-2.1' }).waitFor();
    await window.page.locator('.monaco-diff-editor .line-insert').first().waitFor();
    await view().getByRole('heading', { level: 1, name: 'stations.ts' }).waitFor();
  });

  it('keeps what is typed across a reload of the window', async () => {
    await form().getByRole('radio', { name: 'Needs changes' }).check();
    await form().getByRole('textbox', { name: 'Notes' }).fill('Almost there.');
    await form().getByRole('textbox', { name: 'Issues' }).fill(`${source}:14: needs a test`);
    await glyphs().first().waitFor();
    await window.reload();
    await view().getByRole('heading', { level: 1, name: 'stations.ts' }).waitFor({ timeout: 60_000 });
    assert.equal(await form().getByRole('textbox', { name: 'Notes' }).inputValue(), 'Almost there.');
    assert.equal(await form().getByRole('textbox', { name: 'Issues' }).inputValue(), `${source}:14: needs a test`);
    assert.ok(await form().getByRole('radio', { name: 'Needs changes' }).isChecked());
  });

  it('makes an issue of what the person says at a line', async () => {
    await window.page.locator('.monaco-editor .view-line').nth(7).click();
    await window.command('workbench.action.addComment', 'Comments: Add Comment on Current Selection');
    const box = window.page.locator('.review-widget:visible');
    await box.locator('.monaco-editor.focused').waitFor();
    await window.page.keyboard.type('Who else is there?');
    await box.getByText('Add Issue', { exact: true }).click();
    await glyphs().nth(1).waitFor();
    assert.match(await form().getByRole('textbox', { name: 'Issues' }).inputValue(), /^src\/stations\.ts:14: needs a test\nsrc\/stations\.ts:8: Who else is there\?$/);
  });

  for (const theme of ['light', 'dark', 'hc-dark', 'hc-light'] satisfies Theme[]) {
    it(`has nothing that axe finds (${theme})`, async () => {
      await window.theme(theme);
      await view().locator(`body.${{ light: 'vscode-light', dark: 'vscode-dark', 'hc-dark': 'vscode-high-contrast', 'hc-light': 'vscode-high-contrast-light' }[theme]}`).waitFor();
      await window.screenshot(`.vscode-test/logs/review-${theme}.png`);
      assert.deepEqual(await window.axe(view()), []);
    });
  }

  it('loses nothing at 400 % zoom', async () => {
    await form().getByRole('group', { name: 'Decision' }).scrollIntoViewIfNeeded();
    await window.screenshot('.vscode-test/logs/review-form.png');
    await window.page.setViewportSize({ width: 320, height: 256 });
    const overflow = (): Promise<number> => view().locator('body').evaluate((body) => body.scrollWidth - body.clientWidth);
    await form().getByRole('textbox', { name: 'Notes' }).scrollIntoViewIfNeeded();
    await window.screenshot('.vscode-test/logs/review-zoomed.png');
    assert.equal(await overflow(), 0);
    await window.page.setViewportSize({ width: 1280, height: 800 });
  });

  it('hands in that changes are needed, by the keyboard alone; the issues stand at their lines', async () => {
    await form().getByRole('radio', { name: 'Needs changes' }).focus();
    for (const name of ['Notes', 'Issues', 'Suggestions']) {
      await window.page.keyboard.press('Tab');
      assert.ok(await form().getByRole('textbox', { name }).evaluate((element) => element === element.ownerDocument.activeElement), name);
    }
    await window.page.keyboard.type('Say why.');
    await window.page.keyboard.press('Tab');
    await window.page.keyboard.press('Enter');
    await view().getByRole('status').getByText('Review of IMPL-2.1 recorded: needs changes').waitFor();
    await region('Earlier reviews').getByText(`Issue: ${source}:14: needs a test`).waitFor();
    assert.match(workflow('review', 'show', 'IMPL-2.1'), /needs_changes[^]*Say why\./);
    await glyphs().first().waitFor();
  });

  it('approves the second attempt, and the version', async () => {
    workflow('run', 'start', 'IMPL-2.1');
    writeFileSync(path(source), text(source).replace('added = 1', 'added = 2'));
    workflow('run', 'finish', 'IMPL-2.1', '--as', 'review');
    await region(/^Review of IMPL-2\.1 in v001, attempt 2/).getByRole('button', { name: 'Start Review' }).click();
    await form().getByRole('radio', { name: 'Approve' }).check();
    await form().getByRole('button', { name: 'Submit Review' }).click();
    await view().getByRole('status').getByText('Review of IMPL-2.1 recorded: approved').waitFor();
    await region('Approvals waiting').getByRole('group', { name: 'Design of v001' }).getByRole('button', { name: 'Reject…' }).click();
    await window.answer('It is not drawn yet.');
    await region('Approvals waiting').getByRole('group', { name: 'Design of v001' }).waitFor({ state: 'detached' });
    await region('Approvals waiting').getByRole('group', { name: 'Implementation of v001' }).getByRole('button', { name: 'Approve' }).click();
    await region('Approvals waiting').waitFor({ state: 'detached' });
    assert.match(workflow('version', 'show', 'v001'), /rejected by .*It is not drawn yet\.[^]*approved by/);
  });

  it('shows the review of a run that the person picks', async () => {
    workflow('run', 'start', 'IMPL-2.2');
    writeFileSync(path('src/tides.ts'), `${text('src/tides.ts')}\nexport const more = 1;\n`);
    workflow('run', 'finish', 'IMPL-2.2');
    await window.command('workflow.recordReview', 'Workflow: Record Review…');
    await window.pick('IMPL-2.2');
    await region(/^Review of IMPL-2\.2/).getByRole('button', { name: 'Start Review' }).waitFor();
  });
});
