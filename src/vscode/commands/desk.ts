import { l10n, Uri } from 'vscode';
import { classifyPath } from '../../core/layout/state-layout.js';
import type { Task } from '../../core/tasks/task.js';
import { sessionByPath } from '../../core/workflow/selectors.js';
import type { SessionState } from '../../core/workflow/workflow-state.js';
import { askOne } from '../ask.js';
import type { AgentsSurface } from '../parallel/agents-surface.js';
import type { Root } from '../roots/root.js';
import type { ReviewSurface } from '../review/review-surface.js';
import type { Roots } from '../roots/roots.js';
import type { TddSurface } from '../tdd/tdd-surface.js';
import type { TrustSurface } from '../trust/trust-surface.js';
import { targetOf, type SessionTarget, type Target, type TaskTarget } from '../target.js';
import { progressOf, progressText } from '../trees/progress.js';
import { shownSessions } from '../trees/shown-sessions.js';
import { sessionIcon, sessionStatusLabel, taskIcon } from '../trees/status-look.js';
import type { VersionsSurface } from '../versions/versions-surface.js';
import type { ViewChoices } from '../view-choices.js';
import type { Gestures } from './gestures.js';

/** What the commands work with. */
export interface Desk {
  readonly roots: Roots;
  readonly choices: ViewChoices;
  readonly gestures: Gestures;
  /** Shows the Task page. */
  readonly showTask: (target: TaskTarget) => Promise<void>;
  /** Brings a task into sight in the Tasks view. */
  readonly revealTask: (target: TaskTarget) => Promise<void>;
  readonly showMore: (list: string) => Promise<void>;
  /** Our command line, for hooks that call it. Absolute. */
  readonly cli: string;
  readonly trust: Pick<TrustSurface, 'editor'>;
  readonly agents: Pick<AgentsSurface, 'editor'>;
  readonly tdd: Pick<TddSurface, 'editor'>;
  readonly reviews: Pick<ReviewSurface, 'editor'>;
  readonly versions: Pick<VersionsSurface, 'editor'>;
}

export interface FoundSession {
  readonly root: Root;
  readonly session: SessionState;
}

export interface FoundTask extends FoundSession {
  readonly task: Task;
}

/**
 * What a command was given, as targets: rows of a tree (the second value has all selected ones), the file of an editor,
 * or a target by name.
 */
export function targetsOf({ roots }: Desk, given: readonly unknown[]): Target[] {
  const [first, second] = given;
  if (first instanceof Uri) return targetOfFile(roots, first);
  const many: readonly unknown[] = Array.isArray(second) && second.length > 0 ? second : [first];
  return many.flatMap((each) => targetOf(each) ?? []);
}

function targetOfFile(roots: Roots, uri: Uri): Target[] {
  const holder = roots.holding(uri);
  if (holder === null) return [];
  const { root, path } = holder;
  const what = classifyPath(path);
  if (!('session' in what)) return [];
  const task = what.kind === 'task' ? sessionByPath(root.state, what.session)?.tasks.all.find(({ file }) => file.path === path) : undefined;
  if (task === undefined) return [{ kind: 'session', root: root.root, session: what.session }];
  return [{ kind: 'task', root: root.root, session: what.session, task: task.id, file: path }];
}

/** The sessions that targets name; a task names its session. */
export function sessionsAt({ roots }: Desk, targets: readonly Target[]): FoundSession[] {
  return targets.flatMap((target) => (target.kind === 'session' || target.kind === 'task' ? sessionAt(roots, target) : []));
}

function sessionAt(roots: Roots, { root, session }: SessionTarget | TaskTarget): FoundSession[] {
  const holder = roots.at(root);
  const found = holder === null ? null : sessionByPath(holder.state, session);
  return holder === null || found === null ? [] : [{ root: holder, session: found }];
}

/** The tasks that targets name and that are still there. */
export function tasksAt(desk: Desk, targets: readonly Target[]): FoundTask[] {
  return targets.flatMap((target) => {
    if (target.kind !== 'task') return [];
    return sessionAt(desk.roots, target).flatMap(({ root, session }) => (
      session.tasks.all.filter(({ file }) => file.path === target.file).map((task) => ({ root, session, task }))));
  });
}

export function targetOfTask({ root, session, task }: FoundTask): TaskTarget {
  return { kind: 'task', root: root.root, session: session.path, task: task.id, file: task.file.path };
}

/** The sessions whose tasks the person sees now. */
export function sessionsInView({ roots, choices }: Desk): FoundSession[] {
  return shownSessions(roots.all, choices.current.session).flatMap(({ root, session }) => {
    const holder = roots.at(root);
    return holder === null ? [] : [{ root: holder, session }];
  });
}

/** The only root that fits, or the one the person picks. */
export async function askRoot({ roots }: Desk, title: string, fits: (root: Root) => boolean = () => true): Promise<Root | null> {
  const [first, ...others] = roots.all.filter(fits);
  if (first === undefined || others.length === 0) return first ?? null;
  return askOne(title, [first, ...others].map((root) => ({ label: root.name, description: root.root, value: root })));
}

/** One of the sessions that fit, the live ones first. */
export async function askSession(desk: Desk, title: string, fits: (found: FoundSession) => boolean): Promise<FoundSession | null> {
  const all = desk.roots.all.flatMap((root) => root.state.sessions.map((session) => ({ root, session }))).filter(fits);
  const order = [...all.filter(({ session }) => session.location !== 'archives'), ...all.filter(({ session }) => session.location === 'archives')];
  const several = desk.roots.all.length > 1;
  return askOne(title, order.map((found) => {
    const { root, session } = found;
    const isActive = root.state.active?.path === session.path;
    const description = `${progressText(progressOf(session.tasks.counts))} · ${sessionStatusLabel(l10n.t, session, isActive)}`;
    return { label: session.title, description, detail: several ? `${root.name}: ${session.path}` : session.path, icon: sessionIcon(session, isActive).id, value: found };
  }));
}

/** The session given, else the only one in view, else the one the person picks among the live ones. */
export async function sessionMeant(desk: Desk, targets: readonly Target[], title: string): Promise<FoundSession | null> {
  const [given] = sessionsAt(desk, targets);
  if (given !== undefined) return given;
  const inView = sessionsInView(desk).filter(({ session }) => session.location !== 'archives');
  const [only] = inView;
  return inView.length === 1 && only !== undefined ? only : askSession(desk, title, ({ session }) => session.location !== 'archives');
}

/** One of the tasks that fit: of the sessions in view, else of all live ones. */
export async function askTask(desk: Desk, title: string, fits: (task: Task) => boolean): Promise<FoundTask | null> {
  const inView = sessionsInView(desk).filter(({ session }) => session.location !== 'archives');
  const live = desk.roots.all.flatMap((root) => root.state.sessions.filter(({ location }) => location !== 'archives').map((session) => ({ root, session })));
  const sessions = inView.length > 0 ? inView : live;
  const found = sessions.flatMap(({ root, session }) => session.tasks.all.filter(fits).map((task) => ({ root, session, task })));
  return askOne(title, found.map((each) => {
    const { session, task } = each;
    const base = { label: `${task.id}: ${task.title}`, description: task.status, icon: taskIcon(task.status).id, value: each };
    return sessions.length > 1 ? { ...base, detail: session.title } : base;
  }));
}
