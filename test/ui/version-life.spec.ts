import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { openWorkbench } from './setup.js';
import type { Workbench } from './workbench.js';

const source = 'src/stations.ts';
const task = 'IMPL-2.2';

/** From the start of a task to a version that is rolled back: the whole life of what an agent did, as its person sees it. */
describe('The work of an agent, from its start to its rollback', function () {
  this.timeout(120_000);
  let window: Workbench;
  let original: string;

  before('open a window on the sample', async () => {
    window = await openWorkbench({ file: source });
    original = text(source);
    await window.viewContainer('Workflow');
    for (const view of ['Sessions', 'Worktrees & Agents']) await window.fold(view);
    await window.unfold('Versions');
  });
  after(() => window.close());

  const text = (file: string): string => readFileSync(join(window.folder ?? '', file), 'utf8');
  const row = (words: string | RegExp): Locator => window.tree('Versions').locator('.monaco-list-row').filter({ hasText: words }).first();
  const runRow = (words: string): Locator => row(new RegExp(`^${task}`)).filter({ hasText: words });
  const review = (): FrameLocator => window.webview('view');

  /** What an agent does: another program, which knows nothing of us. */
  function agent(program: string): void {
    const { status, stderr } = spawnSync(process.execPath, ['-e', `const { appendFileSync, writeFileSync } = require('node:fs');${program}`], { cwd: window.folder, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  }

  async function finishForReview(changes: string): Promise<void> {
    await window.rowAction(runRow('in progress'), 'Finish Task Run…');
    await window.pick('Send to review');
    await runRow('waits for review').filter({ hasText: changes }).waitFor();
  }

  async function decide(decision: string, issue?: string): Promise<void> {
    await review().getByRole('button', { name: 'Start Review' }).click();
    await review().getByRole('radio', { name: decision }).check();
    if (issue !== undefined) await review().getByRole('textbox', { name: 'Issues' }).fill(issue);
    await review().getByRole('button', { name: 'Submit Review' }).click();
  }

  it('is recorded from the moment its task is started', async () => {
    await window.rowAction(window.tree('Tasks').locator('.monaco-list-row', { hasText: `${task}:` }), 'Start Task');
    await runRow('in progress').waitFor();
    agent(`appendFileSync('${source}', 'export const added = 1;\\n'); writeFileSync('src/retry.ts', 'for (;;) retry();\\n');`);
    await finishForReview('2 changes');
  });

  it('is sent back with an issue at a line', async () => {
    await window.command('workflow.review.focus', 'Workflow: Focus on Review View');
    await review().getByRole('button', { name: `${task} in v001`, exact: true }).waitFor();
    await decide('Needs changes', 'src/retry.ts:1: it never ends');
    await runRow('needs changes').waitFor();
    await review().getByText('Issue: src/retry.ts:1: it never ends').waitFor();
  });

  it('goes on as another attempt, which is approved', async () => {
    await window.rowAction(runRow('needs changes'), 'Start Task Run');
    await runRow('attempt 2').filter({ hasText: 'in progress' }).waitFor();
    agent("writeFileSync('src/retry.ts', 'retry();\\n');");
    await finishForReview('1 change');
    await decide('Approve');
    await runRow('approved').waitFor();
  });

  it('ends with its task, and with the approvals of its version', async () => {
    await window.rowAction(window.tree('Tasks').locator('.monaco-list-row', { hasText: `${task}:` }), 'Complete Task');
    await runRow('completed').waitFor();
    for (const kind of ['Design', 'Implementation']) {
      await window.rowAction(row(new RegExp(`^${kind}`)), `Approve ${kind}`);
      await row(new RegExp(`^${kind}`)).filter({ hasText: 'approved' }).waitFor();
    }
    await window.rowAction(row(/^v001/), 'Complete Version');
    await row(/^v001/).filter({ hasText: 'completed' }).waitFor();
  });

  it('is undone as a whole, attempts and all', async () => {
    await window.contextMenu(row(/^v001/), 'Roll Back…');
    await window.dialog().getByText('Roll back v001?').waitFor();
    await window.dialog().getByRole('button', { name: 'Roll Back', exact: true }).click();
    await row(/^v001/).filter({ hasText: 'rolled back' }).waitFor();
    assert.equal(text(source), original);
    assert.ok(!existsSync(join(window.folder ?? '', 'src/retry.ts')));
  });
});
