import { taskStatuses, type TaskStatus } from '../../core/tasks/task-status.js';
import type { TaskFilter } from './task-filter.js';

type Search = Pick<TaskFilter, 'text' | 'statuses'>;

/** What the person types into the filter: words, and `@blocked` for a status; `@b` is enough. */
export function parseFilter(typed: string): Search {
  const words = typed.split(/\s+/).filter((word) => word !== '');
  const statuses = words.flatMap(statusesMeant);
  return {
    text: words.filter((word) => statusesMeant(word).length === 0).join(' '),
    statuses: taskStatuses.filter((status) => statuses.includes(status)),
  };
}

function statusesMeant(word: string): TaskStatus[] {
  const name = word.toLowerCase();
  return name.startsWith('@') && name.length > 1 ? taskStatuses.filter((status) => `@${status}`.startsWith(name)) : [];
}

/** The filter as it would be typed. */
export function filterText({ text, statuses }: Search): string {
  return [text, ...statuses.map((status) => `@${status}`)].filter((part) => part !== '').join(' ');
}
