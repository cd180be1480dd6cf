import { advice, nextStep } from '../plans/next-step.js';
import type { Plan, Refusal } from '../plans/plan.js';
import type { YamlEdit } from '../text/yaml-edit.js';
import { turnedRun, withRun } from './plan-run.js';
import { recordJson } from './record-codec.js';
import { recordTime, reviewSessionId } from './record-ids.js';
import { planRecords, refused, type VersionContext } from './record-plan.js';
import { durationOf } from './summary.js';
import { checkNames, type CheckName, type CheckResult, type Review, type ReviewDecision, type TaskRun } from './version.js';
import type { RunStatus } from './version-status.js';
import type { RunState, Versions, VersionState } from './versions.js';

/** A task run in its version. */
export interface PlacedRun {
  readonly version: VersionState;
  readonly run: RunState;
}

/** What a reviewer says so far; what is absent stays as it is. */
export interface ReviewWords {
  readonly checks?: Readonly<Partial<Record<CheckName, CheckResult>>>;
  readonly notes?: string;
  readonly issuesFound?: readonly string[];
  readonly suggestions?: readonly string[];
}

/** What is asked of a review: `decision` closes it; without one it is opened, or goes on. */
export interface ReviewRequest {
  readonly decision: ReviewDecision | null;
  readonly words: ReviewWords;
}

const noChecks = Object.fromEntries(checkNames.map((name) => [name, 'skip'])) as Readonly<Record<CheckName, CheckResult>>;

/** Is there a review of this run that nobody has decided? */
export function isOpenReview({ reviewSession }: TaskRun): boolean {
  return reviewSession !== null && reviewSession.completedAt === null;
}

/** Where a decision takes a run (decisions 2). A run that is completed stays so: it can only be approved. */
const outcomes: Readonly<Record<ReviewDecision, RunStatus>> = { approved: 'approved', rejected: 'failed', needs_changes: 'in_progress' };

/** Plans a review: opening it, saying more, deciding. An earlier review of the same attempt that was decided is replaced. */
export async function planReview(versions: Versions, { version, run }: PlacedRun, { request, context }: { readonly request: ReviewRequest; readonly context: VersionContext }): Promise<Plan | Refusal> {
  const { decision, words } = request;
  const problem = reasonAgainstReview(run, decision);
  if (problem !== null) return problem;
  const review = reviewed(run, { decision, words }, context);
  const status = decision === null || run.record.status === 'completed' ? run.record.status : outcomes[decision];
  const record = turned({ ...run.record, reviewSession: review }, status, context.now);
  const edits: readonly YamlEdit[] = [
    { kind: 'put', pointer: ['review_session'], value: recordJson(review) },
    ...(status === run.record.status ? [] : [{ kind: 'put' as const, pointer: ['status'], value: status }]),
    ...(record.completedAt === run.record.completedAt ? [] : [
      { kind: 'put' as const, pointer: ['completed_at'], value: record.completedAt }, { kind: 'put' as const, pointer: ['duration_ms'], value: record.durationMs }]),
  ];
  return planRecords(versions, {
    title: `Review ${run.task} of ${version.name}${decision === null ? '' : `: ${decision}`}`,
    ...withRun(version, { ...run, record }),
    changes: [{ kind: 'edit', path: run.path, edits }],
    transitions: status === run.record.status ? [] : [{ entity: 'task-run', session: version.directory, id: run.task, from: run.record.status, to: status, ...(review.notes !== '' && { reason: review.notes }) }],
  }, context);
}

/** Why a run cannot be reviewed now, or not be decided like that; `null`: it can. `decision`: `null` asks about opening a review, or going on with one. */
export function reasonAgainstReview(run: RunState, decision: ReviewDecision | null): Refusal | null {
  const { record, task } = run;
  if (run.broken) return refused('run/unreadable', advice`${run.path} cannot be read; repair it first, see: ${nextStep('check')}`).problem;
  if (record.status === 'completed') {
    if (decision === null || decision === 'approved') return null;
    return refused('review/completed', advice`The run of ${task} is completed and stays that; do it better in another attempt, with: ${nextStep('run start', task)}`).problem;
  }
  if (record.status !== 'review') return refused('review/not-finished', advice`The run of ${task} is ${record.status}, so there is nothing to review; a run is reviewed after: ${nextStep('run finish', task, '--review')}`).problem;
  if (decision === null) return null;
  const may = turnedRun(run, outcomes[decision]);
  return may.ok ? null : may.problem;
}

function reviewed({ task, record }: RunState, { decision, words }: ReviewRequest, { now, actor }: VersionContext): Review {
  const time = recordTime(now);
  const before: Review = isOpenReview(record) && record.reviewSession !== null ? record.reviewSession : {
    sessionId: reviewSessionId(task, now), taskSessionId: record.sessionId, workflowVersion: record.workflowVersion, reviewer: actor, startedAt: time, completedAt: null,
    decision: null, checks: noChecks, notes: '', issuesFound: [], suggestions: [],
  };
  const { checks = {}, ...said } = words;
  return { ...before, ...said, checks: { ...before.checks, ...checks }, decision, completedAt: decision === null ? null : time };
}

/** A run that is rejected has ended, if it had not. */
function turned(record: TaskRun, status: RunStatus, now: number): TaskRun {
  const completedAt = status === 'failed' ? record.completedAt ?? recordTime(now) : record.completedAt;
  return { ...record, status, completedAt, durationMs: durationOf({ startedAt: record.startedAt, completedAt }) };
}
