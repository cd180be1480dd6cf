import { agentRunWord, type AgentRunStatus } from '../agents/agent-run-status.js';
import { mapTaskStatus, type TaskStatus } from '../tasks/task-status.js';
import { isNone, splitRemark, type Item, type SectionName } from './progress-lines.js';
import { progressOf } from './progress.js';
import type { ProgressText } from './progress-text.js';

/** What is said about a task: its id or title, its status, and what there is to note. One line each. */
export interface TaskUpdate {
  readonly task: string;
  readonly status: TaskStatus;
  readonly notes: string;
}

/** The words that `progress update` takes. */
export const updateWords = ['pending', 'in_progress', 'completed', 'blocked', 'failed', 'skipped'] as const;

/** The status that a word means, `null` when it is none. */
export function asUpdateStatus(word: string): TaskStatus | null {
  const status = mapTaskStatus(word.replaceAll('-', '_'));
  return status === 'unknown' ? null : status;
}

/** Is an entry about the task? It says nothing else, or goes on with a colon or in brackets. */
function isAbout(task: string): (item: Item) => boolean {
  return ({ text }) => {
    const plain = text.replaceAll('**', '').toLowerCase();
    const rest = plain.startsWith(task.toLowerCase()) ? plain.slice(task.length) : null;
    return rest !== null && /^(?:$|\s*:|\s+[(–—-])/.test(rest);
  };
}

/** The entry of a task in a section. */
export function itemAbout(text: ProgressText, section: SectionName, task: string): Item | null {
  return text.items(section).find(isAbout(task)) ?? null;
}

/**
 * Says in a hand-over how a task stands: it moves between the sections Completed, In Progress and Blockers, and the current task
 * follows. What is noted of it stays; a new note takes the place of the one in brackets. Everything else stays as it is.
 */
export function updateTask(before: ProgressText, update: TaskUpdate): ProgressText {
  const text = withState(withRow(unblocked(before, update.task), update), update, titleOf(before, update.task));
  if (update.status === 'blocked') return text.addItem('blockers', `- ${reasonOf(update, 'blocked')}`);
  if (update.status === 'failed') return text.addItem('blockers', `- ${reasonOf(update, 'failed')}`);
  return update.status === 'skipped' ? text.addItem('notes', `- ${reasonOf(update, 'skipped')}`) : text;
}

function reasonOf({ task, notes }: TaskUpdate, word: string): string {
  return word === 'blocked' && notes !== '' ? `${task}: ${notes}` : `${task}: ${[word, notes].filter((part) => part !== '').join(', ')}`;
}

/** What kept the task from going on is told anew, or over. */
function unblocked(text: ProgressText, task: string): ProgressText {
  const over = text.items('blockers').filter(isAbout(task));
  return over.length === 0 ? text : text.removeItems('blockers', over);
}

const homes = { completed: 'completed', skipped: null, pending: 'inProgress', active: 'inProgress', blocked: 'inProgress', failed: 'inProgress' } as const;

/** The task's row where it belongs, with its old words and the new note. */
function withRow(text: ProgressText, update: TaskUpdate): ProgressText {
  const home = homes[update.status];
  const isDone = update.status === 'completed';
  const there = home === null ? null : itemAbout(text, home, update.task);
  if (there !== null) return text.setItem(there, rowText(there.text, update), isDone);
  const elsewhere = (['inProgress', 'completed'] as const).filter((each) => each !== home);
  const old = elsewhere.map((section) => [section, itemAbout(text, section, update.task)] as const).find(([, item]) => item !== null);
  if (old === undefined) return home === null ? text : text.addItem(home, `- [${isDone ? 'x' : ' '}] ${newRow(update)}`);
  const [section, item] = old;
  if (item === null) return text;
  const below = text.linesOf(item).slice(1);
  const moved = text.removeItems(section, [item]);
  if (home === null) return moved;
  return below.reduce((done, line) => done.addItem(home, line), moved.addItem(home, `- [${isDone ? 'x' : ' '}] ${rowText(item.text, update)}`));
}

function newRow({ task, notes, status }: TaskUpdate): string {
  return notes === '' || status === 'blocked' || status === 'failed' ? task : `${task}: ${notes}`;
}

/** The words of a row with a new note behind them; "60% complete" of a task that is complete is gone. */
function rowText(old: string, { notes, status, task }: TaskUpdate): string {
  if (status === 'blocked' || status === 'failed') return old;
  const { words, remark } = splitRemark(old);
  if (notes !== '') return words.toLowerCase() === task.toLowerCase() ? `${task}: ${notes}` : `${words} (${notes})`;
  return status === 'completed' && /^\d+\s*%/.test(remark ?? '') ? words : old;
}

/** The current task and the state of the run: whoever works on a task or finishes one is active, whoever is stopped at it blocked. */
function withState(text: ProgressText, { task, status }: TaskUpdate, title: string): ProgressText {
  const isCurrent = isNone(currentOf(text)) || sameTask(text, task);
  if (status === 'active') return setCurrent(setRun(text, 'active'), { task, title });
  if (status === 'blocked' || status === 'failed') return isCurrent ? setRun(setCurrent(text, { task, title }), 'blocked') : text;
  const left = sameTask(text, task) ? setCurrent(text, null) : text;
  return status === 'completed' ? setRun(left, 'active') : left;
}

function currentOf(text: ProgressText): string {
  return text.field('state', 'task_id') ?? text.field('state', 'current_task') ?? '';
}

function sameTask(text: ProgressText, task: string): boolean {
  return [text.field('state', 'task_id'), text.field('state', 'current_task')].some((each) => each?.toLowerCase() === task.toLowerCase());
}

/** Sets the state of the run, in the file's own words; a state that means the same stays as it is written. */
export function setRun(text: ProgressText, status: AgentRunStatus): ProgressText {
  const { status: now, rawStatus } = progressOf(text);
  return now === status && rawStatus !== null ? text : text.setField('state', 'status', agentRunWord(status, text.field('state', 'status')));
}

/** What a task is called: the words of its row without its id and remark; else by what it is named. */
function titleOf(text: ProgressText, task: string): string {
  const row = itemAbout(text, 'inProgress', task)?.text ?? '';
  const words = splitRemark(row.replaceAll('**', '').slice(task.length).replace(/^\s*:\s*/, '')).words;
  return words === '' ? task : words;
}

/** `null`: no task is current any more. */
function setCurrent(text: ProgressText, current: { readonly task: string; readonly title: string } | null): ProgressText {
  if (current !== null && sameTask(text, current.task)) return text;
  const [title, id] = current === null ? [text.noneWord, text.noneWord] : [`"${current.title.replaceAll('"', "'")}"`, current.task];
  return text.setField('state', 'current_task', title).setField('state', 'task_id', id);
}
