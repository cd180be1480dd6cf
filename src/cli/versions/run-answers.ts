import { refusal, type Refusal } from '../../core/plans/plan.js';
import { asTaskId } from '../../core/layout/names.js';
import type { FileForPerson } from '../../core/versions/needs-person.js';
import { recordJson } from '../../core/versions/record-codec.js';
import { operationId, recordTime } from '../../core/versions/record-ids.js';
import { operationTypes, targetTypes, taskTypes, type Operation, type TaskType } from '../../core/versions/version.js';
import { nextSequence } from '../../core/versions/version-selectors.js';
import type { RunState } from '../../core/versions/versions.js';
import type { SessionState } from '../../core/workflow/workflow-state.js';
import { clock } from '../../node/clock.js';
import { usualEnding } from '../../node/versions/follow-task.js';
import { runStart, type RunBeginner } from '../../node/versions/run-start.js';
import type { Done, VersionDesk } from '../../node/versions/version-desk.js';
import { actorOf } from '../actor.js';
import { chooseSession, isRefusal, openSessions } from '../choose-session.js';
import { answer, type Answer, type Context, type Run } from '../command.js';
import { deskOf, runAnswer, runIn, runMeant, told } from './desk-answer.js';
import { renderOperations } from './record-text.js';
import { pathsInTree } from './tree-paths.js';

/** One of some words, or why it is none. */
function oneOf<Word extends string>(words: readonly Word[], what: string, said: string | undefined): Word | Refusal | undefined {
  if (said === undefined) return undefined;
  return words.find((each) => each === said) ?? refusal('run/unknown-word', `"${said}" is no ${what}; say one of ${words.join(', ')}.`);
}

/** Who begins a run, and where, with what the command line says. */
export function beginnerOf(context: Context, type?: TaskType): RunBeginner {
  const { agent = process.env['AGENT_ROLE'], feature } = context.options;
  return { agent, type, feature, worktree: deskOf(context).recorder.worktreeOf(process.cwd()), actor: actorOf(process.env) };
}

/** The session that is meant, if it can be told. */
function sessionMeant({ root: { store: { state } }, options }: Context): SessionState | null {
  const session = chooseSession(state, options.session, openSessions(state));
  return isRefusal(session) ? null : session;
}

export const startRun: Run = async (context, [id = '']) => {
  const { in: named, as } = context.options;
  const task = asTaskId(id);
  if (!task.ok) return refusal('task/id', task.problem);
  const type = oneOf(taskTypes, 'kind of task', as);
  if (typeof type === 'object') return type;
  const start = await runStart(context.root.files, { task: task.value, session: sessionMeant(context) }, beginnerOf(context, type));
  const done = await deskOf(context).startRun(start, named);
  return told(done, ({ versions }) => answerFor(runIn({ versions }, id, named)));
};

function answerFor(run: ReturnType<typeof runIn>): Answer | Refusal {
  return 'message' in run ? run : runAnswer(run.record);
}

const ends = ['completed', 'review', 'failed', 'blocked'] as const;

export const finishRun: Run = async (context, [id = '']) => {
  const { in: named, as, reason = '', review = false } = context.options;
  const status = oneOf(ends, 'end of a run', review ? 'review' : as);
  if (typeof status === 'object') return status;
  if (status === 'blocked' && reason.trim() === '') return refusal('run/no-reason', `A blocked run needs a reason; say: workflow run finish ${id} --as blocked --reason "what it waits for"`);
  const desk = deskOf(context);
  const meant = await runMeant(desk, id, named);
  if ('message' in meant) return meant;
  const notes: string[] = [];
  const done = await desk.endRun(id, meant.version, async (run) => {
    const usual = status === undefined ? await usualEnding(desk, run) : { status, waitsFor: null };
    if (isRefusal(usual)) return usual;
    if (usual.waitsFor !== null) notes.push(waitingFor(id, usual.waitsFor));
    return { status: usual.status, reason: reason.trim() };
  });
  return told(isRefusal(done) ? done : { ...done, notes: [...notes, ...done.notes] }, ({ versions }) => answerFor(runIn({ versions }, id, meant.version)));
};

