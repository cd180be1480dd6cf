import type { Task, TaskGraph } from './task.js';

/** Deepest level that is followed: what is below any legal one gets a row of its own on the first level. */
const deepest = 4;

/**
 * Every task once, as lists have them, with its level: 0 for what stands at the top. Subtasks follow their container. What hangs
 * nowhere (the second file of an id, a circle) comes last, at the top.
 */
export function treeOrder({ all, byId, roots }: TaskGraph): ReadonlyMap<Task, number> {
  const placed = new Map<Task, number>();
  const place = (task: Task | undefined, depth: number): void => {
    if (task === undefined || placed.has(task)) return;
    placed.set(task, depth);
    if (depth < deepest) for (const id of task.children) place(byId.get(id), depth + 1);
  };
  for (const id of roots) place(byId.get(id), 0);
  for (const task of all) place(task, 0);
  return placed;
}
