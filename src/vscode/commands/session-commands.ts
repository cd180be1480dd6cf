import { l10n } from 'vscode';
import { sessionOfPath } from '../../core/layout/state-layout.js';
import type { Request } from '../../core/plans/request.js';
import { askText, tellRefusal } from '../ask.js';
import { sessionVerbs, type SessionVerb } from '../verbs.js';
import { askRoot, askSession, sessionsAt, sessionsInView, targetsOf, type Desk, type FoundSession } from './desk.js';
import type { Command, CommandTable } from './register-commands.js';

type SessionCommands = Pick<CommandTable, 'workflow.createSession' | 'workflow.chooseSession' | `workflow.${SessionVerb}Session`>;

/** Commands about whole sessions. */
export function sessionCommands(desk: Desk): SessionCommands {
  const t = l10n.t;
  return {
    'workflow.createSession': () => createSession(desk),
    'workflow.chooseSession': (given) => chooseSession(desk, given),
    'workflow.activateSession': sessionCommand(desk, 'activate', t('Activate which session?')),
    'workflow.pauseSession': sessionCommand(desk, 'pause', t('Pause which session?')),
    'workflow.completeSession': sessionCommand(desk, 'complete', t('Complete which session?')),
    'workflow.reopenSession': sessionCommand(desk, 'reopen', t('Reopen which session?')),
    'workflow.archiveSession': sessionCommand(desk, 'archive', t('Archive which session?')),
    'workflow.recoverSession': sessionCommand(desk, 'recover', t('Recover which session?')),
  };
}

function sessionCommand(desk: Desk, verb: SessionVerb, title: string): Command {
  const fits = ({ root, session }: FoundSession): boolean => sessionVerbs(session, root.state.active?.path === session.path).includes(verb);
  return async (given) => {
    const found = sessionsAt(desk, targetsOf(desk, given))[0] ?? (await askFitting(desk, title, fits));
    if (found === null) return;
    const request: Request = { do: `${verb}-session`, session: found.session.path };
    await desk.gestures.perform(found.root, request);
  };
}

async function askFitting(desk: Desk, title: string, fits: (found: FoundSession) => boolean): Promise<FoundSession | null> {
  const isAny = desk.roots.all.some((root) => root.state.sessions.some((session) => fits({ root, session })));
  if (isAny) return askSession(desk, title, fits);
  tellRefusal(l10n.t('There is no session for which this can be done now.'));
  return null;
}

async function createSession(desk: Desk): Promise<void> {
  const title = l10n.t('Create Session');
  const root = await askRoot(desk, title);
  if (root === null) return;
  const answer = await askText({
    title,
    prompt: l10n.t('What is the session about? Its name is made from this.'),
    placeholder: l10n.t('User authentication'),
    check: (text) => (text === '' ? l10n.t('A session needs a title.') : null),
  });
  if (answer === null) return;
  const made = await desk.gestures.perform(root, { do: 'create-session', title: answer });
  const [session] = made?.plan.steps.flatMap((step) => ('path' in step ? (sessionOfPath(step.path) ?? []) : [])) ?? [];
  // A new session is paused. Where no other is in view it is shown, so that its first task can be made at once.
  if (session !== undefined && sessionsInView(desk).length === 0) desk.choices.change({ session: { kind: 'session', root: root.root, session } });
}

/** Shows the tasks of a session; choosing the active one goes back to following whichever is active. */
async function chooseSession(desk: Desk, given: readonly unknown[]): Promise<void> {
  const found = sessionsAt(desk, targetsOf(desk, given))[0] ?? (await askSession(desk, l10n.t('Show the tasks of which session?'), () => true));
  if (found === null) return;
  const { root, session } = found;
  const follows = desk.roots.all.length === 1 && root.state.active?.path === session.path;
  desk.choices.change({ session: follows ? null : { kind: 'session', root: root.root, session: session.path } });
}
