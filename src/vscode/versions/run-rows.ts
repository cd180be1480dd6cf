import { plainLine } from '../../core/text/escape.js';
import { isSentBack } from '../../core/versions/plan-run.js';
import type { Operation, Review } from '../../core/versions/version.js';
import type { RunState } from '../../core/versions/versions.js';
import { isOpenRun } from '../../core/versions/version-status.js';
import type { VersionTarget } from '../target.js';
import { limitedRows, type Limits } from '../trees/limited-rows.js';
import { brokenIcon } from '../trees/status-look.js';
import type { TreeNode } from '../trees/tree-node.js';
import { unfolding } from '../trees/unfolding.js';
import { evidenceRow } from './evidence-row.js';
import { changeSummary, durationText, operationIcon, operationLabel, operationSubject, reviewIcon, reviewLabel, rollbackLabel, runIcon, runStatusLabel } from './version-look.js';
import { versionLists } from './versions-view.js';

/** Where rows of a version stand. */
export interface VersionPlace extends Limits {
  readonly root: string;
  /** Runs that wait for a decision of the person. */
  readonly waiting: ReadonlySet<RunState>;
}

/** A task run: its review, what stands against it, what it did, and the attempts before. */
export function runRow(place: VersionPlace, run: RunState): TreeNode {
  return rowOf(place, run, { label: plainLine(run.task), kind: 'run' });
}

/** What a rollback did, which is undone like a run. */
export function rollbackRow(place: VersionPlace, run: RunState): TreeNode {
  return rowOf(place, run, { label: rollbackLabel(place.t, run), kind: 'rollback' });
}

interface Naming {
  readonly label: string;
  readonly kind: 'run' | 'rollback' | 'attempt';
}

function rowOf(place: VersionPlace, run: RunState, { label, kind }: Naming): TreeNode {
  const { t, root, waiting } = place;
  const details = detailsOf(place, run);
  return unfolding({
    id: idOf(root, run), target: targetOf(root, run), label, description: details.join(' · '),
    tooltip: [label, ...details, ...tooltipOf(place, run)],
    spoken: [kind === 'run' ? t('Run of {0}', label) : label, ...details].join(', '),
    icon: run.broken ? brokenIcon : kind === 'rollback' ? { id: 'discard' } : runIcon(run.record.status),
    context: ['record', ...contextOf(run, kind), ...(waiting.has(run) ? ['waiting'] : [])].join(' '),
    shape: !hasParts(run) ? 'leaf' : waiting.has(run) || run.record.status === 'in_progress' ? 'expanded' : 'collapsed',
    click: run.broken ? 'workflow.openRecord' : null,
  }, () => partsOf(place, run, kind !== 'attempt'));
}

function hasParts({ attempts, record: { reviewSession, operations, leftOut = [], evidence = [] } }: RunState): boolean {
  return reviewSession !== null || operations.length + leftOut.length + evidence.length + attempts.length > 0;
}

const idOf = (root: string, { directory }: RunState): string => `run:${root}:${directory}`;

function targetOf(root: string, { version, directory }: RunState): VersionTarget {
  return { kind: 'version', root, version, run: directory };
}

/** What may be done to a run, as the words that menus look for. Attempts that were followed by another one are only looked at. */
function contextOf(run: RunState, kind: Naming['kind']): readonly string[] {
  const { record, broken } = run;
  if (broken || kind === 'attempt') return [kind];
  const isRecording = record.status === 'in_progress' && !isSentBack(record);
  const undoable = record.operations.length > 0 && !isRecording ? ['undoable'] : [];
  if (kind === 'rollback') return [kind, ...undoable];
  return [kind, ...(isRecording ? ['ending'] : []), ...(canBegin(run) ? ['startable'] : []), ...undoable, ...(record.status === 'completed' ? ['summary'] : [])];
}

/** Another attempt, or the same one again after it was blocked. */
function canBegin({ record }: RunState): boolean {
  return record.status === 'pending' || record.status === 'blocked' || !isOpenRun(record.status) || isSentBack(record);
}

function detailsOf({ t }: VersionPlace, { record, broken }: RunState): readonly string[] {
  if (broken) return [t('cannot be read')];
  const { status, operations, agent, attemptNumber, durationMs } = record;
  return [
    isSentBack(record) ? t('needs changes') : runStatusLabel(t, status),
    ...reasonOf(record),
    ...(operations.length === 0 ? [] : [operations.length === 1 ? t('1 change') : t('{0} changes', operations.length)]),
    ...(attemptNumber > 1 ? [t('attempt {0}', attemptNumber)] : []),
    plainLine(agent),
    ...(durationMs === null ? [] : [durationText(t, durationMs)]),
  ];
}

