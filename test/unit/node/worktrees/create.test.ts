import assert from 'node:assert/strict';
import { chownSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Refusal } from '../../../../src/core/plans/plan.js';
import { createWorktree, type Created } from '../../../../src/node/worktrees/create.js';
import { git } from '../../../support/git.js';
import { temporaryFolder, writeFiles } from '../../../support/temporary-folder.js';
import { commitAll, placeFor, worktreeRepository } from '../../../support/worktree-repository.js';

interface Wanted {
  readonly branch?: string;
  readonly base?: string;
  readonly feature?: string;
}

function create(folder: string, role: string, { branch, base, feature }: Wanted = {}): Promise<Created | Refusal> {
  return createWorktree(placeFor(folder), { role, branch: branch ?? null, base: base ?? null, feature: feature ?? null });
}

async function created(folder: string, role: string, wanted: Wanted = {}): Promise<Created> {
  const made = await create(folder, role, wanted);
  assert.ok(made.kind === 'created', JSON.stringify(made));
  return made;
}

/** Refused with this code, in one line that names a way out, and nothing has changed. */
async function refused(folder: string, code: string, how: { readonly role?: string } & Wanted = {}): Promise<string> {
  const before = git(folder, 'for-each-ref') + git(folder, 'worktree', 'list', '--porcelain');
  const made = await create(folder, how.role ?? 'backend', how);
  assert.equal(made.kind === 'refusal' ? made.code : 'created', code);
  assert.equal(git(folder, 'for-each-ref') + git(folder, 'worktree', 'list', '--porcelain'), before);
  const message = made.kind === 'refusal' ? made.message : '';
  assert.match(message, /^[^\n]+$/);
  return message;
}

