import { advice, nextStep } from '../plans/next-step.js';
import { refusal, type Refusal } from '../plans/plan.js';
import type { AgentsPlace } from './agents-place.js';
import { asPaneName, paneSession } from './pane-names.js';
import { releasePort } from './port-lease.js';

/** What became of an agent's place. A worktree with anything that would be lost stays, and `kept` says why; so does its port. */
export interface StoppedAgent {
  readonly role: string;
  readonly worktree: 'removed' | 'kept' | 'none';
  readonly kept: string | null;
}

/** What stopping came to. */
export interface StoppedAgents {
  readonly kind: 'stopped';
  readonly session: string;
  readonly agents: readonly StoppedAgent[];
}

/**
 * Ends the agents of a feature. With `cleanUp` (`parallel.auto_cleanup` of the configuration) worktrees in which nothing would be lost
 * are removed and their ports given back; a dirty one never is.
 */
export async function stopAgents(place: AgentsPlace, { feature, cleanUp }: { readonly feature: string; readonly cleanUp: boolean }): Promise<StoppedAgents | Refusal> {
  const checked = asPaneName(feature, 'feature');
  if (!checked.ok) return refusal('parallel/name', checked.problem);
  const session = paneSession(feature);
  const roles = (await place.panes.list()).filter((pane) => pane.session === session).map(({ role }) => role);
  if (!await place.panes.stop(session)) return noSession(feature);
  const agents: StoppedAgent[] = [];
  for (const role of roles) {
    await place.pauseRun(role);
    agents.push(cleanUp ? await leave(place, role) : { role, worktree: 'kept', kept: null });
  }
  return { kind: 'stopped', session, agents };
}

/** No agents run on the feature. */
export function noSession(feature: string): Refusal {
  return refusal('parallel/no-session', advice`No agents run on ${feature}; start some: ${nextStep('parallel start', feature, '--roles', 'backend,frontend')}`);
}

async function leave({ worktrees, ports }: AgentsPlace, role: string): Promise<StoppedAgent> {
  const removed = await worktrees.remove(role);
  if (removed?.kind === 'refusal') return { role, worktree: 'kept', kept: removed.message };
  await releasePort(ports, role);
  return { role, worktree: removed === null ? 'none' : 'removed', kept: null };
}
