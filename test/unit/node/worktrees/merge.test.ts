import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Refusal } from '../../../../src/core/plans/plan.js';
import type { WorktreeState } from '../../../../src/core/worktrees/worktree.js';
import { createWorktree } from '../../../../src/node/worktrees/create.js';
import { finishWorktree, type Finished } from '../../../../src/node/worktrees/finish.js';
import { syncWorktree, type Merged } from '../../../../src/node/worktrees/merge.js';
import { withStatus, worktreeOf } from '../../../../src/node/worktrees/worktree-list.js';
import { git } from '../../../support/git.js';
import { writeFiles } from '../../../support/temporary-folder.js';
import { commitAll, placeFor, worktreeRepository } from '../../../support/worktree-repository.js';

async function withWorktree(): Promise<{ readonly top: string; readonly tree: string }> {
  const top = worktreeRepository();
  assert.equal((await createWorktree(placeFor(top), { role: 'backend', feature: null, branch: 'work', base: null })).kind, 'created');
  return { top, tree: join(top, '.worktrees/backend') };
}

async function stateIn(top: string): Promise<WorktreeState> {
  const state = worktreeOf(placeFor(top), 'backend');
  assert.ok(state !== null);
  return withStatus(placeFor(top), state);
}

const sync = async (top: string): Promise<Merged | Refusal> => syncWorktree(placeFor(top), await stateIn(top));

async function finish(top: string): Promise<Finished | Refusal> {
  const done = await finishWorktree(placeFor(top), { state: await stateIn(top), agent: null, now: 0 });
  if (done.kind === 'finished') await done.removed.emptied;
  return done;
}

/** Everything that a merge which did not go through must have left as it was. */
function looksOf(top: string, tree: string): readonly string[] {
  return [top, tree].flatMap((each) => [git(each, 'rev-parse', 'HEAD'), git(each, 'status', '--porcelain=v2'), git(each, 'diff'), String(existsSync(join(git(each, 'rev-parse', '--absolute-git-dir'), 'MERGE_HEAD')))]);
}

async function refusedBy(act: () => Promise<{ readonly kind: string } | Refusal>, at: { readonly top: string; readonly tree: string }): Promise<string> {
  const before = looksOf(at.top, at.tree);
  const answer = await act();
  assert.equal(answer.kind, 'refusal');
  assert.deepEqual(looksOf(at.top, at.tree), before);
  return 'message' in answer ? `${answer.code}: ${answer.message}` : '';
}

function change(tree: string, files: Readonly<Record<string, string>>): void {
  writeFiles(tree, files);
  commitAll(tree, Object.keys(files).join());
}

describe('syncing a worktree', () => {
  it('brings in what is new in its base, and says how much', async () => {
    const { top, tree } = await withWorktree();
    change(tree, { 'mine.txt': 'mine' });
    change(top, { 'one.txt': '1' });
    change(top, { 'two.txt': '2' });
    const merged = await sync(top);
    assert.equal(merged.kind === 'merged' ? merged.commits : merged.message, 2);
    assert.ok(existsSync(join(tree, 'two.txt')) && existsSync(join(tree, 'mine.txt')));
    assert.equal((await sync(top) as Merged).commits, 0);
  });

  it('that conflicts is called off cleanly, naming the files', async () => {
    const at = await withWorktree();
    change(at.tree, { 'a.txt': 'mine\n' });
    change(at.top, { 'a.txt': 'theirs\n' });
    assert.match(await refusedBy(() => sync(at.top), at), /^worktree\/conflict: main and work both changed a\.txt, and nothing was changed/);
  });

  it('is refused with uncommitted work, on no branch, and during a merge', async () => {
    const at = await withWorktree();
    change(at.top, { 'one.txt': '1' });
    writeFiles(at.tree, { 'a.txt': 'changed\n' });
    assert.match(await refusedBy(() => sync(at.top), at), /^worktree\/dirty/);
    git(at.tree, 'checkout', '--quiet', '--', 'a.txt');
    git(at.tree, 'merge', '--quiet', '--no-commit', '--no-ff', 'main');
    git(at.tree, 'commit', '--quiet', '--no-edit');
    git(at.tree, 'checkout', '--quiet', '--detach');
    assert.match(await refusedBy(() => sync(at.top), at), /^worktree\/detached/);
  });
});

