import { plainLine } from '../core/text/escape.js';
import type { Task } from '../core/tasks/task.js';
import { treeOrder } from '../core/tasks/tree-order.js';
import type { SessionState } from '../core/workflow/workflow-state.js';
import { cell, renderColumns, type Cell } from './columns.js';
import type { Style } from './output.js';

/** A task as the command line answers it. */
export interface TaskJson {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  /** The status word as the file has it. */
  readonly rawStatus: string | null;
  readonly kind: 'leaf' | 'container';
  readonly parent: string | null;
  readonly children: readonly string[];
  readonly dependsOn: readonly string[];
  readonly blockedBy: readonly string[];
  readonly agent: string | null;
  readonly type: string | null;
  /** Relative to the state root. */
  readonly file: string;
  readonly broken: boolean;
}

export function taskJson(task: Task): TaskJson {
  const { file } = task;
  return {
    id: task.id,
    title: task.title,
    status: task.status,
    rawStatus: file.rawStatus,
    kind: task.kind,
    parent: task.parent,
    children: task.children,
    dependsOn: task.dependsOn,
    blockedBy: task.blockedBy,
    agent: file.agent,
    type: file.type,
    file: file.path,
    broken: file.broken,
  };
}

const styles: Readonly<Record<string, Style>> = {
  active: 'strong', completed: 'good', blocked: 'warn', failed: 'bad', skipped: 'dim', broken: 'bad',
};

function wordOf({ status, file }: Task): string {
  if (file.broken) return 'broken';
  return status === 'unknown' ? file.rawStatus ?? status : status;
}

function cellsOf(task: Task, depth: number): Cell[] {
  const word = wordOf(task);
  const waits = task.blockedBy.length > 0 ? `  (waits for ${task.blockedBy.join(', ')})` : '';
  const mark = task.kind === 'container' ? '▸ ' : '';
  return [
    cell(`${'  '.repeat(depth)}${mark}${plainLine(task.id)}`),
    cell(plainLine(word), styles[word]),
    cell(plainLine(`${task.title}${waits}`)),
  ];
}

/** One line a task, subtasks indented below theirs. */
export function renderTasks({ tasks }: Pick<SessionState, 'tasks'>): string {
  return renderColumns(Array.from(treeOrder(tasks), ([task, depth]) => cellsOf(task, depth)));
}

/** Everything the model knows of one task, a line a fact. */
export function renderTask(task: Task): string {
  const facts: readonly (readonly [string, string | null])[] = [
    ['status', wordOf(task)],
    ['kind', task.kind],
    ['parent', task.parent],
    ['subtasks', task.children.join(', ')],
    ['depends on', task.dependsOn.join(', ')],
    ['waits for', task.blockedBy.join(', ')],
    ['type', task.file.type],
    ['agent', task.file.agent],
    ['file', task.file.path],
  ];
  const rows = facts.flatMap(([name, value]) => (value === null || value === '' ? [] : [[cell(`  ${name}`, 'dim'), cell(plainLine(value))]]));
  return `${plainLine(task.id)}  ${plainLine(task.title)}\n${renderColumns(rows)}`;
}
