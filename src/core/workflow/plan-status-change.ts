import { success } from '../../base/result.js';
import type { Plan, Refusal, Transition } from '../plans/plan.js';
import type { Request } from '../plans/request.js';
import { nextTaskStatuses, statusWordFor, type TaskStatus } from '../tasks/task-status.js';
import type { Task } from '../tasks/task.js';
import { liveSession, refused, soundTask, type Found, type PlanContext } from './plan-context.js';
import { SessionDraft, type PlanHead } from './session-draft.js';
import type { SessionState, WorkflowState } from './workflow-state.js';

type StatusRequest = Extract<Request, { do: 'set-task-status' }>;

/** Plans the change of status of one task or of many; all of them change or none (decisions 2). */
export async function planStatusChange(state: WorkflowState, request: StatusRequest, context: PlanContext): Promise<Plan | Refusal> {
  const session = liveSession(state, request.session);
  if (!session.ok) return session.problem;
  const turns = chooseTurns(session.value, request);
  if (!turns.ok) return turns.problem;
  const draft = new SessionDraft(session.value, context);
  const head = await draftTurns(draft, turns.value);
  return head.ok ? draft.plan(head.value) : head.problem;
}

/** A task and the statuses it goes through, the last one to stay. */
export interface Turn {
  readonly task: Task;
  readonly through: readonly TaskStatus[];
  readonly reason?: string | undefined;
}

function chooseTurns(session: SessionState, { tasks, status, reason = '' }: StatusRequest): Found<readonly Turn[]> {
  const why = reason.trim() === '' ? undefined : reason.trim();
  if (status === 'blocked' && why === undefined) return refused('task/reason-needed', 'Blocking a task needs a reason; say what it waits for.');
  const turns: Turn[] = [];
  for (const id of new Set(tasks)) {
    const sound = soundTask(session, id);
    const task = sound.ok ? mayTurn(sound.value, status) : sound;
    if (!task.ok) return task;
    if (task.value.status !== status) turns.push({ task: task.value, through: [status], reason: why });
  }
  return turns.length > 0 ? success(turns) : nothingToTurn(tasks, status);
}

function nothingToTurn(tasks: readonly string[], status: TaskStatus): Found<never> {
  if (tasks.length === 0) return refused('task/none', 'No task is named; say which one to change.');
  return refused('task/same-status', `${tasks.join(', ')} already ${tasks.length === 1 ? 'is' : 'are'} ${status}; nothing is to be changed.`);
}

/** A task that already is there is no problem: among several it is passed over. */
function mayTurn(task: Task, status: TaskStatus): Found<Task> {
  const { id } = task;
  if (task.kind === 'container') {
    return refused('task/container', `${id} is a container, its status follows from its subtasks; change those (${task.children.join(', ') || 'it has none yet'}).`);
  }
  const allowed = nextTaskStatuses(task.status);
  if (task.status === status || allowed.includes(status)) return success(task);
  const now = task.status === 'unknown' ? `"${task.file.rawStatus ?? ''}", which counts as pending,` : task.status;
  return refused('task/transition', `${id} is ${now} and cannot become ${status}; it can become ${allowed.join(', ')}.`);
}

/**
 * Adds the changes of JSON that turns need, and says how the plan introduces itself: opening what was completed is asked
 * before (decisions 2). Whether each turn is allowed was decided before.
 */
export async function draftTurns(draft: SessionDraft, turns: readonly Turn[]): Promise<Found<PlanHead>> {
  for (const { task, through, reason } of turns) {
    const words = through.map((status) => statusWordFor(status, task.file));
    const edited = await draft.edit(task.file, draft.statusEdits(task.file, words, reason));
    if (!edited.ok) return edited;
  }
  const reopened = turns.filter(({ task }) => task.status === 'completed').map(({ task }) => task.id);
  const warning = `${reopened.join(', ')} ${reopened.length === 1 ? 'is' : 'are'} completed and will be opened again.`;
  return success({
    title: titleOf(turns),
    transitions: turns.flatMap((turn) => transitionsOf(draft.before, turn)),
    warning: reopened.length > 0 ? warning : undefined,
  });
}

function transitionsOf(session: SessionState, { task, through, reason }: Turn): Transition[] {
  const first = task.status === 'unknown' ? (task.file.rawStatus ?? 'unknown') : task.status;
  const from = [first, ...through];
  return through.map((to, index) => ({
    entity: 'task', session: session.path, id: task.id, from: from[index] ?? first, to, ...(reason !== undefined && { reason }),
  }));
}

function titleOf(turns: readonly Turn[]): string {
  const status = turns[0]?.through.at(-1) ?? '';
  return turns.length === 1 ? `Set ${turns[0]?.task.id ?? ''} to ${status}` : `Set ${turns.length} tasks to ${status}`;
}
