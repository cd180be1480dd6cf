import { sessionNameOf, sessionOfPath } from '../layout/state-layout.js';
import type { RunStart } from './plan-run.js';
import { isOpenRun } from './version-status.js';
import type { RunState, Versions, VersionState } from './versions.js';

/** What is known of a run that is to begin. */
type Beginning = Pick<RunStart, 'task' | 'feature' | 'snapshot'>;

/**
 * The version that a run belongs to when nobody names one; `null`: a new one. Ids of tasks repeat from session to session, so a version
 * that holds runs of another session is left alone: its IMPL-1 is not this one's first attempt. Of those that are not over: the one in
 * which this very task was begun, else the latest of the feature, else the latest that holds nothing of other sessions.
 */
export function versionForRun({ versions }: Pick<Versions, 'versions'>, { task, feature, snapshot }: Beginning): VersionState | null {
  const ours = sessionIn(snapshot.sourcePath);
  const isOurs = (run: RunState): boolean => isOf(run, ours);
  const open = versions.filter(({ record, broken }) => !broken && (record.status === 'pending' || record.status === 'in_progress'));
  const free = open.filter(({ runs }) => runs.every((run) => run.task !== task || isOurs(run)));
  return free.findLast(({ runs }) => runs.some((run) => run.task === task))
    ?? free.findLast(({ record }) => record.feature === feature)
    ?? free.findLast(({ runs }) => runs.every(isOurs))
    ?? null;
}

/** The latest run of a task, open ones first, of which nothing says that it is another session's task of the same id. */
export function runOfSource(versions: Pick<Versions, 'versions'>, { task, source }: { readonly task: string; readonly source: string }): RunState | null {
  const runs = versions.versions.flatMap((version) => version.runs.filter((run) => run.task === task && isOf(run, sessionIn(source))));
  return runs.findLast(({ record }) => isOpenRun(record.status)) ?? runs.at(-1) ?? null;
}

/** Sessions move when they are archived, so their name tells, not the path. What has no session may be anybody's. */
function isOf({ snapshot }: RunState, session: string | null): boolean {
  const theirs = sessionIn(snapshot?.sourcePath ?? '');
  return theirs === null || session === null || theirs === session;
}

function sessionIn(source: string): string | null {
  const session = sessionOfPath(source);
  return session === null ? null : sessionNameOf(session);
}
