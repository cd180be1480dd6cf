import { success } from '../../base/result.js';
import { activeDirectory, markerPath, planPath, sessionDirectories, sessionFilePath, taskDirectory, todoPath, workflowDirectory } from '../layout/state-layout.js';
import type { Plan, Refusal, Step, Transition } from '../plans/plan.js';
import type { Request } from '../plans/request.js';
import { complexityOfCount, isHigher, parseComplexity } from '../sessions/complexity.js';
import { markedBy, newestFirst } from '../sessions/derive-active.js';
import { sessionNameFor } from '../sessions/session-name.js';
import { nextSessionStatuses, type SessionStatus } from '../sessions/session-status.js';
import { renderPlanFile, renderSessionFile } from '../sessions/templates.js';
import { deriveTaskGraph } from '../tasks/derive-task-graph.js';
import { plainLine } from '../text/escape.js';
import { newFrame, renderTodo } from '../todo/render-todo.js';
import { asTitle, liveSession, namesIn, planEdit, refuse, refused, timestampOf, type Found, type PlanContext } from './plan-context.js';
import { sessionByPath } from './selectors.js';
import type { SessionState, WorkflowState } from './workflow-state.js';

type Named<Verb extends Request['do']> = Extract<Request, { do: Verb }>;
type ActivationRequest = Named<'activate-session'> | Named<'reopen-session'>;

/**
 * Plans a new session: its folder with the four files that document 004 asks for. It is paused, because a marker is written only
 * when somebody activates (decisions 3.3).
 */
export async function planNewSession(state: WorkflowState, request: Named<'create-session'>, context: PlanContext): Promise<Plan | Refusal> {
  const title = asTitle(request.title, 'session');
  if (!title.ok) return title.problem;
  const today = timestampOf(context.now).slice(0, 10).replaceAll('-', '');
  const name = sessionNameFor(title.value, await takenNames(context), today);
  const path = `${state.hasActiveFolder ? activeDirectory : workflowDirectory}/${name}`;
  const list = renderTodo({ title: title.value, tasks: deriveTaskGraph([]), summaries: new Map() }, newFrame, context.sha256);
  const file = renderSessionFile({ name, title: title.value, type: 'simple', status: 'paused' });
  const steps: Step[] = [
    { kind: 'make-directory', path: taskDirectory(path) },
    { kind: 'create-file', path: sessionFilePath(path), content: file },
    { kind: 'create-file', path: planPath(path), content: renderPlanFile(title.value) },
    { kind: 'create-file', path: todoPath(path), content: list },
  ];
  return { kind: 'plan', title: `Create ${name}`, steps, transitions: [] };
}

/** Whatever stands where sessions may lie, in the archives too: a session of the same name could not be archived later. */
async function takenNames(context: PlanContext): Promise<readonly string[]> {
  const names = await Promise.all(sessionDirectories.map(({ path }) => namesIn(context, path)));
  return names.flatMap((each) => [...(each ?? [])]);
}

/**
 * Plans making a session the active one: its file says so, exactly one marker names it, the one before is paused. The marker is
 * switched by one rename, so that there is one whenever somebody looks (decisions 3.3). Reopening is activating what was completed.
 */
export async function planActivation(state: WorkflowState, request: ActivationRequest, context: PlanContext): Promise<Plan | Refusal> {
  const found = soundSession(state, request.session);
  if (!found.ok) return found.problem;
  const { name, path, status } = found.value;
  if (request.do === 'reopen-session' && status !== 'completed') return wrongStatus(found.value, 'active', `${name} is not completed, so there is nothing to reopen`);
  if (markedBy({ session: name }, state.sessions)?.path !== path) {
    return refuse('session/duplicate-name', `${name} stands in two places and a marker would mean the other one; rename or move one of them first.`);
  }
  const own: SessionTurn[] = status === 'active' ? [] : [{ session: found.value, to: 'active' }];
  const turned = await planTurns([...own, ...pausedBy(state, path)], context);
  if (!turned.ok) return turned.problem;
  const { steps, transitions } = turned.value;
  return {
    kind: 'plan',
    title: `${request.do === 'reopen-session' ? 'Reopen' : 'Activate'} ${name}`,
    steps: [...steps.slice(0, own.length), ...planMarker(state, name), ...steps.slice(own.length)],
    transitions,
    ...(status === 'completed' && { warning: plainLine(`${name} is completed and will be opened again.`) }),
  };
}

/** Plans pausing: no marker names the session any more. A session of an unknown status counts as paused and keeps its word. */
export async function planPause(state: WorkflowState, request: Named<'pause-session'>, context: PlanContext): Promise<Plan | Refusal> {
  const found = soundSession(state, request.session);
  if (!found.ok) return found.problem;
  const session = found.value;
  const markers = removeMarkers(state, session);
  const isActive = session.status === 'active';
  if (!isActive && (session.status === 'completed' || markers.length === 0)) return wrongStatus(session, 'paused');
  return planWithTurns(isActive ? [{ session, to: 'paused' }] : [], { title: `Pause ${session.name}`, after: markers }, context);
}

/** Plans completing. A marker stays, so that the session is still at hand to be archived. */
export async function planCompletion(state: WorkflowState, request: Named<'complete-session'>, context: PlanContext): Promise<Plan | Refusal> {
  const found = soundSession(state, request.session);
  if (!found.ok) return found.problem;
  const session = found.value;
  if (!nextSessionStatuses(session.status).includes('completed')) return wrongStatus(session, 'completed');
  return planWithTurns([{ session, to: 'completed' }], { title: `Complete ${session.name}`, after: [] }, context);
}

