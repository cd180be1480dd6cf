import type { Finding } from '../core/findings/finding.js';
import type { ApprovalKind } from '../core/versions/version.js';

/**
 * What a row stands for and what a command acts on: plain data, so that menus, drag and drop, the Task page and tests
 * name the same thing. `root` is the absolute path of the state root, `session` the session's path below it.
 */
export type Target =
  | { readonly kind: 'root'; readonly root: string }
  | SessionTarget
  | TaskTarget
  | FeatureTarget
  | { readonly kind: 'features'; readonly root: string }
  | { readonly kind: 'archived'; readonly root: string }
  | { readonly kind: 'finding'; readonly root: string; readonly finding: Finding }
  | { readonly kind: 'more'; readonly list: string }
  | AgentTarget
  | WorktreeTarget
  | VersionTarget;

export interface SessionTarget {
  readonly kind: 'session';
  readonly root: string;
  readonly session: string;
}

/** `spec` is the path of the feature's spec below the root; `requirement` the id of one of its requirements. */
export interface FeatureTarget {
  readonly kind: 'feature';
  readonly root: string;
  readonly spec: string;
  readonly requirement?: string;
}

/** `file` is the task's JSON relative to the root; it tells two files apart that claim the same id. */
export interface TaskTarget {
  readonly kind: 'task';
  readonly root: string;
  readonly session: string;
  readonly task: string;
  readonly file: string;
}

/** An agent, or what belongs to it: its port, its hand-over. */
export interface AgentTarget {
  readonly kind: 'agent';
  readonly root: string;
  readonly role: string;
}

/** A worktree; `path` is absolute. */
export interface WorktreeTarget {
  readonly kind: 'worktree';
  readonly root: string;
  readonly path: string;
  readonly role: string;
}

/** A version, or something in it: a task run or a rollback (`run`: its directory, relative to the root), one of its operations, an approval. */
export interface VersionTarget {
  readonly kind: 'version';
  readonly root: string;
  readonly version: string;
  readonly run?: string;
  readonly operation?: string;
  readonly approval?: ApprovalKind;
}

const kinds: ReadonlySet<unknown> = new Set<Target['kind']>(['root', 'session', 'task', 'feature', 'features', 'archived', 'finding', 'more', 'agent', 'worktree', 'version']);

/** Commands get what VS Code hands them: a tree row, a target of the Task page, or something of nobody's concern. */
export function targetOf(argument: unknown): Target | null {
  if (typeof argument !== 'object' || argument === null) return null;
  if ('target' in argument) return targetOf(argument.target);
  return 'kind' in argument && kinds.has(argument.kind) ? (argument as Target) : null;
}