describe('a worktree that is made', () => {
  it('lies in .worktrees, on a branch named after feature and role, begun at main', async () => {
    const top = worktreeRepository();
    git(top, 'checkout', '--quiet', '-b', 'elsewhere');
    writeFiles(top, { 'new.txt': 'new\n' });
    commitAll(top, 'second');
    const { plan } = await created(top, 'backend', { feature: 'user-auth' });
    assert.deepEqual([plan.path, plan.branch, plan.base], [join(top, '.worktrees/backend'), 'feature/user-auth-backend', 'main']);
    assert.equal(git(plan.path, 'rev-parse', '--abbrev-ref', 'HEAD'), 'feature/user-auth-backend');
    assert.equal(git(plan.path, 'rev-parse', 'HEAD'), git(top, 'rev-parse', 'main'));
    assert.ok(!existsSync(join(plan.path, 'new.txt')));
  });

  it('does not show up as untracked, and .gitignore is left alone', async () => {
    const top = worktreeRepository();
    await created(top, 'backend');
    await created(top, 'qa');
    assert.equal(git(top, 'status', '--porcelain', '--untracked-files=all'), '');
    assert.equal(readFileSync(join(top, '.git/info/exclude'), 'utf8').split('\n').filter((line) => line === '/.worktrees/').length, 1);
  });

  it('begins at master where there is no main, and else at the current branch', async () => {
    const top = worktreeRepository();
    git(top, 'branch', '--move', 'main', 'master');
    assert.equal((await created(top, 'one')).plan.base, 'master');
    git(top, 'branch', '--move', 'master', 'trunk');
    assert.equal((await created(top, 'two')).plan.base, 'trunk');
  });

  it('begins where it is told to: a branch, a tag, a commit', async () => {
    const top = worktreeRepository();
    const first = git(top, 'rev-parse', 'HEAD');
    git(top, 'tag', 'v1');
    writeFiles(top, { 'a.txt': 'other\n' });
    commitAll(top, 'second');
    for (const [role, base] of [['one', 'v1'], ['two', first], ['three', first.slice(0, 8)]] as const) assert.equal(git((await created(top, role, { base })).plan.path, 'rev-parse', 'HEAD'), first);
  });

  it('takes a branch that exists as it is', async () => {
    const top = worktreeRepository();
    git(top, 'branch', 'work');
    assert.ok(!(await created(top, 'backend', { branch: 'work' })).plan.newBranch);
    assert.equal(git(join(top, '.worktrees/backend'), 'symbolic-ref', 'HEAD'), 'refs/heads/work');
  });

  it('that is there already is left as it is', async () => {
    const top = worktreeRepository();
    const { plan } = await created(top, 'backend', { branch: 'work' });
    writeFiles(plan.path, { 'mine.txt': 'mine' });
    for (const wanted of [{}, { branch: 'work' }]) assert.ok((await created(top, 'backend', wanted)).plan.exists);
    assert.ok(existsSync(join(plan.path, 'mine.txt')));
  });

  it('is made from a linked worktree and from a subfolder beside the others', async () => {
    const top = worktreeRepository();
    const { plan } = await created(top, 'backend');
    assert.equal((await created(join(plan.path, 'src'), 'frontend')).plan.path, join(top, '.worktrees/frontend'));
  });

  it('is made in an empty folder that is there already', async () => {
    const top = worktreeRepository();
    mkdirSync(join(top, '.worktrees/backend'), { recursive: true });
    assert.ok(existsSync(join((await created(top, 'backend')).plan.path, 'a.txt')));
  });

  it('gets the ignored files that .worktreeinclude names, and no other ones', async () => {
    const top = worktreeRepository({ '.gitignore': '.env\nsecret/\n*.log\n', '.worktreeinclude': '# local\n.env\nsecret/*\nnotes.txt\n!secret/not.key\n', 'a.txt': 'a\n' });
    writeFiles(top, { '.env': 'A=1\n', 'sub/.env': 'B=2\n', 'secret/my key': 'k', 'secret/not.key': 'n', 'notes.txt': 'not ignored', 'x.log': 'x' });
    symlinkSync('/etc/passwd', join(top, 'secret/link'));
    const { plan, included } = await created(top, 'backend');
    assert.deepEqual([...included.copied].sort(), ['.env', 'secret/my key', 'sub/.env']);
    assert.deepEqual(included.left, [{ path: 'secret/link', reason: 'it is no regular file' }]);
    assert.equal(readFileSync(join(plan.path, 'sub/.env'), 'utf8'), 'B=2\n');
    assert.ok(!existsSync(join(plan.path, 'notes.txt')));
  });

  it('runs no hook of the repository', async () => {
    const top = worktreeRepository();
    writeFileSync(join(top, '.git/hooks/post-checkout'), '#!/bin/sh\ntouch "$(dirname "$0")/ran"\n', { mode: 0o755 });
    await created(top, 'backend');
    assert.ok(!existsSync(join(top, '.git/hooks/ran')));
  });
});

