import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { workTreeOf } from '../../node/git-directory.js';
import { realFolder } from '../../node/state-root.js';
import { followTask, type FollowedTask } from '../../node/versions/follow-task.js';
import type { Recording } from '../../node/versions/recordings.js';
import { isRefusal } from '../choose-session.js';
import type { Context } from '../command.js';
import { deskOf } from './desk-answer.js';
import { beginnerOf, waitingFor } from './run-answers.js';

/** Lets the run of a task follow its status. Answers with what the person should know, on one line; `null`: nothing. */
export async function followStatus(context: Context, followed: FollowedTask): Promise<string | null> {
  const { files, store: { state } } = context.root;
  const became = await followTask(deskOf(context), { files, state, beginner: beginnerOf(context) }, followed);
  if (became === null) return null;
  if (isRefusal(became)) return `Its run was left alone: ${became.message}`;
  const { version, status, waitsFor, notes } = became;
  return [`The run of ${followed.task} in ${version} is ${status}.`, ...notes, ...(waitsFor === null ? [] : [waitingFor(followed.task, waitsFor)])].join(' ');
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
