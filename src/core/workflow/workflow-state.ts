import type { Finding } from '../findings/finding.js';
import type { SessionLocation } from '../layout/state-layout.js';
import type { SessionStatus } from '../sessions/session-status.js';
import type { Complexity, Marker, SessionFile } from '../sessions/session.js';
import type { TaskGraph } from '../tasks/task.js';
import type { TodoFile } from '../todo/todo.js';
import type { PartValues } from './state-parts.js';

/** One session directory with everything in it, frozen. A new value is made only when one of its files changed. */
export interface SessionState {
  /** Directory name, `WFS-x`. Not unique: the same name may stand in two places. */
  readonly name: string;
  /** Directory relative to the state root, `.workflow/active/WFS-x`. Unique; the id of a session everywhere inside. */
  readonly path: string;
  readonly location: SessionLocation;
  readonly file: SessionFile;
  /** The file's word mapped (decisions 2); `unknown` when it is none of ours: show `file.rawStatus`. */
  readonly status: SessionStatus | 'unknown';
  /** `project` of the file, else the name. */
  readonly title: string;
  /** Never below what the leaf count asks for (decisions 3.12). */
  readonly complexity: Complexity;
  readonly tasks: TaskGraph;
  readonly todo: TodoFile;
  /** Ids for which a summary exists → its path relative to the session directory. */
  readonly summaries: ReadonlyMap<string, string>;
  /** Newest modification of the session's JSON files, milliseconds since the epoch; 0 when unknown. Lists follow, so they do not count. */
  readonly changedAt: number;
  /** Everything there is to say about this session's files, those of `file`, `tasks` and `todo` included. */
  readonly findings: readonly Finding[];
}

/** All of the workflow, loaded. Frozen; `revision` rises by one with every change that somebody could see. */
export interface WorkflowState {
  readonly revision: number;
  /** `.workflow` exists. */
  readonly initialised: boolean;
  /** The `.workflow/active` directory exists, so new sessions go there (decisions 3.1). */
  readonly hasActiveFolder: boolean;
  /** Natural order of name, then path. */
  readonly sessions: readonly SessionState[];
  readonly markers: readonly Marker[];
  /**
   * Path of the active session: named by a marker, or (without any marker, in the `active/` layout) the active one that
   * changed last, which is only shown as such (decisions 3.3).
   */
  readonly active: { readonly path: string; readonly by: 'marker' | 'shown' } | null;
  /** The areas beside sessions, as far as who opened the store asked for them; the others are empty. */
  readonly parts: PartValues;
  /** Findings about markers and about sessions among each other. */
  readonly findings: readonly Finding[];
}
