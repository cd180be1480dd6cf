import type { TaskStatus } from './task-status.js';
import type { TaskFile } from './task.js';

/** A task while its session's graph is being made. */
export interface TaskNode {
  readonly file: TaskFile;
  /** `orderOf` the id. */
  readonly order: number;
  parent: TaskNode | null;
  readonly children: TaskNode[];
  kind: 'leaf' | 'container';
  status: TaskStatus | 'unknown';
  /** 1 for a root; 0 while not known. */
  depth: number;
}

/** Every node, and the first node of each id. */
export interface TaskNodes {
  readonly all: readonly TaskNode[];
  readonly byId: ReadonlyMap<string, TaskNode>;
}
