import { mapAgentRunStatus, type AgentRunStatus } from '../agents/agent-run-status.js';
import { isNone, splitRemark, type Item } from './progress-lines.js';
import { ProgressText } from './progress-text.js';

/** A task of a hand-over with what is noted of it: `BE-003: Implement it (60% complete)`. */
export interface ProgressTask {
  /** `BE-003`; `null`: it begins with no id. */
  readonly id: string | null;
  /** All that the entry says, the id included. */
  readonly text: string;
  /** What is left of it, in order. */
  readonly open: readonly string[];
}

/** What a hand-over says and the next run needs as it stands. `null` where nothing is said or "none" is. */
export interface HandedOn {
  readonly feature: string | null;
  readonly role: string | null;
  /** `unknown`: the file says a word of no dialect. */
  readonly status: AgentRunStatus | 'unknown';
  readonly inProgress: readonly ProgressTask[];
  readonly blockers: readonly string[];
  readonly questions: readonly string[];
  readonly notes: readonly string[];
  readonly files: readonly string[];
  readonly decisions: readonly string[];
}

/**
 * A hand-over as it is read (document 000, 1.1). `foreign`: somebody's own log with neither of our first two sections; it is shown and
 * never rewritten (decisions 4.3).
 */
export interface Progress extends HandedOn {
  readonly foreign: boolean;
  readonly sessionId: string | null;
  readonly started: string | null;
  readonly lastUpdated: string | null;
  /** The word that `status` was read from. */
  readonly rawStatus: string | null;
  readonly currentTask: string | null;
  readonly taskId: string | null;
  readonly completed: readonly ProgressTask[];
}

/** What a text says. Never throws: any text is some hand-over. */
export function parseProgress(text: string): Progress {
  return progressOf(ProgressText.parse(text));
}

/** The same of a text that is taken apart already. */
export function progressOf(text: ProgressText): Progress {
  const said = (section: 'info' | 'state', key: string): string | null => {
    const value = text.field(section, key);
    return value === null || isNone(value) ? null : value;
  };
  const texts = (section: 'blockers' | 'notes' | 'files' | 'decisions' | 'questions'): readonly string[] => text.items(section).map(wholeOf);
  const rawStatus = said('state', 'status');
  return {
    foreign: !isOurs(text),
    sessionId: said('info', 'session_id'), started: said('info', 'started'), lastUpdated: said('info', 'last_updated'),
    feature: said('info', 'feature'), role: said('info', 'role'),
    status: mapAgentRunStatus(rawStatus), rawStatus,
    currentTask: said('state', 'current_task'), taskId: said('state', 'task_id'),
    completed: text.items('completed').map(taskOf), inProgress: text.items('inProgress').map(taskOf),
    blockers: texts('blockers'), notes: texts('notes'), files: texts('files'), decisions: texts('decisions'), questions: texts('questions'),
  };
}

/** A heading alone may stand in anybody's log; with a line of ours below it, it is ours. */
export function isOurs(text: ProgressText): boolean {
  return text.has('info') || ['status', 'current_task', 'task_id'].some((key) => text.field('state', key) !== null);
}

const idPattern = /^\**([A-Za-z][A-Za-z0-9]*-[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*)\**(?=[\s:]|$)/;

function taskOf({ text, below }: Item): ProgressTask {
  const id = idPattern.exec(text)?.[1] ?? null;
  return { id: id !== null && /\d/.test(id) ? id : null, text, open: below.filter(({ checked }) => checked !== true).map((item) => item.text) };
}

/** An entry with what is below it, as one line. */
function wholeOf({ text, below }: Item): string {
  return [text, ...below.map(wholeOf)].join(' ');
}

/** The path of an entry of the files section, without what is noted in brackets behind it: `a/b.sh (created)`. */
export function filePathOf(entry: string): string {
  return splitRemark(entry).words.replaceAll(/^`|`$/g, '');
}
