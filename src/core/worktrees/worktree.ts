/** Vocabulary of worktrees (decisions 8). Paths are absolute, as git or the disk has them. */

/** A worktree as the repository knows it, whoever made it. */
export interface WorktreeEntry {
  readonly path: string;
  /** The commit it stands on; `null` before the first one, and where nobody can tell. */
  readonly head: string | null;
  /** Its branch without `refs/heads/`; `null`: detached, or bare. */
  readonly branch: string | null;
  /** The main working tree, or the bare repository itself. */
  readonly main: boolean;
  readonly bare: boolean;
  /** Why it is locked, `''` where no reason is given; `null`: it is not. */
  readonly locked: string | null;
  /** Its directory is gone, or leads to another repository: only the entry is left. */
  readonly gone: boolean;
}

/** What `git status` says of a working tree, in numbers. */
export interface TreeStatus {
  readonly head: string | null;
  readonly branch: string | null;
  /** Paths with something staged or changed, conflicts among them. */
  readonly changed: number;
  /** Untracked files that are not ignored. */
  readonly untracked: number;
  readonly conflicts: readonly string[];
}

/** What we wrote down when we made a worktree; it lies in its administrative directory and goes away with it. */
export interface WorktreeRecord {
  readonly role: string;
  readonly feature: string | null;
  /** What it was made from, and what it is compared and merged with. */
  readonly base: string;
}

/** An operation of git that somebody has begun in a worktree and not finished. */
export type UnfinishedOperation = 'merge' | 'rebase' | 'cherry-pick' | 'revert' | 'bisect';

/** active: nothing is uncommitted · dirty: something is · stale: its directory is gone · locked: it must not be removed. */
export type WorktreeWord = 'active' | 'dirty' | 'stale' | 'locked';

/** A worktree with what is known of it now: a row of lists and trees. What takes a run of git is `null` until it was asked for. */
export interface WorktreeState {
  /** Its role: what it was made for, or the last part of its path. */
  readonly role: string;
  readonly path: string;
  readonly branch: string | null;
  readonly head: string | null;
  readonly feature: string | null;
  readonly base: string | null;
  readonly locked: string | null;
  readonly gone: boolean;
  /** It lies where ours lie, so its role is how it is called. */
  readonly ours: boolean;
  readonly status: LookedAt | null;
}

/** What a run of git in one worktree told. */
export interface LookedAt {
  readonly uncommitted: number;
  readonly untracked: number;
  readonly conflicts: readonly string[];
  /** Commits that the base lacks, and that it has more; `null`: there is no base to compare with. */
  readonly ahead: number | null;
  readonly behind: number | null;
}

/** The one word for a worktree, the most urgent first. */
export function wordOf({ locked, gone, status }: Pick<WorktreeState, 'locked' | 'gone' | 'status'>): WorktreeWord {
  if (locked !== null) return 'locked';
  if (gone) return 'stale';
  return status !== null && status.uncommitted > 0 ? 'dirty' : 'active';
}
