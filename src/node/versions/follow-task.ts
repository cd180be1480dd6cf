import type { Refusal } from '../../core/plans/plan.js';
import type { TaskStatus } from '../../core/tasks/task-status.js';
import { isSentBack, type RunStart } from '../../core/versions/plan-run.js';
import type { RunState } from '../../core/versions/versions.js';
import { runOfSource } from '../../core/versions/version-for-run.js';
import { isOpenRun } from '../../core/versions/version-status.js';
import type { Done, Ending, VersionDesk } from './version-desk.js';

/** The setting `versions.record_runs` of config.yaml: `auto` records in a repository of git, and elsewhere while a version is open. */
export type RecordRuns = 'auto' | 'always' | 'never';

/** A task whose status was changed. `start`: how its run would begin; `completing`: how it ends when the task is completed. */
export interface FollowedTask {
  readonly task: string;
  /** Its file, relative to the state root: ids repeat from session to session. */
  readonly source: string;
  readonly status: TaskStatus;
  readonly reason: string;
  readonly start: () => Promise<Omit<RunStart, 'version'>>;
  readonly completing: (run: RunState) => Promise<Ending | Refusal>;
}

/**
 * Lets the run of a task follow the task's status: starting it opens a run, completing, failing or blocking it closes the run. `null`:
 * nothing is recorded for this task, or there is nothing to do.
 */
export async function followTask(desk: VersionDesk, recordRuns: RecordRuns, followed: FollowedTask): Promise<Done | Refusal | null> {
  if (recordRuns === 'never') return null;
  const versions = await desk.load();
  const run = runOfSource(versions, followed);
  if (followed.status !== 'active') return endFollowed(desk, run, followed);
  const isOpen = versions.versions.some(({ record }) => record.status === 'pending' || record.status === 'in_progress');
  const mayBegin = (recordRuns === 'always' || desk.recorder.isInRepository || isOpen) && (run === null || canBegin(run));
  return mayBegin ? desk.startRun(await followed.start()) : null;
}

async function endFollowed(desk: VersionDesk, run: RunState | null, { task, status, reason, completing }: FollowedTask): Promise<Done | Refusal | null> {
  const end = ends[status];
  if (end === undefined || run === null || !mayEnd(run, end)) return null;
  return desk.endRun(task, run.version, (at) => (end === 'completed' ? completing(at) : Promise.resolve({ status: end, reason })));
}

const ends: Readonly<Partial<Record<TaskStatus, Ending['status']>>> = { completed: 'completed', failed: 'failed', blocked: 'blocked' };

function canBegin({ record }: RunState): boolean {
  return record.status === 'blocked' || isSentBack(record) || !isOpenRun(record.status);
}

function mayEnd({ record }: RunState, end: Ending['status']): boolean {
  return record.status === 'in_progress' || (record.status === 'approved' && end === 'completed') || (record.status === 'blocked' && end === 'failed');
}
