import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Locator } from 'playwright-core';
import { copySample } from '../host/workspaces.js';
import { needsProgram } from '../support/needs-program.js';
import { openWorkbench } from './setup.js';
import type { Workbench } from './workbench.js';

const view = 'Worktrees & Agents';
const feature = 'tides';

describe('Worktrees and agents as a person meets them', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  const folder = (): string => workbench.folder ?? '';
  const row = (text: string | RegExp): Locator => workbench.tree(view).locator('.monaco-list-row').filter({ hasText: text });
  const notice = (text: string | RegExp): Locator => workbench.page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text });

  /** The command line, as a script or another terminal would use it meanwhile. */
  const workflow = (...args: readonly string[]): void => {
    const { status, stderr } = spawnSync(process.execPath, [resolve('dist/cli.js'), '-C', folder(), ...args], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  };

  before('open a window on a repository in a path with spaces', async () => {
    needsProgram('tmux');
    workbench = await openWorkbench({ prepare: (dir) => copySample(dir, 'tide wätch') });
    await workbench.viewContainer('Workflow');
    for (const other of ['Sessions', 'Tasks', 'Versions', 'Review']) await workbench.fold(other);
    await workbench.page.locator('.pane-header').filter({ hasText: view }).waitFor();
  });
  after(async () => {
    spawnSync(process.execPath, [resolve('dist/cli.js'), '-C', folder(), 'parallel', 'stop', feature]);
    await workbench.close();
  });

  it('begin with a word on what they are for', async () => {
    await workbench.page.locator('.pane-body', { hasText: 'Nobody works in parallel here yet' }).waitFor();
  });

  it('make a worktree from the palette, asking for role, branch and base', async () => {
    await workbench.command('workflow.createWorktree', 'Workflow: Create Worktree');
    await workbench.answer('con/../x');
    await workbench.quickInput().getByText(/The role contains "\/"/).waitFor();
    await workbench.answer('docs');
    await workbench.quickInput().locator('input.input[placeholder*="feature/"]').waitFor();
    await workbench.answer('');
    await workbench.quickInput().locator('input.input[placeholder="main"]').waitFor();
    await workbench.answer('');
    await notice('Worktree docs is ready on branch').waitFor();
    assert.ok(existsSync(join(folder(), '.worktrees/docs/.git')));
    await row(/^docs/).filter({ hasText: 'feature/' }).waitFor();
  });

  it('tell what is uncommitted in it', async () => {
    writeFileSync(join(folder(), '.worktrees/docs/new.md'), 'new');
    await row(/^docs/).filter({ hasText: '1 uncommitted' }).waitFor();
  });

  it('refuse to finish it while that is so, in a sentence with a way out', async () => {
    await workbench.contextMenu(row(/^docs/), 'Finish Worktree…');
    await workbench.page.locator('.monaco-dialog-box').getByText('Finish the worktree docs?').waitFor();
    await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Finish', exact: true }).click();
    await notice('1 untracked file').waitFor();
    assert.ok(existsSync(join(folder(), '.worktrees/docs/new.md')));
  });

  it('remove it after a second question, and keep what only it had', async () => {
    await workbench.contextMenu(row(/^docs/), 'Clean Up Worktree…');
    await workbench.page.locator('.monaco-dialog-box').getByText('has work that is nowhere else').waitFor();
    await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Remove', exact: true }).click();
    await notice('a backup is kept at refs/workflow/backup/docs/').waitFor();
    assert.ok(!existsSync(join(folder(), '.worktrees/docs')));
    workflow('worktree', 'restore', 'docs');
    assert.ok(existsSync(join(folder(), '.worktrees/docs/new.md')));
  });

  it('show at once which of three agents needs its person', async function () {
    if (process.platform !== 'linux') return this.skip(); // Only there the system tells who waits for a line.
    const agent = `sh '${resolve('test/support/stand-in-agent.sh')}' '${process.execPath}' '${resolve('dist/cli.js')}'`;
    workflow('parallel', 'start', feature, '--roles', 'asks,blocked,done', '--command', agent, '--yes');
    const first = workbench.tree(view).locator('.monaco-list-row').first();
    await first.filter({ hasText: /^asks.*needs input/ }).waitFor();
    await row(/^blocked/).filter({ hasText: /blocked · .*the schema is missing/ }).waitFor();
    await row(/^done/).filter({ hasText: 'completed' }).waitFor();
    await workbench.status('agents').filter({ hasText: '1 needs input, 1 stuck' }).waitFor();
    assert.equal(await notice(/asks needs input/).count(), 1, 'told once');
    await workbench.screenshot('.vscode-test/pictures/agents-light.png');
    await workbench.theme('dark');
    await workbench.screenshot('.vscode-test/pictures/agents-dark.png');
    await workbench.theme('light');
  });

  it('answer an agent where it asks', async function () {
    if (process.platform !== 'linux') return this.skip();
    await workbench.rowAction(row(/^asks/).first(), 'Send to Agent…');
    await workbench.answer('SQLite');
    await row(/^asks/).filter({ hasText: 'completed' }).waitFor();
    await workbench.status('agents').filter({ hasText: '1 stuck' }).waitFor();
  });

  it('show its terminal', async () => {
    await workbench.rowAction(row(/^done/).first(), 'Show Agent Terminal');
    await workbench.page.locator('.terminal-wrapper, .terminal-tabs-entry').first().waitFor();
  });

  it('stop them after saying what that ends, and keep a worktree with work in it', async () => {
    writeFileSync(join(folder(), '.worktrees/blocked/mine.txt'), 'mine');
    await workbench.command('workflow.stopAgents', 'Workflow: Stop Parallel Agents…');
    await workbench.page.locator('.monaco-dialog-box').getByText('Stop the agents of tides?').waitFor();
    await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Stop', exact: true }).click();
    await notice('The agents of tides are stopped').waitFor();
    assert.ok(existsSync(join(folder(), '.worktrees/blocked/mine.txt')));
  });
});

