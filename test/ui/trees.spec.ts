import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkbench } from './setup.js';
import type { Workbench } from './workbench.js';

const session = '.workflow/WFS-tide-alerts';
const status = (workbench: Workbench, id: string): unknown => (
  (JSON.parse(readFileSync(join(workbench.folder ?? '', session, `.task/${id}.json`), 'utf8')) as { status: unknown }).status);

describe('The views as a person uses them', function () {
  this.timeout(90_000);
  let workbench: Workbench;
  const taskRow = (id: string) => workbench.tree('Tasks').locator('.monaco-list-row').filter({ hasText: new RegExp(`^${id.replace('.', '\\.')}:`) });

  before(async () => {
    workbench = await openWorkbench();
    // Rows that are out of sight are not there.
    await workbench.page.setViewportSize({ width: 1280, height: 1300 });
    await workbench.viewContainer('Workflow');
    await workbench.tree('Sessions').locator('.monaco-list-row').first().waitFor();
    await taskRow('IMPL-1').waitFor();
  });
  after(() => workbench.close());

  it('show the active session first and its tasks below', async () => {
    const first = workbench.tree('Sessions').locator('.monaco-list-row').first();
    assert.match(await first.getAttribute('aria-label') ?? '', /Tide alerts.*: 3 of 9 tasks done, active session/);
    assert.match(await taskRow('IMPL-2.1').getAttribute('aria-label') ?? '', /IMPL-2\.1: .*, active, level 2/);
    await workbench.screenshot('.vscode-test/pictures/views-light.png');
    await workbench.theme('dark');
    await workbench.screenshot('.vscode-test/pictures/views-dark.png');
    await workbench.theme('hc-dark');
    await workbench.screenshot('.vscode-test/pictures/views-hc.png');
    await workbench.theme('light');
  });

  it('complete the active task and start the next one with a click each', async () => {
    await workbench.rowAction(taskRow('IMPL-2.1'), 'Complete Task');
    await taskRow('IMPL-2.1').filter({ hasText: 'completed' }).waitFor();
    assert.equal(status(workbench, 'IMPL-2.1'), 'completed');
    await workbench.rowAction(taskRow('IMPL-2.2'), 'Start Task');
    await taskRow('IMPL-2.2').filter({ hasText: 'active' }).waitFor();
    assert.equal(status(workbench, 'IMPL-2.2'), 'active');
    const todo = readFileSync(join(workbench.folder ?? '', session, 'TODO_LIST.md'), 'utf8');
    assert.match(todo, /- \[x\] \*\*IMPL-2\.1\*\*/);
    assert.match(todo, /- \[ \] \*\*IMPL-2\.2\*\*/);
  });

  it('ask why a task is blocked, and say it in the badge and the status bar', async () => {
    await workbench.contextMenu(taskRow('IMPL-2.2'), 'Block Task…');
    await workbench.answer('');
    await workbench.quickInput().getByText('Say what the task waits for.').waitFor();
    await workbench.answer('The gateway has no key');
    await taskRow('IMPL-2.2').filter({ hasText: 'blocked' }).waitFor();
    assert.equal(status(workbench, 'IMPL-2.2'), 'blocked');
    await workbench.status('waiting').filter({ hasText: /\d blocked/ }).waitFor();
    assert.match(await workbench.page.locator('.activitybar .action-item[role="tab"] .action-label[aria-label^="Workflow"]').getAttribute('aria-label') ?? '', /Needs you: .*blocked/);
    await workbench.screenshot('.vscode-test/pictures/blocked.png');
  });

  it('take the last change back', async () => {
    await workbench.command('workflow.undo', 'Workflow: Undo Last Change');
    await taskRow('IMPL-2.2').filter({ hasText: 'active' }).waitFor();
    assert.equal(status(workbench, 'IMPL-2.2'), 'active');
  });

  it('filter while typing, say so, and show all again', async () => {
    await workbench.viewAction('Tasks', 'Filter Tasks…');
    await workbench.quickInput().locator('input.input').fill('@completed');
    await taskRow('IMPL-2.2').waitFor({ state: 'hidden' });
    await workbench.screenshot('.vscode-test/pictures/filter.png');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.getByText('Filter: @completed').waitFor();
    await workbench.viewAction('Tasks', 'Clear Filter');
    await taskRow('IMPL-2.2').waitFor();
  });

  it('say that nothing passes the filter and lead out of it', async () => {
    await workbench.command('workflow.filterTasks', 'Workflow: Filter Tasks…');
    await workbench.answer('nothing is called like that');
    await workbench.page.getByText('No task passes the filter.').waitFor();
    await workbench.screenshot('.vscode-test/pictures/nothing.png');
    await workbench.page.locator('.welcome-view-content').getByRole('button', { name: 'Clear Filter' }).click();
    await taskRow('IMPL-1').waitFor();
  });

  it('show the tasks of a session that is clicked', async () => {
    const row = workbench.tree('Sessions').locator('.monaco-list-row').filter({ hasText: 'CSV export' });
    await row.click();
    await taskRow('IMPL-004').waitFor();
    await workbench.screenshot('.vscode-test/pictures/drift.png');
    await workbench.tree('Sessions').locator('.monaco-list-row').first().click();
    await taskRow('IMPL-2.2').waitFor();
  });

  it('create a session from the palette, asking for its title', async () => {
    await workbench.command('workflow.createSession', 'Workflow: Create Session…');
    await workbench.answer('Charts of the lagoon');
    await workbench.row('Sessions', 'Charts of the lagoon').waitFor();
    const made = ['.workflow/active', '.workflow'].map((home) => join(workbench.folder ?? '', home, 'WFS-charts-of-the-lagoon/workflow-session.json'));
    assert.equal(made.some(existsSync), true);
  });

  it('archive only after saying exactly what will happen', async () => {
    const row = workbench.tree('Sessions').locator('.monaco-list-row').filter({ hasText: 'Rate limit' });
    await workbench.rowAction(row, 'Archive Session');
    await workbench.dialog().waitFor();
    assert.match(await workbench.dialog().innerText(), /WFS-rate-limit.*\.workflow\/archives/s);
    await workbench.screenshot('.vscode-test/pictures/archive.png');
    await workbench.dialog().getByRole('button', { name: 'Cancel' }).click();
    assert.equal(existsSync(join(workbench.folder ?? '', '.workflow/active/WFS-rate-limit')), true);
    await workbench.rowAction(row, 'Archive Session');
    await workbench.dialog().getByRole('button', { name: /Archive/ }).click();
    await workbench.tree('Sessions').press('End');
    await workbench.tree('Sessions').locator('.monaco-list-row').filter({ hasText: 'Archived' }).filter({ hasText: '2' }).waitFor();
    assert.equal(existsSync(join(workbench.folder ?? '', '.workflow/archives/WFS-rate-limit')), true);
  });

  it('ask before a session with open tasks is completed, and complete it then', async () => {
    const row = workbench.tree('Sessions').locator('.monaco-list-row').filter({ hasText: 'CSV export' });
    await workbench.contextMenu(row, 'Complete Session');
    await workbench.dialog().waitFor();
    assert.match(await workbench.dialog().innerText(), /open tasks?\. Complete it all the same\?[^]*IMPL-[^]*They stay as they are\./);
    await workbench.screenshot('.vscode-test/pictures/complete.png');
    await workbench.dialog().getByRole('button', { name: 'Cancel' }).click();
    await row.filter({ hasNotText: 'completed' }).waitFor();
  });

  it('move a task by dragging it onto another one', async () => {
    const [dragged, onto] = [taskRow('IMPL-6'), taskRow('IMPL-2')];
    await dragged.dragTo(onto);
    await taskRow('IMPL-6').filter({ has: workbench.page.locator('.monaco-tl-indent') }).waitFor();
    await workbench.page.waitForFunction(() => [...document.querySelectorAll('[role=treeitem]')].some((row) => /^IMPL-6:.*level 2/.test(row.getAttribute('aria-label') ?? '')));
  });

  it('start several selected tasks at once, and take all back from the notice', async () => {
    await taskRow('IMPL-5').click();
    await taskRow('IMPL-6').click({ modifiers: ['ControlOrMeta'] });
    await workbench.contextMenu(taskRow('IMPL-6'), 'Start Task');
    await taskRow('IMPL-5').filter({ hasText: 'active' }).waitFor();
    assert.deepEqual([status(workbench, 'IMPL-5'), status(workbench, 'IMPL-6')], ['active', 'active']);
    await workbench.screenshot('.vscode-test/pictures/undo.png');
    await workbench.page.locator('.notifications-toasts').getByRole('button', { name: 'Undo' }).click();
    await taskRow('IMPL-5').filter({ hasText: 'pending' }).waitFor();
    assert.deepEqual([status(workbench, 'IMPL-5'), status(workbench, 'IMPL-6')], ['pending', 'pending']);
  });

  it('are as they were after a reload of the window: filter, folding, selection', async () => {
    await workbench.command('workflow.filterTasks', 'Workflow: Filter Tasks…');
    await workbench.answer('impl-2');
    const container = taskRow('IMPL-2');
    await container.click();
    await workbench.page.keyboard.press('ArrowLeft');
    await taskRow('IMPL-2.1').waitFor({ state: 'hidden' });
    await workbench.reload();
    await workbench.page.getByText('Filter: impl-2').waitFor({ timeout: 60_000 });
    await container.waitFor();
    assert.equal(await container.getAttribute('aria-expanded'), 'false');
    await workbench.tree('Tasks').locator('.monaco-list-row.selected', { hasText: 'IMPL-2:' }).waitFor();
    await workbench.viewAction('Tasks', 'Clear Filter');
    await taskRow('IMPL-5').waitFor();
  });

  it('agree with a second window on the same folder', async () => {
    assert.ok(workbench.folder);
    const second = await openWorkbench({ folder: workbench.folder });
    try {
      await second.viewContainer('Workflow');
      const row = (id: string) => second.tree('Tasks').locator('.monaco-list-row').filter({ hasText: new RegExp(`^${id}:`) });
      await second.rowAction(row('IMPL-5'), 'Start Task');
      await taskRow('IMPL-5').filter({ hasText: 'active' }).waitFor();
      await workbench.rowAction(taskRow('IMPL-5'), 'Complete Task');
      await row('IMPL-5').filter({ hasText: 'completed' }).waitFor();
      assert.match(readFileSync(join(workbench.folder, session, 'TODO_LIST.md'), 'utf8'), /- \[x\] \*\*IMPL-5\*\*/);
    } finally {
      await second.close();
    }
  });

  it('have thrown nothing', () => {
    assert.deepEqual(workbench.errors, []);
  });
});

