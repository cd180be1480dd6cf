import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Locator } from 'playwright-core';
import { openWorkbench } from './setup.js';
import type { Workbench } from './workbench.js';

const source = 'src/stations.ts';

describe('An issue of a review', function () {
  this.timeout(120_000);
  let window: Workbench;

  before('open a window on a file', async () => {
    window = await openWorkbench({ file: source });
    await window.page.locator('.tab', { hasText: 'stations.ts' }).waitFor();
  });
  after(() => window.close());

  /** Our command line in the folder, as an agent would call it. */
  function workflow(...args: string[]): void {
    const { status, stderr } = spawnSync(process.execPath, [resolve('dist/cli.js'), '-C', window.folder ?? '', ...args], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  }

  const threads = (): Locator => window.page.locator('.review-widget', { hasText: 'no test for this' });

  it('stands once at its line, though all of it comes while the file is open', async () => {
    workflow('run', 'start', 'FIX-2');
    appendFileSync(join(window.folder ?? '', source), 'export const added = 1;\n');
    workflow('run', 'finish', 'FIX-2', '--as', 'review');
    workflow('review', 'start', 'FIX-2');
    workflow('review', 'decide', 'FIX-2', 'needs_changes', '--issue', `${source}:3: no test for this`);
    const glyph = window.page.locator('.comment-range-glyph.comment-thread-unresolved').first();
    await glyph.waitFor();
    await glyph.click({ force: true });
    await threads().first().waitFor();
    assert.equal(await threads().count(), 1);
  });
});
