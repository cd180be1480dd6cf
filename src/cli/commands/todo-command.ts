import { refusal, type Plan, type Refusal } from '../../core/plans/plan.js';
import type { Request } from '../../core/plans/request.js';
import { plainLine } from '../../core/text/escape.js';
import type { SessionState } from '../../core/workflow/workflow-state.js';
import { change } from '../change.js';
import { chooseSession, isRefusal, openSessions } from '../choose-session.js';
import { answer, type Answer, type CommandRow, type Context, type Run } from '../command.js';
import { findingsJson, renderFindings } from '../finding-answer.js';
import { exitCodes, type ExitCode } from '../output.js';

type TodoAction = 'written' | 'unchanged' | 'marks';

/** `marks`: in a list of somebody's own only marks are set; `written`: a list of ours is written whole. */
function actionOf({ steps }: Plan, { todo }: SessionState, adopt: boolean): TodoAction {
  if (steps.length === 0) return 'unchanged';
  return todo.ownership === 'foreign' && !adopt ? 'marks' : 'written';
}

const words: Readonly<Record<TodoAction, readonly [done: string, wanted: string]>> = {
  written: ['written', 'has to be written'],
  unchanged: ['up to date', 'up to date'],
  marks: ['marks set', 'marks have to be set'],
};

async function todoAnswer(context: Context, session: SessionState, action: TodoAction): Promise<Answer> {
  const checking = context.options.check === true;
  const drift = await findingsJson(context.root.files, session.findings.filter(({ code }) => code === 'todo/drift'));
  const word = words[action][checking ? 1 : 0];
  const exit: ExitCode = checking && (drift.length > 0 || action !== 'unchanged') ? exitCodes.no : exitCodes.fine;
  return answer(() => ({ path: session.todo.path, action, drift }), () => `${plainLine(session.todo.path)}: ${word}\n${renderFindings(drift)}`, exit);
}

const todo: Run = async (context) => {
  const { root, options } = context;
  const session = chooseSession(root.store.state, options.session, openSessions(root.store.state));
  if (isRefusal(session)) return session;
  const adopt = options.adopt === true;
  if (adopt && options.check === true) return refusal('todo/contradiction', '--check writes nothing and --adopt writes; say one of them.');
  const request: Request = { do: adopt ? 'adopt-todo' : 'write-todo', session: session.path };
  const plan: Plan | Refusal = await root.plan(request);
  if (plan.kind === 'refusal') return plan;
  const action = actionOf(plan, session, adopt);
  // Answered from before the change: drift that was put right is still told.
  const found = await todoAnswer(context, session, action);
  if (options.check === true || (action === 'unchanged' && options.dryRun !== true)) return found;
  const outcome = await change(context, request);
  return outcome.kind === 'changed' ? found : outcome;
};

export const todoCommand: CommandRow = {
  name: 'todo', words: '', summary: 'bring TODO_LIST.md of a session in line with its tasks; what is written by hand in it stays',
  options: ['session', 'check', 'adopt', 'dryRun'], run: todo,
};
