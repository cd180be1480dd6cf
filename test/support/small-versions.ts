import { asTaskId, type TaskId } from '../../src/core/layout/names.js';
import type { Evidence, Operation, Review, TaskRun, Version } from '../../src/core/versions/version.js';
import { asVersionName, versionDirectory, versionPath, type RunHome, type VersionName } from '../../src/core/versions/version-layout.js';
import type { RunState, VersionState } from '../../src/core/versions/versions.js';

const begun = '2026-11-02T10:00:00Z';

function named(name: string): VersionName {
  const version = asVersionName(name);
  if (!version.ok) throw new Error(version.problem);
  return version.value;
}

function task(id: string): TaskId {
  const checked = asTaskId(id);
  if (!checked.ok) throw new Error(checked.problem);
  return checked.value;
}

export function smallOperation(targetPath: string, more: Partial<Operation> = {}): Operation {
  return {
    id: `op_20261102_100500_${targetPath.length}`, type: 'UPDATE', targetType: 'file', targetId: targetPath, targetPath,
    changes: { before: `sha256:${'a'.repeat(64)}`, after: `sha256:${'b'.repeat(64)}`, diffSummary: '+1 −1' }, performedAt: begun, reversible: true, rollbackData: null, ...more,
  };
}

export function smallReview(more: Partial<Review> = {}): Review {
  return {
    sessionId: 'review', taskSessionId: 'run', workflowVersion: 'v001', reviewer: 'person:ann', startedAt: begun, completedAt: begun, decision: 'approved',
    checks: { fileExists: 'pass', manifestCompliance: 'pass', codeQuality: 'skip', lint: 'skip', build: 'skip', tests: 'skip' }, notes: '', issuesFound: [], suggestions: [], ...more,
  };
}

/** A red proof of one test. */
export function smallEvidence(more: Partial<Evidence> = {}): Evidence {
  return {
    kind: 'red_proof', recordedAt: begun, proved: true, reason: 'It is.', commit: 'a'.repeat(40), tree: null, head: 'b'.repeat(40),
    tests: ['a.test.ts'], command: ['node', '--test', 'a.test.ts'], red: { exitCode: 1, output: 'not ok\n' }, green: { exitCode: 0, output: '' }, ...more,
  };
}

/** One task run; of `rollbacks`, what a rollback did. */
export function smallRun(id: string, record: Partial<TaskRun> = {}, { version = 'v001', attempts = [], broken = false, home = 'task_sessions' }: {
  readonly version?: string; readonly attempts?: readonly RunState[]; readonly broken?: boolean; readonly home?: RunHome; } = {}): RunState {
  const directory = `${versionDirectory(named(version))}/${home}/${id}`;
  return {
    directory, path: `${directory}/session.yml`, version: named(version), task: task(id), broken, attempts, snapshot: null,
    record: {
      sessionId: `${id}_run`, workflowVersion: version, taskId: id, taskType: 'create', agent: 'backend', startedAt: begun, completedAt: null, durationMs: null,
      status: 'in_progress', operations: [], reviewSession: null, errors: [], attemptNumber: 1, previousAttempts: [], ...record,
    },
  };
}

export function smallVersion(name: string, record: Partial<Version> = {}, { runs = [], rollbacks = [], broken = false }: Partial<Pick<VersionState, 'runs' | 'rollbacks' | 'broken'>> = {}): VersionState {
  const pending = { status: 'pending', approvedBy: null, approvedAt: null, rejectionReason: null } as const;
  return {
    name: named(name), directory: versionDirectory(named(name)), path: versionPath(named(name)), broken, runs, rollbacks,
    record: {
      version: name, feature: 'Login', sessionId: name, parentVersion: null, status: 'in_progress', startedAt: begun, completedAt: null,
      approvals: { design: pending, implementation: pending }, taskSessions: runs.map((each) => each.record.sessionId),
      summary: { totalTasks: 0, tasksCompleted: 0, entitiesCreated: 0, entitiesUpdated: 0, entitiesDeleted: 0, filesCreated: 0, filesUpdated: 0, filesDeleted: 0 }, ...record,
    },
  };
}

/** An approval that was given. */
export const given = { status: 'approved', approvedBy: 'person:ann', approvedAt: begun, rejectionReason: null } as const;
