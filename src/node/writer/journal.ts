import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkflowError } from '../../base/workflow-error.js';
import type { Transition } from '../../core/plans/plan.js';
import { clock } from '../clock.js';
import { errorCode, kindOf } from '../regular-file.js';
import { lookAt } from './confine.js';
import type { Syscalls } from './syscalls.js';
import { writeAll } from './whole-file.js';

/** One line of the journal: who changed which status when (decisions 2). Times are ISO 8601 in UTC. */
export interface JournalLine extends Transition {
  readonly at: string;
  readonly actor: string;
}

/** When the journal is this large it becomes `journal.1.jsonl` and a new one begins. Bytes. */
const largest = 1024 * 1024;

/** Where the journal of a volatile directory is, the older part first. */
function journalFiles(volatileDir: string): readonly string[] {
  return [join(volatileDir, 'journal.1.jsonl'), join(volatileDir, 'journal.jsonl')];
}

/** Appends transitions, one JSON line each, in one write. The caller holds the lock. */
export async function appendToJournal(calls: Syscalls, volatileDir: string, lines: readonly JournalLine[]): Promise<void> {
  if (lines.length === 0) return;
  const [older = '', file = ''] = journalFiles(volatileDir);
  const found = await lookAt(file);
  if (found?.isFile() === false) throw new WorkflowError('outside', `${file} was not written: ${kindOf(found)}, not a regular file; move it away first.`);
  if ((found?.size ?? 0) > largest) await calls.rename(file, older);
  const handle = await calls.openAppend(file);
  try {
    // A killed writer may have left half a line; the newline in front keeps it from spoiling the next one.
    const text = lines.map((line) => `\n${JSON.stringify(line)}`).join('');
    await writeAll(calls, handle, Buffer.from(`${text}\n`));
  } finally {
    await handle.close();
  }
}

/** What the journal says of one session or task, oldest first. Half lines of killed writers are passed over. */
export async function readJournal(volatileDir: string, { session, id }: Pick<Transition, 'session' | 'id'>): Promise<JournalLine[]> {
  const texts = await Promise.all(journalFiles(volatileDir).map(readIfThere));
  const lines = texts.flatMap((text) => text.split('\n')).flatMap(parseLine);
  return lines.filter((line) => line.session === session && line.id === id);
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
}

function parseLine(text: string): JournalLine[] {
  try {
    const value: unknown = JSON.parse(text);
    return isJournalLine(value) ? [value] : [];
  } catch {
    return [];
  }
}

function isJournalLine(value: unknown): value is JournalLine {
  const fields = new Map<string, unknown>(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  return ['at', 'actor', 'session', 'id', 'from', 'to'].every((name) => typeof fields.get(name) === 'string');
}

/** The lines that these transitions make now. */
export function journalLines(transitions: readonly Transition[], actor: string): JournalLine[] {
  const at = new Date(clock.now()).toISOString();
  return transitions.map((transition) => ({ at, actor, ...transition }));
}
