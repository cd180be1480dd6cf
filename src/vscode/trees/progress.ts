import type { TaskCounts } from '../../core/tasks/task.js';

/** Done and all leaf tasks. Skipped counts as done, as in the derived status of a container (decisions 2). */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

export function progressOf(counts: TaskCounts): Progress {
  return { done: counts.completed + counts.skipped, total: counts.leaf };
}

export function progressText({ done, total }: Progress): string {
  return `${done}/${total}`;
}
