import { existsSync, mkdirSync, renameSync, rmdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { WorkflowError } from '../../base/workflow-error.js';
import { advice, nextStep } from '../../core/plans/next-step.js';
import { refusal, type Refusal } from '../../core/plans/plan.js';
import { checkRemoval, type RemovalFacts } from '../../core/worktrees/check-removal.js';
import type { UnfinishedOperation, WorktreeEntry, WorktreeState } from '../../core/worktrees/worktree.js';
import { hasEnvironment } from '../parallel/write-environment.js';
import { errorCode } from '../regular-file.js';
import { makeBackup, timeName, type Backup } from './backup.js';
import { lookAt } from './look-at.js';
import type { WorktreePlace } from './place.js';
import { adminOf, gitDirOf, readWorktrees } from './repository-files.js';
import { changedSince, textOfPath, walkTree, type Walk } from './tree-walk.js';

/** How a worktree is removed. */
export interface RemovalRequest {
  readonly state: WorktreeState;
  readonly force: boolean;
  /** Commits that are nowhere else are about to be merged, or were. */
  readonly merges?: boolean;
  /** Who works there, in words. */
  readonly agent: string | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Called when nothing stands in the way, before anything is done; what it refuses stays. */
  readonly beforeRemoval?: () => Promise<Refusal | null>;
}

/** A worktree that is no longer there. */
export interface Removed {
  readonly kind: 'removed';
  /** `null`: it held nothing that the repository has not. */
  readonly backup: Backup | null;
  /** Ends when the directory's content is deleted as well; until then it lies in the trash. */
  readonly emptied: Promise<void>;
}

/** What stands in the way of removing a worktree, or what would be lost and is to be kept. */
export type Removable = { readonly kind: 'removable'; readonly walk: Walk; readonly keeps: boolean } | Refusal;

/** Where removed directories wait for being deleted, inside of the folder of worktrees. */
export const trashName = '.trash';

/** Looks whether a worktree may be removed. Changes nothing. */
export async function checkWorktree(where: WorktreePlace, { state, force, agent, merges = false }: Omit<RemovalRequest, 'now' | 'beforeRemoval'>): Promise<Removable> {
  const walk = await walkTree(state.path);
  const facts = await factsOf(where, { state, agent, walk });
  if (facts === null) return refusal('worktree/git', advice`git cannot look at ${state.path}, so nobody knows what would be lost; see: ${nextStep('worktree doctor')}`);
  return checkRemoval(merges ? { ...facts, unmerged: 0 } : facts, force) ?? { kind: 'removable', walk, keeps: await keepsSomething(where, { facts, walk }) };
}

async function factsOf(where: WorktreePlace, { state, agent, walk }: { readonly state: WorktreeState; readonly agent: string | null; readonly walk: Walk }): Promise<RemovalFacts | null> {
  const { place, git } = where;
  const status = await lookAt(git, state);
  if (status === null || place.commonDir === null) return null;
  const entries = readWorktrees(place.commonDir);
  const entry = entries.find(({ path }) => path === state.path);
  if (entry === undefined) return null;
  const submodules = new Set(await gitlinks(where, state.path));
  const nested = walk.repositories.map(textOfPath);
  const worktrees = nested.map((path) => join(state.path, path)).filter((path) => entries.some((other) => other.path === path));
  return {
    role: state.role, entry, agent, status, unfinished: unfinishedIn(gitDirOf(state.path)),
    nestedWorktrees: worktrees, submodules: nested.filter((path) => submodules.has(path)),
    nestedRepositories: nested.filter((path) => !submodules.has(path) && !worktrees.includes(join(state.path, path))), unmerged: await unmergedIn(where, entry),
  };
}

async function gitlinks({ git }: WorktreePlace, path: string): Promise<readonly string[]> {
  const { stdout } = await git.run(['ls-files', '-z', '--stage'], { cwd: path });
  return stdout.split('\0').filter((line) => line.startsWith('160000 ')).map((line) => line.slice(line.indexOf('\t') + 1));
}

const unfinished: Readonly<Record<string, UnfinishedOperation>> = {
  MERGE_HEAD: 'merge', 'rebase-merge': 'rebase', 'rebase-apply': 'rebase', CHERRY_PICK_HEAD: 'cherry-pick', REVERT_HEAD: 'revert', BISECT_LOG: 'bisect',
};

/** What somebody has begun in a working tree and not finished. */
function unfinishedIn(gitDir: string | null): UnfinishedOperation | null {
  return Object.entries(unfinished).find(([name]) => gitDir !== null && existsSync(join(gitDir, name)))?.[1] ?? null;
}

/** Commits that would be in no other branch, tag or remote. */
async function unmergedIn({ git }: WorktreePlace, { head, branch, path }: WorktreeEntry): Promise<number> {
  if (head === null) return 0;
  // A pattern below refs/heads, because it is about --branches.
  const own = branch === null ? [] : [`--exclude=${branch.replaceAll(/[*?[\\]/g, '\\$&')}`];
  const { code, stdout } = await git.run(['rev-list', '--count', head, '--not', ...own, '--branches', '--tags', '--remotes'], { cwd: path });
  if (code !== 0) throw new WorkflowError('io', `git could not count the commits of ${path}, so nothing was removed.`);
  return Number(stdout.trim());
}

/**
 * Whether there is anything that the repository would not have without the directory: also what flags of the index hide from a status,
 * and line endings that git takes for the same.
 */
async function keepsSomething({ git }: WorktreePlace, { facts, walk }: { readonly facts: RemovalFacts; readonly walk: Walk }): Promise<boolean> {
  const { entry, status, unmerged } = facts;
  if (status.uncommitted > 0 || (entry.branch === null && unmerged > 0)) return true;
  const { stdout } = await git.run(['ls-files', '-z', '-v', '--eol'], { cwd: entry.path });
  const lines = stdout.split('\0').filter((line) => line !== '');
  const environment = hasEnvironment(entry.path) ? 1 : 0;
  return lines.length + environment !== walk.files.size || lines.some((line) => !isAsCommitted(line));
}

/** A line of `ls-files -v --eol`: no flag, and the line endings on the disk are those in the repository. */
function isAsCommitted(line: string): boolean {
  const [, inIndex, onDisk] = /^H i\/(\S*) +w\/(\S*)/.exec(line) ?? [];
  return inIndex !== undefined && inIndex === onDisk;
}

/** Looks again after what is to happen before: it may have left something. */
async function readyToGo(where: WorktreePlace, request: RemovalRequest): Promise<Removable> {
  const checked = await checkWorktree(where, request);
  if (checked.kind === 'refusal' || request.beforeRemoval === undefined) return checked;
  return await request.beforeRemoval() ?? checkWorktree(where, request);
}

/** Removes a worktree after making a backup of all that would be lost; refuses where that cannot be done. */
export async function removeWorktree(where: WorktreePlace, request: RemovalRequest): Promise<Removed | Refusal> {
  const { state, now } = request;
  const checked = await readyToGo(where, request);
  if (checked.kind === 'refusal') return checked;
  const backup = checked.keeps ? await makeBackup(where.git, { ...state, walk: checked.walk, now }) : null;
  const trash = moveToTrash(where.home, state, timeName(now));
  if (typeof trash !== 'string') return trash;
  const changed = changedSince(checked.walk, await walkTree(trash));
  if (changed !== null) {
    renameSync(trash, state.path);
    return refusal('worktree/busy', `Somebody is writing in the worktree "${state.role}" (${textOfPath(changed)}), so it stays; stop who works there and try again.`);
  }
  return forget(where, { state, trash, backup });
}

/** Out of the way in one step: who still writes to the old path fails, and who holds a file open is noticed. */
function moveToTrash(home: string, { path, role }: WorktreeState, time: string): string | Refusal {
  const inHome = path.startsWith(home + sep);
  const trash = join(inHome ? home : dirname(path), trashName, `${role}-${time}-${process.pid}`);
  try {
    mkdirSync(dirname(trash), { recursive: true });
    renameSync(path, trash);
    return trash;
  } catch (error) {
    return refusal('worktree/busy', `The directory ${path} cannot be moved (${errorCode(error) ?? String(error)}); close what has it open, and try again.`);
  }
}

/** Takes the worktree off the record. If git does not, the directory goes back to where it was. */
async function forget({ git, place }: WorktreePlace, { state, trash, backup }: { readonly state: WorktreeState; readonly trash: string; readonly backup: Backup | null }): Promise<Removed | Refusal> {
  const { code, stderr } = await git.run(['worktree', 'remove', '--force', '--', state.path], { cwd: place.root, changes: true });
  if (place.commonDir !== null && adminOf(place.commonDir, state.path) !== null) {
    renameSync(trash, state.path);
    return refusal('worktree/git', advice`git could not take the worktree "${state.role}" off its record (${code}: ${stderr.trim().split('\n')[0] ?? ''}), so it stays; see: ${nextStep('worktree doctor')}`);
  }
  return { kind: 'removed', backup, emptied: emptyTrash(dirname(trash), trash) };
}

/** Deletes what was moved away, and the trash itself when nothing else is in it. */
async function emptyTrash(bin: string, trash: string): Promise<void> {
  await rm(trash, { recursive: true, force: true, maxRetries: 2 });
  try {
    rmdirSync(bin);
  } catch (error) {
    if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'EEXIST') throw error;
  }
}
