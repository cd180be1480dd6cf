import type { Plan, Refusal, Transition } from '../plans/plan.js';
import type { YamlEdit } from '../text/yaml-edit.js';
import { renderLogLine } from './operations-log.js';
import { renderRecord } from './record-codec.js';
import { recordTime, runSessionId } from './record-ids.js';
import { planRecords, type RecordChange, type VersionContext } from './record-plan.js';
import { durationOf } from './summary.js';
import { asTaskId } from '../layout/names.js';
import type { Operation, TaskRun } from './version.js';
import { runDirectory, runFiles } from './version-layout.js';
import type { VersionStatus } from './version-status.js';
import type { RunState, Versions, VersionState } from './versions.js';

/** A rolling back that begins: what is undone, in which working tree, and what that does to files. */
export interface RollbackStart {
  readonly of: string;
  readonly worktree: string | null;
  readonly operations: readonly Operation[];
  /** The version's status, when this changes it: all of it is undone, or that is. */
  readonly statusBefore: VersionStatus | null;
}

/**
 * The record of a rolling back that begins. It is written before any file is touched and says all that will be done, so that one that
 * is interrupted can be finished, and one that is done can be undone.
 */
export function newRollback(version: VersionState, start: RollbackStart, { now, actor }: Pick<VersionContext, 'now' | 'actor'>): RunState {
  const { task, at } = freeName(version, now);
  const directory = runDirectory(version.name, task, 'rollbacks');
  const { of, statusBefore, worktree, operations } = start;
  const record: TaskRun = {
    sessionId: runSessionId(task, at), workflowVersion: version.name, taskId: task, taskType: 'update', agent: actor, startedAt: recordTime(at), completedAt: null, durationMs: null,
    status: 'in_progress', operations, reviewSession: null, errors: [], attemptNumber: 1, previousAttempts: [], ...(worktree !== null && { worktree }),
    rollback: { of, ...(statusBefore !== null && { statusBefore }) },
  };
  return { directory, path: `${directory}/${runFiles.session}`, version: version.name, task, record, broken: false, snapshot: null, attempts: [] };
}

/** `rollback_<yyyymmdd_hhmmss>`; of two in one second the later one takes the next. */
function freeName(version: VersionState, now: number): { readonly task: RunState['task']; readonly at: number } {
  const compact = recordTime(now).replaceAll(/[-:Z]/g, '').replace('T', '_');
  const task = asTaskId(`rollback_${compact}`);
  if (!task.ok) throw new Error(task.problem);
  return version.rollbacks.some((each) => each.task === task.value) ? freeName(version, now + 1_000) : { task: task.value, at: now };
}

/** Plans the record of a rolling back that begins. */
export async function planRollbackStart(versions: Versions, version: VersionState, { run, context }: { readonly run: RunState; readonly context: VersionContext }): Promise<Plan | Refusal> {
  const changes: readonly RecordChange[] = [
    { kind: 'create', path: `${run.directory}/${runFiles.log}`, text: run.record.operations.map((each) => `${renderLogLine(each)}\n`).join('') },
    { kind: 'create', path: run.path, text: renderRecord(run.record) },
  ];
  return planRecords(versions, { title: `Roll back ${run.record.rollback?.of ?? ''}`, after: { ...version, rollbacks: [...version.rollbacks, run] }, changes, transitions: [] }, context);
}

/**
 * Plans what is said when a rolling back is done: its record ends, and the version is rolled back when all of it was undone. `becomes`:
 * the version's status after it, `null` when that stays; undoing a rolling back gives back the status from before.
 */
export async function planRollbackEnd(versions: Versions, version: VersionState, { run, becomes, context }: { readonly run: RunState; readonly becomes: VersionStatus | null; readonly context: VersionContext }): Promise<Plan | Refusal> {
  const completedAt = recordTime(Math.max(context.now, Date.parse(run.record.startedAt)));
  const durationMs = durationOf({ startedAt: run.record.startedAt, completedAt });
  const ends: readonly YamlEdit[] = [{ kind: 'put', pointer: ['status'], value: 'completed' }, { kind: 'put', pointer: ['completed_at'], value: completedAt }, { kind: 'put', pointer: ['duration_ms'], value: durationMs }];
  const from = version.record.status;
  const isTurned = becomes !== null && becomes !== from;
  const record = isTurned ? { ...version.record, status: becomes } : version.record;
  const done: RunState = { ...run, record: { ...run.record, status: 'completed', completedAt, durationMs } };
  const turn: Transition = { entity: 'version', session: version.directory, id: version.name, from, to: becomes ?? from, reason: `rolled back ${run.record.rollback?.of ?? ''}` };
  return planRecords(versions, {
    title: `Rolled back ${run.record.rollback?.of ?? ''}`,
    after: { ...version, record, rollbacks: version.rollbacks.map((each) => (each.task === run.task ? done : each)) },
    changes: [{ kind: 'edit', path: run.path, edits: ends }, ...(isTurned ? [{ kind: 'edit' as const, path: version.path, edits: [{ kind: 'put' as const, pointer: ['status'], value: becomes }] }] : [])],
    transitions: isTurned ? [turn] : [],
  }, context);
}
