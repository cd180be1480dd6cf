import type { Task } from '../../core/tasks/task.js';
import type { SessionState } from '../../core/workflow/workflow-state.js';

/** A task with what is under it. `level` starts at 1. */
export interface Branch {
  readonly task: Task;
  readonly level: number;
  readonly children: readonly Branch[];
}

/**
 * The tasks of a session as trees. Every task file is in it exactly once: a second file of an id that is taken stands at
 * the top, and so does whatever a circle of parents would keep out of sight.
 */
export function taskForest({ tasks }: SessionState): Branch[] {
  const placed = new Set<Task>();
  const branch = (task: Task, level: number): Branch[] => {
    if (placed.has(task)) return [];
    placed.add(task);
    const isFirst = tasks.byId.get(task.id) === task;
    const children = isFirst ? task.children.flatMap((id) => tasks.byId.get(id) ?? []) : [];
    return [{ task, level, children: children.flatMap((child) => branch(child, level + 1)) }];
  };
  const roots = new Set(tasks.roots);
  const top = tasks.all.filter((task) => roots.has(task.id) || tasks.byId.get(task.id) !== task);
  const shown = top.flatMap((task) => branch(task, 1));
  return [...shown, ...tasks.all.flatMap((task) => branch(task, 1))];
}

/**
 * The branches that are wanted, with the containers that lead to them. A container that is wanted while nothing under it
 * is keeps those that `rest` lets through, so that asking for a container by name shows what it has.
 */
export function pruned(branches: readonly Branch[], isWanted: (task: Task) => boolean, rest: (task: Task) => boolean): Branch[] {
  return branches.flatMap((branch) => {
    const kept = pruned(branch.children, isWanted, rest);
    if (kept.length > 0) return [{ ...branch, children: kept }];
    return isWanted(branch.task) ? [{ ...branch, children: pruned(branch.children, rest, rest) }] : [];
  });
}

/** Leaves below a branch. */
export function leavesOf({ task, children }: Branch): Task[] {
  return children.length === 0 ? [task] : children.flatMap(leavesOf);
}
