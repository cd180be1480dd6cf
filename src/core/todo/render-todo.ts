import type { Sha256 } from '../ports.js';
import type { Task, TaskGraph } from '../tasks/task.js';
import { treeOrder } from '../tasks/tree-order.js';
import { escapeTodoTitle } from '../text/escape.js';
import { headerLine, notesHeading } from './generated-text.js';
import type { TodoSource } from './todo.js';

/** What of a list is not made from tasks: BOM, line ending, and the person's text from `## Notes` on (`null`: none yet). */
export interface TodoFrame {
  readonly bom: '' | '\ufeff';
  readonly eol: '\n' | '\r\n';
  readonly notes: string | null;
}

/** The frame of a list that is not there yet. */
export const newFrame: TodoFrame = { bom: '', eol: '\n', notes: null };

/** What a list is rendered from; of a session, or of a state that is only planned. */
export type TodoContent = Pick<TodoSource, 'title' | 'tasks' | 'summaries'>;

/**
 * The whole TODO_LIST.md in document 004's template under our header line. Deterministic: the same tasks, frame and title
 * give the same bytes everywhere. Every task file has a row, also what hangs in no hierarchy.
 */
export function renderTodo(content: TodoContent, frame: TodoFrame, sha256: Sha256): string {
  const body = renderTodoBody(content);
  const ours = `${headerLine(sha256(body))}\n${body}`;
  const notes = frame.notes ?? `${notesHeading}${frame.eol}[Optional notes]${frame.eol}`;
  return frame.bom + (frame.eol === '\n' ? ours : ours.replaceAll('\n', frame.eol)) + notes;
}

/** The body last made from a graph: one change asks several times, whether a list is stale and what it is to be. */
const bodies = new WeakMap<TodoContent['tasks'], Pick<TodoContent, 'title' | 'summaries'> & { readonly body: string }>();

/** The part between header and notes, which the digest is of, with LF. */
export function renderTodoBody(content: TodoContent): string {
  const { tasks, title, summaries } = content;
  const known = bodies.get(tasks);
  if (known?.title === title && known.summaries === summaries) return known.body;
  const body = `# Tasks: ${escapeTodoTitle(title)}\n\n## Task Progress\n${renderRows(content)}${legend}`;
  bodies.set(tasks, { title, summaries, body });
  return body;
}

const legend = `
## Status Legend
- \`▸\` = Container task (has subtasks)
- \`- [ ]\` = Pending leaf task
- \`- [x]\` = Completed leaf task
- Maximum 2 levels: Main tasks and subtasks only

`;

/** Rows in the making. */
interface Rows {
  readonly content: TodoContent;
  text: string;
  /** The last row belongs to a container's group, so that a blank line follows. */
  inGroup: boolean;
}

function renderRows(content: TodoContent): string {
  const rows: Rows = { content, text: '', inGroup: false };
  if (isInTreeOrder(content.tasks)) for (const task of content.tasks.all) addRow(rows, task, task.parent === null ? 0 : 1);
  else for (const [task, depth] of treeOrder(content.tasks)) addRow(rows, task, depth);
  return rows.text;
}

/** Nearly always the natural order of ids puts each subtask below its container already, and walking a large tree is slow. */
function isInTreeOrder({ all, byId }: TaskGraph): boolean {
  let top: string | null = null;
  for (const { id, parent } of all) {
    if (parent === null) top = id;
    else if (parent !== top) return false;
  }
  return all.length === byId.size;
}

/** A container is set off by blank lines together with its subtasks; leaves follow each other. */
function addRow(rows: Rows, task: Task, depth: number): void {
  if (depth === 0) {
    const isGroup = task.kind === 'container';
    if (rows.text !== '' && (isGroup || rows.inGroup)) rows.text += '\n';
    rows.inGroup = isGroup;
  }
  rows.text += renderRow(rows.content, task, indents[depth] ?? '');
}

const indents = ['', '  ', '    ', '      ', '        '];

function renderRow({ summaries }: TodoContent, { id, title, kind, status, file }: Task, indent: string): string {
  const box = kind === 'container' ? '▸' : `- [${markFor(status)}]`;
  const shown = file.broken ? '*cannot be read, open the file*' : renderTitle(title);
  const summary = kind === 'container' ? undefined : summaries.get(id);
  const link = summary === undefined ? '' : ` | [✅](./${renderPath(summary)})`;
  const target = renderPath(file.path.slice(file.path.lastIndexOf('/') + 1));
  return `${indent}${box} **${renderTitle(id)}**: ${shown} → [📋](./.task/${target})${link}\n`;
}

/** The mark that a row of ours has: only what is completed is ticked. */
export function markFor(status: Task['status']): ' ' | 'x' {
  return status === 'completed' ? 'x' : ' ';
}

/** Nearly every id and title has nothing to escape; looking is much cheaper than escaping. */
function renderTitle(text: string): string {
  return isPlain(text) && text.trim() === text ? text : escapeTodoTitle(text);
}

function isPlain(text: string): boolean {
  return !/[^A-Za-z0-9 ,.:;()/+'"!?=%@-]/.test(text);
}

/** A path as the target of a Markdown link: names of our own are plain, others are percent-encoded. */
function renderPath(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : path.replace(/\p{Cs}/gu, '\ufffd').split('/').map(encodeLinkPart).join('/');
}

function encodeLinkPart(name: string): string {
  return encodeURIComponent(name).replace(/[()*'!~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
