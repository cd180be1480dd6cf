import type { HandedOn, Progress } from './progress.js';

/** A task that somebody planned for a role, in order: of the feature's spec, or of a session. */
export interface PlannedTask {
  readonly id: string;
  readonly title: string;
}

/**
 * What the next run of an agent needs of the last one (document 002, BE-003 and BE-004): the one answer behind the SessionStart hook,
 * `coder.sh`, `workflow progress next` and the editor's progress view. Sentences are plain lines of text by anybody; escape them.
 */
export interface NextRun extends HandedOn {
  /** `true`: there was no run before this one. */
  readonly first: boolean;
  /** The run before did not end: it was neither paused nor completed, so its last words may be missing. */
  readonly interrupted: boolean;
  /** One or two sentences. */
  readonly summary: string;
  /** What was worked on last: the current task, else the one completed last. */
  readonly lastTask: string | null;
  /** What to do first. */
  readonly nextStep: string;
  readonly completed: readonly string[];
}

/** Derives it from a hand-over; `planned`: the tasks that are meant for the role, those of others left out. */
export function nextRunOf(progress: Progress, planned: readonly PlannedTask[] = []): NextRun {
  const { feature, role, status, blockers, questions, notes, files, decisions, inProgress } = progress;
  const completed = progress.completed.map(({ text }) => text);
  return {
    first: completed.length === 0 && inProgress.length === 0 && status === 'initializing',
    feature, role, status,
    interrupted: status === 'active' || status === 'resumed',
    summary: summaryOf(progress),
    lastTask: currentTask(progress) ?? completed.at(-1) ?? null,
    nextStep: nextStepOf(progress, planned),
    completed, inProgress, blockers, questions, notes, files, decisions,
  };
}

/** Where nobody has begun yet. */
export const noRun: NextRun = {
  first: true, feature: null, role: null, status: 'initializing', interrupted: false,
  summary: 'There is no hand-over yet: this is the first run.', lastTask: null, nextStep: 'Begin with: workflow progress init <feature> <role>',
  completed: [], inProgress: [], blockers: [], questions: [], notes: [], files: [], decisions: [],
};

/** The current task as one line: its id and what it is called. */
export function currentTask({ taskId, currentTask: title }: Pick<Progress, 'taskId' | 'currentTask'>): string | null {
  if (taskId === null || title === null || title === taskId || title.startsWith(`${taskId}:`)) return title ?? taskId;
  return `${taskId}: ${title}`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

function summaryOf(progress: Progress): string {
  const { feature, role, status, rawStatus, completed, inProgress, blockers } = progress;
  const who = [role === null ? null : `as ${role}`, feature === null ? null : `on ${feature}`].filter((part) => part !== null).join(' ');
  const done = [
    `${count(completed.length, 'task')} completed`, `${inProgress.length} in progress`, ...(blockers.length > 0 ? [count(blockers.length, 'blocker')] : []),
  ].join(', ');
  return `The run${who === '' ? '' : ` ${who}`} is ${status === 'unknown' ? rawStatus ?? 'unknown' : status}: ${done}.`;
}

/** What stops the work comes first, then what was begun, then what is open, then what is planned. */
function nextStepOf(progress: Progress, planned: readonly PlannedTask[]): string {
  const [blocker] = progress.blockers;
  if (blocker !== undefined) return `Resolve the blocker: ${blocker}`;
  const [question] = progress.questions;
  if (question !== undefined) return `Ask the person: ${question}`;
  const begun = begunStep(progress);
  if (begun !== null) return begun;
  const next = planned.find(({ id }) => !isDone(progress, id));
  if (next !== undefined) return `Begin ${next.id}: ${next.title}`;
  return planned.length > 0 ? 'All planned tasks are completed; complete the run, or plan more.' : 'Choose the next task and say so: workflow progress update <task> in_progress';
}

function begunStep(progress: Progress): string | null {
  const current = currentTask(progress);
  const { inProgress, taskId, currentTask: title } = progress;
  const row = current === null ? inProgress[0] : inProgress.find(({ id, text }) => (taskId === null ? text === title : id === taskId));
  const task = current ?? row?.text;
  if (task === undefined) return null;
  const open = row?.open[0];
  return open === undefined ? `Continue ${task}` : `Continue ${task} – next: ${open}`;
}

function isDone({ completed }: Progress, id: string): boolean {
  return completed.some((task) => task.id === id || task.text === id || task.text.startsWith(`${id}:`));
}
