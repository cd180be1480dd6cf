import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { copySample } from '../host/workspaces.js';
import { git } from '../support/git.js';
import { writeFiles } from '../support/temporary-folder.js';
import { openWorkbench } from './setup.js';
import type { Workbench } from './workbench.js';

const strict = 'enforcement:\n  tdd:\n    strictness: strict\n    test_command: [node, --test, "{files}"]\n';

describe('The TDD gate as a person meets it', function () {
  this.timeout(120_000);
  let workbench: Workbench;
  const folder = (): string => workbench.folder ?? '';
  const hook = (): string => join(folder(), '.git/hooks/pre-commit');
  const notice = (text: string | RegExp): Locator => workbench.page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text });
  const dialog = (): Locator => workbench.page.locator('.monaco-dialog-box');
  const press = async (name: string): Promise<void> => dialog().getByRole('button', { name, exact: true }).click();

  /** Somebody commits at a terminal. */
  function commit(message: string): { readonly code: number | null; readonly output: string } {
    git(folder(), 'add', '-A');
    const { status, stdout, stderr } = spawnSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.invalid', 'commit', '-m', message], { cwd: folder(), encoding: 'utf8' });
    return { code: status, output: stdout + stderr };
  }

  before('open a window on a repository in a path with spaces', async () => {
    workbench = await openWorkbench({ prepare: (dir) => {
      const made = copySample(dir, 'tide wätch');
      writeFiles(made, { '.ai/project/config.yaml': strict });
      return made;
    } });
  });
  after(() => workbench.close());

  it('is installed after saying where, and git runs it', async () => {
    await workbench.command('workflow.installTddHook', 'Workflow: Install TDD Hook');
    await dialog().getByText('pre-commit is written').waitFor();
    assert.ok(!existsSync(hook()));
    await press('Install');
    await notice('The TDD hook is installed, and git runs it.').waitFor();
    writeFiles(folder(), { 'src/new.ts': 'export const x = 1 + f();\n' });
    const { code, output } = commit('new');
    assert.equal(code, 1, output);
    assert.match(output, /error src\/new\.ts: There is no test/);
    assert.equal(commit('new [skip-tdd]').code, 0);
  });

  it('is found ill when git passes over it, and mended', async () => {
    // What the test before was told is not to be taken for an answer; and only a few notices are shown at a time.
    await workbench.command('notifications.clearAll', 'Notifications: Clear All Notifications');
    chmodSync(hook(), 0o644);
    await workbench.command('workflow.checkHookHealth', 'Workflow: Check Hook Health');
    await dialog().getByText('The hook pre-commit is not executable').waitFor();
    await press('Install');
    await dialog().getByText('pre-commit is written').waitFor();
    await press('Install');
    await notice('The TDD hook is installed, and git runs it.').waitFor();
    await workbench.command('notifications.clearAll', 'Notifications: Clear All Notifications');
    await workbench.command('workflow.checkHookHealth', 'Workflow: Check Hook Health');
    // In the list, where notices stay: VS Code does not show each of them by itself.
    await workbench.status('status.notifications').click();
    await workbench.page.locator('.notifications-center .notification-list-item').filter({ hasText: 'git runs the TDD hook.' }).waitFor();
    await workbench.status('status.notifications').click();
  });

  it('proves that staged tests fail without what they test, after consent', async () => {
    writeFiles(folder(), {
      'src/twice.test.mjs': "import test from 'node:test';\nimport assert from 'node:assert';\nimport { twice } from './twice.mjs';\ntest('twice', () => { assert.equal(twice(2), 4); });\n",
      'src/twice.mjs': 'export const twice = (a) => a + a;\n',
    });
    git(folder(), 'add', '-A');
    await workbench.command('workflow.proveTestRed', 'Workflow: Prove Test Red…');
    await workbench.pick('Staged tests');
    await dialog().getByText('Run this, now and from now on?').waitFor();
    await press('Run');
    await notice('Proved for src/twice.test.mjs').filter({ hasText: 'No run is open in this working tree' }).waitFor();
  });

  it('writes workflows for GitHub after naming the files', async () => {
    await workbench.command('workflow.installActions', 'Workflow: Install GitHub Actions');
    await dialog().getByText('.github/workflows/tdd.yaml').first().waitFor();
    await press('Write');
    await notice('files were written').waitFor();
    assert.match(readFileSync(join(folder(), '.github/workflows/tdd.yaml'), 'utf8'), /^name: TDD$/m);
  });

  it('is taken away again', async () => {
    await workbench.command('workflow.uninstallTddHook', 'Workflow: Uninstall TDD Hook');
    await press('Uninstall');
    await notice('The TDD hook is gone').waitFor();
    assert.ok(!existsSync(hook()));
  });
});
