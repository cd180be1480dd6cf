import type { Files } from '../ports.js';
import { loadProgressPlaces } from '../progress/load-progress.js';
import { currentTask } from '../progress/next-run.js';
import { parseProgress } from '../progress/progress.js';
import { roleOfProgressPath, roleProgressPath } from '../progress/progress-files.js';
import type { AgentClaim } from './monitor.js';

/** Whose the shared hand-over is when it does not say. */
const nobodyInParticular = 'agent';

/** What all hand-overs say: role → claim. The role of a folder counts more than the word in its file; logs of others say nothing. */
export async function loadClaims(files: Files, shared: string): Promise<ReadonlyMap<string, AgentClaim>> {
  const { roles } = await loadProgressPlaces(files, shared);
  const claims = new Map<string, AgentClaim>();
  await files.read([shared, ...roles.map(roleProgressPath)].map((path) => ({ path })), (path, outcome) => {
    if (outcome.kind !== 'text') return;
    const progress = parseProgress(outcome.text);
    if (progress.foreign) return;
    const { status, feature, blockers, questions, lastUpdated, role } = progress;
    const time = Date.parse(lastUpdated ?? '');
    const updatedAt = Number.isNaN(time) ? null : time;
    claims.set(roleOfProgressPath(path) ?? role ?? nobodyInParticular, { status, feature, task: currentTask(progress), blockers, questions, updatedAt });
  });
  return claims;
}
