import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { refusal, type Refusal } from '../../core/plans/plan.js';
import { quoted } from '../../core/worktrees/check-removal.js';
import type { WorktreeState } from '../../core/worktrees/worktree.js';
import type { WorktreePlace } from './place.js';
import { gitDirOf, readBranches, readWorktrees } from './repository-files.js';

/** A merge that was made, or was not needed. `commits`: how many came in. */
export interface Merged {
  readonly kind: 'merged';
  readonly commits: number;
  readonly head: string;
}

interface MergeRequest {
  readonly role: string;
  /** The working tree it is made in; clean as far as the merge needs it. */
  readonly tree: string;
  readonly from: string;
  readonly into: string;
}

/** Brings the base into the branch of a worktree. Hooks of the repository do not run (see the Git port). */
export async function syncWorktree(where: WorktreePlace, { role, path, branch, base, status }: WorktreeState): Promise<Merged | Refusal> {
  if (branch === null) return refusal('worktree/detached', `The worktree "${role}" is on no branch, so there is nothing to bring up to date; in ${path}: git switch <branch>`);
  if (base === null) return refusal('worktree/no-base', `Nobody knows what the worktree "${role}" was made from: there is neither main nor master; merge by hand: git -C ${quoted(path)} merge <branch>`);
  if (status !== null && status.uncommitted > 0) return refusal('worktree/dirty', `The worktree "${role}" has ${status.uncommitted} uncommitted change${status.uncommitted === 1 ? '' : 's'}; commit them first: git -C ${quoted(path)} add --all && git -C ${quoted(path)} commit`);
  return mergeIn(where, { role, tree: path, from: base, into: branch });
}

/**
 * Brings the branch of a worktree into its base: in the working tree that the base is checked out in, or, where it is in none and nothing
 * but the branch has moved on, by moving it.
 */
export async function mergeIntoBase(where: WorktreePlace, { role, path, branch, base }: WorktreeState): Promise<Merged | Refusal> {
  if (branch === null || base === null || branch === base) return refusal('worktree/no-base', `Nobody knows where the work in "${role}" is to go: it needs a branch of its own and a base; merge by hand in ${path}.`);
  const { git, place } = where;
  if (place.commonDir === null) return refusal('worktree/no-repository', 'This folder is not in a git repository.');
  const tree = readWorktrees(place.commonDir).find((entry) => entry.branch === base && !entry.gone && !entry.bare);
  if (tree !== undefined) return mergeIn(where, { role, tree: tree.path, from: branch, into: base });
  const [from, to] = [readBranches(place.commonDir).get(branch), readBranches(place.commonDir).get(base)];
  const counted = await countIn(where, path, `${base}..${branch}`);
  const isForward = from !== undefined && to !== undefined && (await git.run(['merge-base', '--is-ancestor', to, from], { cwd: path })).code === 0;
  if (!isForward) return refusal('worktree/base-nowhere', `The base ${base} is checked out nowhere, so nothing can be merged into it; check it out in some working tree (git switch ${base}), and try again.`);
  const { code } = await git.run(['update-ref', '-m', `workflow: finish ${role}`, `refs/heads/${base}`, from, to], { cwd: path, changes: true });
  return code === 0 ? { kind: 'merged', commits: counted, head: from } : refusal('worktree/busy', `The base ${base} has just been changed by somebody else; try again.`);
}

/** A merge that either is made or leaves everything as it was. */
async function mergeIn(where: WorktreePlace, { role, tree, from, into }: MergeRequest): Promise<Merged | Refusal> {
  const { git } = where;
  const gitDir = gitDirOf(tree);
  if (gitDir !== null && existsSync(join(gitDir, 'MERGE_HEAD'))) return refusal('worktree/unfinished', `A merge is going on in ${tree}; finish it, or call it off: git -C ${quoted(tree)} merge --abort`);
  const commits = await countIn(where, tree, `HEAD..${from}`);
  if (commits > 0) {
    const { code, stderr } = await git.run(['merge', '--no-edit', '--no-stat', '--no-verify-signatures', '-m', `Merge branch '${from}' into ${into}`, from], { cwd: tree, changes: true });
    if (code !== 0) return callOff(where, { role, tree, from, into, gitDir, stderr });
  }
  const { stdout } = await git.run(['rev-parse', 'HEAD'], { cwd: tree });
  return { kind: 'merged', commits, head: stdout.trim() };
}

interface Failed extends MergeRequest {
  readonly gitDir: string | null;
  readonly stderr: string;
}

async function callOff({ git }: WorktreePlace, { tree, from, into, gitDir, stderr }: Failed): Promise<Refusal> {
  if (gitDir === null || !existsSync(join(gitDir, 'MERGE_HEAD'))) {
    const [line = ''] = stderr.split('\n').filter((each) => /^(fatal|error):/.test(each));
    return refusal('worktree/not-merged', `${from} could not be merged into ${into} (${line}), and nothing was changed; commit or put away what is open in ${tree}, and try again.`);
  }
  const { stdout } = await git.run(['ls-files', '--unmerged', '-z'], { cwd: tree });
  const files = [...new Set(stdout.split('\0').filter((line) => line !== '').map((line) => line.slice(line.indexOf('\t') + 1)))];
  const { code } = await git.run(['merge', '--abort'], { cwd: tree, changes: true });
  const after = code === 0 ? 'nothing was changed' : `the merge could not be called off (git -C ${quoted(tree)} merge --abort)`;
  return refusal('worktree/conflict', `${from} and ${into} both changed ${listed(files)}, and ${after}; merge by hand where the work is, and try again.`);
}

function listed(files: readonly string[]): string {
  const shown = files.slice(0, 3).join(', ');
  return files.length > 3 ? `${shown} and ${files.length - 3} more` : shown;
}

async function countIn({ git }: WorktreePlace, cwd: string, range: string): Promise<number> {
  const { code, stdout } = await git.run(['rev-list', '--count', '--end-of-options', range, '--'], { cwd });
  return code === 0 ? Number(stdout.trim()) : 0;
}
