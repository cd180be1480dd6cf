import type { AgentFacts } from '../agents/plan-agent-file.js';
import { filePathOf, type Progress } from './progress.js';

/** What an agent file keeps of lists that grow. */
const mostRecent = 20;

/** Nothing is known of an agent. */
const noFacts: AgentFacts = { status: null, currentTask: null, feature: null, worktree: null, recentFiles: [], recentDecisions: [], given: {} };

/** What a hand-over says of the agent of a role; one that is not there, of another role or of somebody's own says nothing. */
export function agentFactsOf(progress: Progress | null, role: string): AgentFacts {
  if (progress === null || progress.foreign || (progress.role ?? role) !== role) return noFacts;
  const { status, taskId, currentTask, feature, files, decisions } = progress;
  return {
    ...noFacts,
    status: status === 'unknown' ? null : status,
    currentTask: taskId ?? currentTask,
    feature,
    recentFiles: files.map(filePathOf).slice(-mostRecent),
    recentDecisions: decisions.slice(-mostRecent),
  };
}
