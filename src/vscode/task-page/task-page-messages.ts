import type { TaskPageKey, TaskPageToHost } from '../../protocol/task-page.js';
import { isRecord } from './page-blocks.js';

/** What the page sent, if it is a message of the protocol and nothing else; `null` for anything else. */
export function parseTaskPageMessage(received: unknown): TaskPageToHost | null {
  if (!isRecord(received)) return null;
  const { type, status, link } = received;
  if (type === 'ready' || type === 'open-json') return { type };
  if (type === 'set-status' && typeof status === 'string') return { type, status };
  if (type === 'open-link' && typeof link === 'string') return { type, link };
  return null;
}

/** Whether what a window kept of a page over a reload still names a task. */
export function isTaskPageKey(saved: unknown): saved is TaskPageKey {
  return isRecord(saved) && ['root', 'session', 'task', 'file'].every((name) => typeof saved[name] === 'string');
}
