import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Refusal } from '../../../../src/core/plans/plan.js';
import { createWorktree } from '../../../../src/node/worktrees/create.js';
import { checkWorktree, removeWorktree, type Removed } from '../../../../src/node/worktrees/remove.js';
import { restoreWorktree } from '../../../../src/node/worktrees/restore.js';
import { withStatus, worktreeOf } from '../../../../src/node/worktrees/worktree-list.js';
import { git } from '../../../support/git.js';
import { temporaryFolder, writeFiles } from '../../../support/temporary-folder.js';
import { bytesOf } from '../../../support/tree-bytes.js';
import { commitAll, placeFor, worktreeRepository } from '../../../support/worktree-repository.js';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);

async function withWorktree(): Promise<{ readonly top: string; readonly tree: string }> {
  const top = worktreeRepository();
  const made = await createWorktree(placeFor(top), { role: 'backend', feature: null, branch: 'work', base: null });
  assert.equal(made.kind, 'created');
  return { top, tree: join(top, '.worktrees/backend') };
}

async function remove(top: string, force = false): Promise<Removed | Refusal> {
  const where = placeFor(top);
  const state = worktreeOf(where, 'backend');
  assert.ok(state !== null);
  const removed = await removeWorktree(where, { state: await withStatus(where, state), force, agent: null, now });
  if (removed.kind === 'removed') await removed.emptied;
  return removed;
}

/** Refused with this code and one line; nothing has changed. */
async function refused(top: string, code: string, force = false): Promise<string> {
  const tree = join(top, '.worktrees/backend');
  const before = bytesOf(tree);
  const answer = await remove(top, force);
  assert.equal(answer.kind === 'refusal' ? answer.code : 'removed', code);
  assert.deepEqual(bytesOf(tree), before);
  assert.equal(git(top, 'for-each-ref', 'refs/workflow'), '');
  return answer.kind === 'refusal' ? answer.message : '';
}

/** Removed without a trace, but for the branch and the backup. */
async function removed(top: string, force = false): Promise<Removed> {
  const answer = await remove(top, force);
  assert.ok(answer.kind === 'removed', JSON.stringify(answer));
  assert.ok(!existsSync(join(top, '.worktrees/backend')));
  assert.ok(!existsSync(join(top, '.worktrees/.trash')));
  assert.doesNotMatch(git(top, 'worktree', 'list'), /backend/);
  assert.equal(git(top, 'rev-parse', '--verify', '--quiet', 'work').length, 40);
  return answer;
}

