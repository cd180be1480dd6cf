import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { asTaskId } from '../../core/layout/names.js';
import { sessionOfPath } from '../../core/layout/state-layout.js';
import { configPath } from '../../core/specs/feature-files.js';
import { parseConfig } from '../../core/specs/project-config.js';
import type { Refusal } from '../../core/plans/plan.js';
import { sessionByPath } from '../../core/workflow/selectors.js';
import { workTreeOf } from '../../node/git-directory.js';
import { realFolder } from '../../node/state-root.js';
import { followTask, type FollowedTask } from '../../node/versions/follow-task.js';
import type { Recording } from '../../node/versions/recordings.js';
import { isRefusal } from '../choose-session.js';
import type { Context } from '../command.js';
import { deskOf } from './desk-answer.js';
import { endingFor, startFor } from './run-answers.js';

/** Lets the run of a task follow its status. Answers with what the person should know, on one line; `null`: nothing. */
export async function followStatus(context: Context, { task, source, status, reason }: Pick<FollowedTask, 'task' | 'source' | 'status' | 'reason'>): Promise<string | null> {
  const id = asTaskId(task);
  if (!id.ok) return null;
  const notes: string[] = [];
  const followed = await followTask(deskOf(context), await recordRuns(context), {
    task, source, status, reason, start: () => startFor(context, { task: id.value, session: sessionByPath(context.root.store.state, sessionOfPath(source) ?? '') }), completing: endingFor(context, { task, notes, reason }),
  });
  if (followed === null) return null;
  const said = sayFollowed(followed, task);
  return [...said, ...notes].join(' ');
}

function sayFollowed(followed: Refusal | Exclude<Awaited<ReturnType<typeof followTask>>, null>, task: string): readonly string[] {
  if (isRefusal(followed)) return [`Its run was left alone: ${followed.message}`];
  const run = followed.versions.versions.flatMap(({ runs }) => runs).findLast((each) => each.task === task);
  return [`The run of ${task} in ${run?.version ?? ''} is ${run?.record.status ?? ''}.`, ...followed.notes];
}

async function recordRuns({ root }: Context): Promise<'auto' | 'always' | 'never'> {
  const texts: string[] = [];
  await root.files.read([{ path: configPath }], (_, outcome) => { if (outcome.kind === 'text') texts.push(outcome.text); });
  return parseConfig(texts[0] ?? null).config.versions.record_runs;
}

/**
 * Records what became of files (absolute) in the run that is open in their working tree. Where several are, it is left to the end: nobody
 * knows here whose they are.
 */
export async function recordTouched(context: Context, recordings: readonly Recording[], files: readonly string[]): Promise<void> {
  const desk = deskOf(context);
  for (const top of new Set(recordings.map((each) => each.top))) {
    const [recording, ...others] = recordings.filter((each) => each.top === top);
    const inside = files.map((file) => relative(top, file).split(sep).join('/')).filter((path) => path !== '' && !path.startsWith('../') && !isAbsolute(path) && treeOf(top, path) === top);
    if (recording !== undefined && others.length === 0 && inside.length > 0) await desk.recordFiles(recording.task, recording.version, inside);
  }
}

/** A file below a working tree may lie in another one inside of it. */
function treeOf(top: string, path: string): string | null {
  return workTreeOf(realFolder(dirname(join(top, path))))?.top ?? top;
}
