import { success } from '../../base/result.js';
import type { TaskId } from '../layout/names.js';
import { advice, nextStep, type Advice } from '../plans/next-step.js';
import type { Plan, Refusal, Transition } from '../plans/plan.js';
import type { YamlEdit } from '../text/yaml-edit.js';
import { creationOf, newVersion, withStatus } from './plan-version.js';
import { recordJson, renderRecord } from './record-codec.js';
import { hasSummary, renderTaskSummary, summaryPathOf } from './task-summary.js';
import { recordTime, runSessionId } from './record-ids.js';
import { planRecords, refused, type Found, type RecordChange, type VersionChange, type VersionContext } from './record-plan.js';
import { renderLogLine } from './operations-log.js';
import { deriveSummary, durationOf } from './summary.js';
import { nextRunStatuses, type RunStatus } from './version-status.js';
import type { ErrorRecord, Operation, TaskRun, TaskSnapshot } from './version.js';
import { attemptsFolder, runDirectory, runFiles, type VersionName } from './version-layout.js';
import type { RunState, Versions, VersionState } from './versions.js';

/** A run that is to begin. `task` names its folder; `snapshot` is what `task.yml` will say. */
export interface RunStart {
  readonly task: TaskId;
  readonly snapshot: Omit<TaskSnapshot, 'snapshottedAt'>;
  /** Working tree in which it works, relative to the state root; `null`: the state root itself. */
  readonly worktree: string | null;
  /** The version it belongs to; `null`: one is made for this feature. */
  readonly version: VersionState | null;
  readonly feature: string;
}

/** Plans the beginning of a task run: the first one, another attempt, or the same one again after it was blocked. */
export async function planRunStart(versions: Versions, asked: RunStart, context: VersionContext): Promise<Plan | Refusal> {
  const start: Starting = { ...asked, sessionId: freeSessionId(versions, asked.task, context.now) };
  const base = start.version === null ? newVersion(versions, { feature: start.feature }, context) : success(start.version);
  if (!base.ok) return base.problem;
  const turned = withStatus(base.value, 'in_progress', context.now);
  if (!turned.ok) return turned.problem;
  const before = base.value.runs.find(({ task }) => task === start.task) ?? null;
  const begun = before === null ? newRun({ version: base.value.name, earlier: [] }, start, context) : nextRun(before, start, context);
  if (!begun.ok) return begun.problem;
  const { after } = turned.value;
  const runs = [...after.runs.filter(({ task }) => task !== start.task), begun.value.run];
  const listed = listedIn(after, begun.value.run.record.sessionId, before?.record.sessionId);
  const isNew = start.version === null;
  const summary = isNew ? deriveSummary(runs.map(({ record }) => record)) : after.record.summary;
  const version: VersionState = { ...after, runs, record: { ...after.record, taskSessions: listed.ids, summary } };
  return planRecords(versions, {
    title: `Start a run of ${start.task} in ${after.name}`, after: version,
    changes: isNew ? [creationOf(version), ...begun.value.changes] : [...begun.value.changes, ...turned.value.changes, ...listed.changes],
    transitions: [...turned.value.transitions, transition(version, begun.value.run, begun.value.from)],
  }, context);
}

/** A version lists the latest attempt at each task. */
function listedIn({ record, path }: VersionState, id: string, before: string | undefined): { readonly ids: readonly string[]; readonly changes: readonly RecordChange[] } {
  const { taskSessions } = record;
  const index = taskSessions.indexOf(before ?? id);
  if (taskSessions[index] === id) return { ids: taskSessions, changes: [] };
  if (index < 0) return { ids: [...taskSessions, id], changes: [{ kind: 'edit', path, edits: [{ kind: 'extend', pointer: ['task_sessions'], values: [id] }] }] };
  const ids = taskSessions.with(index, id);
  return { ids, changes: [{ kind: 'edit', path, edits: [{ kind: 'put', pointer: ['task_sessions'], value: ids }] }] };
}

interface Begun {
  readonly run: RunState;
  readonly from: RunStatus;
  readonly changes: readonly RecordChange[];
}

