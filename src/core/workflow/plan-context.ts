import { failure, success, type Result } from '../../base/result.js';
import type { Advice } from '../plans/next-step.js';
import { refusal, type Refusal, type Step } from '../plans/plan.js';
import type { Files, ReadOutcome, Sha256 } from '../ports.js';
import type { Task } from '../tasks/task.js';
import { plainLine } from '../text/escape.js';
import type { JsonEdit } from '../text/json-edit.js';
import { editJson, jsonValueAt } from '../text/json-text.js';
import { sessionByPath } from './selectors.js';
import type { SessionState, WorkflowState } from './workflow-state.js';

/** What planning looks at besides the state. `now`: milliseconds since the epoch. */
export interface PlanContext {
  readonly files: Files;
  readonly sha256: Sha256;
  readonly now: number;
  /** The setting `workflow.tasks.recordHistory`: a change of status starts a `status_history` where there is none. */
  readonly recordHistory: boolean;
}

/** Either what was asked for or why it is refused. */
export type Found<Value> = Result<Value, Refusal>;

/** A refusal in one line, whatever words of files are in it. */
export function refuse(code: string, message: string | Advice): Refusal {
  return refusal(code, typeof message === 'string' ? plainLine(message) : message);
}

/** The same as the answer to a question that a planner asks on its way. */
export function refused(code: string, message: string): { readonly ok: false; readonly problem: Refusal } {
  return failure(refuse(code, message));
}

/** The session at a path, if it is one that may be changed: known, and not in the archives. */
export function liveSession(state: WorkflowState, path: string): Found<SessionState> {
  const session = sessionByPath(state, path);
  if (session === null) return refused('session/unknown', `There is no session ${path}; list the sessions to see which there are.`);
  if (session.location !== 'archives') return success(session);
  return refused('session/archived', `${session.name} is archived and archives are not changed; move its folder back to .workflow first.`);
}

/** The task of an id, if it is one that may be changed: known, readable, and the only one of its id. */
export function soundTask(session: SessionState, id: string): Found<Task> {
  const task = session.tasks.byId.get(id);
  if (task === undefined) return refused('task/unknown', `${session.name} has no task ${id}; list its tasks to see which there are.`);
  if (task.file.broken) return refused('task/broken', `${id} cannot be changed, because ${task.file.path} cannot be read; repair that file first.`);
  const twin = session.tasks.all.find((other) => other.id === id && other !== task);
  if (twin === undefined) return success(task);
  return refused('task/duplicate-id', `${id} stands in ${task.file.path} and in ${twin.file.path}; give one of them another id first.`);
}

/** Longest title, in UTF-16 units: it stands in one line of trees and lists. */
const longestTitle = 500;

/** A title as it is kept: without blanks around it, on one line. */
export function asTitle(text: string, what: 'task' | 'session'): Found<string> {
  const title = text.replace(/\s+/g, ' ').trim();
  if (title === '') return refused(`${what}/title-needed`, `A ${what} needs a title; say what is to be done.`);
  if (title.length <= longestTitle) return success(title);
  return refused(`${what}/title-long`, `The title has ${title.length} characters, at most ${longestTitle} are kept; shorten it.`);
}

/** Reads one file now. */
export async function readNow({ files }: PlanContext, path: string): Promise<Exclude<ReadOutcome, { kind: 'unchanged' }>> {
  let found: ReadOutcome = { kind: 'missing' };
  await files.read([{ path }], (_, outcome) => {
    found = outcome;
  });
  const outcome = found as ReadOutcome;
  return outcome.kind === 'unchanged' ? { kind: 'missing' } : outcome;
}

/** A change of one JSON document: the step, and the text that it will leave if nobody else changes the document. */
export interface EditedFile {
  readonly step: Extract<Step, { kind: 'edit-json' }>;
  readonly text: string;
}

/** Plans edits of a JSON document. What the edits set or remove must still be then what it is now. */
export async function planEdit(context: PlanContext, path: string, edits: readonly JsonEdit[]): Promise<Found<EditedFile>> {
  const outcome = await readNow(context, path);
  if (outcome.kind !== 'text') return refused('file/unreadable', `${path} cannot be read, so it is not changed; repair that file first.`);
  const edited = editJson(outcome.text, edits);
  if (!edited.ok) return refused('json/not-editable', `${path} cannot be changed: ${edited.problem}`);
  const expect = edits.filter(({ kind }) => kind !== 'append').map(({ pointer }) => ({ pointer, value: jsonValueAt(outcome.text, pointer) }));
  return success({ step: { kind: 'edit-json', path, edits, expect }, text: edited.value });
}

/** A time as files have it: ISO-8601, UTC, seconds. */
export function timestampOf(now: number): string {
  return `${new Date(now).toISOString().slice(0, 19)}Z`;
}

/** The names of everything in a directory; `null` when it is not there. */
export async function namesIn({ files }: PlanContext, directory: string): Promise<ReadonlySet<string> | null> {
  const listed = await files.list(directory);
  if (listed.kind === 'missing') return null;
  return new Set(listed.kind === 'entries' ? listed.entries.map(({ name }) => name) : []);
}

/** `path` with `.bak`, or `.bak2`, `.bak3`, … where that is taken. */
export async function freeBackup(context: PlanContext, path: string): Promise<string> {
  const slash = path.lastIndexOf('/');
  const taken = await namesIn(context, path.slice(0, slash));
  const base = `${path.slice(slash + 1)}.bak`;
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}${number}`;
    if (!taken?.has(name)) return `${path.slice(0, slash)}/${name}`;
  }
}
