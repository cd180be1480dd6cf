import { refusal, type Refusal } from '../../core/plans/plan.js';
import { mergeIntoBase, type Merged } from './merge.js';
import type { WorktreePlace } from './place.js';
import { checkWorktree, removeWorktree, type RemovalRequest, type Removed } from './remove.js';

/** What finishing came to. */
export interface Finished {
  readonly kind: 'finished';
  readonly merged: Merged;
  readonly removed: Removed;
  readonly branchDeleted: boolean;
}

/**
 * Merge → remove the worktree → delete its branch, each only if the one before went well (decisions 8.5). What would stand in the way of
 * removing is found before anything is merged; a merge that does not go through leaves everything as it was.
 */
export async function finishWorktree(where: WorktreePlace, request: Omit<RemovalRequest, 'force' | 'merges'>): Promise<Finished | Refusal> {
  const removal: RemovalRequest = { ...request, force: false, merges: true };
  const checked = await checkWorktree(where, removal);
  if (checked.kind === 'refusal') return checked;
  const merged = await mergeIntoBase(where, request.state);
  if (merged.kind === 'refusal') return merged;
  const removed = await removeWorktree(where, { ...removal, merges: false });
  if (removed.kind === 'refusal') return refusal(removed.code, `${request.state.branch ?? ''} is merged, but the worktree stays: ${removed.message}`);
  return { kind: 'finished', merged, removed, branchDeleted: await deleteMerged(where, request.state) };
}

/** Deletes the branch, if really all of it is in the base. */
async function deleteMerged({ git, place }: WorktreePlace, { branch, base }: RemovalRequest['state']): Promise<boolean> {
  if (branch === null || base === null) return false;
  const contained = await git.run(['merge-base', '--is-ancestor', `refs/heads/${branch}`, `refs/heads/${base}`], { cwd: place.root });
  return contained.code === 0 && (await git.run(['branch', '-D', '--', branch], { cwd: place.root, changes: true })).code === 0;
}