/** A run that is to begin, with the id that its record will have. */
interface Starting extends RunStart {
  readonly sessionId: string;
}

/** Where a run that is not written yet will be, and the attempts before it. */
interface RunSite {
  readonly version: VersionName;
  readonly earlier: readonly RunState[];
}

function newRun({ version, earlier }: RunSite, start: Starting, context: VersionContext): Found<Begun> {
  const directory = runDirectory(version, start.task);
  const { snapshot, worktree, task, sessionId } = start;
  const record: TaskRun = {
    sessionId, workflowVersion: version, taskId: task, taskType: snapshot.type, agent: snapshot.agent,
    startedAt: recordTime(context.now), completedAt: null, durationMs: null, status: 'in_progress', operations: [], reviewSession: null, errors: [],
    attemptNumber: earlier.length + 1, previousAttempts: earlier.map((each) => each.record.sessionId), ...(worktree !== null && { worktree }),
  };
  const taken = { ...snapshot, snapshottedAt: record.startedAt };
  const run: RunState = { directory, path: `${directory}/${runFiles.session}`, version, task, record, broken: false, snapshot: taken, attempts: earlier };
  return success({ run, from: 'pending', changes: [
    { kind: 'create', path: `${directory}/${runFiles.task}`, text: renderRecord(taken) },
    { kind: 'create', path: `${directory}/${runFiles.log}`, text: '' },
    { kind: 'create', path: run.path, text: renderRecord(record) },
  ] });
}

/** Ids count seconds; of two runs of a task that begin in one second, in whatever versions, the later one takes the next. */
function freeSessionId(versions: Versions, task: TaskId, now: number): string {
  const id = runSessionId(task, now);
  const isTaken = versions.versions.some(({ runs }) => runs.some((run) => [...run.attempts, run].some(({ record }) => record.sessionId === id)));
  return isTaken ? freeSessionId(versions, task, now + 1_000) : id;
}

function nextRun(before: RunState, start: Starting, context: VersionContext): Found<Begun> {
  const { record, task, broken } = before;
  if (broken) return refused('run/unreadable', advice`${before.path} cannot be read; repair it first, see: ${nextStep('check')}`);
  if (record.status === 'pending' || record.status === 'blocked') return resumed(before);
  if (isSentBack(record) || nextRunStatuses(record.status).length === 0) return retried(before, start, context);
  const next = record.status === 'review' ? advice`decide its review with: ${nextStep('review decide', task, '<decision>')}` : advice`finish it with: ${nextStep('run finish', task)}`;
  return refused('run/open', advice`The run of ${task} in ${before.version} is ${record.status} already; ${next}`);
}

/** A review asked for changes, so work goes on in another attempt, and the review stays with the one that it was about. */
export function isSentBack({ status, reviewSession }: TaskRun): boolean {
  return status === 'in_progress' && reviewSession?.decision === 'needs_changes';
}

function resumed(before: RunState): Found<Begun> {
  const record: TaskRun = { ...before.record, status: 'in_progress', completedAt: null, durationMs: null };
  const edits = [{ kind: 'put' as const, pointer: ['status'], value: 'in_progress' }, { kind: 'put' as const, pointer: ['completed_at'], value: null }, { kind: 'put' as const, pointer: ['duration_ms'], value: null }];
  return success({ run: { ...before, record }, from: before.record.status, changes: [{ kind: 'edit', path: before.path, edits }] });
}

/** The attempt before moves to a folder of its own. One that was sent back has failed by that. */
function retried(before: RunState, start: Starting, context: VersionContext): Found<Begun> {
  const home = runDirectory(before.version, before.task);
  if (before.directory !== home) return afterInterruption(before, start, context);
  const number = before.attempts.reduce((most, { directory }) => Math.max(most, Number(directory.slice(directory.lastIndexOf('/') + 1))), 0) + 1;
  const to = `${before.directory}/${attemptsFolder}/${number}`;
  const failed: readonly RecordChange[] = isSentBack(before.record) ? [{ kind: 'edit', path: before.path, edits: [{ kind: 'put', pointer: ['status'], value: 'failed' }] }] : [];
  const moves: readonly RecordChange[] = Object.values(runFiles).map((name) => ({ kind: 'move', from: `${before.directory}/${name}`, to: `${to}/${name}` }));
  const earlier = { ...before, directory: to, path: `${to}/${runFiles.session}`, attempts: [] };
  const begun = newRun({ version: before.version, earlier: [...before.attempts, earlier] }, start, context);
  return begun.ok ? success({ ...begun.value, changes: [...failed, ...moves, ...begun.value.changes] }) : begun;
}

