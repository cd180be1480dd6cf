import { plainLine } from '../../core/text/escape.js';
import { approvalKinds, type ApprovalKind } from '../../core/versions/version.js';
import { approvalsWaiting, reviewsWaiting } from '../../core/versions/version-selectors.js';
import type { RunState, Versions, VersionState } from '../../core/versions/versions.js';
import type { VersionTarget } from '../target.js';
import type { Translate } from '../translate.js';
import { limitedRows, type Limits } from '../trees/limited-rows.js';
import { brokenIcon } from '../trees/status-look.js';
import type { RootView, TreeNode } from '../trees/tree-node.js';
import { unfolding } from '../trees/unfolding.js';
import { rollbackRow, runRow, type VersionPlace } from './run-rows.js';
import { approvalIcon, approvalStatusLabel, versionIcon, versionStatusLabel } from './version-look.js';
import { versionLists } from './versions-view.js';

/** The versions of one state root. */
export type VersionsView = RootView<Pick<Versions, 'versions'>>;

/** What waits for a decision of the person. */
export interface WaitingDecisions {
  readonly approvals: number;
  readonly reviews: number;
}

export function waitingDecisions(views: readonly VersionsView[]): WaitingDecisions {
  const count = (derive: (state: VersionsView['state']) => readonly unknown[]): number => views.reduce((sum, { state }) => sum + derive(state).length, 0);
  return { approvals: count(approvalsWaiting), reviews: count(reviewsWaiting) };
}

/** "2 approvals, 1 review". */
export function waitingDecisionsText(t: Translate, { approvals, reviews }: WaitingDecisions): string {
  return [
    ...(approvals === 0 ? [] : [approvals === 1 ? t('1 approval') : t('{0} approvals', approvals)]),
    ...(reviews === 0 ? [] : [reviews === 1 ? t('1 review') : t('{0} reviews', reviews)]),
  ].join(', ');
}

/** Versions, those that wait for the person first, then the latest; each with its approvals, runs and rollbacks. */
export function versionsTree(views: readonly VersionsView[], options: Limits): TreeNode[] {
  const used = views.filter(({ state }) => state.versions.length > 0);
  if (views.length === 1) return used.flatMap((view) => rowsOf(view, options));
  return used.map((view) => rootRow(view, rowsOf(view, options)));
}

function rootRow({ root, name }: VersionsView, children: readonly TreeNode[]): TreeNode {
  const label = plainLine(name);
  return {
    id: `versions-root:${root}`, target: { kind: 'root', root }, label, description: '', tooltip: [root], spoken: label,
    icon: { id: 'root-folder' }, context: 'root', children, shape: 'expanded', click: null,
  };
}

function rowsOf({ root, state }: VersionsView, options: Limits): TreeNode[] {
  const place: VersionPlace = { ...options, root, waiting: new Set(reviewsWaiting(state)) };
  const due = new Set([...reviewsWaiting(state).map(({ version }) => version), ...approvalsWaiting(state).map(({ version }) => version.name)]);
  const latest = state.versions.toReversed();
  const items = [...latest.filter(({ name }) => due.has(name)), ...latest.filter(({ name }) => !due.has(name))];
  return limitedRows(place, { list: `${versionLists}${root}`, items }, (version) => versionRow(place, version, due.has(version.name)));
}

function versionRow(place: VersionPlace, version: VersionState, needsPerson: boolean): TreeNode {
  const { t, root } = place;
  const { name, record, broken, path, runs } = version;
  const label = plainLine(record.feature === '' ? name : `${name}: ${record.feature}`);
  const completed = runs.filter((run) => run.record.status === 'completed').length;
  const details = broken ? [t('cannot be read')] : [versionStatusLabel(t, record.status), ...(runs.length === 0 ? [] : [t('{0}/{1} runs completed', completed, runs.length)])];
  return unfolding({
    id: `version:${root}:${name}`, target: { kind: 'version', root, version: name }, label, description: details.join(' · '),
    tooltip: [label, ...details, t('Began {0}', record.startedAt), ...(record.completedAt === null ? [] : [t('Ended {0}', record.completedAt)]), path],
    spoken: [t('Version {0}', label), ...details].join(', '),
    icon: broken ? brokenIcon : versionIcon(record.status),
    context: contextOf(version).join(' '),
    shape: broken ? 'leaf' : needsPerson || record.status === 'in_progress' ? 'expanded' : 'collapsed',
    click: broken ? 'workflow.openRecord' : null,
  }, () => partsOf(place, version));
}

function contextOf({ record: { status }, broken }: VersionState): readonly string[] {
  if (broken) return ['version', 'record'];
  return ['version', 'record', ...(status === 'in_progress' ? ['completable'] : []), ...(status === 'pending' || status === 'rolled_back' ? [] : ['undoable'])];
}

function partsOf(place: VersionPlace, version: VersionState): TreeNode[] {
  const { waiting, root } = place;
  if (version.broken) return [];
  const runs = [...version.runs.filter((run) => waiting.has(run)), ...version.runs.filter((run) => !waiting.has(run))];
  return [
    ...approvalKinds.map((kind) => approvalRow(place, version, kind)),
    ...limitedRows(place, { list: `${versionLists}runs:${root}:${version.name}`, items: runs }, (run) => runRow(place, run)),
    ...limitedRows(place, { list: `${versionLists}rollbacks:${root}:${version.name}`, items: version.rollbacks.toReversed() }, (run: RunState) => rollbackRow(place, run)),
  ];
}

/** What menus look for; short, because clauses of menus are. */
const approvalWords: Readonly<Record<ApprovalKind, string>> = { design: 'design', implementation: 'build' };

/** May be decided, and decided again, until the version is over. */
function approvalRow({ t, root }: VersionPlace, { name, record }: VersionState, kind: ApprovalKind): TreeNode {
  const { status, approvedBy, approvedAt, rejectionReason } = record.approvals[kind];
  const isOver = record.status !== 'pending' && record.status !== 'in_progress';
  const label = { design: t('Design'), implementation: t('Implementation') }[kind];
  const details = [isOver && status === 'pending' ? t('not decided') : approvalStatusLabel(t, status), ...[rejectionReason, approvedBy].flatMap((each) => (each === null ? [] : [plainLine(each)]))];
  const target: VersionTarget = { kind: 'version', root, version: name, approval: kind };
  return {
    id: `approval:${root}:${name}:${kind}`, target, label, description: details.join(' · '), tooltip: [label, ...details, ...(approvedAt === null ? [] : [approvedAt])],
    spoken: [t('Approval of {0}', label), ...details].join(', '), icon: isOver && status === 'pending' ? { id: 'circle-large-outline' } : approvalIcon(status),
    context: isOver ? 'approval' : `approval ${approvalWords[kind]}`, children: [], shape: 'leaf', click: null,
  };
}
