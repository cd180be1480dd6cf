import { commands, l10n } from 'vscode';
import { tellDone, tellRefusal } from '../ask.js';
import type { Target } from '../target.js';
import { sessionMeant, targetsOf, type Desk, type FoundSession } from './desk.js';
import { openFile } from './open-file.js';
import type { CommandTable } from './register-commands.js';

type TodoCommands = Pick<CommandTable, 'workflow.regenerateTodo' | 'workflow.checkTodo' | 'workflow.openTodo'>;

/** Commands about TODO_LIST.md, the view of a session's tasks. */
export function todoCommands(desk: Desk): TodoCommands {
  return {
    'workflow.regenerateTodo': (given) => withSession(desk, targetsOf(desk, given), (found) => regenerate(desk, found)),
    'workflow.checkTodo': (given) => withSession(desk, targetsOf(desk, given), check),
    'workflow.openTodo': (given) => withSession(desk, targetsOf(desk, given), open),
  };
}

async function withSession(desk: Desk, targets: readonly Target[], act: (found: FoundSession) => Promise<void>): Promise<void> {
  const found = await sessionMeant(desk, targets, l10n.t('TODO_LIST.md of which session?'));
  if (found !== null) await act(found);
}

/** Somebody's own list is adopted, with a backup; ours is only written again. */
async function regenerate({ gestures }: Desk, { root, session }: FoundSession): Promise<void> {
  const isForeign = session.todo.ownership === 'foreign';
  await gestures.perform(root, { do: isForeign ? 'adopt-todo' : 'write-todo', session: session.path });
}

async function check({ root, session }: FoundSession): Promise<void> {
  const t = l10n.t;
  const state = await root.open.store.refresh([session.todo.path]);
  const now = state.sessions.find(({ path }) => path === session.path) ?? session;
  const findings = now.findings.filter(({ code }) => code.startsWith('todo/'));
  const [first] = findings;
  if (first === undefined) return tellDone(t('TODO_LIST.md of {0} agrees with the tasks.', session.title));
  const problems = { title: t('Show Problems'), run: async () => { await commands.executeCommand('workbench.actions.view.problems'); } };
  const more = findings.length === 1 ? '' : ` ${t('And {0} more.', findings.length - 1)}`;
  await tellDone(`${first.message}${more}`, problems);
}

async function open({ root, session }: FoundSession): Promise<void> {
  if (session.todo.ownership === 'absent') tellRefusal(l10n.t('{0} has no TODO_LIST.md yet. Regenerate TODO_LIST.md makes it.', session.title));
  else await openFile(root, session.todo.path);
}
