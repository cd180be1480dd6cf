import type { Finding } from '../findings/finding.js';
import type { JsonPointer } from '../text/json-pointer.js';
import type { TaskStatus } from './task-status.js';

/**
 * What the model keeps of one task file: a slim projection, so that ten thousand tasks stay small. Everything else in
 * the file is read again when somebody opens the task. Made by `parseTaskFile`, one per file, whatever the file holds.
 */
export interface TaskFile {
  /** Relative to the state root, e.g. `.workflow/WFS-x/.task/IMPL-1.json`. */
  readonly path: string;
  /** `id` in the file if it is a usable string, else the file's base name. Never empty. */
  readonly id: string;
  readonly title: string;
  /** The status word as the file has it; `null` when absent. */
  readonly rawStatus: string | null;
  /** `context.parent` when the file names one. */
  readonly namedParent: string | null;
  /** As the file lists them, repetitions included. */
  readonly dependsOn: readonly string[];
  /** Where `dependsOn` stands; `null` when the file names none. */
  readonly dependsOnAt: DependencyPlace | null;
  readonly agent: string | null;
  readonly type: string | null;
  /** The file has a `status_history` array. */
  readonly hasHistory: boolean;
  /** The file or its history says `in_progress` for active, so it is written so again (decisions 3.7). */
  readonly saysInProgress: boolean;
  /** The file could not be read as a task; `findings` has the reason. */
  readonly broken: boolean;
  /** What this file says about itself, without looking at others. */
  readonly findings: readonly Finding[];
}

/** The value that names a task's dependencies. `itemised`: it is a list in which `dependsOn[n]` is item n. */
export interface DependencyPlace {
  readonly pointer: JsonPointer;
  readonly itemised: boolean;
}

/**
 * A task in its session: the file's projection joined with what the other files say. Lists are in natural order of ids.
 */
export interface Task {
  readonly file: TaskFile;
  readonly id: string;
  readonly title: string;
  /**
   * Of a leaf: the file's word mapped by decisions 3.7. Of a container: derived from its leaves (decisions 2).
   * `unknown` only for a leaf whose word is in no dialect (show `file.rawStatus` then) or whose file is broken.
   */
  readonly status: TaskStatus | 'unknown';
  /** A container has subtasks, or its file says `"status": "container"` although it has none. */
  readonly kind: 'leaf' | 'container';
  /** A task of this session, never one that would close a circle; `null` otherwise. */
  readonly parent: string | null;
  readonly children: readonly string[];
  readonly dependsOn: readonly string[];
  /** Dependencies that are known and neither completed nor skipped. */
  readonly blockedBy: readonly string[];
}

/** The tasks of one session. `byId` has the first file of an id; a second one with the same id is still in `all`. */
export interface TaskGraph {
  /** Every task file exactly once, natural order of ids; of the same id first the file that is called after it, then by path. */
  readonly all: readonly Task[];
  readonly byId: ReadonlyMap<string, Task>;
  /** Ids of tasks without a (known) parent, natural order. */
  readonly roots: readonly string[];
  readonly counts: TaskCounts;
  /** What the tasks say about each other: duplicates, parents, depth, dependencies, cycles. */
  readonly findings: readonly Finding[];
}

/**
 * `total` counts files, `leaf` counts leaves; the statuses count leaves only, `broken` counts files. An unknown status
 * counts as pending. A broken leaf counts as `leaf` and `broken` and in no status.
 */
export interface TaskCounts {
  readonly total: number;
  readonly leaf: number;
  readonly pending: number;
  readonly active: number;
  readonly blocked: number;
  readonly completed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly broken: number;
}
