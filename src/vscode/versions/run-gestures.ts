import { l10n } from 'vscode';
import { asTaskId } from '../../core/layout/names.js';
import type { Refusal } from '../../core/plans/plan.js';
import { isSentBack } from '../../core/versions/plan-run.js';
import type { RunState } from '../../core/versions/versions.js';
import type { SessionState } from '../../core/workflow/workflow-state.js';
import { sessionOfPath } from '../../core/layout/state-layout.js';
import { sessionByPath } from '../../core/workflow/selectors.js';
import { usualEnding } from '../../node/versions/follow-task.js';
import { runStart, type RunSubject } from '../../node/versions/run-start.js';
import type { Ending } from '../../node/versions/version-desk.js';
import { askOne, askText } from '../ask.js';
import { personHere } from '../person-here.js';
import type { TaskTarget, VersionTarget } from '../target.js';
import { taskIcon } from '../trees/status-look.js';
import { inView, runMeant, tellOutcome, type VersionWork } from './version-work.js';

/** What a run is to be about, and the version it belongs to, where that is said. */
interface Wanted extends RunSubject {
  readonly version?: string;
}

/** Begins to record what is done for a task: the one that was clicked, another attempt at a run's, or the one that the person picks. */
export async function startRun(work: VersionWork, target: VersionTarget | TaskTarget | null): Promise<void> {
  const wanted = await wantedRun(work, target);
  if (wanted === null) return;
  const { root, desk } = work;
  const [folder] = root.folders;
  const worktree = folder === undefined ? null : desk.recorder.worktreeOf(folder.real);
  const done = await inView(l10n.t('Looking at the files before {0}', wanted.task), async () => (
    desk.startRun(await runStart(root.open.files, wanted, { actor: personHere(), worktree }), wanted.version)));
  tellOutcome(done, target === null ? l10n.t('What changes from now on belongs to the run of {0}, until you finish it.', wanted.task) : null);
}

async function wantedRun(work: VersionWork, target: VersionTarget | TaskTarget | null): Promise<Wanted | null> {
  const { state } = work.root;
  if (target?.kind === 'task') return subject(target.task, sessionByPath(state, target.session));
  if (target?.run === undefined) return askSubject(work);
  const run = state.parts.versions.versions.flatMap(({ runs }) => runs).find(({ directory }) => directory === target.run);
  return run === undefined ? null : { task: run.task, session: sessionByPath(state, sessionOfPath(run.snapshot?.sourcePath ?? '') ?? ''), version: run.version };
}

/** One of the tasks that are not done, or something that is no task. */
async function askSubject({ root: { state } }: VersionWork): Promise<Wanted | null> {
  const { t } = l10n;
  const sessions = state.sessions.filter(({ location }) => location !== 'archives');
  const open = sessions.flatMap((session) => session.tasks.all.filter(({ kind, status, file }) => kind === 'leaf' && !file.broken && status !== 'completed' && status !== 'skipped').map((task) => ({ session, task })));
  const picked = await askOne<RunSubject | 'other' | null>(t('Record a run of which task?'), [
    ...open.map(({ session, task }) => ({ label: `${task.id}: ${task.title}`, description: task.status, detail: session.title, icon: taskIcon(task.status).id, value: subject(task.id, session) })),
    { label: t('Something else…'), description: t('a run with a name of its own'), icon: 'edit', value: 'other' as const },
  ]);
  if (picked !== 'other') return picked;
  const name = await askText({ title: t('Start Task Run'), prompt: t('Name of what is done, as an id: letters, digits, "-", "_" and "."'), placeholder: 'FIX-1', check: (text) => problemOf(text) });
  return name === null ? null : subject(name, null);
}

function subject(id: string, session: SessionState | null): RunSubject | null {
  const task = asTaskId(id);
  return task.ok ? { task: task.value, session } : null;
}

function problemOf(id: string): string | null {
  const task = asTaskId(id);
  return task.ok ? null : task.problem;
}

/** Ends or pauses a run: asks how, and why where that matters. */
export async function finishRun(work: VersionWork, target: VersionTarget | null): Promise<void> {
  const { t } = l10n;
  const run = await runMeant(work, target, { title: t('Finish which run?'), none: t('No run is open; start one first.'), fits: isRecording });
  const end = run === null ? null : await askEnd(run);
  if (run === null || end === null) return;
  let waits = '';
  const done = await inView(t('Recording what {0} changed', run.task), () => work.desk.endRun(run.task, run.version, async (at): Promise<Ending | Refusal> => {
    if (end.status !== 'usual') return { status: end.status, reason: end.reason };
    const usual = await usualEnding(work.desk, at);
    if ('message' in usual) return usual;
    if (usual.waitsFor !== null) waits = t('It waits for your review, because {0} was changed and {1}.', usual.waitsFor.path, usual.waitsFor.why);
    return { status: usual.status, reason: end.reason };
  }));
  const said = waits === '' && target === null ? t('The run of {0} is finished.', run.task) : waits;
  tellOutcome(done, said === '' ? null : said);
}

function isRecording({ record }: RunState): boolean {
  return record.status === 'in_progress' && !isSentBack(record);
}

interface AskedEnd {
  readonly status: Ending['status'] | 'usual';
  readonly reason: string;
}

async function askEnd({ task }: RunState): Promise<AskedEnd | null> {
  const { t } = l10n;
  const status = await askOne<AskedEnd['status']>(t('How did the run of {0} end?', task), [
    { label: t('Completed'), description: t('waits for a review if a file of low trust was changed'), icon: 'pass-filled', value: 'usual' },
    { label: t('Send to review'), description: t('somebody has to say yes first'), icon: 'eye', value: 'review' },
    { label: t('Failed'), description: t('another attempt may follow'), icon: 'error', value: 'failed' },
    { label: t('Blocked'), description: t('it goes on later'), icon: 'circle-slash', value: 'blocked' },
  ]);
  if (status === null || status === 'usual' || status === 'review') return status === null ? null : { status, reason: '' };
  const isBlocked = status === 'blocked';
  const reason = await askText({
    title: isBlocked ? t('Block the run of {0}', task) : t('The run of {0} failed', task), prompt: isBlocked ? t('What does it wait for?') : t('Why? (may stay empty)'),
    check: (text) => (isBlocked && text === '' ? t('A blocked run needs a reason.') : null),
  });
  return reason === null ? null : { status, reason };
}
