import { success } from '../../base/result.js';
import { asTaskId } from '../layout/names.js';
import { taskFilePath } from '../layout/state-layout.js';
import type { Plan, Refusal, Step } from '../plans/plan.js';
import type { Request } from '../plans/request.js';
import { renderRecoveredSessionFile } from '../sessions/templates.js';
import { renderTaskFile } from '../tasks/render-task-file.js';
import { impliedParent } from '../tasks/task-id.js';
import { freeBackup, liveSession, readNow, refuse, refused, type Found, type PlanContext } from './plan-context.js';
import { SessionDraft } from './session-draft.js';
import type { SessionState, WorkflowState } from './workflow-state.js';

/**
 * Plans a new `workflow-session.json` where it is broken or missing (decisions 3.15): from what can still be read, the rest from the
 * template. What was there stays beside it, byte for byte.
 */
export async function planRecovery(state: WorkflowState, request: Extract<Request, { do: 'recover-session' }>, context: PlanContext): Promise<Plan | Refusal> {
  const found = liveSession(state, request.session);
  if (!found.ok) return found.problem;
  const session = found.value;
  if (session.file.exists && !session.file.broken) {
    return refuse('session/sound', `${session.file.path} can be read, so there is nothing to recover; edit it where it is wrong.`);
  }
  const recovered = await recover(state, session, context);
  if (!recovered.ok) return recovered.problem;
  const { steps, text } = recovered.value;
  const draft = new SessionDraft(session, context);
  for (const step of steps) draft.add(step);
  draft.see(session.file.path, text);
  return draft.plan({ title: `Recover ${session.name}` });
}

interface Recovered {
  readonly steps: readonly Step[];
  readonly text: string;
}

async function recover(state: WorkflowState, session: SessionState, context: PlanContext): Promise<Found<Recovered>> {
  const { name, title, complexity, file: { path } } = session;
  const isMarked = state.markers.some((marker) => marker.session === name);
  const fallback = { name, title, type: complexity, status: isMarked ? 'active' : 'paused' } as const;
  const old = await readNow(context, path);
  const text = renderRecoveredSessionFile(fallback, old.kind === 'missing' ? null : old);
  if (old.kind === 'missing') return success({ steps: [{ kind: 'create-file', path, content: text }], text });
  const backup = await freeBackup(context, path);
  if (old.kind === 'text') return success({ steps: [{ kind: 'copy-file', from: path, to: backup }, { kind: 'write-text', path, from: old.text, to: text }], text });
  if (old.reason === 'not-a-file') return refused('file/not-regular', `${path} is no regular file (${old.detail}), so it is left alone; move it away first.`);
  return success({ steps: [{ kind: 'move', from: path, to: backup }, { kind: 'create-file', path, content: text }], text });
}

/** Plans the container that subtasks name and that is not there (document 004, recovery of a broken hierarchy). */
export async function planContainer(state: WorkflowState, request: Extract<Request, { do: 'rebuild-container' }>, context: PlanContext): Promise<Plan | Refusal> {
  const found = liveSession(state, request.session);
  if (!found.ok) return found.problem;
  const session = found.value;
  const id = missingContainer(session, request.task);
  if (!id.ok) return id.problem;
  const draft = new SessionDraft(session, context);
  const path = taskFilePath(session.path, id.value);
  if ((await draft.takenTaskIds()).includes(id.value)) {
    return refuse('task/exists', `${path} is there already, but is not the task ${id.value}; move it away or give it the name of its id first.`);
  }
  const title = `Subtasks of ${id.value}`;
  draft.create(path, renderTaskFile({ id: id.value, title, isContainer: true }));
  return draft.plan({ title: `Rebuild the container ${id.value}` });
}

function missingContainer({ name, tasks }: SessionState, task: string): Found<string> {
  const id = asTaskId(task);
  if (!id.ok) return refused('task/id', id.problem);
  if (tasks.byId.has(task)) return refused('task/exists', `${task} is there already; nothing is to be rebuilt.`);
  const above = impliedParent(task);
  if (above !== null) return refused('task/too-deep', `${task} is a subtask of ${above} and cannot hold others; there are only two levels.`);
  const isNamed = tasks.all.some(({ id: child, file }) => file.namedParent === task || impliedParent(child) === task);
  return isNamed ? success(task) : refused('task/unknown', `No task of ${name} has ${task} as its parent; create it as a new task instead.`);
}
