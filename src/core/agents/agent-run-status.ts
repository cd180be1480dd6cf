/** The states of an agent run (document 000, 3.2; decisions 2). */
export const agentRunStatuses = ['initializing', 'active', 'paused', 'resumed', 'blocked', 'completed', 'failed', 'expired'] as const;
/** One of them. */
export type AgentRunStatus = (typeof agentRunStatuses)[number];

const transitions: Readonly<Record<AgentRunStatus, readonly AgentRunStatus[]>> = {
  initializing: ['active', 'failed'],
  active: ['paused', 'blocked', 'completed'],
  paused: ['resumed', 'expired'],
  resumed: ['active', 'completed'],
  blocked: ['active'],
  completed: [],
  failed: [],
  expired: [],
};

/** Words that files use, in lower case → our status; document 000's `IN_PROGRESS` is active, and a run that has not begun is about to. */
const dialect: ReadonlyMap<string, AgentRunStatus> = new Map([
  ...agentRunStatuses.map((status): [string, AgentRunStatus] => [status, status]),
  ['in_progress', 'active'],
  ['not_started', 'initializing'],
  ['done', 'completed'],
]);

/** The status a file's word means, in any letter case; absent is initializing, a word of no dialect is `unknown`. */
export function mapAgentRunStatus(raw: string | null): AgentRunStatus | 'unknown' {
  return raw === null ? 'initializing' : dialect.get(raw.trim().toLowerCase().replaceAll(/[ -]/g, '_')) ?? 'unknown';
}

/** Where a run may go from here (decisions 2); nowhere from a final state. `unknown` behaves as active. */
export function nextAgentRunStatuses(status: AgentRunStatus | 'unknown'): readonly AgentRunStatus[] {
  return transitions[status === 'unknown' ? 'active' : status];
}

/** Whether work can get a run from here to there, over the states in between: a paused run that goes on was resumed and is active. */
export function canReach(from: AgentRunStatus | 'unknown', to: AgentRunStatus): boolean {
  const passed = new Set<AgentRunStatus | 'unknown'>([from]);
  for (const status of passed) for (const next of nextAgentRunStatuses(status)) if (next !== 'completed' || to === 'completed') passed.add(next);
  return passed.has(to);
}

/** The word to write: as the file writes its own (`IN_PROGRESS` in capitals, as document 000 does, unless it is small). */
export function agentRunWord(status: AgentRunStatus, raw: string | null): string {
  const isSmall = raw !== null && raw !== '' && raw === raw.toLowerCase();
  const word = status === 'active' && (raw === null || !/^active$/i.test(raw)) ? 'in_progress' : status;
  return isSmall ? word : word.toUpperCase();
}