describe('A window without a workflow', function () {
  this.timeout(90_000);

  it('says what to do and does it at a click', async () => {
    const workbench = await openWorkbench({ prepare: (dir) => { mkdirSync(join(dir, 'fresh')); return join(dir, 'fresh'); } });
    try {
      await workbench.viewContainer('Workflow');
      await workbench.page.getByText('This folder has no workflow yet. Agents').waitFor();
      await workbench.screenshot('.vscode-test/pictures/welcome.png');
      await workbench.page.getByRole('button', { name: 'Initialise' }).click();
      await workbench.page.getByText('There is no session yet.').waitFor();
      assert.equal(existsSync(join(workbench.folder ?? '', '.workflow')), true);
    } finally {
      await workbench.close();
    }
  });

  it('leads from the first session to its first task and the parts of it', async () => {
    const workbench = await openWorkbench({ prepare: (dir) => { mkdirSync(join(dir, 'fresh')); return join(dir, 'fresh'); } });
    try {
      await workbench.viewContainer('Workflow');
      await workbench.page.locator('.welcome-view-content').getByRole('button', { name: 'Create Session' }).click();
      await workbench.answer('Charts of the lagoon');
      await workbench.page.locator('.welcome-view-content').getByRole('button', { name: 'Create Task' }).click();
      await workbench.answer('Read the depths');
      const row = (label: string) => workbench.row('Tasks', label);
      await workbench.contextMenu(row('IMPL-1: Read the depths'), 'Break Down Task…');
      await workbench.answer('From the chart');
      await workbench.quickInput().getByText('Title of subtask 2').waitFor();
      await workbench.page.keyboard.press('Enter');
      await row('IMPL-1.1: From the chart').waitFor();
    } finally {
      await workbench.close();
    }
  });
});