describe('removing a worktree', () => {
  it('leaves no backup of what the repository has anyway', async () => {
    const { top } = await withWorktree();
    assert.equal((await removed(top)).backup, null);
    assert.equal(git(top, 'for-each-ref', 'refs/workflow'), '');
  });

  it('keeps ignored files in a backup, which does not touch the stash', async () => {
    const { top, tree } = await withWorktree();
    writeFiles(tree, { '.env': 'SECRET=1\n', 'node_modules/x/index.js': 'x' });
    const { backup } = await removed(top);
    const ref = 'refs/workflow/backup/backend/20260102T030405Z';
    assert.equal(backup?.ref, ref);
    assert.equal(git(top, 'show', `${ref}:.env`), 'SECRET=1');
    assert.equal(git(top, 'stash', 'list'), '');
  });

  it('gives each backup a name of its own, and clean-up of git\'s takes none', async () => {
    const { top, tree } = await withWorktree();
    writeFiles(tree, { '.env': '1' });
    await removed(top);
    await createWorktree(placeFor(top), { role: 'backend', feature: null, branch: 'work', base: null });
    writeFiles(tree, { '.env': '2' });
    assert.equal((await removed(top)).backup?.ref, 'refs/workflow/backup/backend/20260102T030405Z-2');
    git(top, 'reflog', 'expire', '--expire=now', '--all');
    git(top, 'gc', '--prune=now', '--quiet');
    assert.equal(git(top, 'show', 'refs/workflow/backup/backend/20260102T030405Z:.env'), '1');
  });

  it('is refused with uncommitted work, and goes on with it in the backup when forced', async () => {
    for (const change of [{ 'a.txt': 'changed\n' }, { 'new.txt': 'new\n' }]) {
      const { top, tree } = await withWorktree();
      writeFiles(tree, change);
      assert.match(await refused(top, 'worktree/dirty'), /1 (uncommitted change|untracked file);.*--force/);
      assert.notEqual((await removed(top, true)).backup, null);
    }
  });

  it('is refused with commits that are nowhere else, but not once a remote or another branch has them', async () => {
    const { top, tree } = await withWorktree();
    writeFiles(tree, { 'c.txt': 'c\n' });
    const commit = commitAll(tree, 'work');
    assert.match(await refused(top, 'worktree/unpushed'), /worktree finish backend/);
    git(top, 'update-ref', 'refs/remotes/origin/work', commit);
    await removed(top);
  });

  it('of a detached one keeps its commits in the backup', async () => {
    const { top, tree } = await withWorktree();
    git(tree, 'checkout', '--quiet', '--detach');
    writeFiles(tree, { 'c.txt': 'c\n' });
    const commit = commitAll(tree, 'on no branch');
    await refused(top, 'worktree/unpushed');
    const { backup } = await removed(top, true);
    assert.equal(git(top, 'rev-parse', `${backup?.ref ?? ''}^1`), commit);
  });

  it('is never done while somebody works there', async () => {
    const { top } = await withWorktree();
    const where = placeFor(top);
    const state = worktreeOf(where, 'backend');
    assert.ok(state !== null);
    const answer = await checkWorktree(where, { state, force: true, agent: 'An agent (pane 1)' });
    assert.equal(answer.kind === 'refusal' ? answer.code : '', 'worktree/busy');
  });

  it('is never done when it is locked, force or not, and says why it is', async () => {
    const { top, tree } = await withWorktree();
    git(top, 'worktree', 'lock', '--reason', 'on my stick', tree);
    assert.match(await refused(top, 'worktree/locked', true), /\(on my stick\).*git worktree unlock/);
  });

  for (const [operation, begin] of [
    ['merge', (tree: string) => { git(tree, 'merge', '--no-commit', '--no-ff', 'other'); }],
    ['cherry-pick', (tree: string) => { git(tree, 'cherry-pick', 'clash'); }],
    ['revert', (tree: string) => { git(tree, 'revert', '--no-edit', 'HEAD~1'); }],
    ['rebase', (tree: string) => { git(tree, 'rebase', 'clash'); }],
    ['bisect', (tree: string) => { git(tree, 'bisect', 'start'); }],
  ] as const) {
    it(`is never done while a ${operation} is going on there`, async () => {
      const { top, tree } = await withWorktree();
      git(top, 'checkout', '--quiet', '-b', 'other');
      writeFiles(top, { 'other.txt': 'other\n' });
      commitAll(top, 'other');
      git(top, 'checkout', '--quiet', '-b', 'clash', 'main');
      writeFiles(top, { 'a.txt': 'clash\n' });
      commitAll(top, 'clash');
      for (const text of ['mine\n', 'mine again\n']) {
        writeFiles(tree, { 'a.txt': text });
        commitAll(tree, text);
      }
      try { begin(tree); } catch { assert.ok(true, 'it stops at a conflict'); }
      assert.match(await refused(top, 'worktree/unfinished', true), new RegExp(`A ${operation} is going on.*git -C .* ${operation} (--abort|reset)`));
    });
  }

  it('is never done with another worktree inside', async () => {
    const { top, tree } = await withWorktree();
    git(tree, 'worktree', 'add', '--quiet', '-b', 'inner', join(tree, 'deep/inner'));
    assert.match(await refused(top, 'worktree/nested', true), /deep\/inner/);
  });

  it('is never done with a repository inside that nobody knows, ignored or not', async () => {
    for (const place of ['vendor/lib', 'node_modules/lib']) {
      const { top, tree } = await withWorktree();
      mkdirSync(join(tree, place), { recursive: true });
      git(join(tree, place), 'init', '--quiet');
      assert.match(await refused(top, 'worktree/nested', true), new RegExp(place));
    }
  });

  it('is never done with a submodule that has a repository there', async () => {
    const { top, tree } = await withWorktree();
    git(tree, 'submodule', '--quiet', 'add', worktreeRepository(), 'part');
    commitAll(tree, 'part');
    assert.match(await refused(top, 'worktree/submodules', true), /submodule part .*submodule deinit/);
    git(tree, 'submodule', '--quiet', 'deinit', '--all', '--force');
    await removed(top, true);
  });

  it('keeps changes that flags of the index hide from a status', async () => {
    for (const flag of ['--assume-unchanged', '--skip-worktree']) {
      const { top, tree } = await withWorktree();
      git(tree, 'update-index', flag, 'a.txt');
      writeFiles(tree, { 'a.txt': 'hidden\n' });
      assert.equal(git(tree, 'status', '--porcelain'), '');
      assert.equal(git(top, 'show', `${(await removed(top)).backup?.ref ?? ''}:a.txt`), 'hidden');
    }
  });

  it('keeps line endings that git takes for the same', async () => {
    const { top, tree } = await withWorktree();
    writeFiles(tree, { '.gitattributes': '* text=auto\n' });
    commitAll(tree, 'attributes');
    git(top, 'merge', '--quiet', 'work');
    writeFiles(tree, { 'a.txt': 'a\r\n' });
    git(tree, 'add', '--renormalize', 'a.txt');
    assert.equal(git(tree, 'status', '--porcelain'), '');
    const { backup } = await removed(top);
    assert.equal(git(top, 'cat-file', 'blob', `${backup?.ref ?? ''}:a.txt`), 'a\r');
  });

  it('is called off, with everything back in its place, when somebody writes meanwhile', async () => {
    const { top, tree } = await withWorktree();
    writeFiles(tree, { '.env': '1' });
    const where = placeFor(top);
    const state = worktreeOf(where, 'backend');
    assert.ok(state !== null);
    const meddling = { ...where, git: { run: (...[args, options]: Parameters<typeof where.git.run>) => {
      if (args[0] === 'commit-tree') writeFiles(tree, { 'late.txt': 'late' });
      return where.git.run(args, options);
    } } };
    const answer = await removeWorktree(meddling, { state, force: true, agent: null, now });
    assert.match(answer.kind === 'refusal' ? answer.message : '', /Somebody is writing .*late\.txt/);
    assert.ok(existsSync(join(tree, 'late.txt')));
    assert.equal(git(tree, 'rev-parse', '--is-inside-work-tree'), 'true');
  });

  it('of one that others made elsewhere works the same', async () => {
    const top = worktreeRepository();
    const other = join(temporaryFolder(), 'backend');
    git(top, 'worktree', 'add', '--quiet', '-b', 'work', other);
    writeFiles(other, { '.env': '1' });
    const { backup } = await removed(top);
    assert.notEqual(backup, null);
    assert.ok(!existsSync(other));
    assert.deepEqual(readdirSync(join(other, '..')), []);
  });
});

