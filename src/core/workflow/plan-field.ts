import { sameValue } from '../../base/same-value.js';
import { success } from '../../base/result.js';
import { classifyPath, sessionOfPath } from '../layout/state-layout.js';
import type { Plan, Refusal } from '../plans/plan.js';
import type { Request } from '../plans/request.js';
import { mapSessionStatus } from '../sessions/session-status.js';
import { mapTaskStatus } from '../tasks/task-status.js';
import type { Task } from '../tasks/task.js';
import type { JsonEdit } from '../text/json-edit.js';
import { liveSession, planEdit, refused, type EditedFile, type Found, type PlanContext } from './plan-context.js';
import { SessionDraft } from './session-draft.js';
import type { SessionState, WorkflowState } from './workflow-state.js';

type FieldRequest = Extract<Request, { do: 'edit-task-field' }>;

/**
 * Plans putting one value into a task or session file, which is what quick fixes and the Task page do. The field must still be what
 * the request says it was. A status that is one of ours goes through the state machine instead, and ids stay unique.
 */
export async function planField(state: WorkflowState, request: FieldRequest, context: PlanContext): Promise<Plan | Refusal> {
  const path = sessionOfPath(request.file);
  const found = path === null ? unknownFile(request.file) : liveSession(state, path);
  if (!found.ok) return found.problem;
  const session = found.value;
  const allowed = mayEdit(session, request);
  const edited = allowed.ok ? await editField(request, context) : allowed;
  if (!edited.ok) return edited.problem;
  const draft = new SessionDraft(session, context);
  draft.addEdited(request.file, edited.value);
  return draft.plan({ title: `Change ${request.pointer.join('.')} in ${request.file}` });
}

function unknownFile(file: string): Found<never> {
  return refused('file/unknown', `${file} is no task and no session file, so it is not changed here; open it in an editor.`);
}

function mayEdit(session: SessionState, request: FieldRequest): Found<unknown> {
  if (classifyPath(request.file).kind === 'session-file') return mayEditSession(session, request);
  const task = session.tasks.all.find(({ file }) => file.path === request.file);
  if (task === undefined) return unknownFile(request.file);
  const [field, ...rest] = request.pointer;
  if (rest.length > 0) return success(task);
  if (field === 'status') return mayEditStatus(task, request.value);
  const owner = field === 'id' && typeof request.value === 'string' ? session.tasks.byId.get(request.value) : undefined;
  return owner !== undefined && owner !== task ? refused('task/duplicate-id', `${owner.id} is the id of another task already; choose a free one.`) : success(task);
}

/** Words that are none of ours may be put right; from one of ours to another leads only the state machine. */
function mayEditStatus({ id, kind, status, file }: Task, value: unknown): Found<unknown> {
  const isRepair = kind === 'container' || status === 'unknown' || file.rawStatus === null;
  if (isRepair || (typeof value === 'string' && mapTaskStatus(value) === status)) return success(id);
  return refused('task/transition', `The status of ${id} is not edited as a field; set its status instead, so that the change is allowed and recorded.`);
}

function mayEditSession({ name, status, location, file }: SessionState, { pointer, value }: FieldRequest): Found<unknown> {
  const isStatus = pointer.length === 1 && pointer[0] === 'status';
  const isRepair = status === 'unknown' || file.rawStatus === null;
  if (!isStatus || isRepair || (typeof value === 'string' && mapSessionStatus(value, location) === status)) return success(name);
  return refused('session/transition', `The status of ${name} is not edited as a field; activate, pause or complete the session instead.`);
}

async function editField({ file, pointer, from, value }: FieldRequest, context: PlanContext): Promise<Found<EditedFile>> {
  if (pointer.length === 0) return refused('json/not-editable', `${file} is not replaced as a whole; name the field to change.`);
  const edit: JsonEdit = value === undefined ? { kind: 'remove', pointer } : { kind: 'set', pointer, value };
  const edited = await planEdit(context, file, [edit]);
  if (!edited.ok || sameValue(edited.value.step.expect[0]?.value, from)) return edited;
  return refused('file/changed', `${pointer.join('.')} in ${file} is not what it was any more; look again and repeat the change.`);
}
