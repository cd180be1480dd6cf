import type { Finding, Fix } from '../findings/finding.js';
import type { FindingCode } from '../findings/finding-codes.js';
import { makeFinding } from '../findings/make-finding.js';
import { splitGenerated, withLineFeeds } from './generated-text.js';
import { renderTodoBody } from './render-todo.js';
import { isTicked } from './todo-rows.js';
import { driftOf, type Drift } from './todo-marks.js';
import type { TodoRow, TodoSource } from './todo.js';

/**
 * Judges a TODO_LIST.md against the JSON it is a view of (decisions 3.10). An archived session's list is history: only that its
 * marks say something else than its tasks is told, as a hint without a repair, because an archive is not changed any more.
 */
export function checkTodo(source: TodoSource): Finding[] {
  if (source.location === 'archives') return driftOf(source.todo.rows, source.tasks).map((each) => archivedDrift(source, each));
  if (source.todo.ownership === 'absent') return [missing(source)];
  if (source.todo.ownership === 'generated') return isStale(source) ? [stale(source)] : [];
  return source.todo.ownership === 'foreign' ? checkForeign(source) : [];
}

/** Says whether a list of ours shows something else than the tasks do now. */
export function isStale({ todo, ...content }: TodoSource): boolean {
  const parts = todo.text === null ? null : splitGenerated(todo.text);
  if (todo.text === null || parts === null) return false;
  return withLineFeeds(todo.text.slice(parts.body, parts.notes)) !== renderTodoBody(content);
}

function checkForeign(source: TodoSource): Finding[] {
  const drift = driftOf(source.todo.rows, source.tasks).map((each) => drifted(source, each));
  const rows = extraRows(source).map((row) => extraRow(source, row));
  const without = tasksWithoutRow(source);
  return [...drift, ...rows, ...(without.length === 0 ? [] : [missingRow(source, without)])];
}

/** Leaves only: many lists show a container as a heading or not at all. Ids that no row could be recognised by are left out. */
function tasksWithoutRow({ todo, tasks }: TodoSource): string[] {
  const shown = new Set(todo.rows.map(({ task }) => task));
  return [...tasks.byId.values()].filter(({ id, kind }) => kind === 'leaf' && isTaskLike(id) && !shown.has(id)).map(({ id }) => id);
}

/** Rows with an id of the kind that this session's tasks have, but of no task. Other words with a hyphen are prose. */
function extraRows({ todo, tasks }: TodoSource): TodoRow[] {
  const prefixes = new Set(['IMPL', ...[...tasks.byId.keys()].filter(isTaskLike).map(prefixOf)]);
  return todo.rows.filter(({ task }) => !tasks.byId.has(task) && isTaskLike(task) && prefixes.has(prefixOf(task)));
}

function isTaskLike(id: string): boolean {
  return /^[A-Za-z]\w*-[\w.-]*\d/.test(id);
}

function prefixOf(id: string): string {
  return id.slice(0, id.indexOf('-'));
}

function missing(source: TodoSource): Finding {
  const message = 'This session has no TODO_LIST.md; it is made from the tasks in .task.';
  return finding(source, 'todo/missing', { message, fixes: [{ title: 'Write TODO_LIST.md', request: { do: 'write-todo', session: source.path } }] });
}

function stale(source: TodoSource): Finding {
  const message = 'TODO_LIST.md was generated from an earlier state of the tasks.';
  return finding(source, 'todo/stale', { message, fixes: [{ title: 'Regenerate TODO_LIST.md', request: { do: 'write-todo', session: source.path } }] });
}

function driftSentence({ row, task }: Drift): string {
  const does = row.mark !== null && isTicked(row.mark) ? 'ticks' : 'does not tick';
  return `TODO_LIST.md ${does} ${task.id}, but its JSON says ${task.status}.`;
}

function archivedDrift(source: TodoSource, drift: Drift): Finding {
  return finding(source, 'todo/archived-drift', { message: driftSentence(drift), line: drift.row.line, fixes: [] });
}

function drifted(source: TodoSource, drift: Drift): Finding {
  const { row, task } = drift;
  const back: Fix = { title: `Put the row of ${task.id} back`, request: { do: 'restore-todo-row', session: source.path, task: task.id } };
  const accept: Fix = {
    title: `${task.status === 'completed' ? 'Reopen' : 'Complete'} ${task.id} in JSON`,
    request: { do: 'accept-todo-row', session: source.path, task: task.id },
  };
  return finding(source, 'todo/drift', { message: driftSentence(drift), line: row.line, fixes: task.kind === 'leaf' ? [accept, back] : [back] });
}

function missingRow(source: TodoSource, ids: readonly string[]): Finding {
  const named = ids.slice(0, 5).join(', ');
  const more = ids.length > 5 ? ` and ${ids.length - 5} more` : '';
  return finding(source, 'todo/missing-row', { message: `TODO_LIST.md has no row for ${named}${more}.`, fixes: [regenerate(source)] });
}

function extraRow(source: TodoSource, { task, line }: TodoRow): Finding {
  return finding(source, 'todo/extra-row', { message: `TODO_LIST.md has a row for ${task}, but there is no such task.`, line, fixes: [regenerate(source)] });
}

function regenerate({ path }: TodoSource): Fix {
  return { title: 'Regenerate TODO_LIST.md (keeps a backup)', request: { do: 'adopt-todo', session: path } };
}

interface Said {
  readonly message: string;
  readonly line?: number;
  readonly fixes: readonly Fix[];
}

function finding({ todo }: TodoSource, code: FindingCode, { message, line, fixes }: Said): Finding {
  return makeFinding({ code, file: todo.path, message, fixes, ...(line !== undefined && { place: { kind: 'line', line } }) });
}
