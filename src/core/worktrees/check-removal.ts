import { advice, nextStep } from '../plans/next-step.js';
import { refusal, type Refusal } from '../plans/plan.js';
import type { LookedAt, UnfinishedOperation, WorktreeEntry } from './worktree.js';

/** What must be known of a worktree before it is removed. */
export interface RemovalFacts {
  readonly role: string;
  readonly entry: WorktreeEntry;
  /** Who works there now, in words; `null`: nobody. */
  readonly agent: string | null;
  /** Paths of other worktrees inside of it. */
  readonly nestedWorktrees: readonly string[];
  /** Repositories inside of it that it does not know, relative. */
  readonly nestedRepositories: readonly string[];
  /** Submodules with a repository of their own, relative. */
  readonly submodules: readonly string[];
  readonly unfinished: UnfinishedOperation | null;
  readonly status: LookedAt;
  /** Commits that no other branch and no remote has. */
  readonly unmerged: number;
}

/**
 * Why a worktree must not be removed (quality 4), or `null`. In the order in which a person would want to know. `force` overrides only
 * what a backup keeps: uncommitted work and commits that are nowhere else.
 */
export function checkRemoval(facts: RemovalFacts, force: boolean): Refusal | null {
  return neverRemoved(facts) ?? (force ? null : unsaved(facts));
}

function neverRemoved({ role, entry, agent, nestedWorktrees, nestedRepositories, submodules, unfinished }: RemovalFacts): Refusal | null {
  const { path, locked } = entry;
  if (agent !== null) return refusal('worktree/busy', advice`${agent} works in the worktree "${role}"; stop it first: ${nextStep('parallel stop')}`);
  if (locked === 'initializing') return refusal('worktree/half-made', advice`The making of the worktree "${role}" was interrupted, or is still going on; if nobody is at it: ${nextStep('worktree doctor', '--fix')}`);
  if (locked !== null) return refusal('worktree/locked', `The worktree "${role}" is locked${locked === '' ? '' : ` (${locked})`}; if that is over: git worktree unlock ${quoted(path)}`);
  const [worktree] = nestedWorktrees;
  if (worktree !== undefined) return refusal('worktree/nested', `Another worktree lies inside of "${role}": ${worktree}; remove or move that one first: git worktree move`);
  const [submodule] = submodules;
  if (submodule !== undefined) return refusal('worktree/submodules', `The submodule ${submodule} of the worktree "${role}" has a repository that would go with it; push what it has, then: git -C ${quoted(path)} submodule deinit --all`);
  const [repository] = nestedRepositories;
  if (repository !== undefined) return refusal('worktree/nested', `${repository} in the worktree "${role}" is a repository of its own that no backup would hold; move it elsewhere first.`);
  if (unfinished !== null) return refusal('worktree/unfinished', `A ${unfinished} is going on in the worktree "${role}"; finish it or call it off there: ${wayOut(unfinished, path)}`);
  return null;
}

/** What a forced removal puts into a backup; without force a person decides what it is worth. */
function unsaved({ role, entry, status, unmerged }: RemovalFacts): Refusal | null {
  const parts = [changes(status.uncommitted - status.untracked, 'uncommitted change'), changes(status.untracked, 'untracked file')].filter((part) => part !== null);
  if (parts.length > 0) {
    return refusal('worktree/dirty', advice`The worktree "${role}" has ${parts.join(' and ')}; commit them, or remove it all the same, with a backup: ${nextStep('worktree cleanup', role, '--force')}`);
  }
  if (unmerged === 0) return null;
  const where = entry.branch === null ? 'It is on no branch, and' : `Branch ${entry.branch} of the worktree "${role}"`;
  const what = unmerged === 1 ? 'a commit that is' : `${unmerged} commits that are`;
  return refusal('worktree/unpushed', advice`${where} has ${what} neither merged nor pushed; merge and remove (${nextStep('worktree finish', role)}), or remove only the directory and keep ${entry.branch === null ? 'a backup' : 'the branch'}: ${nextStep('worktree cleanup', role, '--force')}`);
}

function changes(count: number, noun: string): string | null {
  return count === 0 ? null : `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function wayOut(operation: UnfinishedOperation, path: string): string {
  return operation === 'bisect' ? `git -C ${quoted(path)} bisect reset` : `git -C ${quoted(path)} ${operation} --abort`;
}

/** A path in a command that a person may copy. */
export function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
