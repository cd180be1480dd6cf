import type { Refusal } from '../plans/plan.js';
import type { Panes } from '../ports.js';
import type { PortLeases } from './port-lease.js';

/** A worktree in which an agent works. */
export interface AgentWorktree {
  readonly kind: 'worktree';
  /** Absolute. */
  readonly path: string;
  /** `null`: detached. */
  readonly branch: string | null;
  /** It would be, or was, made for this. */
  readonly created: boolean;
}

/** What starting and stopping agents asks of worktrees, one for each role. */
export interface AgentWorktrees {
  /** What making it would come to; changes nothing. */
  plan(role: string, feature: string): Promise<AgentWorktree | Refusal>;
  create(role: string, feature: string): Promise<AgentWorktree | Refusal>;
  /** Removes it only when nothing would be lost; `null`: there is none. */
  remove(role: string): Promise<{ readonly kind: 'removed' } | Refusal | null>;
}

/** Everything that agents who work side by side need of a host; the command line and the editor hand in the same, but for the panes. */
export interface AgentsPlace {
  readonly panes: Panes;
  readonly ports: PortLeases;
  readonly worktrees: AgentWorktrees;
  /** Does in a new worktree what the project wants done there, once the person agreed; says why it was not, or did not go well. `null`: all is well. */
  readonly setUp: (worktree: string) => Promise<string | null>;
  /** Begins the hand-over of a run, or goes on with the one that is there; where that is refused the agent works without. */
  readonly beginRun: (feature: string, role: string) => Promise<Refusal | null>;
  /** Says in its hand-over that an agent which was at work is paused. */
  readonly pauseRun: (role: string) => Promise<void>;
  /** Writes variables into the file of a worktree that programs there read (`environmentFile`). */
  readonly writeEnvironment: (worktree: string, text: string) => Promise<void>;
}
