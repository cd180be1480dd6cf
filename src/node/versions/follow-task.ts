import { asTaskId } from '../../core/layout/names.js';
import { sessionOfPath } from '../../core/layout/state-layout.js';
import type { Refusal } from '../../core/plans/plan.js';
import type { Files } from '../../core/ports.js';
import { loadConfig } from '../../core/specs/load-config.js';
import type { TaskStatus } from '../../core/tasks/task-status.js';
import type { FileForPerson } from '../../core/versions/needs-person.js';
import { isSentBack } from '../../core/versions/plan-run.js';
import { runOfSource } from '../../core/versions/version-for-run.js';
import { isOpenRun, type RunStatus } from '../../core/versions/version-status.js';
import type { RunState } from '../../core/versions/versions.js';
import { sessionByPath } from '../../core/workflow/selectors.js';
import type { WorkflowState } from '../../core/workflow/workflow-state.js';
import { runStart, type RunBeginner } from './run-start.js';
import type { Ending, VersionDesk } from './version-desk.js';

/** A task whose status was changed. */
export interface FollowedTask {
  readonly task: string;
  /** Its file, relative to the state root: ids repeat from session to session. */
  readonly source: string;
  readonly status: TaskStatus;
  readonly reason: string;
}

/** Where it was changed, and how its run begins, should one begin. `state`: with the task as it was found. */
export interface FollowedRoot {
  readonly files: Files;
  readonly state: WorkflowState;
  readonly beginner: RunBeginner;
}

/** What became of the run. `waitsFor`: the file because of which a person has to look before it is completed. */
export interface Followed {
  readonly kind: 'followed';
  readonly version: string;
  readonly status: RunStatus;
  readonly waitsFor: FileForPerson | null;
  readonly notes: readonly string[];
}

/**
 * Lets the run of a task follow the task's status: starting it opens a run, completing, failing or blocking it closes the run. `null`:
 * nothing is recorded for this task (`versions.record_runs` of config.yaml: `auto` in a repository of git, and elsewhere while a version
 * is open; `always`; `never`), or there is nothing to do.
 */
export async function followTask(desk: VersionDesk, root: FollowedRoot, followed: FollowedTask): Promise<Followed | Refusal | null> {
  const { record_runs: recordRuns } = (await loadConfig(root.files)).versions;
  if (recordRuns === 'never') return null;
  const versions = await desk.load();
  const run = runOfSource(versions, followed);
  if (followed.status !== 'active') return endFollowed(desk, run, followed);
  const isOpen = versions.versions.some(({ record }) => record.status === 'pending' || record.status === 'in_progress');
  const isRecorded = recordRuns === 'always' || desk.recorder.isInRepository || isOpen;
  return isRecorded && (run === null || canBegin(run)) ? beginFollowed(desk, root, followed) : null;
}

async function beginFollowed(desk: VersionDesk, { files, state, beginner }: FollowedRoot, followed: FollowedTask): Promise<Followed | Refusal | null> {
  const task = asTaskId(followed.task);
  if (!task.ok) return null;
  const session = sessionByPath(state, sessionOfPath(followed.source) ?? '');
  const done = await desk.startRun(await runStart(files, { task: task.value, session }, beginner));
  if (done.kind === 'refusal') return done;
  const begun = runOfSource(done.versions, followed);
  return begun === null ? null : { kind: 'followed', version: begun.version, status: begun.record.status, waitsFor: null, notes: done.notes };
}

async function endFollowed(desk: VersionDesk, run: RunState | null, followed: FollowedTask): Promise<Followed | Refusal | null> {
  const { task, status, reason } = followed;
  const end = ends[status];
  if (end === undefined || run === null || !mayEnd(run, end)) return null;
  let waitsFor: FileForPerson | null = null;
  const done = await desk.endRun(task, run.version, async (at) => {
    if (end !== 'completed') return { status: end, reason };
    const usual = await usualEnding(desk, at);
    if ('message' in usual) return usual;
    ({ waitsFor } = usual);
    return { status: usual.status, reason };
  });
  if (done.kind === 'refusal') return done;
  const ended = runOfSource(done.versions, { task, source: followed.source });
  return { kind: 'followed', version: run.version, status: ended?.record.status ?? end, waitsFor, notes: done.notes };
}

/** How a run ends when nobody said more: completed, unless a person has to look at what it changed, or a review asked for changes. */
export async function usualEnding(desk: VersionDesk, run: RunState): Promise<{ readonly status: Ending['status']; readonly waitsFor: FileForPerson | null } | Refusal> {
  if (isSentBack(run.record)) return { status: 'review', waitsFor: null };
  const found = run.record.status === 'in_progress' ? await desk.fileForPerson([run]) : null;
  if (found !== null && 'message' in found) return found;
  return { status: found === null ? 'completed' : 'review', waitsFor: found };
}

const ends: Readonly<Partial<Record<TaskStatus, Ending['status']>>> = { completed: 'completed', failed: 'failed', blocked: 'blocked' };

function canBegin({ record }: RunState): boolean {
  return record.status === 'blocked' || isSentBack(record) || !isOpenRun(record.status);
}

function mayEnd({ record }: RunState, end: Ending['status']): boolean {
  return record.status === 'in_progress' || (record.status === 'approved' && end === 'completed') || (record.status === 'blocked' && end === 'failed');
}
