import { success } from '../../base/result.js';
import { asTaskId } from '../layout/names.js';
import { taskFilePath } from '../layout/state-layout.js';
import type { Plan, Refusal } from '../plans/plan.js';
import type { Request } from '../plans/request.js';
import { renderTaskFile } from '../tasks/render-task-file.js';
import { impliedParent, nextTaskId } from '../tasks/task-id.js';
import { containerWord } from '../tasks/task-status.js';
import type { Task } from '../tasks/task.js';
import type { JsonEdit } from '../text/json-edit.js';
import { asTitle, liveSession, refused, soundTask, type Found, type PlanContext } from './plan-context.js';
import { SessionDraft } from './session-draft.js';
import type { SessionState, WorkflowState } from './workflow-state.js';

type NewRequest = Extract<Request, { do: 'create-task' | 'break-down-task' }>;
type MoveRequest = Extract<Request, { do: 'move-task' }>;

/**
 * Plans new tasks: one, or the subtasks that a task is broken down into. Ids are the next free ones; a file is never
 * overwritten, so of two who take the same id at once one plans again. A leaf that gets subtasks becomes a container.
 */
export async function planNewTasks(state: WorkflowState, request: NewRequest, context: PlanContext): Promise<Plan | Refusal> {
  const session = liveSession(state, request.session);
  if (!session.ok) return session.problem;
  const titles = request.do === 'create-task' ? [request.title] : request.titles;
  const parent = request.do === 'create-task' ? request.parent : request.task;
  const draft = new SessionDraft(session.value, context);
  const created = await draftTasks(draft, parent, titles);
  if (!created.ok) return created.problem;
  const ids = created.value.join(', ');
  return draft.plan({ title: request.do === 'create-task' ? `Create ${ids}` : `Break ${request.task} down into ${ids}` });
}

/** Adds files for new tasks, under a parent or not; their ids. */
async function draftTasks(draft: SessionDraft, parentId: string | undefined, titles: readonly string[]): Promise<Found<readonly string[]>> {
  const parent = parentId === undefined ? success(null) : mayHold(draft.before, parentId);
  if (!parent.ok) return parent;
  if (titles.length === 0) return refused('task/title-needed', 'A task needs a title; say what is to be done.');
  const known = await draft.takenTaskIds();
  const ids: string[] = [];
  for (const each of titles) {
    const id = asTaskId(nextTaskId([...known, ...ids], parentId));
    const title = asTitle(each, 'task');
    if (!title.ok) return title;
    if (!id.ok) return refused('task/id', id.problem);
    draft.create(taskFilePath(draft.before.path, id.value), renderTaskFile({ id: id.value, title: title.value, parent: parentId }));
    ids.push(id.value);
  }
  const held = await draftContainer(draft, parent.value);
  return held.ok ? success(ids) : held;
}

/** The task that may get subtasks: on the first level, since there are two (document 004), and not finished. */
function mayHold(session: SessionState, id: string): Found<Task> {
  const task = soundTask(session, id);
  if (!task.ok) return task;
  const { parent, kind, status } = task.value;
  const above = parent ?? impliedParent(id);
  if (above !== null) return refused('task/too-deep', `${id} is a subtask of ${above}, and there are only two levels; add the new one to ${above} instead.`);
  if (kind === 'container' || (status !== 'completed' && status !== 'skipped')) return task;
  return refused('task/finished', `${id} is ${status}, so it cannot be broken down; ${status === 'completed' ? 'reopen it' : 'set it to pending'} first.`);
}

/** Gives the parent of new subtasks the word that says so, if it does not have it. */
async function draftContainer(draft: SessionDraft, parent: Task | null): Promise<Found<unknown>> {
  if (parent === null || parent.file.rawStatus === containerWord) return success(null);
  return draft.edit(parent.file, draft.statusEdits(parent.file, [containerWord]));
}

/**
 * Plans moving a leaf under another container, or to the first level. The order of tasks is that of their ids, so only the parent
 * can change, and an id that names its parent cannot leave for the first level.
 */
export async function planMove(state: WorkflowState, request: MoveRequest, context: PlanContext): Promise<Plan | Refusal> {
  const session = liveSession(state, request.session);
  if (!session.ok) return session.problem;
  const move = chooseMove(session.value, request);
  if (!move.ok) return move.problem;
  const { task, parent } = move.value;
  const draft = new SessionDraft(session.value, context);
  const edited = await draftMove(draft, task, parent);
  if (!edited.ok) return edited.problem;
  return draft.plan({ title: parent === null ? `Move ${task.id} to the first level` : `Move ${task.id} to ${parent.id}` });
}

interface Move {
  readonly task: Task;
  readonly parent: Task | null;
}

function chooseMove(session: SessionState, request: MoveRequest): Found<Move> {
  const task = soundTask(session, request.task);
  if (!task.ok) return task;
  const { id, kind, parent, file } = task.value;
  if (kind === 'container') return refused('task/container', `${id} is a container and stays on the first level; move its subtasks instead.`);
  if (request.parent === parent && (parent !== null || file.namedParent === null)) return refused('task/same-parent', `${id} is there already; nothing is to be changed.`);
  if (request.parent === id) return refused('task/same-task', `${id} cannot be its own subtask; choose another task.`);
  if (request.parent !== null) {
    const holder = mayHold(session, request.parent);
    return holder.ok ? success({ task: task.value, parent: holder.value }) : holder;
  }
  const home = impliedParent(id);
  if (home === null) return success({ task: task.value, parent: null });
  return refused('task/bound-id', `${id} belongs to ${home} by its id and cannot move to the first level; create a new task there instead.`);
}

async function draftMove(draft: SessionDraft, { file, parent: from }: Task, parent: Task | null): Promise<Found<unknown>> {
  const pointer = ['context', 'parent'];
  const edits: JsonEdit[] = [parent === null ? { kind: 'remove', pointer } : { kind: 'set', pointer, value: parent.id }];
  const edited = await draft.edit(file, edits);
  const held = edited.ok ? await draftContainer(draft, parent) : edited;
  if (!held.ok) return held;
  const left = from === null ? undefined : draft.before.tasks.byId.get(from);
  const isEmpty = left?.children.length === 1 && !left.file.broken && left.file.rawStatus === containerWord;
  return isEmpty ? draft.edit(left.file, draft.statusEdits(left.file, ['pending'])) : held;
}
