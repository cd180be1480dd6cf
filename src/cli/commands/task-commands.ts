import type { Applied } from '../../core/plans/applied.js';
import { refusal, type Refusal } from '../../core/plans/plan.js';
import type { Request } from '../../core/plans/request.js';
import { mapTaskStatus, taskStatuses, type TaskStatus } from '../../core/tasks/task-status.js';
import type { Task } from '../../core/tasks/task.js';
import { nextTask, sessionByPath } from '../../core/workflow/selectors.js';
import type { SessionState } from '../../core/workflow/workflow-state.js';
import { change } from '../change.js';
import { chooseSession, isRefusal, openSessions } from '../choose-session.js';
import { answer, type Answer, type CommandRow, type Context, type Run } from '../command.js';
import { createdFiles } from '../created-files.js';
import { exitCodes } from '../output.js';
import { renderTask, renderTasks, taskJson } from '../task-answer.js';

type InSession = (context: Context, session: SessionState, words: readonly string[]) => Answer | Refusal | Promise<Answer | Refusal>;

/** Runs in the session that `--session` names, else in the active one, else in the only one. */
function inSession(run: InSession): Run {
  return async (context, words) => {
    const { state } = context.root.store;
    const session = chooseSession(state, context.options.session, openSessions(state));
    return isRefusal(session) ? session : run(context, session, words);
  };
}

function taskIn(session: SessionState, id: string): Task | Refusal {
  return session.tasks.byId.get(id) ?? refusal('task/unknown', `${session.name} has no task ${id}; see: workflow task list --session ${session.path}`);
}

const taskAnswer = (task: Task): Answer => answer(() => taskJson(task), () => renderTask(task));

const listTasks: InSession = (_context, session) => (
  { ...answer(() => session.tasks.all.map(taskJson), () => renderTasks(session)),
    ...(session.tasks.all.length === 0 ? { notice: `${session.name} has no task yet; make one with: workflow task create <title>` } : {}) });

const showTask: InSession = (_context, session, [id = '']) => {
  const task = taskIn(session, id);
  return isRefusal(task) ? task : taskAnswer(task);
};

/** Carries the request out and answers with the task that `find` picks from the session as it is then. */
async function changed(
  context: Context, request: Extract<Request, { session: string }>, find: (session: SessionState, applied: Applied) => Task | undefined,
): Promise<Answer | Refusal> {
  const outcome = await change(context, request);
  if (outcome.kind !== 'changed') return outcome;
  const session = sessionByPath(outcome.state, request.session);
  const task = session === null ? undefined : find(session, outcome.applied);
  return task === undefined ? refusal('task/gone', 'It was done, but somebody took the task away meanwhile; see: workflow task list') : taskAnswer(task);
}

/** The status that a word names, if all is said that it needs. */
function wantedStatus(id: string, word: string, reason = ''): TaskStatus | Refusal {
  const status = mapTaskStatus(word);
  if (status === 'unknown') return refusal('task/no-status', `"${word}" is no status; say one of ${taskStatuses.join(', ')}.`);
  if (status !== 'blocked' || reason.trim() !== '') return status;
  return refusal('task/no-reason', `A blocked task needs a reason; say: workflow task status ${id} blocked --reason "what it waits for"`);
}

const setStatus: InSession = async (context, session, [id = '', word = '']) => {
  const task = taskIn(session, id);
  if (isRefusal(task)) return task;
  const { reason } = context.options;
  const status = wantedStatus(id, word, reason);
  if (typeof status === 'object') return status;
  const request: Request = { do: 'set-task-status', session: session.path, tasks: [id], status, ...(reason === undefined ? {} : { reason }) };
  const given = await changed(context, request, ({ tasks }) => tasks.byId.get(id));
  return isRefusal(given) ? given : followed(context, given, { task: id, source: task.file.path, status, reason: reason ?? '' });
};

/** Where runs are recorded, the run of a task follows its status; looking for that loads nothing. */
async function followed(context: Context, given: Answer, turned: { readonly task: string; readonly source: string; readonly status: TaskStatus; readonly reason: string }): Promise<Answer> {
  if (context.options.dryRun === true || !await mayRecord(context, turned.status)) return given;
  const notice = await (await import('../versions/answers.js')).followers.followStatus(context, turned);
  return notice === null ? given : { ...given, notice: [given.notice ?? [], notice].flat().join(' ') };
}

/** There are versions; or a run may begin, in a repository or because the configuration says something about recording. */
async function mayRecord({ root }: Context, status: TaskStatus): Promise<boolean> {
  if ((await root.files.list('.workflow/versions')).kind === 'entries') return true;
  if (status !== 'active' || root.place.commonDir !== null) return status === 'active';
  let isSaid = false;
  await root.files.read([{ path: '.ai/project/config.yaml' }], (_, outcome) => { isSaid = outcome.kind === 'text' && outcome.text.includes('record_runs'); });
  return isSaid;
}

const createTask: InSession = (context, session, [title = '']) => {
  const { parent } = context.options;
  const request: Request = { do: 'create-task', session: session.path, title, ...(parent === undefined ? {} : { parent }) };
  return changed(context, request, ({ tasks }, applied) => {
    const files = new Set(createdFiles(applied));
    return tasks.all.find(({ file }) => files.has(file.path));
  });
};

const breakDown: InSession = async (context, session, [id = '', ...titles]) => {
  const task = taskIn(session, id);
  if (isRefusal(task)) return task;
  return changed(context, { do: 'break-down-task', session: session.path, task: id, titles }, ({ tasks }) => tasks.byId.get(id));
};

const showNext: InSession = (_context, session) => {
  const task = nextTask(session);
  if (task !== null) return taskAnswer(task);
  const { pending, blocked, failed } = session.tasks.counts;
  const left = `${pending} pending, ${blocked} blocked, ${failed} failed`;
  return { ...answer(() => null, () => '', exitCodes.no), notice: `No task of ${session.name} can be started: ${left}; see: workflow task list` };
};

export const taskCommands: readonly CommandRow[] = [
  { name: 'task list', words: '', summary: 'all tasks of a session', options: ['session'], run: inSession(listTasks) },
  { name: 'task show', words: '<id>', summary: 'one task', options: ['session'], run: inSession(showTask) },
  { name: 'task status', words: '<id> <status>', summary: `set a task's status: ${taskStatuses.join(', ')}; asks before it reopens a completed one`,
    options: ['session', 'reason', 'yes', 'dryRun'], run: inSession(setStatus) },
  { name: 'task create', words: '<title>', summary: 'make a task; its id is the next free one', options: ['session', 'parent', 'dryRun'], run: inSession(createTask) },
  { name: 'task breakdown', words: '<id> <titles...>', summary: 'give a task subtasks, one for each title', options: ['session', 'dryRun'], run: inSession(breakDown) },
  { name: 'task next', words: '', summary: 'the task to work on next: the active one, else the first that waits for nothing; exit 1 when there is none',
    options: ['session'], run: inSession(showNext) },
];
