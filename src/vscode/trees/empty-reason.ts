import type { RootView } from './tree-node.js';
import type { WorkflowState } from '../../core/workflow/workflow-state.js';

/** Why a view is empty. `loading`: nothing was read yet, so nothing is said. */
export type EmptyReason = 'loading' | 'no-folder' | 'restricted' | 'not-initialised' | 'no-sessions' | 'no-session' | 'no-tasks' | 'filtered' | 'finished';

export interface Circumstances {
  readonly views: readonly RootView<WorkflowState>[];
  readonly trusted: boolean;
}

/** Why there are no sessions to show, or `null` when there are. */
export function sessionsEmpty({ views, trusted }: Circumstances): EmptyReason | null {
  if (views.length === 0) return 'no-folder';
  if (views.every(({ state }) => state.revision === 0)) return 'loading';
  if (views.some(({ state }) => state.sessions.length > 0)) return null;
  if (!trusted) return 'restricted';
  return views.some(({ state }) => state.initialised) ? 'no-sessions' : 'not-initialised';
}

export interface TasksShown {
  readonly sessions: number;
  readonly tasks: number;
  readonly rows: number;
  readonly searching: boolean;
}

/** Why there are no tasks to show, or `null` when there are. */
export function tasksEmpty(circumstances: Circumstances, { sessions, tasks, rows, searching }: TasksShown): EmptyReason | null {
  const whole = sessionsEmpty(circumstances);
  if (whole !== null || rows > 0) return whole;
  if (sessions === 0) return 'no-session';
  if (tasks === 0) return 'no-tasks';
  return searching ? 'filtered' : 'finished';
}
