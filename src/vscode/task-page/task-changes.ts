import type { JournalLine } from '../../node/writer/journal.js';
import { isRecord } from './page-blocks.js';

/** One change of a task's status. `at` is as it was recorded, ISO 8601 as a rule. */
export interface TaskChange {
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly actor: string | null;
  readonly reason: string | null;
}

/**
 * What happened to a task, newest first: the file's own `status_history`, which travels with the repository, and the
 * journal of this clone, which also knows who and why. A change that stands in both is shown once, as the journal has it.
 */
export function taskChanges(content: unknown, journal: readonly JournalLine[]): TaskChange[] {
  const ours = journal.map(({ at, from, to, actor, reason }): TaskChange => ({ at, from, to, actor, reason: reason ?? null }));
  const others = historyOf(content).filter((change) => !ours.some((other) => isSameChange(change, other)));
  return [...ours, ...others].sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** The file has the moment of planning, the journal that of writing; between them the person may have been asked. */
const asked = 60_000;

function isSameChange(inFile: TaskChange, inJournal: TaskChange): boolean {
  const later = Date.parse(inJournal.at) - Math.floor(Date.parse(inFile.at) / 1000) * 1000;
  return inFile.from === inJournal.from && inFile.to === inJournal.to && later >= 0 && later < asked;
}

function historyOf(content: unknown): TaskChange[] {
  const history = isRecord(content) ? content['status_history'] : null;
  const entries: readonly unknown[] = Array.isArray(history) ? history : [];
  return entries.filter(isRecord).map((entry) => ({
    at: textOf(entry['changed_at']) ?? '',
    from: textOf(entry['from']) ?? '',
    to: textOf(entry['to']) ?? '',
    actor: textOf(entry['actor']),
    reason: textOf(entry['reason']),
  }));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