/** The attempt before was moved already, at least its record, by somebody who was killed then. */
function afterInterruption(before: RunState, start: Starting, context: VersionContext): Found<Begun> {
  const home = runDirectory(before.version, before.task);
  const begun = newRun({ version: before.version, earlier: [...before.attempts, before] }, start, context);
  const moves: readonly RecordChange[] = [runFiles.task, runFiles.log].map((name) => ({ kind: 'move', from: `${home}/${name}`, to: `${before.directory}/${name}` }));
  return begun.ok ? success({ ...begun.value, changes: [...moves, ...begun.value.changes] }) : begun;
}

function transition(version: VersionState, { task, record }: Pick<RunState, 'task' | 'record'>, from: RunStatus): Transition {
  return { entity: 'task-run', session: version.directory, id: task, from, to: record.status };
}

/** How a run ends, or pauses. `operations`: what was recorded while it was open; `leftOut`: what was not, with the reason. */
export interface RunEnd {
  readonly status: Extract<RunStatus, 'review' | 'completed' | 'failed' | 'blocked'>;
  readonly reason: string;
  readonly operations: readonly Operation[];
  readonly leftOut: readonly string[];
}

/** Plans the end of a task run. An approved one can only be completed, and nothing is recorded in it any more. */
export async function planRunEnd(versions: Versions, place: { readonly version: VersionState; readonly run: RunState }, { end, context }: { readonly end: RunEnd; readonly context: VersionContext }): Promise<Plan | Refusal> {
  const turned = turnedRun(place.run, end.status);
  if (!turned.ok) return turned.problem;
  if (end.status === 'completed' && isSentBack(place.run.record)) return refused('run/sent-back', saySentBack(place.run)).problem;
  const changed = changedRun(place.run, end, context.now);
  return planRecords(versions, {
    title: `${place.run.task} of ${place.version.name}: ${end.status}`,
    ...withRun(place.version, changed.run),
    changes: [...changed.changes, ...await summaryChanges(changed.run, context)],
    transitions: [{ ...transition(place.version, changed.run, place.run.record.status), ...(end.reason !== '' && { reason: end.reason }) }],
  }, context);
}

function saySentBack({ task }: RunState): Advice {
  return advice`The run of ${task} is not completed, because its review asked for changes; do them in another attempt, with: ${nextStep('run start', task)}, or let it be reviewed again, with: ${nextStep('run finish', task, '--review')}`;
}

/** The summary of a task that is completed, unless there is one. */
async function summaryChanges({ record, snapshot }: RunState, { files }: VersionContext): Promise<readonly RecordChange[]> {
  if (record.status !== 'completed') return [];
  const path = snapshot === null ? null : summaryPathOf(snapshot);
  if (snapshot === null || path === null) return [];
  const listed = await files.list(path.slice(0, path.lastIndexOf('/')));
  const names = listed.kind === 'entries' ? listed.entries.map(({ name }) => name) : [];
  return hasSummary(names, snapshot.id) ? [] : [{ kind: 'create', path, text: renderTaskSummary(record, snapshot) }];
}

/** Whether a run may go to a status, and why not. */
export function turnedRun({ task, record, broken, path }: RunState, to: RunStatus): Found<null> {
  if (broken) return refused('run/unreadable', advice`${path} cannot be read; repair it first, see: ${nextStep('check')}`);
  if (nextRunStatuses(record.status).includes(to)) return success(null);
  return refused('run/transition', advice`The run of ${task} is ${record.status} and cannot become ${to}; ${sayTargets(task, record.status)}`);
}