describe('making a worktree is refused, with a way out,', () => {
  it('outside of a repository', async () => {
    const made = await create(temporaryFolder(), 'backend');
    assert.match(made.kind === 'refusal' ? made.message : '', /not in a git repository; .*git init/);
  });

  it('in a repository without commits', async () => {
    const top = join(temporaryFolder(), 'empty');
    mkdirSync(top);
    git(top, 'init', '--quiet');
    assert.match(await refused(top, 'worktree/no-commits'), /git commit/);
  });

  it('in a bare repository, though not in a worktree of one', async () => {
    const place = temporaryFolder();
    const bare = join(place, 'bare.git');
    git(worktreeRepository(), 'clone', '--quiet', '--bare', '.', bare);
    await refused(bare, 'worktree/bare');
    git(bare, 'worktree', 'add', '--quiet', join(place, 'tree'));
    assert.equal((await created(join(place, 'tree'), 'qa')).plan.path, join(place, 'tree/.worktrees/qa'));
  });

  it('when its branch is checked out elsewhere, and says where', async () => {
    const top = worktreeRepository();
    assert.match(await refused(top, 'worktree/branch-in-use', { branch: 'main' }), new RegExp(`checked out in ${top},`));
    const { plan } = await created(top, 'one', { branch: 'work' });
    assert.match(await refused(top, 'worktree/branch-in-use', { role: 'two', branch: 'work' }), new RegExp(plan.path));
  });

  it('when its branch would be a folder of another one', async () => {
    const top = worktreeRepository();
    git(top, 'branch', 'feature');
    git(top, 'branch', 'deep/a/b');
    await refused(top, 'worktree/branch-nested');
    await refused(top, 'worktree/branch-nested', { branch: 'deep/a' });
    git(top, 'pack-refs', '--all');
    await refused(top, 'worktree/branch-nested');
  });

  it('when there is no such base, naming one that is near', async () => {
    const top = worktreeRepository();
    assert.match(await refused(top, 'worktree/unknown-base', { base: 'mian' }), /but a branch main/);
    await refused(top, 'worktree/unknown-base', { base: '--all' });
    await refused(top, 'worktree/unknown-base', { base: 'HEAD:a.txt' });
  });

  it('when nothing says where to begin: a detached head, and neither main nor master', async () => {
    const top = worktreeRepository();
    git(top, 'checkout', '--quiet', '--detach');
    git(top, 'branch', '--move', 'main', 'trunk');
    assert.match(await refused(top, 'worktree/no-base'), /--base/);
    await created(top, 'backend', { base: 'trunk' });
  });

  it('when something else is at its place: a folder with files, a file, a link', async () => {
    const top = worktreeRepository();
    writeFiles(top, { '.worktrees/one/x': 'x', '.worktrees/two': 'x' });
    symlinkSync(temporaryFolder(), join(top, '.worktrees/three'));
    for (const role of ['one', 'two', 'three']) await refused(top, 'worktree/occupied', { role });
    assert.equal(readFileSync(join(top, '.worktrees/one/x'), 'utf8'), 'x');
  });

  it('when .worktrees is a link that leads out', async () => {
    const top = worktreeRepository();
    const elsewhere = temporaryFolder();
    symlinkSync(elsewhere, join(top, '.worktrees'));
    await refused(top, 'worktree/occupied');
    assert.deepEqual(readdirSync(elsewhere), []);
  });

  it('when it is on record and its directory is gone, or its making was interrupted', async () => {
    const top = worktreeRepository();
    const { plan } = await created(top, 'backend');
    writeFileSync(join(top, '.git/worktrees/backend/locked'), 'initializing');
    assert.match(await refused(top, 'worktree/half-made'), /doctor --fix/);
    rmSync(join(top, '.git/worktrees/backend/locked'));
    rmSync(plan.path, { recursive: true });
    assert.match(await refused(top, 'worktree/gone'), /doctor --fix/);
  });

  it('when it exists on another branch', async () => {
    const top = worktreeRepository();
    await created(top, 'backend', { branch: 'work' });
    assert.match(await refused(top, 'worktree/exists', { branch: 'other' }), /on branch work/);
  });

  it('in a path with a line break', async () => {
    const top = join(temporaryFolder(), 'line\nbreak');
    mkdirSync(top);
    git(top, 'init', '--quiet');
    git(top, 'commit', '--quiet', '--allow-empty', '-m', 'first');
    await refused(top, 'worktree/path');
  });

  it('for a role or a branch that must not reach a path or a command line', async () => {
    const top = worktreeRepository();
    for (const role of ['', '.', '..', '../x', 'a/b', '-rf', 'a b', '$(x)', 'a\nb', 'a;b', 'con', 'NUL.txt', 'x'.repeat(51), '日本', '\u202ex', 'a\0b']) await refused(top, 'worktree/role', { role });
    for (const branch of ['-b', 'a b', 'a..b', '--orphan=x', '$(x)', 'a\nb', 'x.lock']) await refused(top, 'worktree/branch', { branch });
    await refused(top, 'worktree/branch', { role: 'backend.lock' });
    assert.ok(!existsSync(join(top, '.worktrees')));
  });

  it('where the repository belongs to somebody else', async function () {
    if (process.getuid?.() !== 0) { this.skip(); }
    const top = worktreeRepository();
    for (const path of [top, join(top, '.git')]) chownSync(path, 4242, 4242);
    const made = await create(top, 'backend');
    assert.match(made.kind === 'refusal' ? made.message : '', /belongs to somebody else.*safe\.directory/);
  });
});