describe('a removed worktree', () => {
  it('comes back byte for byte, with what was staged, on its branch', async () => {
    const { top, tree } = await withWorktree();
    writeFiles(tree, {
      'a.txt': 'staged\n', '.env': 'SECRET=1', 'node_modules/x/i.js': Buffer.from([0, 1, 255, 13, 10]), 'dir with blank/"quoted"\n\\name': 'strange', 'empty': '', 'über/日本.txt': 'ü',
      '.gitattributes': '*.crlf text eol=crlf\n', 'x.crlf': 'mixed\r\nends\n',
    });
    git(tree, 'add', 'a.txt', 'empty');
    writeFiles(tree, { 'a.txt': 'staged, then changed\n' });
    writeFileSync(Buffer.concat([Buffer.from(`${tree}/no-utf8-`), Buffer.from([0xff, 0xfe])]), 'bytes in the name');
    symlinkSync('../nowhere', join(tree, 'link'));
    chmodSync(join(tree, 'src/b.txt'), 0o755);
    rmSync(join(tree, '.gitignore'));
    const [before, staged] = [bytesOf(tree), git(tree, 'diff', '--cached')];
    await removed(top, true);
    const restored = await restoreWorktree(placeFor(top), 'backend');
    assert.equal(restored.kind === 'restored' ? restored.branch : JSON.stringify(restored), 'work');
    assert.deepEqual(bytesOf(tree), before);
    assert.equal(git(tree, 'diff', '--cached'), staged);
  });

  it('comes back although its branch was deleted; where that has moved on, on its commit', async () => {
    const { top, tree } = await withWorktree();
    writeFiles(tree, { '.env': '1' });
    await removed(top);
    git(top, 'branch', '-D', 'work');
    assert.equal((await restoreWorktree(placeFor(top), 'backend')).kind, 'restored');
    assert.equal(git(tree, 'symbolic-ref', 'HEAD'), 'refs/heads/work');
    await removed(top);
    writeFiles(top, { 'further.txt': 'further' });
    git(top, 'branch', '--force', 'work', commitAll(top, 'further'));
    const restored = await restoreWorktree(placeFor(top), 'backend');
    assert.equal(restored.kind === 'restored' ? restored.branch : '', null);
    assert.ok(existsSync(join(tree, '.env')));
  });

  it('does not come back over something else, or without a backup', async () => {
    const { top, tree } = await withWorktree();
    const answer = async (): Promise<string> => { const restored = await restoreWorktree(placeFor(top), 'backend'); return restored.kind === 'refusal' ? restored.code : ''; };
    assert.equal(await answer(), 'worktree/no-backup');
    writeFiles(tree, { '.env': '1' });
    await removed(top);
    writeFiles(tree, { x: 'x' });
    assert.equal(await answer(), 'worktree/occupied');
  });
});
