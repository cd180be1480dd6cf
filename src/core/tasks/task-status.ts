/** The states of a task (decisions 2). `container` in a file is a shape, not a status, and maps to none of these. */
export const taskStatuses = ['pending', 'active', 'completed', 'blocked', 'failed', 'skipped'] as const;
export type TaskStatus = (typeof taskStatuses)[number];

/** The word of a task file that has subtasks (document 004). */
export const containerWord = 'container';

/** Words that files use, in lower case → our status (decisions 3.7). */
const dialect: ReadonlyMap<string, TaskStatus> = new Map([
  ...taskStatuses.map((status): [string, TaskStatus] => [status, status]),
  ['in_progress', 'active'],
  ['done', 'completed'],
  ['cancelled', 'skipped'],
]);

const transitions: Readonly<Record<TaskStatus, readonly TaskStatus[]>> = {
  pending: ['active', 'blocked', 'skipped'],
  active: ['completed', 'blocked', 'failed', 'pending'],
  blocked: ['active', 'completed', 'failed'],
  failed: ['active'],
  skipped: ['pending'],
  completed: ['active'],
};

/** The status a file's word means, in any letter case; absent is pending, a word of no dialect is `unknown`. */
export function mapTaskStatus(raw: string | null): TaskStatus | 'unknown' {
  if (raw === null) return 'pending';
  return dialect.get(raw) ?? dialect.get(raw.trim().toLowerCase()) ?? 'unknown';
}

/** Where a task may go from here (decisions 2); `unknown` behaves as pending. completed → active is to be asked. */
export function nextTaskStatuses(status: TaskStatus | 'unknown'): readonly TaskStatus[] {
  return transitions[status === 'unknown' ? 'pending' : status];
}

/** The word to write for a status in the file's own dialect: `in_progress` where the file says so, else document 004's words. */
export function statusWordFor(status: TaskStatus, file: { readonly saysInProgress: boolean }): string {
  return status === 'active' && file.saysInProgress ? 'in_progress' : status;
}

/** All words that a task file may carry for a status, ours first; for "did you mean" and for the JSON schema. */
export const taskStatusWords: readonly string[] = [...dialect.keys(), containerWord];