/** Where a run may go, and how it gets there. */
function sayTargets(task: TaskId, from: RunStatus): Advice {
  const allowed = nextRunStatuses(from).join(', ');
  if (allowed === '') return advice`it stays that; another attempt begins with: ${nextStep('run start', task)}`;
  if (from === 'review') return advice`it can become ${allowed}; decide with: ${nextStep('review decide', task, '<decision>')}`;
  if (from === 'blocked') return advice`it can become ${allowed}; go on with: ${nextStep('run start', task)}`;
  return advice`it can become ${allowed}, with: ${nextStep('run finish', task)}`;
}

/** A version with one of its runs changed. */
export function withRun(version: VersionState, run: RunState): Pick<VersionChange, 'after'> {
  return { after: { ...version, runs: version.runs.map((each) => (each.task === run.task ? run : each)) } };
}

function changedRun(run: RunState, end: RunEnd, now: number): { readonly run: RunState; readonly changes: readonly RecordChange[] } {
  const { status, operations, leftOut } = end;
  const before = run.record;
  const completedAt = status === 'blocked' ? null : before.completedAt ?? recordTime(now);
  const durationMs = durationOf({ startedAt: before.startedAt, completedAt });
  const errors = errorsOf(end, now);
  const record: TaskRun = {
    ...before, status, completedAt, durationMs, operations: [...before.operations, ...operations], errors: [...before.errors, ...errors],
    ...(leftOut.length > 0 && { leftOut: [...before.leftOut ?? [], ...leftOut] }),
  };
  const edits: readonly YamlEdit[] = [
    { kind: 'put', pointer: ['status'], value: status },
    { kind: 'put', pointer: ['completed_at'], value: completedAt },
    { kind: 'put', pointer: ['duration_ms'], value: durationMs },
    ...extending('errors', errors.map(recordJson)),
    ...extending('left_out', leftOut),
  ];
  return { run: { ...run, record }, changes: [...loggedChanges(run, operations), { kind: 'edit', path: run.path, edits }] };
}

function extending(key: string, values: readonly unknown[]): readonly YamlEdit[] {
  return values.length === 0 ? [] : [{ kind: 'extend', pointer: [key], values }];
}

/** Why it is blocked or has failed is kept as an error. */
function errorsOf({ status, reason }: RunEnd, now: number): readonly ErrorRecord[] {
  if (reason === '' || status === 'completed' || status === 'review') return [];
  return [{ timestamp: recordTime(now), phase: 'run', errorType: status, message: reason, stackTrace: null, resolved: false, resolution: null }];
}

/** Operations in the record of a run and in its log. */
function loggedChanges(run: Pick<RunState, 'directory' | 'path'>, operations: readonly Operation[]): readonly RecordChange[] {
  if (operations.length === 0) return [];
  return [
    { kind: 'append', path: `${run.directory}/${runFiles.log}`, text: operations.map((each) => `${renderLogLine(each)}\n`).join('') },
    { kind: 'edit', path: run.path, edits: [{ kind: 'extend', pointer: ['operations'], values: operations.map(recordJson) }] },
  ];
}

/** Plans more operations of an open run. */
export async function planOperations(versions: Versions, { version, run }: { readonly version: VersionState; readonly run: RunState }, { operations, context }: { readonly operations: readonly Operation[]; readonly context: VersionContext }): Promise<Plan | Refusal> {
  if (run.broken) return refused('run/unreadable', advice`${run.path} cannot be read; repair it first, see: ${nextStep('check')}`).problem;
  if (run.record.status !== 'in_progress') return refused('run/not-open', advice`The run of ${run.task} is ${run.record.status}, so nothing is recorded in it; start one with: ${nextStep('run start', run.task)}`).problem;
  const record: TaskRun = { ...run.record, operations: [...run.record.operations, ...operations] };
  return planRecords(versions, {
    title: `Record ${operations.length} operations of ${run.task}`, ...withRun(version, { ...run, record }), changes: loggedChanges(run, operations), transitions: [],
  }, context);
}
