import { isWorkflowError } from '../../base/workflow-error.js';
import type { Refusal } from '../plans/plan.js';
import type { Panes, PaneState } from '../ports.js';
import { featureOfSession } from './pane-names.js';
import { releasePort, type PortLeases } from './port-lease.js';

/** The panes that there are. Without the program that has them there are none. */
export async function panesThere(panes: Panes): Promise<readonly PaneState[]> {
  try {
    return await panes.list();
  } catch (error) {
    if (!isWorkflowError(error) || error.code !== 'missing-program') throw error;
    return [];
  }
}

/** Who works in the worktree of a role, in words; `null`: at most a shell is there. */
export async function agentAtWork(panes: Panes, role: string): Promise<string | null> {
  const pane = (await panesThere(panes)).find((each) => each.role === role && each.life.kind === 'running' && each.life.front !== 'shell');
  return pane === undefined ? null : `An agent on ${featureOfSession(pane.session) ?? pane.session}`;
}

/** When the worktree of a role is gone, so are its pane and its port (decisions 8.5); the port that is free again, `null`: it had none. */
export async function leaveRole({ panes, ports }: { readonly panes: Panes; readonly ports: Pick<PortLeases, 'files' | 'alone'> }, role: string): Promise<number | null | Refusal> {
  const sessions = (await panesThere(panes)).filter((pane) => pane.role === role).map(({ session }) => session);
  for (const session of sessions) await panes.stop(session, role);
  return releasePort(ports, role);
}