/** Why a run that ended is not completed, and what to do. */
export function waitingFor(task: string, { path, why }: FileForPerson): string {
  return `It waits for a review, because ${path} was changed and ${why}; decide with: workflow review decide ${task} <decision>`;
}

export const showRun: Run = async (context, [id = '']) => answerFor(runIn({ versions: await deskOf(context).load() }, id, context.options.in));

export const listOperations: Run = async (context, [id = '']) => {
  const run = runIn({ versions: await deskOf(context).load() }, id, context.options.in);
  if ('message' in run) return run;
  const { operations } = run.record;
  return answer(() => operations.map(recordJson), () => renderOperations(operations));
};

/** Files are recorded from the working tree; what is no file is recorded as it is said. */
export const recordOperation: Run = async (context, paths) => {
  const { in: named, target = 'file', id } = context.options;
  const kind = oneOf(targetTypes, 'kind of target', target) ?? 'file';
  if (typeof kind === 'object') return kind;
  const desk = deskOf(context);
  const run = context.options.task === undefined ? await onlyOpenRun(desk, named) : await runMeant(desk, context.options.task, named);
  if ('message' in run) return run;
  const done = kind === 'file' && id === undefined ? await recordFiles({ desk, run, paths }) : await recordSaid(context, { desk, run, kind, path: paths[0] ?? null });
  return told(done, ({ versions }) => recorded(runIn({ versions }, run.task, run.version), run.record.operations.length));
};

async function recordFiles({ desk, run: { task, version, record }, paths }: Pick<Said, 'desk' | 'run'> & { readonly paths: readonly string[] }): Promise<Done | Refusal> {
  if (paths.length === 0) return refusal('operation/no-paths', 'No file is named; say: workflow operation record <paths...>');
  const top = desk.recorder.topOf(record.worktree);
  const inside = top === null ? paths : pathsInTree(top, paths);
  return 'message' in inside ? inside : desk.recordFiles(task, version, inside);
}

async function recordSaid(context: Context, said: Said): Promise<Done | Refusal> {
  const operation = saidOperation(context, said);
  const { task, version } = said.run;
  return 'message' in operation ? operation : said.desk.recordOperations(task, version, ({ version: at, run }) => {
    const now = clock.now();
    return [{ ...operation, id: operationId(nextSequence(at, { run, now }), now) }];
  });
}

function recorded(run: ReturnType<typeof runIn>, before: number): Answer | Refusal {
  if ('message' in run) return run;
  const operations = run.record.operations.slice(before);
  const given = answer(() => operations.map(recordJson), () => renderOperations(operations));
  return operations.length > 0 ? given : { ...given, notice: 'Nothing was recorded: these files are as they were when the run began, or when they were recorded last, or git ignores them.' };
}

async function onlyOpenRun(desk: VersionDesk, named: string | undefined): Promise<RunState | Refusal> {
  const { versions } = await desk.load();
  const open = versions.filter(({ name }) => named === undefined || name === named).flatMap(({ runs }) => runs).filter(({ record }) => record.status === 'in_progress');
  const [first] = open;
  if (first !== undefined && open.length === 1) return first;
  return refusal('run/which', open.length === 0 ? 'No run is open; start one with: workflow run start <task>' : `The runs of ${open.map(({ task, version }) => `${task} in ${version}`).join(', ')} are open; say which one with --task, and --in where a task has several.`);
}

interface Said {
  readonly desk: VersionDesk;
  readonly run: RunState;
  readonly kind: Operation['targetType'];
  readonly path: string | null;
}

function saidOperation({ options }: Context, { kind, path }: Said): Omit<Operation, 'id'> | Refusal {
  const { id, as, summary = '' } = options;
  const type = oneOf(operationTypes, 'kind of operation', as?.toUpperCase());
  if (typeof type === 'object') return type;
  if (type === undefined || id === undefined || id.trim() === '') return refusal('operation/incomplete', `An operation on a ${kind} needs --id and --as; say: workflow operation record --target ${kind} --id <id> --as CREATE`);
  return {
    type, targetType: kind, targetId: id, targetPath: path, changes: { before: null, after: null, diffSummary: summary }, performedAt: recordTime(clock.now()), reversible: false, rollbackData: null,
  };
}