async function planWithTurns(turns: readonly SessionTurn[], { title, after }: { readonly title: string; readonly after: readonly Step[] }, context: PlanContext): Promise<Plan | Refusal> {
  const turned = await planTurns(turns, context);
  if (!turned.ok) return turned.problem;
  return { kind: 'plan', title, steps: [...turned.value.steps, ...after], transitions: turned.value.transitions };
}

/** Plans a higher complexity than the session's file names; lower than what the tasks ask for it cannot be (decisions 3.12). */
export async function planComplexity(state: WorkflowState, request: Named<'raise-complexity'>, context: PlanContext): Promise<Plan | Refusal> {
  const found = soundSession(state, request.session);
  if (!found.ok) return found.problem;
  const { name, file, tasks } = found.value;
  const named = parseComplexity(file.rawType);
  const least = complexityOfCount(tasks.counts.leaf);
  if (isHigher(least, request.complexity) || (named !== null && !isHigher(request.complexity, named))) {
    return refuse('session/complexity', `${name} is ${found.value.complexity} with ${tasks.counts.leaf} tasks and can only be raised above that.`);
  }
  const edited = await planEdit(context, file.path, [{ kind: 'set', pointer: ['type'], value: request.complexity }]);
  if (!edited.ok) return edited.problem;
  return { kind: 'plan', title: `Raise ${name} to ${request.complexity}`, steps: [edited.value.step], transitions: [] };
}

/** Plans removing a marker that marks nothing, or one of several. The active session's only one goes by pausing. */
export function planMarkerRemoval(state: WorkflowState, { marker: file }: Named<'remove-marker'>): Plan | Refusal {
  const marker = state.markers.find((each) => each.file === file);
  if (marker === undefined) return refuse('marker/unknown', `There is no marker ${file}; look again which there are.`);
  const path = markerPath(marker.session);
  const active = state.active?.by === 'marker' ? sessionByPath(state, state.active.path) : null;
  if (active?.name === marker.session) return refuse('marker/active', `${path} marks the active session; pause ${marker.session} instead.`);
  return { kind: 'plan', title: `Remove ${path}`, steps: [{ kind: 'remove-file', path }], transitions: [] };
}

/** The steps that take a session's marker away, but not that of another session of the same name. */
export function removeMarkers({ markers, sessions }: WorkflowState, { path }: SessionState): Step[] {
  const own = markers.filter((marker) => markedBy(marker, sessions)?.path === path);
  return own.map(({ session }) => ({ kind: 'remove-file', path: markerPath(session) }));
}

/** A session whose file can be changed. */
export function soundSession(state: WorkflowState, path: string): Found<SessionState> {
  const found = liveSession(state, path);
  if (!found.ok || (found.value.file.exists && !found.value.file.broken)) return found;
  return refused('session/broken', `${found.value.name} cannot be changed, because its workflow-session.json is ${found.value.file.exists ? 'broken' : 'missing'}; recover the session first.`);
}

/** The refusal of a change of status, with the allowed ones. */
export function wrongStatus(session: SessionState, to: SessionStatus, why?: string): Refusal {
  const { name, status, file } = session;
  const now = status === 'unknown' ? `"${file.rawStatus ?? ''}", which counts as paused,` : status;
  const reason = why ?? (status === to ? `${name} already is ${to}` : `${name} is ${now} and cannot become ${to}`);
  return refuse('session/transition', `${reason}; it can become ${nextSessionStatuses(status).join(', ')}.`);
}

interface SessionTurn {
  readonly session: SessionState;
  readonly to: Exclude<SessionStatus, 'archived'>;
}

/** The session that gives way: the active one, if it says so and its file can be changed. */
function pausedBy(state: WorkflowState, path: string): SessionTurn[] {
  const session = state.active === null || state.active.path === path ? null : sessionByPath(state, state.active.path);
  return session?.status === 'active' && !session.file.broken ? [{ session, to: 'paused' }] : [];
}

async function planTurns(turns: readonly SessionTurn[], context: PlanContext): Promise<Found<Pick<Plan, 'steps' | 'transitions'>>> {
  const steps: Step[] = [];
  const transitions: Transition[] = [];
  for (const { session, to } of turns) {
    const edited = await planEdit(context, session.file.path, [{ kind: 'set', pointer: ['status'], value: to }]);
    if (!edited.ok) return edited;
    const from = session.status === 'unknown' ? (session.file.rawStatus ?? 'unknown') : session.status;
    steps.push(edited.value.step);
    transitions.push({ entity: 'session', session: session.path, id: session.name, from, to });
  }
  return success({ steps, transitions });
}

/** Extra markers go first, then the newest is renamed; without any one is made. */
function planMarker(state: WorkflowState, name: string): Step[] {
  const [newest, ...others] = newestFirst(state.markers);
  const own = state.markers.find(({ session }) => session === name);
  const kept = own ?? newest;
  const extra = [...(newest ? [newest] : []), ...others].filter((marker) => marker !== kept);
  const steps: Step[] = extra.map(({ session }) => ({ kind: 'remove-file', path: markerPath(session) }));
  if (kept === undefined) return [{ kind: 'create-file', path: markerPath(name), content: '' }];
  return kept === own ? steps : [...steps, { kind: 'move', from: markerPath(kept.session), to: markerPath(name) }];
}
