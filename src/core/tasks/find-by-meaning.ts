import { plainTaskId } from './task-id.js';
import type { TaskNode, TaskNodes } from './task-node.js';

const tables = new WeakMap<TaskNodes, ReadonlyMap<string, TaskNode | null>>();

/**
 * The task that an id means although it is written differently: letter case, zero padding, blanks, `.json`. `undefined` when
 * there is none or more than one. The table is made at the first question, which most sessions never ask.
 */
export function findByMeaning(id: string, nodes: TaskNodes): TaskNode | undefined {
  const exact = nodes.byId.get(id);
  if (exact) return exact;
  let table = tables.get(nodes);
  if (!table) tables.set(nodes, table = tableOf(nodes));
  return table.get(meaningOf(id)) ?? undefined;
}

function tableOf(nodes: TaskNodes): ReadonlyMap<string, TaskNode | null> {
  const table = new Map<string, TaskNode | null>();
  for (const [id, node] of nodes.byId) {
    const meaning = meaningOf(id);
    table.set(meaning, table.has(meaning) ? null : node);
  }
  return table;
}

function meaningOf(id: string): string {
  return plainTaskId(id.trim().replace(/\.json$/i, '').toUpperCase());
}
