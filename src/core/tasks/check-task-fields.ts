import type { Finding } from '../findings/finding.js';
import { keyAt, makeFinding, valueAt } from '../findings/make-finding.js';
import { isObject, nameOfType, type JsonObject } from '../findings/read-document.js';
import { asTaskId } from '../layout/names.js';
import { taskNameOf } from '../layout/state-layout.js';
import { closest } from '../text/closest.js';
import { excerpt } from '../text/escape.js';
import { checkFlowControl, checkFocusPaths } from './check-task-content.js';
import { fieldFix, type Say } from './say.js';
import { orderOf, parseTaskId } from './task-id.js';
import { containerWord, mapTaskStatus, taskStatusWords } from './task-status.js';

/** What one task file says about itself: integrity rules 2 and 5 to 8 of document 004, and the types of its fields. */
export function checkTaskFields(file: string, raw: JsonObject): readonly Finding[] {
  const findings: Finding[] = [];
  const say: Say = (draft) => findings.push(makeFinding({ ...draft, file }));
  checkId(say, file, raw.id);
  checkRequired(say, file, raw);
  checkStatus(say, file, raw.status);
  checkTypes(say, raw);
  if (isObject(raw.context)) checkFocusPaths(say, file, raw.context.focus_paths);
  if (isObject(raw.flow_control)) checkFlowControl(say, raw.flow_control);
  return findings.length === 0 ? noFindings : findings;
}

/** One for all tasks, because most have none and there are many. */
const noFindings: readonly Finding[] = [];

function checkId(say: Say, file: string, id: unknown): void {
  if (typeof id !== 'string') return;
  const accepted = asTaskId(id);
  const name = taskNameOf(file);
  if (!accepted.ok) {
    say({ code: 'task/wrong-type', place: valueAt('id'), message: `${accepted.problem} The task is shown as ${name}, after its file.` });
    return;
  }
  if (id !== name) {
    say({
      code: 'task/id-file-mismatch', place: valueAt('id'),
      message: `The id is ${id}, but the file is called ${name}.json; tools look a task up by its file name, so both should agree.`,
    });
  }
  if (Number.isNaN(orderOf(id)) && parseTaskId(id).form === 'foreign') {
    say({
      code: 'task/id-format', place: valueAt('id'),
      message: `The id ${id} does not follow IMPL-N or IMPL-N.M. It works, but other tools of this workflow may not find the task.`,
    });
  }
}

/** The six fields of integrity rule 6, and what to put where one is missing and only one thing can be meant. */
const required: readonly { readonly key: string; readonly fill?: (file: string) => unknown }[] = [
  { key: 'id', fill: taskNameOf },
  { key: 'title' },
  { key: 'status', fill: () => 'pending' },
  { key: 'meta', fill: () => ({}) },
  { key: 'context', fill: () => ({}) },
  { key: 'flow_control', fill: () => ({ pre_analysis: [] }) },
];

function checkRequired(say: Say, file: string, raw: JsonObject): void {
  for (const field of required) {
    const { key } = field;
    if (raw[key] !== undefined) continue;
    const value = field.fill?.(file);
    const change = { pointer: [key], from: undefined, value };
    say({
      code: 'task/missing-field', place: keyAt(key),
      message: `The field "${key}" is missing; a task has id, title, status, meta, context and flow_control.`,
      fixes: value === undefined ? [] : [fieldFix(`Add "${key}": ${JSON.stringify(value)}`, file, change)],
    });
  }
}

function checkStatus(say: Say, file: string, status: unknown): void {
  if (typeof status !== 'string' || mapTaskStatus(status) !== 'unknown' || status.toLowerCase() === containerWord) return;
  const value = closest(status, taskStatusWords);
  const hint = value === undefined ? '' : ` Did you mean ${value}?`;
  say({
    code: 'task/unknown-status', place: valueAt('status'),
    message: `The status "${excerpt(status)}" is not known; it counts as pending. Known are ${taskStatusWords.join(', ')}.${hint}`,
    fixes: value === undefined ? [] : [fieldFix(`Change the status to ${value}`, file, { pointer: ['status'], from: status, value })],
  });
}

type Shape = 'text' | 'object' | 'list' | 'text-or-texts' | 'object-list-or-text';

const shapeNames: Readonly<Record<Shape, string>> = {
  text: 'a text',
  object: 'an object',
  list: 'a list',
  'text-or-texts': 'a list of texts or one text',
  'object-list-or-text': 'an object, a list or a text',
};

/** A field of the file (`inner` of the object `outer`) and what it must be if it is there. */
interface Field {
  readonly outer: string;
  readonly inner?: string;
  readonly shape: Shape;
}

/** What document 004's schema and its successors put where. */
const fields: readonly Field[] = [
  ...['id', 'title', 'status'].map((outer): Field => ({ outer, shape: 'text' })),
  ...['meta', 'context', 'flow_control'].map((outer): Field => ({ outer, shape: 'object' })),
  { outer: 'status_history', shape: 'list' },
  { outer: 'depends_on', shape: 'text-or-texts' },
  { outer: 'meta', inner: 'type', shape: 'text' },
  { outer: 'meta', inner: 'agent', shape: 'text' },
  { outer: 'meta', inner: 'depends_on', shape: 'text-or-texts' },
  { outer: 'dependencies', inner: 'depends_on', shape: 'text-or-texts' },
  { outer: 'context', inner: 'requirements', shape: 'list' },
  { outer: 'context', inner: 'acceptance', shape: 'list' },
  { outer: 'context', inner: 'parent', shape: 'text' },
  { outer: 'context', inner: 'depends_on', shape: 'text-or-texts' },
  { outer: 'context', inner: 'inherited', shape: 'object' },
  { outer: 'context', inner: 'shared_context', shape: 'object' },
  { outer: 'flow_control', inner: 'implementation_approach', shape: 'object-list-or-text' },
  { outer: 'flow_control', inner: 'target_files', shape: 'list' },
];

/** Absent is another rule's business; null stands for absent except in a required field. */
function checkTypes(say: Say, raw: JsonObject): void {
  for (const field of fields) {
    const outer = raw[field.outer];
    const value = field.inner === undefined ? outer : isObject(outer) ? outer[field.inner] : undefined;
    if (value === undefined || isOf(field.shape, value)) continue;
    if (value !== null || isRequired(field)) sayWrongType(say, field, value);
  }
}

function isRequired({ outer, inner }: Field): boolean {
  return inner === undefined && required.some(({ key }) => key === outer);
}

function sayWrongType(say: Say, { outer, inner, shape }: Field, value: unknown): void {
  const pointer = inner === undefined ? [outer] : [outer, inner];
  const field = `"${pointer.join('.')}"`;
  const index = shape === 'text-or-texts' && Array.isArray(value) ? value.findIndex((each) => typeof each !== 'string') : -1;
  if (index < 0) {
    say({ code: 'task/wrong-type', place: valueAt(...pointer), message: `${field} is ${nameOfType(value)}; it must be ${shapeNames[shape]}.` });
  } else {
    const item = (value as readonly unknown[])[index];
    say({ code: 'task/wrong-type', place: valueAt(...pointer, index), message: `Item ${index + 1} of ${field} is ${nameOfType(item)}; it must be a text.` });
  }
}

function isOf(shape: Shape, value: unknown): boolean {
  switch (shape) {
    case 'text': return typeof value === 'string';
    case 'object': return isObject(value);
    case 'list': return Array.isArray(value);
    case 'text-or-texts': return typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string'));
    case 'object-list-or-text': return typeof value === 'object' || typeof value === 'string';
  }
}
