import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { openWorkbench } from './setup.js';
import type { Theme, Workbench } from './workbench.js';

const schedule = '.workflow/WFS-tide-alerts/.task/IMPL-2.1.json';

describe('the Task page', () => {
  let window: Workbench;

  before('open a window on the sample', async function () {
    this.timeout(60_000);
    window = await openWorkbench();
    await window.viewContainer('Workflow');
    await taskRow('IMPL-2.1').click();
    await taskRow('IMPL-2.1').click();
    await window.webview().getByRole('heading', { level: 1 }).waitFor();
  });

  after('close the window', () => window.close());

  const taskRow = (id: string): Locator => window.tree('Tasks').locator('.monaco-list-row', { hasText: `${id}:` });
  const text = (file: string): string => readFileSync(join(window.folder ?? '', file), 'utf8');
  const heading = (): Promise<string> => window.webview().getByRole('heading', { level: 1 }).innerText();

  it('shows what the task asks for and offers the statuses it may go to', async () => {
    assert.equal(await heading(), 'Schedule one alert per tide, never two');
    const buttons = window.webview().getByRole('navigation', { name: 'Task actions' }).getByRole('button');
    assert.deepEqual(await buttons.allInnerTexts(), ['Complete', 'Block…', 'Mark as Failed…', 'Put Back to Pending', 'Open JSON']);
    assert.ok(await window.webview().getByRole('region', { name: 'Requirements' }).isVisible());
  });

  it('completes the task with a click, and says so aloud', async () => {
    await window.webview().getByRole('button', { name: 'Complete', exact: true }).click();
    await window.webview().getByRole('status').getByText('IMPL-2.1 is now completed').waitFor();
    assert.match(text(schedule), /"status": "completed"/);
    await window.webview().getByRole('region', { name: 'History' }).getByText('→ completed').waitFor();
  });

  it('follows a change that somebody else makes', async () => {
    writeFileSync(join(window.folder ?? '', schedule), text(schedule).replace('Schedule one alert per tide, never two', 'Schedule alerts <b>once</b>'));
    await window.webview().getByRole('heading', { name: 'Schedule alerts <b>once</b>' }).waitFor();
  });

  it('opens the next task in the same tab', async () => {
    await taskRow('IMPL-2.2').click();
    await window.webview().getByText('IMPL-2.2', { exact: true }).first().waitFor();
    assert.equal(await window.page.locator('.tab', { hasText: 'IMPL-' }).count(), 1);
  });

  it('goes to a dependency by its link', async () => {
    await window.webview().getByRole('region', { name: 'Depends on' }).getByRole('button').first().click();
    await window.webview().getByRole('heading', { name: 'Schedule alerts <b>once</b>' }).waitFor();
  });

  for (const theme of ['light', 'dark', 'hc-dark', 'hc-light'] satisfies Theme[]) {
    it(`has nothing that axe finds (${theme})`, async () => {
      await window.theme(theme);
      await window.webview().locator(`body.${{ light: 'vscode-light', dark: 'vscode-dark', 'hc-dark': 'vscode-high-contrast', 'hc-light': 'vscode-high-contrast-light' }[theme]}`).waitFor();
      await window.screenshot(`.vscode-test/logs/task-page-${theme}.png`);
      assert.deepEqual(await window.axe(window.webview()), []);
    });
  }

  it('comes back with its task after a reload of the window', async () => {
    await window.reload();
    await window.webview().getByRole('heading', { name: 'Schedule alerts <b>once</b>' }).waitFor({ timeout: 60_000 });
  });

  it('opens the file of the task', async () => {
    await window.webview().getByRole('button', { name: 'Open JSON' }).click();
    await window.page.locator('.tab.active', { hasText: 'IMPL-2.1.json' }).waitFor();
  });

  it('opens a target file at its lines', async () => {
    await taskRow('IMPL-2.1').click();
    const target = window.webview().getByRole('region', { name: 'Target files' }).getByRole('button').first();
    const name = (await target.innerText()).split(':')[0] ?? '';
    await target.click();
    await window.page.locator('.tab.active', { hasText: name.slice(name.lastIndexOf('/') + 1) }).waitFor();
  });
});
