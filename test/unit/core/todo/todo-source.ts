import { deriveTaskGraph } from '../../../../src/core/tasks/derive-task-graph.js';
import { parseTaskFile } from '../../../../src/core/tasks/parse-task-file.js';
import { parseTodo } from '../../../../src/core/todo/parse-todo.js';
import type { TodoSource } from '../../../../src/core/todo/todo.js';
import { sha256 } from '../../../../src/node/sha256.js';

/** A task by id and status, or with a title, or as the whole text of its file. */
export type SampleTask = string | readonly [status: string, title: string] | { readonly text: string };

/** A session as its list is made from it, parsed from real texts. `list`: the text of TODO_LIST.md, absent when not given. */
export function source(tasks: Readonly<Record<string, SampleTask>>, list: string | null = null, more: Partial<TodoSource> = {}): TodoSource {
  const path = '.workflow/WFS-a';
  const files = Object.entries(tasks).map(([id, task]) => parseTaskFile(`${path}/.task/${id}.json`, { kind: 'text', text: textOf(id, task) }));
  return {
    path,
    title: 'The topic',
    location: 'root',
    tasks: deriveTaskGraph(files),
    summaries: new Map(),
    todo: todoOf(list),
    ...more,
  };
}

/** A TODO_LIST.md as read. */
export function todoOf(text: string | null): TodoSource['todo'] {
  const stamp = { size: 0, mtimeMs: 0, ctimeMs: 0, ino: 0, racy: false };
  return parseTodo('.workflow/WFS-a/TODO_LIST.md', text === null ? { kind: 'missing' } : { kind: 'text', text, stamp }, sha256);
}

function textOf(id: string, task: SampleTask): string {
  if (typeof task === 'object' && 'text' in task) return task.text;
  const [status, title] = typeof task === 'string' ? [task, `Title of ${id}`] : task;
  return JSON.stringify({ id, title, status });
}
