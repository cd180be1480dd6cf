import type { RunStatus, VersionStatus } from './version-status.js';

/**
 * The records of document 001, field for field, in our own spelling (`session_id` in a file is `sessionId` here; the codec turns
 * one into the other). Times are ISO 8601 texts as they stand in the file; hashes are `sha256:` and lower-case hexadecimal.
 */
export interface Version {
  readonly version: string;
  readonly feature: string;
  readonly sessionId: string;
  readonly parentVersion: string | null;
  readonly status: VersionStatus;
  readonly startedAt: string;
  readonly completedAt: string | null;
  readonly approvals: { readonly design: Approval; readonly implementation: Approval };
  /** Ids of task runs. */
  readonly taskSessions: readonly string[];
  readonly summary: VersionSummary;
}

/** The two things about a version that are approved. */
export const approvalKinds = ['design', 'implementation'] as const;
export type ApprovalKind = (typeof approvalKinds)[number];

/** Whether somebody agreed, who, and when. */
export interface Approval {
  readonly status: 'pending' | 'approved' | 'rejected';
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
  readonly rejectionReason: string | null;
}

/** What the task runs of a version come to (`deriveSummary`). */
export interface VersionSummary {
  readonly totalTasks: number;
  readonly tasksCompleted: number;
  readonly entitiesCreated: number;
  readonly entitiesUpdated: number;
  readonly entitiesDeleted: number;
  readonly filesCreated: number;
  readonly filesUpdated: number;
  readonly filesDeleted: number;
}

/** What kind of task a run is about. */
export const taskTypes = ['create', 'update', 'delete', 'refactor', 'test'] as const;
/** One of them. */
export type TaskType = (typeof taskTypes)[number];

/** One attempt at a task. What may be absent is beyond document 001. */
export interface TaskRun {
  readonly sessionId: string;
  readonly workflowVersion: string;
  readonly taskId: string;
  readonly taskType: TaskType;
  readonly agent: string;
  readonly startedAt: string;
  readonly completedAt: string | null;
  readonly durationMs: number | null;
  readonly status: RunStatus;
  readonly operations: readonly Operation[];
  readonly reviewSession: Review | null;
  readonly errors: readonly ErrorRecord[];
  readonly attemptNumber: number;
  readonly previousAttempts: readonly string[];
  /** Working tree in which it works, relative to the state root; absent: the state root itself. */
  readonly worktree?: string;
  readonly leftOut?: readonly string[];
  /** What shows that the work is right, oldest first. */
  readonly evidence?: readonly Evidence[];
  /** Of a record of rolling back: what was undone, and the version's status before, where that changes with it. */
  readonly rollback?: { readonly of: string; readonly statusBefore?: VersionStatus };
}

/**
 * A proof that tests fail without what they test and pass with it, or an attempt at one (beyond document 001). The tests were of a commit,
 * or staged: then `tree` is the tree of the index, and there is no `commit` and no `head`.
 */
export interface Evidence {
  readonly kind: 'red_proof';
  readonly recordedAt: string;
  readonly proved: boolean;
  readonly reason: string;
  readonly commit: string | null;
  readonly tree: string | null;
  /** The commit at which the tests were run with what they test. */
  readonly head: string | null;
  readonly tests: readonly string[];
  /** The command as it was run. */
  readonly command: readonly string[];
  readonly red: EvidenceRun;
  /** `null`: there was nothing yet to pass. */
  readonly green: EvidenceRun | null;
}

/** How tests ended, with the end of what they printed. */
export interface EvidenceRun {
  readonly exitCode: number;
  readonly output: string;
}

/** What an operation may do. */
export const operationTypes = ['CREATE', 'UPDATE', 'DELETE', 'RENAME', 'MOVE'] as const;
/** One of them. */
export type OperationType = (typeof operationTypes)[number];

/** What an operation may be done to. */
export const targetTypes = ['file', 'entity', 'task', 'manifest'] as const;
/** One of them. */
export type TargetType = (typeof targetTypes)[number];

/** One recorded change. */
export interface Operation {
  readonly id: string;
  readonly type: OperationType;
  readonly targetType: TargetType;
  readonly targetId: string;
  /** Path relative to the run's working tree; of a file that was renamed or moved, where it is now. */
  readonly targetPath: string | null;
  readonly changes: { readonly before: string | null; readonly after: string | null; readonly diffSummary: string };
  readonly performedAt: string;
  readonly reversible: boolean;
  readonly rollbackData: RollbackRecipe | null;
}

/** What a file is. Other permissions than the right to execute are not recorded; of a link, the target is the content. */
export type FileMode = 'file' | 'executable' | 'symlink';

/** What undoes an operation. `contentHash` names content of the store; `path` is the operation's own when it is absent. */
export interface RollbackRecipe {
  readonly action?: 'delete_file' | 'restore_content' | 'move_file';
  readonly path?: string;
  readonly contentHash?: string;
  /** What kind of file is restored; absent: what it is now, or a plain file. */
  readonly mode?: FileMode;
  /** What kind of file it was made into, where that changed too. */
  readonly modeAfter?: FileMode;
  readonly from?: string;
  readonly to?: string;
}

/** What a review may come to. */
export const reviewDecisions = ['approved', 'rejected', 'needs_changes'] as const;
/** One of them. */
export type ReviewDecision = (typeof reviewDecisions)[number];

/** The six checks of a review, in the order of document 001. */
export const checkNames = ['fileExists', 'manifestCompliance', 'codeQuality', 'lint', 'build', 'tests'] as const;
/** One of them. */
export type CheckName = (typeof checkNames)[number];
/** What a check came to; `skip`: it was not made. */
export type CheckResult = 'pass' | 'fail' | 'skip';

/** A decision about a task run, with what it rests on. Open while `completedAt` is `null`; then `decision` is too. */
export interface Review {
  readonly sessionId: string;
  readonly taskSessionId: string;
  readonly workflowVersion: string;
  readonly reviewer: string;
  readonly startedAt: string;
  readonly completedAt: string | null;
  readonly decision: ReviewDecision | null;
  readonly checks: Readonly<Record<CheckName, CheckResult>>;
  readonly notes: string;
  /** `path:line: text` names a place. */
  readonly issuesFound: readonly string[];
  readonly suggestions: readonly string[];
}

/** Something that went wrong in a task run. */
export interface ErrorRecord {
  readonly timestamp: string;
  readonly phase: string;
  readonly errorType: string;
  readonly message: string;
  readonly stackTrace: string | null;
  readonly resolved: boolean;
  readonly resolution: string | null;
}

/** A task as it was when its run began. */
export interface TaskSnapshot {
  readonly id: string;
  readonly type: TaskType;
  readonly title: string;
  readonly agent: string;
  readonly statusAtSnapshot: string;
  readonly entityIds: readonly string[];
  readonly filePaths: readonly string[];
  readonly dependencies: readonly string[];
  readonly description: string;
  readonly acceptanceCriteria: readonly string[];
  readonly snapshottedAt: string;
  /** File of the task relative to the state root; empty when there is none. */
  readonly sourcePath: string;
}

/** The versions at a glance: a cache of what the folders say. */
export interface VersionIndex {
  readonly versions: readonly IndexEntry[];
  readonly latestVersion: string | null;
  readonly totalVersions: number;
}

/** One version in the index. */
export interface IndexEntry {
  readonly version: string;
  readonly feature: string;
  readonly status: VersionStatus;
  readonly startedAt: string;
  readonly completedAt: string | null;
  readonly tasksCount: number;
  readonly operationsCount: number;
}
