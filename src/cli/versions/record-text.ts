import { plainLine } from '../../core/text/escape.js';
import { recordKey } from '../../core/versions/record-codec.js';
import type { Evidence, Operation, Review, TaskRun, Version } from '../../core/versions/version.js';
import type { RunState, VersionState } from '../../core/versions/versions.js';
import { cell, renderColumns } from '../columns.js';
import type { Style } from '../output.js';

const styles: Readonly<Record<string, Style>> = {
  completed: 'good', approved: 'good', failed: 'bad', rejected: 'bad', blocked: 'warn', review: 'warn', needs_changes: 'warn', rolled_back: 'dim', pending: 'dim',
};

const word = (status: string): ReturnType<typeof cell> => cell(status, styles[status] ?? 'plain');

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** One line for each version. */
export function renderVersions(versions: readonly VersionState[]): string {
  return renderColumns(versions.map(({ name, record, runs, broken }) => [
    cell(name, 'strong'), broken ? cell('unreadable', 'bad') : word(record.status), cell(count(runs.length, 'run')),
    cell(count(runs.reduce((sum, run) => sum + run.record.operations.length, 0), 'operation')), cell(plainLine(record.feature)),
  ]));
}

/** A version with its approvals and runs. */
export function renderVersion({ name, record, runs, rollbacks }: VersionState): string {
  const rows = [
    [cell(name, 'strong'), cell(plainLine(record.feature))], [cell('status', 'dim'), word(record.status)],
    ...(record.parentVersion === null ? [] : [[cell('continues', 'dim'), cell(record.parentVersion)]]),
    [cell('started', 'dim'), cell(record.startedAt)], ...(record.completedAt === null ? [] : [[cell('completed', 'dim'), cell(record.completedAt)]]),
    [cell('design', 'dim'), cell(sayApproval(record.approvals.design))], [cell('implementation', 'dim'), cell(sayApproval(record.approvals.implementation))],
    [cell('tasks', 'dim'), cell(`${record.summary.tasksCompleted} of ${record.summary.totalTasks} completed`)],
    [cell('files', 'dim'), cell(`${record.summary.filesCreated} created, ${record.summary.filesUpdated} changed, ${record.summary.filesDeleted} deleted`)],
  ];
  return renderColumns(rows) + renderRuns([...runs, ...rollbacks]);
}

function sayApproval({ status, approvedBy, rejectionReason }: Version['approvals']['design']): string {
  const by = approvedBy === null ? '' : ` by ${approvedBy}`;
  return plainLine(`${status}${by}${rejectionReason === null ? '' : `: ${rejectionReason}`}`);
}

function renderRuns(runs: readonly RunState[]): string {
  return renderColumns(runs.map(({ task, record, broken }) => [
    cell(`  ${task}`), broken ? cell('unreadable', 'bad') : word(record.status), cell(plainLine(record.agent)), cell(count(record.operations.length, 'operation')),
    cell(plainLine(besides(record))),
  ]));
}

/** What is worth knowing of a run in a list: which attempt it is, how its review went, what it undid. */
function besides({ attemptNumber, reviewSession, rollback }: TaskRun): string {
  if (rollback !== undefined) return `undid ${rollback.of}`;
  const review = reviewSession === null ? [] : [reviewSession.decision === null ? 'review open' : `${reviewSession.decision} by ${reviewSession.reviewer}`];
  return [...(attemptNumber > 1 ? [`attempt ${attemptNumber}`] : []), ...review].join(', ');
}

/** A task run with what it did. */
export function renderRun(record: TaskRun): string {
  const rows = [
    [cell(record.taskId, 'strong'), word(record.status)], [cell('version', 'dim'), cell(record.workflowVersion)], [cell('agent', 'dim'), cell(plainLine(record.agent))],
    record.rollback === undefined ? [cell('attempt', 'dim'), cell(String(record.attemptNumber))] : [cell('undid', 'dim'), cell(plainLine(record.rollback.of))], [cell('started', 'dim'), cell(record.startedAt)],
    ...(record.completedAt === null ? [] : [[cell('completed', 'dim'), cell(record.completedAt)]]),
    ...(record.worktree === undefined ? [] : [[cell('works in', 'dim'), cell(plainLine(record.worktree))]]),
    ...record.errors.map(({ errorType, message }) => [cell(errorType, 'bad'), cell(plainLine(message))]),
    ...(record.leftOut ?? []).map((each) => [cell('not recorded', 'warn'), cell(plainLine(each))]),
  ];
  return renderColumns(rows) + renderOperations(record.operations) + renderEvidence(record.evidence ?? []) + (record.reviewSession === null ? '' : renderReview(record.reviewSession));
}

/** One line for each operation. */
export function renderOperations(operations: readonly Operation[]): string {
  return renderColumns(operations.map(({ id, type, targetPath, targetId, targetType, changes }) => [
    cell(id, 'dim'), cell(type), cell(plainLine(targetPath ?? `${targetType} ${targetId}`)), cell(plainLine(changes.diffSummary), 'dim')]));
}

function renderEvidence(evidence: readonly Evidence[]): string {
  return renderColumns(evidence.map(({ proved, tests, commit, recordedAt, reason }) => [
    cell(proved ? 'proved red' : 'not proved', proved ? 'good' : 'warn'), cell(plainLine(tests.join(', '))), cell(commit === null ? 'staged' : plainLine(commit.slice(0, 10)), 'dim'),
    cell(recordedAt, 'dim'), cell(plainLine(reason), 'dim')]));
}

/** A review: what was decided, and what it rests on. */
export function renderReview({ decision, reviewer, checks, notes, issuesFound, suggestions }: Review): string {
  const checked = Object.entries(checks).map(([name, result]) => `${recordKey(name)} ${result}`).join(', ');
  return renderColumns([
    [cell('review', 'strong'), decision === null ? cell('open', 'warn') : word(decision)], [cell('reviewer', 'dim'), cell(plainLine(reviewer))], [cell('checks', 'dim'), cell(checked)],
    ...(notes === '' ? [] : [[cell('notes', 'dim'), cell(plainLine(notes))]]),
    ...issuesFound.map((each) => [cell('issue', 'bad'), cell(plainLine(each))]),
    ...suggestions.map((each) => [cell('suggestion', 'dim'), cell(plainLine(each))]),
  ]);
}
