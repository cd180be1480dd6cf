import type { TaskNode } from './task-node.js';
import { mapTaskStatus, type TaskStatus } from './task-status.js';

type Tally = Record<TaskStatus | 'leaves', number>;

/**
 * Sets the status of every node: of a leaf what its file says, of a container what follows from all leaves below it
 * (decisions 2). Children come before their parents, without recursion, so that no depth can exhaust the stack.
 */
export function deriveStatuses(nodes: readonly TaskNode[]): void {
  const tallies = new Map<TaskNode, Tally>();
  for (const node of deepestFirst(nodes)) {
    const tally = tallies.get(node);
    node.status = node.kind === 'container' ? statusOf(tally ?? emptyTally()) : leafStatus(node);
    if (!node.parent) continue;
    let above = tallies.get(node.parent);
    if (!above) tallies.set(node.parent, above = emptyTally());
    if (node.kind === 'leaf') addLeaf(above, node.status);
    else if (tally) addTally(above, tally);
  }
}

function deepestFirst(nodes: readonly TaskNode[]): readonly TaskNode[] {
  const levels: TaskNode[][] = [];
  for (const node of nodes) (levels[node.depth] ??= []).push(node);
  return levels.reverse().flat();
}

function leafStatus({ file }: TaskNode): TaskStatus | 'unknown' {
  return file.broken ? 'unknown' : mapTaskStatus(file.rawStatus);
}

function emptyTally(): Tally {
  return { leaves: 0, pending: 0, active: 0, completed: 0, blocked: 0, failed: 0, skipped: 0 };
}

function addLeaf(tally: Tally, status: TaskStatus | 'unknown'): void {
  tally.leaves++;
  tally[status === 'unknown' ? 'pending' : status]++;
}

function addTally(tally: Tally, more: Tally): void {
  for (const key of Object.keys(tally) as (keyof Tally)[]) tally[key] += more[key];
}

/** In the order of decisions 2. A container without leaves has nothing that is done. */
function statusOf(tally: Tally): TaskStatus {
  if (tally.leaves > 0 && tally.completed + tally.skipped === tally.leaves) return 'completed';
  if (tally.active > 0) return 'active';
  if (tally.blocked > 0) return 'blocked';
  if (tally.failed > 0) return 'failed';
  return tally.completed > 0 ? 'active' : 'pending';
}
