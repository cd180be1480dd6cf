import type { AgentEvent } from '../agents/agent-event.js';
import type { AgentRunStatus } from '../agents/agent-run-status.js';
import type { PaneState } from '../ports.js';

/** How an agent is, the most urgent for its person first: what rows are sorted by. */
export const agentStates = ['needs_input', 'blocked', 'failed', 'active', 'idle', 'completed'] as const;
/** One of them. */
export type AgentState = (typeof agentStates)[number];

/** What an agent's hand-over says of its run. `updatedAt`: milliseconds since the epoch, `null` where it does not say. */
export interface AgentClaim {
  readonly status: AgentRunStatus | 'unknown';
  readonly feature: string | null;
  readonly task: string | null;
  readonly blockers: readonly string[];
  readonly questions: readonly string[];
  readonly updatedAt: number | null;
}

/** All that is known of the agent of one role. What is not there is `null`. */
export interface AgentEvidence {
  readonly role: string;
  readonly claim: AgentClaim | null;
  readonly pane: PaneState | null;
  readonly event: AgentEvent | null;
  /** Absolute path. */
  readonly worktree: string | null;
  readonly port: number | null;
}

/** A row of the monitor (document 002, BE-011). `since`: milliseconds since the epoch of what was decided by; `why`: that, in a few words. */
export interface AgentStatus {
  readonly role: string;
  readonly state: AgentState;
  readonly feature: string | null;
  readonly task: string | null;
  readonly blockers: readonly string[];
  readonly questions: readonly string[];
  readonly worktree: string | null;
  readonly port: number | null;
  readonly since: number | null;
  readonly why: string;
}

interface Verdict {
  readonly state: AgentState;
  readonly since: number | null;
  readonly why: string;
}

/**
 * The rules, strongest evidence first; the first that says something decides. What is on a screen never counts, only facts:
 * 1. The program in the pane has ended: it failed by its exit code, unless the hand-over says it is completed. With 0 the hand-over
 *    may still say failed, ask, or be blocked; else it is completed.
 * 2. The agent's own hooks say that it asks its person something now.
 * 3. The hand-over says that the run is over.
 * 4. The hand-over has questions for its person, 5. says that it is blocked, or by what.
 * 6. The program in the pane waits for a line to be typed (the kernel says so).
 * 7. The hooks tell of work, or that the turn ended. 8. A program has the pane, or only a shell.
 * 9. The hand-over says that the run is going on. 10. Nothing tells of an agent at work: idle.
 * An event from before the pane was started is about an earlier run and does not count.
 */
const rules: readonly ((evidence: AgentEvidence) => Verdict | null)[] = [ended, asking, over, questioned, blocked, reading, told, occupied, claimed];

/** How the agent of one role is. Pure; document 002, BE-011. */
export function deriveAgent(known: AgentEvidence): AgentStatus {
  const evidence = withoutOldEvent(known);
  const { role, claim, worktree, port } = evidence;
  const verdict = rules.reduce<Verdict | null>((found, rule) => found ?? rule(evidence), null) ?? { state: 'idle', since: claim?.updatedAt ?? null, why: 'nothing tells of an agent at work' };
  const { feature = null, task = null, blockers = [], questions = [] } = claim ?? {};
  return { role, feature, task, blockers, questions, worktree, port, ...verdict };
}

/** All agents, those who need their person first, then by role. */
export function deriveAgents(known: readonly AgentEvidence[]): readonly AgentStatus[] {
  const rank = ({ state }: AgentStatus): number => agentStates.indexOf(state);
  return known.map(deriveAgent).toSorted((one, other) => rank(one) - rank(other) || (one.role < other.role ? -1 : 1));
}

/** How many agents wait for their person: what a badge shows. */
export function waitingAgents(agents: readonly AgentStatus[]): readonly AgentStatus[] {
  return agents.filter(({ state }) => state === 'needs_input' || state === 'blocked');
}

function withoutOldEvent(evidence: AgentEvidence): AgentEvidence {
  const { event, pane } = evidence;
  return event !== null && pane !== null && timeOf(event) < pane.startedAt ? { ...evidence, event: null } : evidence;
}

function timeOf({ at }: AgentEvent): number {
  const time = Date.parse(at);
  return Number.isNaN(time) ? 0 : time;
}

function ended(evidence: AgentEvidence): Verdict | null {
  const { pane, claim } = evidence;
  if (pane?.life.kind !== 'ended') return null;
  const { code } = pane.life;
  const why = code === null ? 'its program has ended' : `its program has ended with ${code}`;
  const since = pane.startedAt;
  if (claim?.status === 'completed') return over(evidence);
  if (code !== 0) return { state: 'failed', since, why };
  return over(evidence) ?? questioned(evidence) ?? blocked(evidence) ?? { state: 'completed', since, why };
}

function asking({ event }: AgentEvidence): Verdict | null {
  return event?.event === 'notification' ? { state: 'needs_input', since: timeOf(event), why: event.detail ?? 'it asks its person' } : null;
}

function over({ claim }: AgentEvidence): Verdict | null {
  if (claim === null) return null;
  const { status, updatedAt: since } = claim;
  if (status === 'completed') return { state: 'completed', since, why: 'its run is completed' };
  return status === 'failed' || status === 'expired' ? { state: 'failed', since, why: `its run is ${status}` } : null;
}

function questioned({ claim }: AgentEvidence): Verdict | null {
  const [question] = claim?.questions ?? [];
  return claim === null || question === undefined ? null : { state: 'needs_input', since: claim.updatedAt, why: question };
}

function blocked({ claim }: AgentEvidence): Verdict | null {
  const [blocker] = claim?.blockers ?? [];
  if (claim === null || (claim.status !== 'blocked' && blocker === undefined)) return null;
  return { state: 'blocked', since: claim.updatedAt, why: blocker ?? 'its run is blocked' };
}

function reading({ pane }: AgentEvidence): Verdict | null {
  const waits = pane?.life.kind === 'running' && pane.life.front === 'reading';
  return waits ? { state: 'needs_input', since: pane.startedAt, why: 'its program waits for a line to be typed' } : null;
}

function told({ event }: AgentEvidence): Verdict | null {
  if (event === null) return null;
  const since = timeOf(event);
  if (event.event === 'stop') return { state: 'idle', since, why: 'its turn has ended' };
  const detail = event.detail === null ? '' : ` (${event.detail})`;
  return { state: 'active', since, why: event.event === 'session-start' ? 'its session has begun' : `it works${detail}` };
}

function occupied({ pane }: AgentEvidence): Verdict | null {
  if (pane?.life.kind !== 'running') return null;
  const isShell = pane.life.front === 'shell';
  return { state: isShell ? 'idle' : 'active', since: pane.startedAt, why: isShell ? 'only a shell is in its pane' : 'a program runs in its pane' };
}

function claimed({ claim }: AgentEvidence): Verdict | null {
  const goesOn = claim !== null && ['active', 'resumed', 'unknown'].includes(claim.status);
  return goesOn ? { state: 'active', since: claim.updatedAt, why: 'its hand-over says that it works' } : null;
}