describe('finishing a worktree', () => {
  it('merges it into its base, removes it and its branch', async () => {
    const { top, tree } = await withWorktree();
    change(tree, { 'mine.txt': 'mine' });
    change(top, { 'one.txt': '1' });
    const done = await finish(top);
    assert.ok(done.kind === 'finished', JSON.stringify(done));
    assert.deepEqual([done.merged.commits, done.branchDeleted, done.removed.backup], [1, true, null]);
    assert.ok(existsSync(join(top, 'mine.txt')) && !existsSync(tree));
    assert.equal(git(top, 'branch', '--list', 'work'), '');
    assert.equal(git(top, 'status', '--porcelain'), '');
  });

  it('keeps ignored files in a backup', async () => {
    const { top, tree } = await withWorktree();
    writeFiles(tree, { '.env': '1' });
    const done = await finish(top);
    assert.match(done.kind === 'finished' ? done.removed.backup?.ref ?? '' : '', /^refs\/workflow\/backup\/backend\//);
  });

  it('that conflicts is called off cleanly, and the worktree stays', async () => {
    const at = await withWorktree();
    change(at.tree, { 'a.txt': 'mine\n', 'src/b.txt': 'mine\n', 'c d.txt': 'mine' });
    change(at.top, { 'a.txt': 'theirs\n', 'src/b.txt': 'theirs\n', 'c d.txt': 'theirs' });
    writeFiles(at.top, { '.gitignore': 'not committed\n' });
    assert.match(await refusedBy(() => finish(at.top), at), /^worktree\/conflict: work and main both changed a\.txt, c d\.txt, src\/b\.txt, and nothing/);
  });

  it('is refused before anything is merged when the worktree could not be removed', async () => {
    const at = await withWorktree();
    change(at.tree, { 'mine.txt': 'mine' });
    writeFiles(at.tree, { 'left.txt': 'over' });
    assert.match(await refusedBy(() => finish(at.top), at), /^worktree\/dirty/);
  });

  it('is refused when the base has uncommitted changes in the way, and goes on beside those that are not', async () => {
    const at = await withWorktree();
    change(at.tree, { 'a.txt': 'mine\n' });
    writeFiles(at.top, { 'a.txt': 'in the way\n' });
    assert.match(await refusedBy(() => finish(at.top), at), /^worktree\/not-merged: work could not be merged into main .*nothing was changed/);
    writeFiles(at.top, { 'a.txt': 'a\n', 'src/b.txt': 'not in the way\n' });
    assert.equal((await finish(at.top)).kind, 'finished');
    assert.equal(git(at.top, 'status', '--porcelain'), ' M src/b.txt');
  });

  it('moves a base that is checked out nowhere when only the branch has gone on, and else refuses', async () => {
    const at = await withWorktree();
    git(at.top, 'checkout', '--quiet', '-b', 'elsewhere');
    change(at.tree, { 'mine.txt': 'mine' });
    change(at.top, { 'one.txt': '1' });
    git(at.top, 'branch', '--force', 'main', 'elsewhere');
    assert.match(await refusedBy(() => finish(at.top), at), /^worktree\/base-nowhere: .*git switch main/);
    git(at.top, 'branch', '--force', 'main', 'work~1');
    const commit = git(at.tree, 'rev-parse', 'HEAD');
    assert.equal((await finish(at.top)).kind, 'finished');
    assert.equal(git(at.top, 'rev-parse', 'main'), commit);
  });

  it('runs no hook of the repository, which would otherwise decide over the merge', async () => {
    const { top, tree } = await withWorktree();
    change(tree, { 'mine.txt': 'mine' });
    change(top, { 'one.txt': '1' });
    for (const hook of ['pre-merge-commit', 'commit-msg', 'prepare-commit-msg']) writeFileSync(join(top, '.git/hooks', hook), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    assert.equal((await finish(top)).kind, 'finished');
  });
});
