import type { Applied } from '../../core/plans/applied.js';
import { refusal, type Refusal } from '../../core/plans/plan.js';
import type { Request } from '../../core/plans/request.js';
import { archivesDirectory, sessionOfPath } from '../../core/layout/state-layout.js';
import { sessionByPath } from '../../core/workflow/selectors.js';
import type { SessionState, WorkflowState } from '../../core/workflow/workflow-state.js';
import { change } from '../change.js';
import { chooseSession, isRefusal, openSessions } from '../choose-session.js';
import { answer, type Answer, type CommandRow, type Context, type Run } from '../command.js';
import { createdFiles } from '../created-files.js';
import { renderSessions, sessionJson } from '../session-answer.js';
import { recoverSessions } from './recover-command.js';

const listSessions: Run = ({ root }) => {
  const { state } = root.store;
  const list = answer(() => state.sessions.map((session) => sessionJson(state, session)), () => renderSessions(state, state.sessions));
  const [problem] = state.findings.filter(({ severity }) => severity === 'error');
  const notice = problem?.message ?? 'There is no session yet; make one with: workflow session create <title>';
  return Promise.resolve(state.sessions.length === 0 ? { ...list, notice } : list);
};

/** Carries the request out and answers with the session as it is then, at the path that `pathOf` finds. */
async function changed(context: Context, request: Request, pathOf: (applied: Applied) => string | null): Promise<Answer | Refusal> {
  const outcome = await change(context, request);
  if (outcome.kind !== 'changed') return outcome;
  const { state, applied } = outcome;
  const session = sessionByPath(state, pathOf(applied) ?? '');
  if (session === null) return refusal('session/gone', 'It was done, but somebody moved the session meanwhile; see: workflow session list');
  return answer(() => sessionJson(state, session), () => renderSessions(state, [session]));
}

const createSession: Run = (context, [title = '']) => (
  changed(context, { do: 'create-session', title }, (applied) => createdFiles(applied).map(sessionOfPath).find((path) => path !== null) ?? null));

/** Which sessions a verb may mean when none is named and none is active. */
type Candidates = (state: WorkflowState) => readonly SessionState[];

const completedSessions: Candidates = (state) => openSessions(state).filter(({ status }) => status === 'completed');

function onSession(request: (session: SessionState) => Request, candidates: Candidates, after = ({ path }: SessionState): string => path): Run {
  return async (context, [named]) => {
    const { state } = context.root.store;
    const session = chooseSession(state, named, candidates(state));
    return isRefusal(session) ? session : changed(context, request(session), () => after(session));
  };
}

/** Makes a completed session active again: that is a reopening, which is asked. */
const activation = ({ path, status }: SessionState): Request => (
  { do: status === 'completed' ? 'reopen-session' : 'activate-session', session: path });

export const sessionCommands: readonly CommandRow[] = [
  { name: 'session list', words: '', summary: 'all sessions; * is the active one', options: [], run: listSessions },
  { name: 'session create', words: '<title>', summary: 'make a session', options: ['dryRun'], run: createSession },
  { name: 'session activate', words: '<id>', summary: 'make it the active session; asks before it reopens a completed one', options: ['yes', 'dryRun'],
    run: onSession(activation, openSessions) },
  { name: 'session pause', words: '[id]', summary: 'pause the active session, or the one named', options: ['dryRun'],
    run: onSession(({ path }) => ({ do: 'pause-session', session: path }), openSessions) },
  { name: 'session complete', words: '[id]', summary: 'complete the active session, or the one named', options: ['dryRun'],
    run: onSession(({ path }) => ({ do: 'complete-session', session: path }), openSessions) },
  { name: 'session archive', words: '[id]', summary: 'move a completed session to the archives: the active one, the only completed one, or the one named',
    options: ['dryRun'],
    run: onSession(({ path }) => ({ do: 'archive-session', session: path }), completedSessions, ({ name }) => `${archivesDirectory}/${name}`) },
  { name: 'session recover', words: '[id]', summary: 'repair broken session files, markers and hierarchies, of all sessions or the one named', options: ['dryRun'],
    run: recoverSessions },
];