/** Why it is blocked or has failed. */
function reasonOf({ status, errors }: RunState['record']): readonly string[] {
  const last = errors.findLast(({ resolved }) => !resolved);
  return last !== undefined && (status === 'blocked' || status === 'failed') ? [plainLine(last.message)] : [];
}

function tooltipOf({ t }: VersionPlace, { record, path, directory }: RunState): readonly string[] {
  return [
    t('Began {0}', record.startedAt), ...(record.completedAt === null ? [] : [t('Ended {0}', record.completedAt)]),
    ...(record.worktree === undefined ? [] : [t('In the working tree {0}', record.worktree)]), directory, path,
  ];
}

/** `isLatest`: no other attempt followed it, so that what it did may be undone. */
function partsOf(place: VersionPlace, run: RunState, isLatest: boolean): TreeNode[] {
  const { t } = place;
  const { reviewSession, operations, leftOut = [], evidence = [] } = run.record;
  const attempts = run.attempts.toReversed();
  return [
    ...(reviewSession === null ? [] : [reviewRow(place, run, reviewSession)]),
    ...limitedRows(place, { list: `${versionLists}evidence:${idOf(place.root, run)}`, items: evidence.toReversed() }, (each) => evidenceRow(t, each, { id: `${idOf(place.root, run)}:${evidence.indexOf(each)}`, target: targetOf(place.root, run) })),
    ...limitedRows(place, { list: `${versionLists}operations:${idOf(place.root, run)}`, items: operations }, (operation) => operationRow(place, { run, isLatest }, operation)),
    ...leftOut.map((text, index) => lineRow(place, run, { key: `left-out:${index}`, label: plainLine(text), description: t('not recorded'), icon: 'eye-closed' })),
    ...limitedRows(place, { list: `${versionLists}attempts:${idOf(place.root, run)}`, items: attempts },
      (attempt) => rowOf(place, attempt, { label: t('Attempt {0}', attempt.record.attemptNumber), kind: 'attempt' })),
  ];
}

function operationRow({ root, t }: VersionPlace, { run, isLatest }: { readonly run: RunState; readonly isLatest: boolean }, operation: Operation): TreeNode {
  const { type, targetType, reversible, rollbackData } = operation;
  const label = plainLine(operationSubject(operation));
  const said = plainLine(changeSummary(operation));
  const from = rollbackData?.to === undefined ? [] : [plainLine(t('from {0}', rollbackData.to))];
  const details = [operationLabel(t, type), ...from, ...(said === '' ? [] : [said])];
  return {
    id: `operation:${idOf(root, run)}:${operation.id}`,
    target: { ...targetOf(root, run), operation: operation.id },
    label,
    description: details.join(' · '),
    tooltip: [label, ...details, operation.performedAt, ...(reversible ? [] : [t('Cannot be undone')])],
    spoken: [label, ...details].join(', '),
    icon: operationIcon(type),
    context: ['operation', ...(reversible && isLatest ? ['undoable'] : [])].join(' '),
    children: [],
    shape: 'leaf',
    click: targetType === 'file' ? 'workflow.showOperation' : null,
  };
}

/** What a review came to, with its words. */
function reviewRow(place: VersionPlace, run: RunState, review: Review): TreeNode {
  const { t, root } = place;
  const label = t('Review');
  const details = [reviewLabel(t, review), plainLine(review.reviewer)];
  const words = [
    ...(review.notes.trim() === '' ? [] : [{ text: review.notes, icon: 'note', said: t('notes') }]),
    ...review.issuesFound.map((text) => ({ text, icon: 'issues', said: t('issue') })),
    ...review.suggestions.map((text) => ({ text, icon: 'lightbulb', said: t('suggestion') })),
  ];
  const children = words.map(({ text, icon, said }, index) => lineRow(place, run, { key: `review:${index}`, label: plainLine(text), description: said, icon }));
  return {
    id: `review:${idOf(root, run)}`, target: targetOf(root, run), label, description: details.join(' · '), tooltip: [label, ...details, review.startedAt],
    spoken: [label, ...details].join(', '), icon: reviewIcon(review), context: 'review', children, shape: children.length === 0 ? 'leaf' : 'collapsed', click: null,
  };
}

interface Line {
  readonly key: string;
  readonly label: string;
  readonly description: string;
  readonly icon: string;
}

function lineRow({ root }: VersionPlace, run: RunState, { key, label, description, icon }: Line): TreeNode {
  return {
    id: `${idOf(root, run)}:${key}`, target: targetOf(root, run), label, description, tooltip: [label, description], spoken: `${description}: ${label}`,
    icon: { id: icon }, context: 'line', children: [], shape: 'leaf', click: null,
  };
}
