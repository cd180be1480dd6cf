import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createWorktree } from '../../../../src/node/worktrees/create.js';
import { homeOf } from '../../../../src/node/worktrees/place.js';
import { readWorktrees } from '../../../../src/node/worktrees/repository-files.js';
import { listWorktrees, withStatuses, worktreeOf } from '../../../../src/node/worktrees/worktree-list.js';
import { git } from '../../../support/git.js';
import { temporaryFolder, writeFiles } from '../../../support/temporary-folder.js';
import { commitAll, placeFor, worktreeRepository } from '../../../support/worktree-repository.js';

/** Makes a worktree; its path. */
async function created(top: string, role: string, branch: string | null = null): Promise<string> {
  const made = await createWorktree(placeFor(top), { role, feature: null, branch, base: null });
  assert.ok(made.kind === 'created', JSON.stringify(made));
  return made.plan.path;
}

describe('the list of worktrees', () => {
  it('is what git lists, whoever made them, also locked, moved, detached and gone ones', async () => {
    const top = worktreeRepository();
    const elsewhere = join(temporaryFolder(), 'else where');
    await created(top, 'backend');
    git(top, 'worktree', 'add', '--quiet', '--detach', join(elsewhere, 'detached'));
    git(top, 'worktree', 'add', '--quiet', '--lock', '--reason', 'on a disk\nof mine', join(elsewhere, 'locked'));
    git(top, 'worktree', 'add', '--quiet', join(elsewhere, 'first'));
    git(top, 'worktree', 'move', join(elsewhere, 'first'), join(elsewhere, 'second'));
    git(top, 'worktree', 'add', '--quiet', join(elsewhere, 'gone'));
    rmSync(join(elsewhere, 'gone'), { recursive: true });
    git(top, 'pack-refs', '--all');
    const byGit = git(top, 'worktree', 'list', '--porcelain', '-z').split('\0\0').filter((text) => text !== '').map((text) => {
      const value = (key: string): string | null => text.split('\0').find((line) => line === key || line.startsWith(`${key} `))?.slice(key.length + 1) ?? null;
      return { path: value('worktree'), head: value('HEAD'), branch: value('branch')?.replace('refs/heads/', '') ?? null, locked: value('locked'), gone: value('prunable') !== null };
    });
    const byFiles = readWorktrees(join(top, '.git')).map(({ path, head, branch, locked, gone }) => ({ path, head, branch, locked, gone }));
    const inOrder = (entries: typeof byGit): typeof byGit => entries.toSorted((a, b) => String(a.path).localeCompare(String(b.path)));
    assert.deepEqual(inOrder(byFiles), inOrder(byGit));
  });

  it('says of each what is uncommitted and how far it is from its base, in one run of git each', async () => {
    const top = worktreeRepository();
    const tree = await created(top, 'backend');
    writeFiles(tree, { 'c.txt': 'c\n' });
    commitAll(tree, 'ahead');
    writeFiles(tree, { 'a.txt': 'changed\n', 'untracked.txt': 'u', 'dir/one': '1', 'dir/two': '2', 'x.log': 'ignored' });
    writeFiles(top, { 'd.txt': 'd\n' });
    commitAll(top, 'behind');
    const place = placeFor(top);
    const calls: string[] = [];
    const counting = { ...place, git: { run: (...call: Parameters<typeof place.git.run>) => { calls.push(call[0][0] ?? ''); return place.git.run(...call); } } };
    const [state] = await withStatuses(counting, listWorktrees(place));
    assert.deepEqual(state?.status, { uncommitted: 3, untracked: 2, conflicts: [], ahead: 1, behind: 1 });
    assert.deepEqual(calls, ['status']);
  });

  it('compares with the base also where the branch has an upstream of its own, or none', async () => {
    const top = worktreeRepository();
    git(top, 'branch', 'upstream');
    for (const [role, upstream] of [['one', 'upstream'], ['two', 'main']] as const) {
      const tree = await created(top, role, role);
      writeFiles(tree, { 'c.txt': 'c\n' });
      commitAll(tree, 'ahead');
      git(tree, 'branch', '--quiet', `--set-upstream-to=${upstream}`);
    }
    git(top, 'worktree', 'add', '--quiet', '--detach', join(top, '.worktrees/three'), 'one');
    const states = await withStatuses(placeFor(top), listWorktrees(placeFor(top)));
    assert.deepEqual(states.map(({ status }) => [status?.ahead, status?.behind]), [[1, 0], [1, 0], [1, 0]]);
  });

  it('finds a worktree by its role, ours before one of somebody else', async () => {
    const top = worktreeRepository();
    const other = join(temporaryFolder(), 'backend');
    git(top, 'worktree', 'add', '--quiet', '-b', 'theirs', other);
    assert.equal(worktreeOf(placeFor(top), 'backend')?.path, other);
    const tree = await created(top, 'backend');
    assert.equal(worktreeOf(placeFor(top), 'backend')?.path, tree);
    assert.equal(worktreeOf(placeFor(top), 'nobody'), null);
  });

  it('is empty without a repository', () => {
    assert.deepEqual(listWorktrees(placeFor(temporaryFolder())), []);
  });

  it('has a folder of its own only inside of the state root', () => {
    for (const [configured, home] of [['.worktrees', '/r/.worktrees'], ['trees/all', '/r/trees/all'], ['../out', '/r/.worktrees'], ['/tmp', '/r/.worktrees'], ['.git', '/r/.worktrees'], ['.', '/r/.worktrees']] as const) {
      assert.equal(homeOf('/r', configured), home);
    }
  });
});
