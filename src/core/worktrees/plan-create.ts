import { advice, nextStep } from '../plans/next-step.js';
import { refusal, type Refusal } from '../plans/plan.js';
import { asRole } from '../layout/names.js';
import { closest } from '../text/closest.js';
import { asBranchName, branchInTheWay, usualBranch } from './branch-name.js';
import type { WorktreeEntry } from './worktree.js';

/** What somebody wants. */
export interface CreateRequest {
  readonly role: string;
  readonly feature: string | null;
  readonly branch: string | null;
  readonly base: string | null;
}

/** What is at the place of a worktree before it is made. */
export type Occupied = 'nothing' | 'empty-directory' | 'directory' | 'other';

/** What must be known before a worktree is made. Paths are absolute, with the separators of the platform. */
export interface CreateFacts {
  /** The working tree whose `.worktrees` it goes to; `null`: not in a repository that can be believed. */
  readonly root: string | null;
  /** The state root is a bare repository itself. */
  readonly bare: boolean;
  readonly path: string;
  readonly occupied: Occupied;
  readonly entries: readonly WorktreeEntry[];
  /** Branch → commit. */
  readonly branches: ReadonlyMap<string, string>;
  /** The branch of the main working tree; `null`: detached. It may have no commit yet. */
  readonly current: string | null;
  /** The commit that a base which is no branch means; `null`: it means none. */
  readonly commitOfBase: string | null;
}

/** A worktree that can be made, or is there already. */
export interface CreatePlan {
  readonly kind: 'create-worktree';
  readonly role: string;
  readonly feature: string | null;
  readonly path: string;
  readonly branch: string;
  readonly base: string;
  /** The commit or branch it begins at. */
  readonly start: string;
  readonly newBranch: boolean;
  /** It is there already, just as it is wanted. */
  readonly exists: boolean;
}

/**
 * Says what making a worktree comes to (decisions 8.1), or why it cannot be made and what to do. Branch
 * `feature/<feature>-<role>` unless given; base: the given one, else main, else master, else the current branch.
 */
export function planCreate(request: CreateRequest, facts: CreateFacts): CreatePlan | Refusal {
  const role = asRole(request.role);
  if (!role.ok) return refusal('worktree/role', `${role.problem} Name the role in such characters, for example backend.`);
  const wanted = request.branch ?? usualBranch(role.value, request.feature);
  const branch = asBranchName(wanted);
  if (!branch.ok) return refusal('worktree/branch', `${branch.problem} Give another one with --branch.`);
  const base = baseOf(request, facts);
  return unusable(facts) ?? existing(facts, { ...request, role: role.value, branch: request.branch === null ? null : branch.value })
    ?? obstacle(facts) ?? (typeof base === 'string' ? planned(facts, { request, role: role.value, branch: branch.value, base }) : base);
}

/** Why there are none in a bare repository, and what to do. */
export const bareRefusal = refusal('worktree/bare', 'This is a bare repository, which has no working tree to put others beside; make one by hand (git worktree add ../main main) and call from there.');

/** Repositories in which none can be made. */
function unusable({ root, bare, branches, path }: CreateFacts): Refusal | null {
  if (bare) return bareRefusal;
  if (root === null) return refusal('worktree/no-repository', 'This folder is not in a git repository; go to one, or make one: git init && git add --all && git commit -m "First commit"');
  if (branches.size === 0) return refusal('worktree/no-commits', 'The repository has no commits yet, so there is nothing to begin a worktree at; make the first one: git add --all && git commit -m "First commit"');
  if (/[\n\r]/.test(path)) return refusal('worktree/path', 'The path of this repository contains a line break, which scripts that read paths would trip over; rename that folder.');
  return null;
}

/** The place is that of a worktree that the repository knows. */
function existing({ path, entries, branches }: CreateFacts, { role, feature, branch, base }: CreateRequest): CreatePlan | Refusal | null {
  const entry = entries.find((each) => each.path === path);
  if (entry === undefined) return null;
  const start = entry.branch ?? entry.head ?? '';
  return unfit(entry, role, branch)
    ?? { kind: 'create-worktree', role, feature, path, branch: entry.branch ?? '', base: base ?? (branches.has('main') ? 'main' : start), start, newBranch: false, exists: true };
}

/** Why the worktree that is there is not the one that is wanted. */
function unfit({ path, gone, locked, branch }: WorktreeEntry, role: string, wanted: string | null): Refusal | null {
  if (gone) return refusal('worktree/gone', advice`The worktree "${role}" is still on record, but its directory ${path} is gone; clear the record: ${nextStep('worktree doctor', '--fix')}`);
  if (locked === 'initializing') return refusal('worktree/half-made', advice`The making of the worktree "${role}" was interrupted, or is still going on; if nobody is at it: ${nextStep('worktree doctor', '--fix')}`);
  if (wanted === null || branch === wanted) return null;
  return refusal('worktree/exists', advice`The worktree "${role}" exists already, on ${branch === null ? 'no branch' : `branch ${branch}`}; use it, name another role, or remove it first: ${nextStep('worktree cleanup', role)}`);
}

function obstacle({ path, occupied }: CreateFacts): Refusal | null {
  if (occupied === 'directory') return refusal('worktree/occupied', `${path} is there already and is no worktree of this repository; look what it is and move it away, or name another role. A worktree that was moved is mended by: git worktree repair`);
  if (occupied === 'other') return refusal('worktree/occupied', `${path}, or a folder on the way to it, is a link or a file, where a folder is needed; remove it, or name another role.`);
  return null;
}

function baseOf({ base }: CreateRequest, { branches, current }: CreateFacts): string | Refusal {
  const chosen = base ?? ['main', 'master'].find((each) => branches.has(each)) ?? current;
  return chosen ?? refusal('worktree/no-base', 'There is neither a branch main nor master, and no branch is checked out to begin at; name one with --base.');
}

interface Chosen {
  readonly request: CreateRequest;
  readonly role: string;
  readonly branch: string;
  readonly base: string;
}

function planned({ path, entries, branches, commitOfBase }: CreateFacts, { request, role, branch, base }: Chosen): CreatePlan | Refusal {
  const newBranch = !branches.has(branch);
  const start = branches.get(base) ?? commitOfBase;
  if (start === null) return unknownBase(base, [...branches.keys()]);
  const user = entries.find((each) => each.branch === branch);
  if (user !== undefined) return refusal('worktree/branch-in-use', `Branch ${branch} is checked out in ${user.path}, and a branch can be in one place only; give another one with --branch, or work there.`);
  const other = newBranch ? branchInTheWay(branch, [...branches.keys()]) : null;
  if (other !== null) return refusal('worktree/branch-nested', `Branch ${branch} cannot be made beside branch ${other}, because git keeps branches as files in folders; give another name with --branch.`);
  return { kind: 'create-worktree', role, feature: request.feature, path, branch, base, start, newBranch, exists: false };
}

function unknownBase(base: string, branches: readonly string[]): Refusal {
  const near = closest(base, branches);
  return refusal('worktree/unknown-base', `There is no branch or commit "${base}"${near === undefined ? '' : `, but a branch ${near}`}; git branch --list shows what there is.`);
}
