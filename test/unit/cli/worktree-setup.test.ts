import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';
import { worktreeRepository } from '../../support/worktree-repository.js';
import { assertRefused, workflowWith } from './run-cli.js';

/** A repository whose configuration names commands, and a person who has agreed to nothing yet. */
function configured(parallel: string): { readonly top: string; readonly tree: string; readonly env: Readonly<Record<string, string>> } {
  const top = worktreeRepository({ 'a.txt': 'a\n', '.gitignore': 'made\n', '.ai/project/config.yaml': `parallel:\n${parallel}` });
  return { top, tree: join(top, '.worktrees/backend'), env: { XDG_STATE_HOME: temporaryFolder() } };
}

describe('the setup and teardown commands of worktrees', () => {
  it('do not run without consent: the worktree is made, and a line says how to agree', async () => {
    const { top, tree, env } = configured('  setup: touch made\n');
    const { code, stdout, stderr } = await workflowWith(env, top, 'worktree', 'create', 'backend');
    assert.deepEqual([code, stdout], [0, `${tree}\n`]);
    assert.match(stderr, /The setup command was not run\. .*sh -c 'touch made'.*--yes/);
    assert.ok(!existsSync(join(tree, 'made')));
  });

  it('run in the worktree once a person has agreed', async () => {
    const { top, tree, env } = configured('  setup: pwd > made\n');
    const { code, stdout } = await workflowWith(env, top, 'worktree', 'create', 'backend', '--yes');
    assert.deepEqual([code, stdout], [0, `${tree}\n`]);
    assert.equal(readFileSync(join(tree, 'made'), 'utf8'), `${tree}\n`);
  });

  it('that fail are told, with their last line', async () => {
    const { top, env } = configured('  setup: echo no luck >&2; exit 3\n');
    const { code, stderr } = await workflowWith(env, top, 'worktree', 'create', 'backend', '--yes');
    assert.equal(code, 0);
    assert.match(stderr, /The setup command ended with 3: no luck/);
  });

  it('keep a worktree that could not be taken down', async () => {
    const { top, tree, env } = configured('  teardown: touch down && test -e may-go\n');
    assert.equal((await workflowWith(env, top, 'worktree', 'create', 'backend')).code, 0);
    assertRefused(await workflowWith(env, top, 'worktree', 'cleanup', 'backend'), /The worktree "backend" stays\. The teardown command was not run/);
    const { code, stderr } = await workflowWith(env, top, 'worktree', 'cleanup', 'backend', '--force', '--yes');
    assert.equal(code, 2);
    assert.match(stderr, /stays\. The teardown command ended with 1/);
    writeFiles(tree, { 'may-go': '' });
    assert.equal((await workflowWith(env, top, 'worktree', 'cleanup', 'backend', '--force')).code, 0);
    assert.ok(!existsSync(tree));
  });
});
