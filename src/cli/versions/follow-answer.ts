import { asTaskId } from '../../core/layout/names.js';
import { sessionOfPath } from '../../core/layout/state-layout.js';
import { configPath } from '../../core/specs/feature-files.js';
import { parseConfig } from '../../core/specs/project-config.js';
import type { Refusal } from '../../core/plans/plan.js';
import { sessionByPath } from '../../core/workflow/selectors.js';
import { followTask, type FollowedTask } from '../../node/versions/follow-task.js';
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
