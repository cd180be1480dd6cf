import { refusal, type Refusal } from '../../core/plans/plan.js';
import { recordJson } from '../../core/versions/record-codec.js';
import type { TaskRun } from '../../core/versions/version.js';
import type { RunState, VersionState } from '../../core/versions/versions.js';
import { runOfTask, runToChange } from '../../core/versions/version-selectors.js';
import { isOnlyPlanned, VersionDesk, type Done } from '../../node/versions/version-desk.js';
import { actorOf } from '../actor.js';
import { preview } from '../change.js';
import { isRefusal } from '../choose-session.js';
import { answer, type Answer, type Context } from '../command.js';
import { openTrust } from '../open-trust.js';
import { renderRun, renderVersion } from './record-text.js';

/** The desk of the state root that a command runs in. */
export function deskOf(context: Context): VersionDesk {
  const { root: { place, files, alone }, options } = context;
  return new VersionDesk({ place, files, alone, dry: options.dryRun === true }, actorOf(process.env), async () => {
    const trust = await openTrust(context);
    return isRefusal(trust) ? trust : trust.judge;
  });
}

/** What was done, or would be, as an answer; notes go to standard error. */
export function told(done: Done | Refusal, tell: (done: Done) => Answer | Refusal): Answer | Refusal {
  if (isRefusal(done)) return isOnlyPlanned(done) ? preview([done.plan]) : done;
  const given = tell(done);
  return isRefusal(given) || done.notes.length === 0 ? given : { ...given, notice: [given.notice ?? [], ...done.notes].flat().join(' ') };
}

export function versionAnswer(version: VersionState): Answer {
  return answer(() => recordJson(version.record), () => renderVersion(version));
}

export function runAnswer(record: TaskRun): Answer {
  return answer(() => recordJson(record), () => renderRun(record));
}

/** The run of a task: the one of the named version, else the latest. */
export function runIn({ versions }: Pick<Done, 'versions'>, task: string, named: string | undefined): RunState | Refusal {
  const found = runOfTask(versions, task, named)?.run;
  return found ?? refusal('run/unknown', `There is no run of ${task}${named === undefined ? '' : ` in ${named}`}; start one with: workflow run start ${task}`);
}

/** The run of a task that a command changes: one, or why nobody can know. Its version is named from then on, so that the answer is about the same run. */
export async function runMeant(desk: VersionDesk, task: string, named: string | undefined): Promise<RunState | Refusal> {
  const placed = runToChange(await desk.load(), task, named);
  return placed.ok ? placed.value.run : placed.problem;
}
