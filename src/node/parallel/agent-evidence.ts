import type { AgentEvidence } from '../../core/parallel/monitor.js';
import { loadClaims } from '../../core/parallel/load-claims.js';
import { loadPorts } from '../../core/parallel/port-lease.js';
import { panesThere } from '../../core/parallel/role-place.js';
import type { Files, Panes, PaneState } from '../../core/ports.js';
import { readAgentEvents } from '../agent-events.js';
import type { StateRoot } from '../state-root.js';
import { listWorktrees } from '../worktrees/worktree-list.js';

/** Where agents leave traces. */
export interface AgentTraces {
  readonly place: StateRoot;
  readonly files: Files;
  readonly panes: Panes;
  /** The folder of our worktrees, absolute. */
  readonly home: string;
  /** The path of the shared hand-over. */
  readonly shared: string;
}

/** All that is known now of every agent that left a trace: a hand-over, a pane, an event, a worktree of ours. Runs no git. */
export async function lookAtAgents({ place, files, panes, home, shared }: AgentTraces): Promise<readonly AgentEvidence[]> {
  const [claims, ports, living] = [await loadClaims(files, shared), await loadPorts(files), paneOfRole(await panesThere(panes))];
  const events = new Map(readAgentEvents(place).map((event) => [event.role, event]));
  const worktrees = new Map(listWorktrees({ place, home }).flatMap(({ role, path, ours, gone }) => (ours && !gone ? [[role, path] as const] : [])));
  const roles = new Set([...claims.keys(), ...living.keys(), ...events.keys(), ...worktrees.keys()]);
  return [...roles].map((role) => ({
    role, claim: claims.get(role) ?? null, pane: living.get(role) ?? null, event: events.get(role) ?? null, worktree: worktrees.get(role) ?? null,
    port: 'kind' in ports ? null : ports.get(role) ?? null,
  }));
}

/** A role that has panes in two sessions is the one that runs, else the one that was started last. */
function paneOfRole(panes: readonly PaneState[]): ReadonlyMap<string, PaneState> {
  const weight = ({ life, startedAt }: PaneState): number => startedAt + (life.kind === 'running' ? Number.MAX_SAFE_INTEGER / 2 : 0);
  return new Map(panes.toSorted((one, other) => weight(one) - weight(other)).map((pane) => [pane.role, pane]));
}
