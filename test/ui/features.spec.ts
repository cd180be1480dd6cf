import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkbench } from './setup.js';
import type { Workbench } from './workbench.js';

const spec = '.ai/project/features/tide-alerts/spec.yaml';
const pictures = '.vscode-test/pictures';

describe('Features as a person meets them', function () {
  this.timeout(90_000);
  let workbench: Workbench;
  const rows = (): ReturnType<Workbench['tree']> => workbench.tree('Sessions').locator('.monaco-list-row');
  const feature = (): ReturnType<Workbench['tree']> => workbench.tree('Sessions').locator('.monaco-list-row[aria-label^="Feature Tide alerts"]');
  const requirement = (): ReturnType<Workbench['tree']> => workbench.row('Sessions', 'FR-002 Send an alert');

  before(async () => {
    mkdirSync(pictures, { recursive: true });
    workbench = await openWorkbench();
    await workbench.viewContainer('Workflow');
    await rows().first().waitFor();
    for (const view of ['Tasks', 'Worktrees & Agents', 'Versions']) await workbench.fold(view);
  });
  after(() => workbench.close());

  it('stand below the sessions with coverage and status, said aloud too', async () => {
    await feature().waitFor();
    assert.match(await feature().getAttribute('aria-label') ?? '', /^Feature Tide alerts, 1\/2 covered, in progress, 2 errors/);
    await feature().locator('.monaco-tl-twistie').click();
    await requirement().waitFor();
    await workbench.screenshot(`${pictures}/features-light.png`);
    await workbench.theme('hc-dark');
    await workbench.screenshot(`${pictures}/features-hc.png`);
    await workbench.theme('light');
  });

  it('open the spec at the requirement that is clicked', async () => {
    await requirement().click();
    await workbench.page.locator('.editor-instance .view-line').filter({ hasText: 'id: FR-002' }).waitFor();
    await workbench.page.locator('.statusbar').getByText('Ln 27').waitFor();
  });

  it('change their status by the menu, one word of the file', async () => {
    const file = join(workbench.folder ?? '', spec);
    const before = readFileSync(file, 'utf8');
    await workbench.contextMenu(feature(), 'Set Feature Status');
    await workbench.quickInput().getByText('Tide alerts is in progress. Set it to').waitFor();
    await workbench.screenshot(`${pictures}/feature-status.png`);
    await workbench.pick('in review');
    // The requirements are not covered yet, which is asked about first.
    await workbench.dialog().getByText('FR-002 is not covered').waitFor();
    await workbench.screenshot(`${pictures}/feature-status-warning.png`);
    await workbench.dialog().getByRole('button', { name: 'Go Ahead' }).click();
    await workbench.tree('Sessions').locator('[aria-label^="Feature Tide alerts, 1/2 covered, in review"]').waitFor();
    assert.equal(readFileSync(file, 'utf8'), before.replace('status: in_progress', 'status: review'));
  });

  it('list how far they are built', async () => {
    await workbench.contextMenu(feature(), 'Show Compliance of Feature');
    await workbench.quickInput().getByText(/\d of 2 requirements are complete/).waitFor();
    await workbench.screenshot(`${pictures}/feature-compliance.png`);
    await workbench.page.keyboard.press('Escape');
  });

  it('have thrown nothing', () => {
    assert.deepEqual(workbench.errors, []);
  });
});
