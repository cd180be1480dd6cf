import type { TaskId } from '../../core/layout/names.js';
import type { Files } from '../../core/ports.js';
import type { RunStart } from '../../core/versions/plan-run.js';
import { snapshotOfTask, type SnapshotSource, type SnapshotWishes } from '../../core/versions/task-snapshot.js';
import type { SessionState } from '../../core/workflow/workflow-state.js';

/** What a run is to be about: a task, in the session that is meant; `null`: no session has it. */
export interface RunSubject {
  readonly task: TaskId;
  readonly session: SessionState | null;
}

/** Who begins it, and where. `actor` counts as the agent where nobody names one; `worktree` as in `RunStart`. */
export interface RunBeginner extends SnapshotWishes {
  readonly actor: string;
  readonly feature?: string | undefined;
  readonly worktree: string | null;
}

/** How the run of a task begins: with the task as its file is now. */
export async function runStart(files: Files, { task, session }: RunSubject, { actor, feature, worktree, ...wishes }: RunBeginner): Promise<Omit<RunStart, 'version'>> {
  const snapshot = snapshotOfTask(await sourceOf(files, { task, session }), wishes);
  return { task, snapshot: { ...snapshot, agent: snapshot.agent === '' ? actor : snapshot.agent }, feature: feature ?? session?.title ?? task, worktree };
}

/** The task in its session, as far as there is one: a run may also be about something else. */
async function sourceOf(files: Files, { task: id, session }: RunSubject): Promise<SnapshotSource> {
  const task = session?.tasks.byId.get(id);
  if (task === undefined) return { id, title: id, status: '', path: '', text: null };
  const texts: string[] = [];
  await files.read([{ path: task.file.path }], (_, outcome) => { if (outcome.kind === 'text') texts.push(outcome.text); });
  return { id, title: task.title, status: task.status, path: task.file.path, text: texts[0] ?? null };
}
