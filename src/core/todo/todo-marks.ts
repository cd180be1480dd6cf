import type { Task, TaskGraph } from '../tasks/task.js';
import { markFor } from './render-todo.js';
import { isTicked } from './todo-rows.js';
import type { TodoRow } from './todo.js';

/** A row whose box says something else than the task's JSON. */
export interface Drift {
  readonly row: TodoRow;
  readonly task: Task;
}

/**
 * Says whether a mark fits a status: ticked means completed, every other mark (`~`, `!`, …) fits everything else. Skipped fits
 * both; with an unknown status, or without a mark, nobody can say, so that nothing is wrong.
 */
export function agrees(mark: string | null, status: Task['status']): boolean {
  if (mark === null || status === 'skipped' || status === 'unknown') return true;
  return isTicked(mark) === (status === 'completed');
}

/** The rows that drifted from their tasks. A task that cannot be read says nothing about its row. */
export function driftOf(rows: readonly TodoRow[], tasks: TaskGraph): Drift[] {
  return rows.flatMap((row) => {
    const task = tasks.byId.get(row.task);
    return task === undefined || task.file.broken || agrees(row.mark, task.status) ? [] : [{ row, task }];
  });
}

/** The text with these rows ticked or not as their tasks' status wants it; one character per row changes. */
export function withTrueMarks(text: string, drift: readonly Drift[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { row, task } of drift.toSorted((a, b) => a.row.line - b.row.line)) {
    if (row.markOffset === null) continue;
    pieces.push(text.slice(from, row.markOffset), markFor(task.status));
    from = row.markOffset + 1;
  }
  return pieces.join('') + text.slice(from);
}
