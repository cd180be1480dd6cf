import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { copySample } from '../host/workspaces.js';
import { openWorkbench } from './setup.js';
import type { Workbench } from './workbench.js';

const source = 'src/lamps.ts';
const test = 'src/lamps.test.ts';

/** The sample, with a source that has no test and a configuration that wants one. */
function prepare(dir: string): string {
  const folder = copySample(dir);
  const files = { [source]: 'export const light = (lamps: number): number => lamps * 2;\n', '.ai/project/config.yaml': 'enforcement:\n  tdd: {strictness: strict}\n' };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

describe('Tests first as a person meets them', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  before(async () => { workbench = await openWorkbench({ prepare, file: source }); });
  after(() => workbench.close());

  const picture = (name: string): Promise<void> => workbench.screenshot(`.vscode-test/pictures/tdd-${name}.png`);
  const underline = (): Locator => workbench.page.locator('.squiggly-error').first();
  const lens = (): Locator => workbench.page.locator('.codelens-decoration a').filter({ hasText: 'No test · Create' });
  const tab = (name: string): Locator => workbench.page.locator('.tab.active', { hasText: name });

  it('underlines a file that has no test, where the project is strict', async () => {
    await underline().waitFor();
    await picture('problem');
  });

  it('creates a failing test at a click above the source', async () => {
    await lens().waitFor();
    await picture('lens');
    await lens().click();
    await tab('lamps.test.ts').waitFor();
    await picture('created');
    const file = join(workbench.folder ?? '', test);
    assert.ok(existsSync(file));
    assert.match(readFileSync(file, 'utf8'), /describe\('lamps'/);
  });

  it('goes back to the source, which has its test now', async () => {
    await workbench.command('workflow.goToTest', 'Workflow: Go to Test or Source');
    await tab('lamps.ts').waitFor();
    await lens().waitFor({ state: 'hidden' });
    await underline().waitFor({ state: 'hidden' });
    await picture('tested');
  });
});
