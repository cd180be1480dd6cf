import { agentRunStatuses, canReach, mapAgentRunStatus, nextAgentRunStatuses, type AgentRunStatus } from '../agents/agent-run-status.js';
import { refusal, type Plan, type Refusal, type Step, type Transition } from '../plans/plan.js';
import { plainLine } from '../text/escape.js';
import { planHistory, type RunHistory } from './plan-history.js';
import { filePathOf, isOurs, progressOf } from './progress.js';
import { ProgressText } from './progress-text.js';
import { renderNewProgress } from './render-progress.js';
import { asUpdateStatus, itemAbout, setRun, updateTask, updateWords } from './update-task.js';

/** A hand-over as it was read. `at`: ISO 8601 in UTC without fractions, for what is written. */
export interface ProgressContext {
  readonly path: string;
  /** `null`: it is not there. */
  readonly text: string | null;
  readonly at: string;
}

/** What a run begins with; both were checked, because they reach paths. */
export interface RunStart {
  readonly feature: string;
  readonly role: string;
}

/** How a time is written in a hand-over. `now`: milliseconds since the epoch. */
export function progressTime(now: number): string {
  return new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
}

/**
 * Begins a run: makes the hand-over, goes on with the one that is there, or begins the next run in it when the last one is over or was
 * about another feature: then what it did goes into the history, and what is open stays. Doing it twice changes nothing.
 */
export function planProgressInit(start: RunStart, context: ProgressContext, history: RunHistory): Plan | Refusal {
  const { path, text, at } = context;
  const sessionId = `${at.replaceAll(/[-:Z]/g, '').replace('T', '-')}-${start.role}`;
  if (text === null || text.trim() === '') {
    const title = `Begin ${start.feature} as ${start.role}`;
    return writing(context, { title, to: renderNewProgress({ ...start, sessionId, at }), said: ['', 'initializing', sessionId] });
  }
  const before = ProgressText.parse(text);
  if (!isOurs(before)) return foreign(path);
  const { feature, role, status, sessionId: last } = progressOf(before);
  const isOver = nextAgentRunStatuses(status).length === 0;
  if (feature === start.feature && role === start.role && !isOver) {
    return status === 'paused' ? editing(context, 'Resume the run', (now) => setRun(now, 'resumed')) : nothing(path);
  }
  const named = { ...start, sessionId: last === sessionId ? `${sessionId}-2` : sessionId, at };
  const plan = editing(context, `Begin the next run of ${start.feature} as ${start.role}`, (now) => nextRunIn(now, named));
  return plan.kind === 'refusal' ? plan : { ...plan, steps: [...planHistory({ ...history, text }).steps, ...plan.steps] };
}

/** The next run keeps what is not done and what was noted; what the last one did is in the history. */
function nextRunIn(text: ProgressText, { sessionId, feature, role, at }: RunStart & { readonly sessionId: string; readonly at: string }): ProgressText {
  const isOther = progressOf(text).feature !== feature;
  const done = isOther ? (['completed', 'inProgress', 'blockers', 'files', 'decisions', 'questions'] as const) : (['completed', 'files'] as const);
  const cleared = done.reduce((now, section) => now.removeItems(section, now.items(section)), text);
  return setRun(cleared, 'initializing')
    .setField('state', 'current_task', text.noneWord).setField('state', 'task_id', text.noneWord)
    .setField('info', 'session_id', sessionId).setField('info', 'started', at)
    .setField('info', 'feature', feature).setField('info', 'role', role);
}

/** Says how a task stands (`updateTask`). Any task may be named; only `completed → pending` is refused (decisions 2). */
export function planProgressUpdate(words: { readonly task: string; readonly status: string; readonly notes: string }, context: ProgressContext): Plan | Refusal {
  const [task, notes] = [oneLine(words.task), oneLine(words.notes)];
  const status = asUpdateStatus(words.status);
  if (task === '') return refusal('progress/no-task', 'No task is named; say which, for example: progress update BE-003 in_progress.');
  if (status === null) return refusal('progress/unknown-status', `"${words.status}" is no status of a task; say one of ${updateWords.join(', ')}.`);
  return editing(context, `${task}: ${status}`, (text) => {
    const over = overRefusal(text);
    if (over !== null) return over;
    const isBack = status === 'pending' && itemAbout(text, 'completed', task) !== null;
    if (isBack) return refusal('progress/transition', `${task} is completed and cannot become pending; a completed task may only become active again (in_progress).`);
    return updateTask(text, { task, status, notes });
  });
}

/** Adds a note for the next run. */
export function planProgressNote(note: string, context: ProgressContext): Plan | Refusal {
  const said = oneLine(note);
  if (said === '') return refusal('progress/no-note', 'The note is empty; say what the next run should know.');
  return editing(context, 'Add a note for the next run', (text) => text.addItem('notes', `- ${said}`));
}

