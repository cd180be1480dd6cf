import { randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { WorkflowError } from '../../base/workflow-error.js';
import type { CancelSignal, Git } from '../../core/ports.js';
import { excerpt } from '../../core/text/escape.js';

/** Installed packages, which git ignores and tests need: the scratch tree uses those of the working tree. */
const packages: ReadonlySet<string> = new Set(['node_modules', 'vendor', '.venv', 'venv', 'bower_components', 'Pods', '.bundle', 'deps']);

/** A repository whose trees are tried out. `top`: the working tree, absolute. */
export interface TriedRepository {
  readonly git: Git;
  readonly top: string;
  readonly signal: CancelSignal | undefined;
}

/** Checks a commit out into a worktree of its own, lets something be done there, and removes it whatever happens. */
export async function inScratchTree<Value>(repository: TriedRepository, commit: string, work: (folder: string) => Promise<Value>): Promise<Value> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'workflow-red-')));
  const folder = join(home, basename(repository.top));
  try {
    await gitOrFail(repository, ['worktree', 'add', '--quiet', '--detach', folder, commit], { changes: true });
    await linkPackages(repository, folder);
    return await work(folder);
  } finally {
    // Also when somebody cancelled, so without the signal.
    rmSync(home, { recursive: true, force: true });
    await repository.git.run(['worktree', 'prune'], { cwd: repository.top, changes: true });
  }
}

async function linkPackages(repository: TriedRepository, folder: string): Promise<void> {
  const listed = await gitOrFail(repository, ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory']);
  const found = listed.split('\0').map((path) => path.replace(/\/$/, '')).filter((path) => packages.has(basename(path)));
  for (const path of found) {
    const link = join(folder, path);
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(repository.top, path), link, 'junction');
  }
}

/** What a commit is made of that is tried out: everything of a tree, but some paths as another tree has them. */
export interface MixedTree {
  readonly tree: string;
  /** Paths that are taken from `base`, or are not there when they are not in it. */
  readonly restored: readonly string[];
  /** `null`: nothing was there before. */
  readonly base: string | null;
}

/** Makes a commit that no branch knows of; the person's index is not touched. */
export async function commitMixed(repository: TriedRepository, { tree, restored, base }: MixedTree): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'workflow-index-'));
  const indexFile = join(home, randomUUID());
  try {
    await gitOrFail(repository, ['read-tree', tree], { indexFile, changes: true });
    const kept = base === null || restored.length === 0 ? '' : await gitOrFail(repository, ['ls-tree', '-r', '-z', '--full-tree', base]);
    const wanted = new Set(restored);
    const entries = kept.split('\0').filter((entry) => wanted.has(entry.slice(entry.indexOf('\t') + 1)));
    const removed = restored.map((path) => `0 ${'0'.repeat(40)}\t${path}\0`);
    if (restored.length > 0) {
      const input = [...removed, ...entries.map((entry) => `${entry}\0`)].join('');
      await gitOrFail(repository, ['update-index', '-z', '--index-info'], { indexFile, changes: true, input });
    }
    const mixed = (await gitOrFail(repository, ['write-tree'], { indexFile, changes: true })).trim();
    const env = { GIT_AUTHOR_NAME: 'workflow', GIT_AUTHOR_EMAIL: 'workflow@localhost', GIT_COMMITTER_NAME: 'workflow', GIT_COMMITTER_EMAIL: 'workflow@localhost' };
    return (await gitOrFail(repository, ['commit-tree', mixed, '-m', 'Scratch'], { env, changes: true })).trim();
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** The answer of git, which must not fail. */
export async function gitOrFail({ git, top, signal }: TriedRepository, args: readonly string[], options: Parameters<Git['run']>[1] = {}): Promise<string> {
  const { code, stdout, stderr } = await git.run(args, { cwd: top, ...(signal === undefined ? {} : { signal }), ...options });
  if (code !== 0) throw new WorkflowError('io', `git ${args[0] ?? ''} failed in ${top}: ${excerpt(stderr.trim())}`);
  return stdout;
}
