import type { Step } from '../plans/plan.js';
import type { Sha256 } from '../ports.js';
import { isStale } from './check-todo.js';
import { frameOf } from './parse-todo.js';
import { newFrame, renderTodo, renderTodoBody } from './render-todo.js';
import { agrees, driftOf, withTrueMarks } from './todo-marks.js';
import type { TodoSource } from './todo.js';

/** One session as it was and as it is. `before` is `null` when it is seen for the first time. */
export interface TodoChange {
  readonly before: TodoSource | null;
  readonly after: TodoSource;
}

/**
 * What TODO_LIST.md needs after a change was seen, `null` for nothing (decisions 3.10). Planning again after the step was
 * carried out gives `null`, so that nobody who reacts to his own writes goes on for ever.
 * - generated: written whole when it shows something else than the tasks.
 * - foreign: flipped are the marks of tasks whose status changed and whose mark agreed before. A mark ticked by hand stays:
 *   that is drift, and a finding.
 * - absent: written when one of the tasks has changed; opening a folder writes nothing.
 * - An archived or unreadable list is left alone.
 */
export function planTodoSync({ before, after }: TodoChange, sha256: Sha256): Step | null {
  if (after.location === 'archives') return null;
  if (after.todo.ownership === 'generated') return isStale(after) ? planRendered(after, sha256) : null;
  if (before === null) return null;
  if (after.todo.ownership === 'foreign') return planMarks(before, after);
  return after.todo.ownership === 'absent' && isOtherWork(before, after) ? planRendered(after, sha256) : null;
}

/** Says whether a task came, went or changed in what a list is about, be it only from one open status to another. */
function isOtherWork(before: TodoSource, after: TodoSource): boolean {
  const statuses = ({ tasks }: TodoSource): string => tasks.all.map(({ status }) => status).join();
  return statuses(before) !== statuses(after) || renderTodoBody(before) !== renderTodoBody(after);
}

/** Writes the list anew from the tasks; what is the person's in it stays. */
export function planRendered(source: TodoSource, sha256: Sha256): Step {
  const { path, text } = source.todo;
  const frame = text === null ? newFrame : frameOf(text);
  return { kind: 'write-text', path, from: text, to: renderTodo(source, frame, sha256) };
}

function planMarks(before: TodoSource, after: TodoSource): Step | null {
  const { path, text, rows } = after.todo;
  const turned = driftOf(rows, after.tasks).filter(({ row, task }) => {
    const was = before.tasks.byId.get(task.id);
    return was !== undefined && was.status !== task.status && agrees(row.mark, was.status);
  });
  return text === null || turned.length === 0 ? null : { kind: 'write-text', path, from: text, to: withTrueMarks(text, turned) };
}
