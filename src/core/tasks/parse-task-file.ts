import { readDocument, isObject, type DocumentOutcome, type JsonObject } from '../findings/read-document.js';
import type { Finding } from '../findings/finding.js';
import { asTaskId } from '../layout/names.js';
import { taskNameOf } from '../layout/state-layout.js';
import type { ByteText } from '../ports.js';
import type { JsonPointer } from '../text/json-pointer.js';
import { parseJson } from '../text/json-text.js';
import { decodeUtf8, isAscii } from '../text/utf8.js';
import { checkTaskFields } from './check-task-fields.js';
import type { DependencyPlace, TaskFile } from './task.js';

/**
 * Reads one task file (document 004, decisions 3.5 to 3.7) into the slim projection that the model keeps, together with what
 * the file says about itself. Never throws: a file that cannot be read becomes a broken task that carries the reason.
 * `path` is relative to the state root; its base name is the id when the file has no usable one.
 */
export function parseTaskFile(path: string, outcome: DocumentOutcome): TaskFile {
  const fromBytes = outcome.kind === 'text' && outcome.bytes !== undefined ? parseTaskBytes(path, outcome.bytes) : null;
  if (fromBytes !== null) return fromBytes;
  const read = readDocument(path, outcome);
  return read.ok ? taskOf(path, read.value) : brokenTask(path, read.problem);
}

/**
 * The same from the undecoded bytes, which takes half the time: what JSON is made of is ASCII, and no byte of another character
 * is. `null` where somebody would look beyond ASCII: when there is something to say about the file, or a focus path has such
 * characters. What the model keeps is decoded.
 */
function parseTaskBytes(path: string, bytes: ByteText): TaskFile | null {
  const parsed = parseJson(bytes.startsWith(bomBytes) ? bytes.slice(bomBytes.length) : bytes);
  if (!parsed.ok || !isObject(parsed.value) || !hasPlainFocusPaths(parsed.value)) return null;
  const task = taskOf(path, parsed.value);
  if (task.findings.length > 0) return null;
  if (isPlain(task)) return task;
  // An escape makes a character that no byte stands for; decoding would take it for one.
  return bytes.includes('\\u') ? null : decoded(task);
}

const bomBytes: ByteText = '\u00ef\u00bb\u00bf';

function hasPlainFocusPaths({ context }: JsonObject): boolean {
  const paths = isObject(context) ? context.focus_paths : undefined;
  return !Array.isArray(paths) || paths.every((each) => typeof each !== 'string' || isAscii(each));
}

/** Whether nothing that is kept of a task is to be decoded, as is nearly always so. */
function isPlain({ title, rawStatus, namedParent, agent, type, dependsOn }: TaskFile): boolean {
  return isAscii(title) && [rawStatus, namedParent, agent, type].every((bytes) => bytes === null || isAscii(bytes)) && dependsOn.every(isAscii);
}

function decoded(task: TaskFile): TaskFile {
  const { title, rawStatus, namedParent, agent, type, dependsOn } = task;
  const textOfBytes = (bytes: ByteText | null): string | null => (bytes === null ? null : decodeUtf8(bytes));
  return {
    ...task,
    title: decodeUtf8(title),
    rawStatus: textOfBytes(rawStatus),
    namedParent: textOfBytes(namedParent),
    agent: textOfBytes(agent),
    type: textOfBytes(type),
    dependsOn: dependsOn.map(decodeUtf8),
  };
}

const none: readonly never[] = [];

function brokenTask(path: string, problem: Finding): TaskFile {
  return {
    path,
    id: taskNameOf(path),
    title: '',
    rawStatus: null,
    namedParent: null,
    dependsOn: none,
    dependsOnAt: null,
    agent: null,
    type: null,
    hasHistory: false,
    saysInProgress: false,
    broken: true,
    findings: [problem],
  };
}

function taskOf(path: string, raw: JsonObject): TaskFile {
  const meta = isObject(raw.meta) ? raw.meta : nothing;
  const context = isObject(raw.context) ? raw.context : nothing;
  const rawStatus = textOf(raw.status);
  const id = textOf(raw.id);
  const dependencies = dependenciesOf(raw);
  return {
    path,
    id: id !== null && asTaskId(id).ok ? id : taskNameOf(path),
    title: textOf(raw.title) ?? '',
    rawStatus,
    namedParent: textOf(context.parent),
    dependsOn: dependencies.ids,
    dependsOnAt: dependencies.place,
    agent: textOf(meta.agent),
    type: textOf(meta.type),
    hasHistory: Array.isArray(raw.status_history),
    saysInProgress: isInProgress(rawStatus) || historySaysInProgress(raw.status_history),
    broken: false,
    findings: checkTaskFields(path, raw),
  };
}

const nothing: JsonObject = {};

/** A text with something in it. */
function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function isInProgress(word: unknown): boolean {
  return typeof word === 'string' && word.toLowerCase() === 'in_progress';
}

function historySaysInProgress(history: unknown): boolean {
  return Array.isArray(history) && history.some((entry: unknown) => isObject(entry) && (isInProgress(entry.from) || isInProgress(entry.to)));
}

/**
 * Where files name their dependencies: document 004's place, then those of its successors. The two values of each are made
 * once for all tasks. The first place that names any counts.
 */
const dependencyPlaces: readonly { readonly list: DependencyPlace; readonly whole: DependencyPlace }[] = [
  ['context', 'depends_on'],
  ['depends_on'],
  ['meta', 'depends_on'],
  ['dependencies', 'depends_on'],
].map((pointer: JsonPointer) => ({ list: { pointer, itemised: true }, whole: { pointer, itemised: false } }));

function dependenciesOf(raw: JsonObject): { readonly ids: readonly string[]; readonly place: DependencyPlace | null } {
  for (const { list, whole } of dependencyPlaces) {
    const value = lookUp(raw, list.pointer);
    if (typeof value === 'string' && value !== '') return { ids: [value], place: whole };
    if (!Array.isArray(value)) continue;
    const ids = (value as readonly unknown[]).filter((item) => typeof item === 'string' && item !== '') as readonly string[];
    if (ids.length > 0) return { ids, place: ids.length === value.length ? list : whole };
  }
  return { ids: none, place: null };
}

function lookUp(raw: JsonObject, pointer: JsonPointer): unknown {
  let value: unknown = raw;
  for (const key of pointer) {
    if (!isObject(value)) return undefined;
    value = value[key];
  }
  return value;
}
