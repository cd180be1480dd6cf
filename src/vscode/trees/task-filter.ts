import type { Task } from '../../core/tasks/task.js';
import type { TaskStatus } from '../../core/tasks/task-status.js';
import type { Translate } from '../translate.js';
import { taskStatusLabel } from './status-look.js';

/** What the person wants to see of the tasks: words in any order, some statuses (none chosen: all), and whether finished ones. */
export interface TaskFilter {
  readonly text: string;
  readonly statuses: readonly TaskStatus[];
  readonly hideFinished: boolean;
}

export const everything: TaskFilter = { text: '', statuses: [], hideFinished: false };

/** Text or statuses were asked for; hiding what is finished is a way to look, not a search. */
export function isSearching(filter: TaskFilter): boolean {
  return filter.text.trim() !== '' || filter.statuses.length > 0;
}

/** Whether a task is wanted for its own sake. A broken file has no status, so only its name can rule it out. */
export function isShown(task: Task, filter: TaskFilter, t: Translate): boolean {
  return matchesStatus(task, filter) && matchesText(task, filter.text, t);
}

function matchesStatus(task: Task, { statuses, hideFinished }: TaskFilter): boolean {
  if (task.file.broken) return true;
  if (hideFinished && (task.status === 'completed' || task.status === 'skipped')) return false;
  return statuses.length === 0 || statuses.some((status) => status === task.status);
}

function matchesText(task: Task, text: string, t: Translate): boolean {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return true;
  const status = task.status === 'unknown' ? (task.file.rawStatus ?? '') : `${task.status} ${taskStatusLabel(t, task.status)}`;
  const haystack = [task.id, task.title, status, task.file.agent ?? '', task.file.type ?? ''].join('\n').toLowerCase();
  return words.every((word) => haystack.includes(word));
}
