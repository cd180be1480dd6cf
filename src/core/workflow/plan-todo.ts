import type { Plan, Refusal, Step } from '../plans/plan.js';
import type { Request } from '../plans/request.js';
import { nextTaskStatuses, type TaskStatus } from '../tasks/task-status.js';
import type { Task } from '../tasks/task.js';
import { isStale } from '../todo/check-todo.js';
import { isOursButMarks } from '../todo/generated-text.js';
import { planRendered } from '../todo/plan-todo-sync.js';
import { newFrame, renderTodo, renderTodoBody } from '../todo/render-todo.js';
import { driftOf, withTrueMarks, type Drift } from '../todo/todo-marks.js';
import { isTicked } from '../todo/todo-rows.js';
import { freeBackup, liveSession, refuse, refused, soundTask, type Found, type PlanContext } from './plan-context.js';
import { draftTurns } from './plan-status-change.js';
import { SessionDraft } from './session-draft.js';
import type { SessionState, WorkflowState } from './workflow-state.js';

type ListRequest = Extract<Request, { do: 'write-todo' | 'adopt-todo' }>;
type RowRequest = Extract<Request, { do: 'restore-todo-row' | 'accept-todo-row' }>;

/**
 * Plans writing TODO_LIST.md because somebody asked for it (decisions 3.10). `write-todo` makes it agree with JSON and goes no
 * further than the list's owner allows: ours is rendered anew, of somebody else's list the marks are put right. `adopt-todo`
 * makes any list ours, with a backup of what was there. A list that needs nothing gives a plan without steps.
 */
export async function planTodoList(state: WorkflowState, request: ListRequest, context: PlanContext): Promise<Plan | Refusal> {
  const found = liveSession(state, request.session);
  if (!found.ok) return found.problem;
  const session = found.value;
  if (session.todo.ownership === 'foreign' && request.do === 'write-todo') return planTrueMarks(session, driftOf(session.todo.rows, session.tasks));
  if (session.todo.ownership === 'foreign') return planAdoption(session, context);
  if (session.todo.ownership === 'unreadable') return request.do === 'write-todo' ? unreadable(session) : planReplacement(session, context);
  const isWanted = session.todo.ownership === 'absent' || isStale(session);
  return planOf(session, isWanted ? [planRendered(session, context.sha256)] : []);
}

/** Plans what to do about one row that was ticked, or not, by hand: put it back, or let JSON say what the row says. */
export async function planTodoRow(state: WorkflowState, request: RowRequest, context: PlanContext): Promise<Plan | Refusal> {
  const found = liveSession(state, request.session);
  if (!found.ok) return found.problem;
  const drift = driftOfTask(found.value, request.task);
  if (!drift.ok) return drift.problem;
  return request.do === 'restore-todo-row' ? planTrueMarks(found.value, drift.value) : planAcceptance(found.value, drift.value[0], context);
}

function planOf(session: SessionState, steps: readonly Step[], title = `Write ${session.todo.path}`): Plan {
  return { kind: 'plan', title: steps.length === 0 ? `${session.todo.path} is up to date` : title, steps, transitions: [] };
}

function planTrueMarks(session: SessionState, drift: readonly Drift[]): Plan {
  const { path, text } = session.todo;
  const steps: Step[] = text === null || drift.length === 0 ? [] : [{ kind: 'write-text', path, from: text, to: withTrueMarks(text, drift) }];
  return planOf(session, steps, `Put ${drift.length === 1 ? 'a mark' : `${drift.length} marks`} right in ${path}`);
}

async function planAdoption(session: SessionState, context: PlanContext): Promise<Plan> {
  const { path } = session.todo;
  const backup = await freeBackup(context, path);
  return planOf(session, [{ kind: 'copy-file', from: path, to: backup }, planRendered(session, context.sha256)], `Regenerate ${path}, keeping ${backup}`);
}

/** What cannot be read can still be put aside, byte for byte, unless it is no file at all. */
async function planReplacement(session: SessionState, context: PlanContext): Promise<Plan | Refusal> {
  const { path, findings } = session.todo;
  if (findings.some(({ code }) => code === 'file/not-regular')) return unreadable(session);
  const backup = await freeBackup(context, path);
  const content = renderTodo(session, newFrame, context.sha256);
  return planOf(session, [{ kind: 'move', from: path, to: backup }, { kind: 'create-file', path, content }], `Regenerate ${path}, keeping ${backup}`);
}

function unreadable({ todo }: SessionState): Refusal {
  return refuse('todo/unreadable', `${todo.path} cannot be read, so it is not written; move it away first.`);
}

function driftOfTask(session: SessionState, id: string): Found<readonly [Drift, ...Drift[]]> {
  const task = soundTask(session, id);
  if (!task.ok) return task;
  const [first, ...others] = driftOf(session.todo.ownership === 'foreign' ? session.todo.rows : [], session.tasks).filter(({ row }) => row.task === id);
  if (first === undefined) return refused('todo/no-drift', `The row of ${id} already says what its JSON says; nothing is to be changed.`);
  return { ok: true, value: [first, ...others] };
}

/**
 * JSON follows the row, on the way that the state machine allows (pending → active → completed). If the list is ours but for
 * marks and this was the last that differed, it is ours again.
 */
async function planAcceptance(session: SessionState, { row, task }: Drift, context: PlanContext): Promise<Plan | Refusal> {
  if (task.kind === 'container') {
    return refuse('task/container', `${task.id} is a container, its status follows from its subtasks; put its row back or change those (${task.children.join(', ')}).`);
  }
  const draft = new SessionDraft(session, context);
  const head = await draftTurns(draft, [{ task, through: wayTo(task, row.mark !== null && isTicked(row.mark) ? 'completed' : 'active') }]);
  if (!head.ok) return head.problem;
  const { after } = draft;
  return draft.plan(isOwnAgain(session, after) ? { ...head.value, list: [planRendered(after, context.sha256)] } : head.value);
}

function isOwnAgain({ todo, ...before }: SessionState, after: SessionState): boolean {
  return todo.text !== null && isOursButMarks(todo.text, renderTodoBody(before)) && driftOf(todo.rows, after.tasks).length === 0;
}

/** The shortest way through the state machine, without where it begins. */
function wayTo({ status }: Task, goal: TaskStatus): readonly TaskStatus[] {
  return nextTaskStatuses(status).includes(goal) ? [goal] : ['active', goal];
}
