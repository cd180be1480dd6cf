import type { Finding } from '../../core/findings/finding.js';
import { plainLine } from '../../core/text/escape.js';
import type { SessionState, WorkflowState } from '../../core/workflow/workflow-state.js';
import type { Translate } from '../translate.js';
import { needsRecovery, sessionVerbs } from '../verbs.js';
import { featureRows } from './features-tree.js';
import { progressOf, progressText } from './progress.js';
import { brokenIcon, sessionIcon, sessionStatusLabel } from './status-look.js';
import type { RootView, TreeNode } from './tree-node.js';

export type WorkflowView = RootView<WorkflowState>;

interface Place {
  readonly t: Translate;
  readonly view: WorkflowView;
  /** Names that stand in two places, which are told apart by their location. */
  readonly doubled: ReadonlySet<string>;
}

/** All sessions and features of all roots; with several roots each has a row of its own. Markers that are wrong come first. */
export function sessionsTree(views: readonly WorkflowView[], t: Translate): TreeNode[] {
  const used = views.filter(({ state }) => state.initialised || state.parts.features.features.length > 0);
  if (used.length === 1 && views.length === 1) return used.flatMap((view) => rowsOf(view, t));
  return used.map((view) => rootRow(view, rowsOf(view, t)));
}

/** A row for a whole state root, where there are several. */
function rootRow(view: { readonly root: string; readonly name: string }, children: readonly TreeNode[]): TreeNode {
  const name = plainLine(view.name);
  return {
    id: `root:${view.root}`,
    target: { kind: 'root', root: view.root },
    label: name,
    description: '',
    tooltip: [view.root],
    spoken: name,
    icon: { id: 'root-folder' },
    context: 'root',
    children,
    shape: 'expanded',
    click: null,
  };
}

function rowsOf(view: WorkflowView, t: Translate): TreeNode[] {
  const place: Place = { t, view, doubled: doubledNames(view.state.sessions) };
  const isArchived = ({ location }: SessionState): boolean => location === 'archives';
  const live = view.state.sessions.filter((session) => !isArchived(session)).sort(byUrgency(view.state));
  const archived = view.state.sessions.filter(isArchived);
  return [
    ...view.state.findings.filter(({ code }) => code.startsWith('marker/')).map((finding) => markerRow(place, finding)),
    ...live.map((session) => sessionRow(place, session)),
    ...featureRows({ t, view, sessionRow: (session) => sessionRow(place, session) }),
    ...(archived.length === 0 ? [] : [archivedRow(place, archived)]),
  ];
}

/** The active session first, then what is open, paused and completed; otherwise in their natural order (sort is stable). */
function byUrgency(state: WorkflowState): (a: SessionState, b: SessionState) => number {
  const order: readonly SessionState['status'][] = ['active', 'unknown', 'paused', 'completed', 'archived'];
  const rank = (session: SessionState): number => (session.path === state.active?.path ? -1 : order.indexOf(session.status));
  return (a, b) => rank(a) - rank(b);
}

function doubledNames(sessions: readonly SessionState[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(sessions.map(({ name }) => name).filter((name) => seen.size === seen.add(name).size));
}

function archivedRow({ t, view, doubled }: Place, archived: readonly SessionState[]): TreeNode {
  return {
    id: `archived:${view.root}`,
    target: { kind: 'archived', root: view.root },
    label: t('Archived'),
    description: String(archived.length),
    tooltip: [],
    spoken: t('Archived sessions: {0}', archived.length),
    icon: { id: 'archive' },
    context: 'archived',
    children: archived.map((session) => sessionRow({ t, view, doubled }, session)),
    shape: 'collapsed',
    click: null,
  };
}

function markerRow({ t, view }: Place, finding: Finding): TreeNode {
  const message = plainLine(finding.message);
  return {
    id: `finding:${view.root}:${finding.code}:${finding.file}`,
    target: { kind: 'finding', root: view.root, finding },
    label: plainLine(finding.file.slice(finding.file.lastIndexOf('/') + 1)),
    description: message,
    tooltip: [finding.message],
    spoken: t('Marker: {0}', message),
    icon: { id: 'warning', color: 'list.warningForeground' },
    context: finding.fixes.length === 0 ? 'finding' : 'finding fix',
    children: [],
    shape: 'leaf',
    click: null,
  };
}

function sessionRow(place: Place, session: SessionState): TreeNode {
  const { t, view } = place;
  const isActive = view.state.active?.path === session.path;
  const progress = progressOf(session.tasks.counts);
  const label = plainLine(session.title);
  const details = detailsOf(place, session, isActive);
  return {
    id: `session:${view.root}:${session.path}`,
    target: { kind: 'session', root: view.root, session: session.path },
    label,
    description: [progressText(progress), ...details].join(' · '),
    tooltip: tooltipOf(place, session, isActive),
    spoken: [t('{0}: {1} of {2} tasks done', label, progress.done, progress.total), ...details].join(', '),
    icon: needsRecovery(session) ? brokenIcon : sessionIcon(session, isActive),
    context: contextOf(session, isActive),
    children: [],
    shape: 'leaf',
    click: 'workflow.chooseSession',
  };
}

function detailsOf({ t, doubled }: Place, session: SessionState, isActive: boolean): string[] {
  const problem = needsRecovery(session) ? session.file.findings[0] : undefined;
  return [
    problem === undefined ? plainLine(sessionStatusLabel(t, session, isActive)) : plainLine(problem.message),
    ...(doubled.has(session.name) ? [session.path.slice(0, -session.name.length - 1)] : []),
  ];
}

function tooltipOf({ t, view }: Place, session: SessionState, isActive: boolean): string[] {
  const { counts } = session.tasks;
  const by = isActive && view.state.active?.by === 'shown' ? [t('Shown as active because it changed last; no marker names it.')] : [];
  return [
    session.title,
    session.path,
    t('Status: {0}', sessionStatusLabel(t, session, isActive)),
    ...by,
    t('{0} done, {1} active, {2} blocked, {3} failed', counts.completed + counts.skipped, counts.active, counts.blocked, counts.failed),
    t('Complexity: {0}', session.complexity),
    ...session.file.findings.filter(({ severity }) => severity === 'error').map(({ message }) => message),
  ];
}

function contextOf(session: SessionState, isActive: boolean): string {
  const place = session.location === 'archives' ? 'archived' : 'live';
  return ['session', place, ...sessionVerbs(session, isActive)].join(' ');
}
