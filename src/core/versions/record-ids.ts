/** The ids of document 001: what it is, and when it was made, to the second, in UTC. `now`: milliseconds since the epoch. */

/** A time as it stands in ids, `20250116_143022`. */
function compactTime(now: number): string {
  const [date = '', time = ''] = new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').split('T');
  return `${date}_${time}`;
}

/** A time as it stands in records, `2025-01-16T14:30:22Z`. */
export function recordTime(now: number): string {
  return `${new Date(now).toISOString().slice(0, 19)}Z`;
}

/** Milliseconds since the epoch; `null` when it is no time. */
export function timeOf(text: string | null): number | null {
  const time = text === null || text === '' ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

/** Id of a version's record. */
export function versionSessionId(now: number): string {
  return `workflow_${compactTime(now)}`;
}

/** Id of a task run. */
export function runSessionId(task: string, now: number): string {
  return `tasksession_${task}_${compactTime(now)}`;
}

/** Id of a review. */
export function reviewSessionId(task: string, now: number): string {
  return `review_${task}_${compactTime(now)}`;
}

/** `sequence`: 1 for the first operation of a task run. */
export function operationId(sequence: number, now: number): string {
  return `op_${compactTime(now)}_${String(sequence).padStart(3, '0')}`;
}

/** Is it the id of an operation, and not the name of a task? */
export function isOperationId(id: string): boolean {
  return /^op_\d{8}_\d{6}_\d{3,9}$/.test(id);
}

/** The task that a task run's id names; `null` when it is none. */
export function taskOfRunId(sessionId: string): string | null {
  return /^tasksession_(.+)_\d{8}_\d{6}$/.exec(sessionId)?.[1] ?? null;
}

/** The sequence in an operation's id; 0 when it has none. */
export function sequenceOf(id: string): number {
  return Number(/_(\d{3,9})$/.exec(id)?.[1] ?? 0);
}
