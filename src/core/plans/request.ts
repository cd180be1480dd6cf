import type { FeatureStatus } from '../specs/feature-status.js';
import type { TaskStatus } from '../tasks/task-status.js';
import type { JsonPointer } from '../text/json-pointer.js';
import type { TextEdit } from '../text/text-edit.js';

/**
 * Everything a person, an agent or a fix can ask of sessions and tasks: plain data, so that the tree, the Task page,
 * the command line and quick fixes all say the same thing and one planner answers. `session` is the session's path
 * (`.workflow/active/WFS-x`), because the same name may stand in two places. `task` of `rebuild-container` is the id of the
 * container that is missing. `feature` is the name of the feature's folder.
 */
export type Request =
  | { readonly do: 'create-session'; readonly title: string }
  | { readonly do: 'activate-session'; readonly session: string }
  | { readonly do: 'pause-session'; readonly session: string }
  | { readonly do: 'complete-session'; readonly session: string }
  | { readonly do: 'reopen-session'; readonly session: string }
  | { readonly do: 'archive-session'; readonly session: string }
  | { readonly do: 'recover-session'; readonly session: string }
  | { readonly do: 'raise-complexity'; readonly session: string; readonly complexity: 'medium' | 'complex' }
  | { readonly do: 'create-task'; readonly session: string; readonly title: string; readonly parent?: string }
  | { readonly do: 'break-down-task'; readonly session: string; readonly task: string; readonly titles: readonly string[] }
  | { readonly do: 'set-task-status'; readonly session: string; readonly tasks: readonly string[]; readonly status: TaskStatus; readonly reason?: string }
  | { readonly do: 'move-task'; readonly session: string; readonly task: string; readonly parent: string | null }
  | { readonly do: 'write-todo' | 'adopt-todo'; readonly session: string }
  | { readonly do: 'restore-todo-row' | 'accept-todo-row'; readonly session: string; readonly task: string }
  | { readonly do: 'remove-marker'; readonly marker: string }
  | { readonly do: 'rebuild-container'; readonly session: string; readonly task: string }
  | { readonly do: 'set-feature-status'; readonly feature: string; readonly status: FeatureStatus }
  | { readonly do: 'edit-task-field'; readonly file: string; readonly pointer: JsonPointer; readonly from: unknown; readonly value: unknown }
  | { readonly do: 'edit-text'; readonly file: string; readonly edits: readonly GuardedEdit[] };

/** A change of a text: `was` is what must still stand there when it is made. */
export interface GuardedEdit extends TextEdit {
  readonly was: string;
}
