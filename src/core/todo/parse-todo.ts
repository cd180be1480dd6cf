import type { Finding } from '../findings/finding.js';
import { makeFinding } from '../findings/make-finding.js';
import type { ReadOutcome, Sha256 } from '../ports.js';
import { digestHolds, findNotes, lineEndingOf, notesHeading, splitGenerated } from './generated-text.js';
import type { TodoFrame } from './render-todo.js';
import { findTodoRows, type TextRegion } from './todo-rows.js';
import type { TodoFile, TodoRow } from './todo.js';

/** What reading TODO_LIST.md may end in; `unchanged` is answered by the store and never comes here. */
export type TodoOutcome = Exclude<ReadOutcome, { kind: 'unchanged' }>;

/** Reads a TODO_LIST.md, whatever it is: whose it is (decisions 3.10) and which rows are of which task. Never throws. */
export function parseTodo(path: string, outcome: TodoOutcome, sha256: Sha256): TodoFile {
  if (outcome.kind === 'missing') return { path, ownership: 'absent', text: null, rows: [], findings: [] };
  if (outcome.kind === 'unreadable') return { path, ownership: 'unreadable', text: null, rows: [], findings: [unreadable(path, outcome)] };
  const { text } = outcome;
  const parts = splitGenerated(text);
  const ownership = parts && digestHolds(text, parts, sha256) ? 'generated' : 'foreign';
  return { path, ownership, text, rows: findRows(text), findings: [] };
}

/** What rendering this list anew takes over from it: BOM, line ending, and its notes if it has some. */
export function frameOf(text: string): TodoFrame {
  const region = notesOf(text);
  const notes = region === null ? null : text.slice(region.start, region.end);
  return { bom: text.startsWith('\ufeff') ? '\ufeff' : '', eol: lineEndingOf(text), notes };
}

function findRows(text: string): TodoRow[] {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const notes = notesOf(text);
  if (notes === null) return findTodoRows(text, { start, end: text.length, line: 1 });
  const before = findTodoRows(text, { start, end: notes.start, line: 1 });
  return notes.end === text.length ? before : [...before, ...findTodoRows(text, { ...notes, start: notes.end, end: text.length })];
}

/**
 * The notes of a text: under our header from `## Notes` to the end, in somebody else's list up to the next heading of the
 * same or a higher level. Boxes in there are the person's. `line` is the number of the line that follows them.
 */
function notesOf(text: string): TextRegion | null {
  const start = findNotes(text, splitGenerated(text)?.body ?? 0);
  if (start === text.length) return null;
  const next = splitGenerated(text) ? -1 : text.slice(start + notesHeading.length).search(/^ {0,3}#{1,2}[\t ]/m);
  const end = next < 0 ? text.length : start + notesHeading.length + next;
  return { start, end, line: 1 + countLines(text, end) };
}

function countLines(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

function unreadable(path: string, { reason, detail }: Extract<TodoOutcome, { kind: 'unreadable' }>): Finding {
  const code = reason === 'not-a-file' ? 'file/not-regular' : 'file/unreadable';
  return makeFinding({ code, file: path, message: `The list cannot be read, so it is not kept up to date: ${detail}.` });
}
