import assert from 'node:assert/strict';
import { mkdirSync, statSync } from 'node:fs';
import { furnish } from '../host/furnish.js';
import { copySample } from '../host/workspaces.js';
import { openWorkbench } from './setup.js';
import type { Workbench } from './workbench.js';

/** Where the pictures are put; those of the README in media/pictures are copies of these. */
const pictures = '.vscode-test/pictures';

describe('the pictures of the README', () => {
  let window: Workbench;

  before('open a window where agents have been', async function () {
    this.timeout(60_000);
    mkdirSync(pictures, { recursive: true });
    window = await openWorkbench({ prepare: furnished });
    await window.viewContainer('Workflow');
    await window.unfold('Versions');
    await window.tree('Tasks').locator('.monaco-list-row', { hasText: 'IMPL-2.2:' }).click();
    await window.webview().getByRole('region', { name: 'Requirements' }).waitFor();
    await widenSideBar(window);
  });

  after('close the window', () => window.close());

  for (const theme of ['light', 'dark'] as const) {
    it(`are taken from the running extension (${theme})`, async () => {
      await window.theme(theme);
      await window.webview().locator(`body.vscode-${theme}`).waitFor();
      const picture = `${pictures}/overview-${theme}.png`;
      await window.screenshot(picture);
      assert.ok(statSync(picture).size > 20_000);
    });
  }
});

describe('the picture of what agents did', () => {
  let window: Workbench;

  before('open a window where agents have been', async function () {
    this.timeout(60_000);
    mkdirSync(pictures, { recursive: true });
    window = await openWorkbench({ prepare: furnished, file: 'src/tides.ts' });
    await window.viewContainer('Workflow');
    await window.command('workflow.review.focus', 'Workflow: Focus on Review View');
    for (const view of ['Sessions', 'Tasks', 'Worktrees & Agents']) await window.fold(view);
    await window.unfold('Versions');
    await widenSideBar(window);
  });

  after('close the window', () => window.close());

  it('is taken from the running extension', async () => {
    await window.tree('Versions').locator('.monaco-list-row', { hasText: 'src/tides.ts' }).click();
    await window.page.locator('.monaco-diff-editor .line-insert').first().waitFor();
    await window.webview('view').getByRole('button', { name: 'IMPL-1.2 in v001', exact: true }).waitFor();
    const picture = `${pictures}/versions-and-review.png`;
    await window.screenshot(picture);
    assert.ok(statSync(picture).size > 20_000);
  });
});

function furnished(dir: string): string {
  const folder = copySample(dir);
  furnish(folder);
  return folder;
}

/** Drags the edge of the side bar, as a person does who wants to read the titles. */
async function widenSideBar({ page }: Workbench): Promise<void> {
  const edge = await page.locator('.part.sidebar').boundingBox();
  assert.ok(edge);
  const [x, y] = [edge.x + edge.width, edge.y + edge.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 170, y, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(x + 400, y);
}
