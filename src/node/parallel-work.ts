import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { agentEventFolder } from '../core/agents/agent-event.js';
import type { StateRoot } from './state-root.js';

/** Whether there are signs of work in parallel: worktrees, or agents that were heard of. A look at two places, no process. */
export function hasParallelWork({ commonDir, volatileDir }: StateRoot): boolean {
  return (commonDir !== null && existsSync(join(commonDir, 'worktrees'))) || existsSync(join(volatileDir, agentEventFolder));
}
