import { nextTaskStatuses, type TaskStatus } from '../core/tasks/task-status.js';
import type { Task } from '../core/tasks/task.js';
import type { SessionState } from '../core/workflow/workflow-state.js';
import type { Translate } from './translate.js';

/** What a person does to a session; `<verb>-session` is the request, and the word that menus of package.json look for. */
export type SessionVerb = 'activate' | 'pause' | 'complete' | 'reopen' | 'archive' | 'recover';

/** What a person does to a task, and the word that menus look for. `release`: an active task goes back to pending. */
export type TaskVerb = 'start' | 'complete' | 'block' | 'fail' | 'skip' | 'retry' | 'reopen' | 'release';

/** The session file is not there or cannot be read. */
export function needsRecovery({ file }: SessionState): boolean {
  return file.broken || !file.exists;
}

/** What may be done to a session now (decisions 2). An archived one is never changed. */
export function sessionVerbs(session: SessionState, isActive: boolean): readonly SessionVerb[] {
  if (session.location === 'archives') return [];
  if (needsRecovery(session)) return ['recover'];
  const verbs: Readonly<Record<SessionState['status'], readonly SessionVerb[]>> = {
    active: ['activate', 'pause', 'complete'],
    paused: ['activate', 'complete'],
    unknown: ['activate', 'complete'],
    completed: ['reopen', 'archive'],
    archived: [],
  };
  return verbs[session.status].filter((verb) => verb !== 'activate' || !isActive);
}

/** What may be done to a leaf task now (decisions 2). A container is never executed by hand. */
export function taskVerbs(task: Task): readonly TaskVerb[] {
  if (task.kind === 'container' || task.file.broken) return [];
  return nextTaskStatuses(task.status).map((next) => verbFor(task.status, next));
}

/** The status that a verb leads to from where a task is; `null` when it cannot be done. */
export function statusAfter(task: Task, verb: TaskVerb): TaskStatus | null {
  if (task.kind === 'container' || task.file.broken) return null;
  return nextTaskStatuses(task.status).find((next) => verbFor(task.status, next) === verb) ?? null;
}

/** The verb that takes a task from one status to another. */
export function verbFor(from: Task['status'], to: TaskStatus): TaskVerb {
  if (to === 'active') return from === 'completed' ? 'reopen' : from === 'failed' ? 'retry' : 'start';
  if (to === 'pending') return from === 'skipped' ? 'reopen' : 'release';
  return ({ completed: 'complete', blocked: 'block', failed: 'fail', skipped: 'skip' } as const)[to];
}

/** The verb as it stands on a button. */
export function taskVerbLabel(t: Translate, verb: TaskVerb): string {
  const labels: Readonly<Record<TaskVerb, string>> = {
    start: t('Start'), complete: t('Complete'), block: t('Block…'), fail: t('Mark as Failed…'), skip: t('Skip'), retry: t('Retry'), reopen: t('Reopen'), release: t('Put Back to Pending'),
  };
  return labels[verb];
}