/** Adds a file that the run changed, once. `file`: relative to the working tree; `null`: none. */
export function planProgressFile(file: string | null, context: ProgressContext): Plan | Refusal {
  if (file === null) return nothing(context.path);
  return editing(context, `Note that ${file} was changed`, (text) => {
    const isKnown = progressOf(text).files.some((entry) => filePathOf(entry) === file);
    return isKnown ? text : text.addItem('files', `- ${oneLine(file)}`);
  });
}

/** Sets the state of the run, by its state machine (decisions 2); a refusal names the allowed targets. */
export function planProgressStatus(word: string, context: ProgressContext): Plan | Refusal {
  const to = mapAgentRunStatus(word);
  if (to === 'unknown') return refusal('progress/unknown-status', `"${word}" is no state of a run; say one of ${agentRunStatuses.join(', ')}.`);
  return editing(context, `The run is ${to}`, (text) => {
    const { status } = progressOf(text);
    if (status === to || canReach(status, to)) return setRun(text, to);
    return overRefusal(text) ?? refusal('progress/transition', `The run is ${status} and cannot become ${to}; it may become ${reachable(status).join(', ')}.`);
  });
}

/** The agent ended its turn: a run that is going on is paused until somebody speaks to it again. Always with the time of it. */
export function planTurnEnd(context: ProgressContext): Plan | Refusal {
  return editing(context, 'The agent ended its turn', (text) => {
    const { status } = progressOf(text);
    const isGoing = status === 'active' || status === 'resumed' || status === 'initializing';
    return (isGoing ? setRun(text, 'paused') : text).setField('info', 'last_updated', context.at);
  });
}

/** The agent goes on: a paused run is resumed, any other stays as it is. */
export function planTurnBegin(context: ProgressContext): Plan | Refusal {
  return editing(context, 'The agent goes on', (text) => (progressOf(text).status === 'paused' ? setRun(text, 'resumed') : text));
}

function reachable(status: AgentRunStatus | 'unknown'): readonly AgentRunStatus[] {
  return agentRunStatuses.filter((each) => each !== status && canReach(status, each));
}

function overRefusal(text: ProgressText): Refusal | null {
  const { status, feature, role } = progressOf(text);
  if (nextAgentRunStatuses(status).length > 0) return null;
  return refusal('progress/over', `The run is ${status}, which is final; begin the next one with: workflow progress init ${feature ?? '<feature>'} ${role ?? '<role>'}.`);
}

/** Text of people and agents as one plain line: nothing of it becomes a heading or a line of its own. */
function oneLine(text: string): string {
  return plainLine(text).trim();
}

function nothing(path: string): Plan {
  return { kind: 'plan', title: `${path} stays as it is`, steps: [], transitions: [] };
}

function foreign(path: string): Refusal {
  return refusal('progress/foreign', `${path} is somebody's own log, without "## Session Info" and "## Current State", so it is never rewritten; move it away, or name another file as harness.progress_file in .ai/project/config.yaml.`);
}

/** A change of a hand-over that is there; with the change comes the time of it. What changes nothing writes nothing. */
function editing(context: ProgressContext, title: string, edit: (text: ProgressText) => ProgressText | Refusal): Plan | Refusal {
  const { path, text, at } = context;
  if (text === null || text.trim() === '') return refusal('progress/missing', `There is no ${path} yet; begin with: workflow progress init <feature> <role>.`);
  const before = ProgressText.parse(text);
  if (!isOurs(before)) return foreign(path);
  const after = edit(before);
  if ('kind' in after) return after;
  if (after.render() === text) return nothing(path);
  const [from, to] = [progressOf(before), progressOf(after)];
  const said = from.status === to.status && from.sessionId === to.sessionId ? null : [from.status, to.status, to.sessionId ?? 'run'] as const;
  return writing(context, { title, to: after.setField('info', 'last_updated', at).render(), said });
}

/** A new text of a hand-over, and how the state of the run changes with it. */
interface Written {
  readonly title: string;
  readonly to: string;
  readonly said: readonly [from: string, to: string, id: string] | null;
}

function writing({ path, text }: ProgressContext, { title, to, said }: Written): Plan {
  const steps: readonly Step[] = [
    { kind: 'make-directory', path: path.slice(0, Math.max(0, path.lastIndexOf('/'))) },
    { kind: 'write-text', path, from: text, to },
  ];
  const transitions: readonly Transition[] = said === null ? [] : [{ entity: 'agent-run', session: path, id: said[2], from: said[0], to: said[1] }];
  return { kind: 'plan', title, steps: path.includes('/') ? steps : steps.slice(1), transitions };
}
