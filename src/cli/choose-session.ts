import { refusal, type Refusal } from '../core/plans/plan.js';
import { activeSession } from '../core/workflow/selectors.js';
import type { SessionState, WorkflowState } from '../core/workflow/workflow-state.js';

const pathsOf = (sessions: readonly SessionState[]): string => sessions.map(({ path }) => path).join(', ');
const namesOf = (sessions: readonly SessionState[]): string => sessions.map(({ name }) => name).join(', ');

/** The session that a name or a path (`.workflow/active/WFS-x`) on the command line means, or why none does. */
function namedSession(state: WorkflowState, named: string): SessionState | Refusal {
  const wanted = named.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, '');
  const found = state.sessions.filter(({ name, path }) => path === wanted || name === wanted);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (only !== undefined) return refusal('session/ambiguous', `${named} stands in ${found.length} places; say which by its path: ${pathsOf(found)}.`);
  const next = state.sessions.length > 0 ? `there are ${namesOf(state.sessions)}` : 'make one with: workflow session create <title>';
  return refusal('session/unknown', `There is no session ${named}; ${next}.`);
}

/**
 * The session a command acts on: the one that is named; else the active one; else the only one of `candidates`; else
 * nobody can know.
 */
export function chooseSession(state: WorkflowState, named: string | undefined, candidates: readonly SessionState[]): SessionState | Refusal {
  if (named !== undefined) return namedSession(state, named);
  const active = activeSession(state);
  if (active !== null) return active;
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return only;
  if (only === undefined) {
    const others = state.sessions.length > 0 ? `name one of ${namesOf(state.sessions)}` : 'make one with: workflow session create <title>';
    return refusal('session/none', `No session is active; ${others}.`);
  }
  return refusal('session/which', `No session is active and ${candidates.length} could be meant; name one of ${pathsOf(candidates)}.`);
}

/** Sessions that work goes on in: what `task` and `todo` may mean without `--session`. */
export function openSessions(state: WorkflowState): readonly SessionState[] {
  return state.sessions.filter(({ location }) => location !== 'archives');
}

export function isRefusal(value: object): value is Refusal {
  return 'kind' in value && value.kind === 'refusal';
}
