import { commands, l10n } from 'vscode';
import type { Applied } from '../../core/plans/applied.js';
import type { Transition } from '../../core/plans/plan.js';
import type { Log } from '../../core/ports.js';
import { taskStatuses } from '../../core/tasks/task-status.js';
import { sessionByPath } from '../../core/workflow/selectors.js';
import { followTask, type Followed, type FollowedTask } from '../../node/versions/follow-task.js';
import { tellDone } from '../ask.js';
import type { Root } from '../roots/root.js';
import { personHere } from '../person-here.js';
import { tellRefused } from '../tell-refused.js';
import { deskOf } from './desk-of.js';

/** Lets task runs follow what was done to tasks, one after the other; says only what the person has to know. */
export async function followTasks(root: Root, { plan }: Applied, log: Log): Promise<void> {
  for (const followed of turnedTasks(root, plan.transitions)) {
    const desk = deskOf(root);
    const [folder] = root.folders;
    const worktree = folder === undefined ? null : desk.recorder.worktreeOf(folder.real);
    const became = await followTask(desk, { files: root.open.files, state: root.state, beginner: { actor: personHere(), worktree } }, followed);
    if (became === null) continue;
    if (became.kind === 'refusal') tellRefused(became, (reason) => l10n.t('The run of {0} was left alone: {1}', followed.task, reason));
    else say(followed.task, became, log);
  }
}

/** Tasks with the status that they have in the end. */
function turnedTasks({ state }: Root, transitions: readonly Transition[]): readonly FollowedTask[] {
  const last = new Map(transitions.filter(({ entity }) => entity === 'task').map((each) => [`${each.session}\n${each.id}`, each]));
  return [...last.values()].flatMap(({ session, id, to, reason = '' }) => {
    const source = sessionByPath(state, session)?.tasks.byId.get(id)?.file.path;
    const status = taskStatuses.find((each) => each === to);
    return source === undefined || status === undefined ? [] : [{ task: id, source, status, reason }];
  });
}

function say(task: string, { version, status, waitsFor, notes }: Followed, log: Log): void {
  log.info(`The run of ${task} in ${version} is ${status}. ${notes.join(' ')}`);
  if (waitsFor === null) return;
  const message = l10n.t('The run of {0} waits for your review, because {1} was changed and {2}.', task, waitsFor.path, waitsFor.why);
  void tellDone(message, { title: l10n.t('Review'), run: async () => { await commands.executeCommand('workflow.review.focus'); } });
}
