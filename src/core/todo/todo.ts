import type { Finding } from '../findings/finding.js';
import type { SessionLocation } from '../layout/state-layout.js';
import type { TaskGraph } from '../tasks/task.js';

/**
 * One task row of a TODO_LIST.md. `line` starts at 1; `mark` is the character in the box, `null` for a container row
 * (`▸`) or a row without a box; `markOffset` is where that character stands in the text.
 */
export interface TodoRow {
  readonly task: string;
  readonly line: number;
  readonly mark: string | null;
  readonly markOffset: number | null;
}

/**
 * Who owns the text (decisions 3.10): `generated`: ours, digest right, may be written whole · `foreign`: somebody's, only
 * marks are ever flipped · `absent` · `unreadable`.
 */
export type TodoOwnership = 'generated' | 'foreign' | 'absent' | 'unreadable';

/** TODO_LIST.md of a session as it stands on disk. */
export interface TodoFile {
  readonly path: string;
  readonly ownership: TodoOwnership;
  /** The text as read, `null` when absent or unreadable. */
  readonly text: string | null;
  readonly rows: readonly TodoRow[];
  /** Set when the file is there and cannot be read. */
  readonly findings: readonly Finding[];
}

/** What of a session the TODO list is made of and judged by. `path` is the session's directory. */
export interface TodoSource {
  readonly path: string;
  readonly title: string;
  readonly location: SessionLocation;
  readonly tasks: TaskGraph;
  /** Ids for which a summary exists → its path relative to the session directory. */
  readonly summaries: ReadonlyMap<string, string>;
  readonly todo: TodoFile;
}