describe('A window in Restricted Mode', function () {
  this.timeout(90_000);

  it('shows what is there, offers no change, and writes as soon as the person trusts the folder', async () => {
    const workbench = await openWorkbench({ restricted: true });
    try {
      await workbench.viewContainer('Workflow');
      const row = workbench.tree('Tasks').locator('.monaco-list-row').filter({ hasText: /^IMPL-2\.1:/ });
      await row.waitFor();
      await workbench.page.getByText('Restricted Mode: you can look').first().waitFor();
      await row.hover();
      assert.equal(await row.getByRole('button', { name: 'Complete Task' }).isEnabled().catch(() => false), false);
      await workbench.screenshot('.vscode-test/pictures/restricted.png');
      assert.equal(existsSync(join(workbench.folder ?? '', '.git/workflow')), false);
      await workbench.status('status.workspaceTrust').click();
      await workbench.page.locator('.workspace-trust-editor').getByRole('button', { name: /^Trust/ }).first().click();
      await workbench.page.getByText('Restricted Mode: you can look').first().waitFor({ state: 'hidden' });
      await workbench.rowAction(row, 'Complete Task');
      await row.filter({ hasText: 'completed' }).waitFor();
      assert.match(readFileSync(join(workbench.folder ?? '', session, 'TODO_LIST.md'), 'utf8'), /- \[x\] \*\*IMPL-2\.1\*\*/);
    } finally {
      await workbench.close();
    }
  });
});
