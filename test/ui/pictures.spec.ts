import assert from 'node:assert/strict';
import { mkdirSync, statSync } from 'node:fs';
import { openWorkbench } from './setup.js';
import type { Workbench } from './workbench.js';

/** Where the pictures are put; those of the README in media/pictures are copies of these. */
const pictures = '.vscode-test/pictures';

describe('the pictures of the README', () => {
  let window: Workbench;

  before('open a window on the sample', async function () {
    this.timeout(60_000);
    mkdirSync(pictures, { recursive: true });
    window = await openWorkbench();
    await window.viewContainer('Workflow');
    await window.tree('Tasks').locator('.monaco-list-row', { hasText: 'IMPL-2.2:' }).click();
    await window.webview().getByRole('region', { name: 'Requirements' }).waitFor();
    await widenSideBar();
  });

  after('close the window', () => window.close());

  /** Drags the edge of the side bar, as a person does who wants to read the titles. */
  async function widenSideBar(): Promise<void> {
    const edge = await window.page.locator('.part.sidebar').boundingBox();
    assert.ok(edge);
    const [x, y] = [edge.x + edge.width, edge.y + edge.height / 2];
    await window.page.mouse.move(x, y);
    await window.page.mouse.down();
    await window.page.mouse.move(x + 170, y, { steps: 5 });
    await window.page.mouse.up();
    await window.page.mouse.move(x + 400, y);
  }

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
