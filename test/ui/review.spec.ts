import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { openWorkbench } from './setup.js';
import type { Workbench } from './workbench.js';

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
});