describe('Agents in terminals of the editor', function () {
  this.timeout(90_000);
  let workbench: Workbench;
  const row = (text: RegExp): Locator => workbench.tree(view).locator('.monaco-list-row').filter({ hasText: text });

  before('open a window on a project that wants no tmux', async () => {
    workbench = await openWorkbench({
      prepare: (dir) => {
        const folder = copySample(dir);
        mkdirSync(join(folder, '.ai/project'), { recursive: true });
        writeFileSync(join(folder, '.ai/project/config.yaml'), 'parallel:\n  manager: vscode\n');
        return folder;
      },
    });
    await workbench.viewContainer('Workflow');
    for (const other of ['Sessions', 'Tasks', 'Versions', 'Review']) await workbench.fold(other);
  });
  after(() => workbench.close());

  it('begin in their worktree, with their port and role', async () => {
    await workbench.command('workflow.startAgents', 'Workflow: Start Parallel Agents…');
    await workbench.answer('tides');
    await workbench.quickInput().locator('input.input[placeholder^="backend"]').waitFor();
    await workbench.answer('docs');
    await row(/^docs.*idle/).waitFor();
    await workbench.rowAction(row(/^docs/).first(), 'Send to Agent…');
    await workbench.answer('echo "$AGENT_ROLE $AGENT_PORT $(pwd)" > told.txt');
    const told = join(workbench.folder ?? '', '.worktrees/docs/told.txt');
    for (let tries = 0; tries < 100 && !existsSync(told); tries += 1) await workbench.page.waitForTimeout(100);
    assert.match(readFileSync(told, 'utf8'), /^docs 30\d\d .*\.worktrees\/docs\n$/);
  });

  it('come into sight, and end when they are stopped', async () => {
    await workbench.rowAction(row(/^docs/).first(), 'Show Agent Terminal');
    await workbench.page.locator('.terminal-wrapper').first().waitFor();
    await workbench.command('workflow.stopAgents', 'Workflow: Stop Parallel Agents…');
    await workbench.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Stop', exact: true }).click();
    await workbench.page.locator('.terminal-wrapper').first().waitFor({ state: 'detached' });
  });
});
