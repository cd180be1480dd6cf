import { success } from '../../base/result.js';
import type { Finding } from '../findings/finding.js';
import { advice, nextStep } from '../plans/next-step.js';
import { operationId, sequenceOf } from './record-ids.js';
import { isOpenReview, type PlacedRun } from './plan-review.js';
import { refused, type Found } from './record-plan.js';
import { approvalKinds, type ApprovalKind, type Operation } from './version.js';
import { isOpenRun } from './version-status.js';
import type { RunState, Versions, VersionState } from './versions.js';

/** The first thing that is so wrong with a record that part of what it says may be missing here; `null`: all was read. */
export function damageIn({ findings }: Pick<Versions, 'findings'>): Finding | null {
  return findings.find(({ severity, code }) => severity === 'error' || code === 'file/not-regular' || code === 'version/missing-property') ?? null;
}

/** Every attempt at every task, what rolling back did included, in the order in which they were begun. */
export function allRuns({ versions }: Pick<Versions, 'versions'>): readonly RunState[] {
  return versions.flatMap(({ runs, rollbacks }) => [...runs, ...rollbacks].flatMap((run) => [...run.attempts, run]))
    .toSorted((a, b) => (a.record.startedAt < b.record.startedAt ? -1 : a.record.startedAt > b.record.startedAt ? 1 : 0));
}

/** Is the run open of which something is being recorded? `run`: the id of its record. */
export function isRunOpen({ versions }: Pick<Versions, 'versions'>, { version, task, run }: { readonly version: string; readonly task: string; readonly run: string }): boolean {
  const found = versions.find(({ name }) => name === version)?.runs.find((each) => each.task === task);
  return found !== undefined && (found.broken || (found.record.sessionId === run && found.record.status === 'in_progress'));
}

/**
 * The sequence of the next operation of a run that is recorded now (`null`: of a run that is not written yet). A run counts its own; of
 * what else its version says in this second none has the same id, which is what tells operations that are to be undone from others.
 */
export function nextSequence(version: VersionState, { run, now }: { readonly run: RunState | null; readonly now: number }): number {
  const second = operationId(0, now).replace(/\d+$/, '');
  const ids = allRuns({ versions: [version] }).flatMap(({ directory, record }) => record.operations.map(({ id }) => id).filter((id) => directory === run?.directory || id.startsWith(second)));
  return ids.reduce((most, id) => Math.max(most, sequenceOf(id)), 0) + 1;
}

/** A run that touched a file, with the operations about it. */
export interface FileTouch {
  readonly run: RunState;
  readonly operations: readonly Operation[];
}

/**
 * The history of a file: runs that touched it, oldest first. `path` is relative to the working tree that the run worked in, which is
 * what the same file is called in every one of them.
 */
export function runsOfFile(versions: Pick<Versions, 'versions'>, path: string): readonly FileTouch[] {
  return allRuns(versions).flatMap((run) => {
    const operations = run.record.operations.filter(({ targetPath, rollbackData }) => targetPath === path || rollbackData?.to === path);
    return operations.length === 0 ? [] : [{ run, operations }];
  });
}

/** An approval that somebody has to give before a version can be completed. */
export interface AwaitedApproval {
  readonly version: VersionState;
  readonly kind: ApprovalKind;
}

/** Approvals of versions that work goes on in and that nobody has decided. */
export function approvalsWaiting({ versions }: Pick<Versions, 'versions'>): readonly AwaitedApproval[] {
  return versions.filter(({ record, broken }) => !broken && record.status === 'in_progress')
    .flatMap((version) => approvalKinds.filter((kind) => version.record.approvals[kind].status === 'pending').map((kind) => ({ version, kind })));
}

/** Runs that wait for a review to be decided. */
export function reviewsWaiting({ versions }: Pick<Versions, 'versions'>): readonly RunState[] {
  return versions.filter(({ record }) => record.status !== 'rolled_back').flatMap(({ runs }) => runs.filter(({ record }) => record.status === 'review' || isOpenReview(record)));
}

/** A file of a working tree (as in `TaskRun.worktree`; `null`: the state root) with the run that changed it last. */
export interface UnreviewedFile {
  readonly worktree: string | null;
  readonly path: string;
  readonly run: RunState;
}

/**
 * Files that a run changed and whose latest change in their working tree nobody has approved: neither a review of the run, nor one of
 * an attempt that followed it and went on with what it left, nor an approval of its version's implementation has said yes. Merging a
 * working tree approves nothing; an approval counts wherever the file is.
 */
export function unreviewedFiles({ versions }: Pick<Versions, 'versions'>): readonly UnreviewedFile[] {
  const latest = new Map<string, UnreviewedFile>();
  for (const run of allRuns({ versions })) {
    const worktree = run.record.worktree ?? null;
    for (const path of changedPaths(run)) latest.set(`${worktree ?? ''}\n${path}`, { worktree, path, run });
  }
  const agreed = new Set(versions.filter(({ record }) => record.approvals.implementation.status === 'approved').map(({ name }) => name));
  const approved = new Set(versions.flatMap(({ runs }) => runs.flatMap(approvedAttempts)));
  const isReviewed = (run: RunState): boolean => agreed.has(run.version) || approved.has(run) || run.record.rollback !== undefined;
  return [...latest.values()].filter(({ run }) => !isReviewed(run));
}

/** The attempt at a task that a review approved, with those that led to it. */
function approvedAttempts(run: RunState): readonly RunState[] {
  const attempts = [...run.attempts, run];
  return attempts.slice(0, attempts.findLastIndex(({ record }) => record.reviewSession?.decision === 'approved') + 1);
}

function changedPaths({ record }: RunState): readonly string[] {
  return record.operations.flatMap(({ targetType, targetPath }) => (targetType === 'file' && targetPath !== null ? [targetPath] : []));
}

/** The run of a task that is meant when nobody says more: of the named version, else the latest that is open, else the latest. */
export function runOfTask(versions: Pick<Versions, 'versions'>, task: string, named?: string): PlacedRun | null {
  const found = runsOfTask(versions, task, named);
  return found.findLast(isOpen) ?? found.at(-1) ?? null;
}

/**
 * The run of a task that is to be changed. Ids of tasks repeat from session to session, so where several versions have an open one,
 * nobody guesses which is meant: refused, with the versions to choose from.
 */
export function runToChange(versions: Pick<Versions, 'versions'>, task: string, named?: string): Found<PlacedRun> {
  const found = runsOfTask(versions, task, named);
  const open = found.filter(isOpen);
  if (open.length > 1) return refused('run/which', `${task} has an open run in ${open.map(sayVersion).join(' and in ')}; say which one, with: --in ${open.at(-1)?.version.name ?? ''}`);
  const meant = open[0] ?? found.at(-1);
  return meant === undefined ? refused('run/unknown', advice`There is no run of ${task}${named === undefined ? '' : ` in ${named}`}; start one with: ${nextStep('run start', task)}`) : success(meant);
}

function runsOfTask({ versions }: Pick<Versions, 'versions'>, task: string, named: string | undefined): readonly PlacedRun[] {
  return versions.filter(({ name }) => named === undefined || name === named)
    .flatMap((version) => version.runs.filter((run) => run.task === task).map((run) => ({ version, run })));
}

function isOpen({ run }: PlacedRun): boolean {
  return isOpenRun(run.record.status);
}

function sayVersion({ version: { name, record }, run }: PlacedRun): string {
  return `${name} (${record.feature}, ${run.record.status})`;
}
