import { l10n } from 'vscode';
import { taskStatuses, nextTaskStatuses, type TaskStatus } from '../../core/tasks/task-status.js';
import { nextTask } from '../../core/workflow/selectors.js';
import { askOne, tellDone, tellRefusal } from '../ask.js';
import { taskIcon, taskStatusLabel } from '../trees/status-look.js';
import { statusAfter, type TaskVerb } from '../verbs.js';
import { askTask, sessionMeant, targetOfTask, targetsOf, tasksAt, type Desk, type FoundTask } from './desk.js';
import type { Command, CommandTable } from './register-commands.js';
import { askReason, setStatus } from './set-status.js';

type StatusCommands = Pick<CommandTable, `workflow.${Exclude<TaskVerb, 'release'>}Task` | 'workflow.setTaskStatus' | 'workflow.nextTask' | 'workflow.showTask'>;

/** Commands that take a task from one status to the next, and the two that show one. */
export function taskCommands(desk: Desk): StatusCommands {
  const t = l10n.t;
  return {
    'workflow.startTask': verbCommand(desk, 'start', t('Start which task?')),
    'workflow.completeTask': verbCommand(desk, 'complete', t('Complete which task?')),
    'workflow.blockTask': verbCommand(desk, 'block', t('Block which task?')),
    'workflow.failTask': verbCommand(desk, 'fail', t('Which task failed?')),
    'workflow.skipTask': verbCommand(desk, 'skip', t('Skip which task?')),
    'workflow.retryTask': verbCommand(desk, 'retry', t('Retry which task?')),
    'workflow.reopenTask': verbCommand(desk, 'reopen', t('Reopen which task?')),
    'workflow.setTaskStatus': (given) => askStatus(desk, given),
    'workflow.nextTask': (given) => showNext(desk, given),
    'workflow.showTask': (given) => showTask(desk, given),
  };
}

/** Acts on what was given; of several tasks on those for which it can be done. */
function verbCommand(desk: Desk, verb: TaskVerb, title: string): Command {
  return async (given) => {
    const found = await tasksMeant(desk, given, { title, fits: (task) => statusAfter(task, verb) !== null });
    const [first] = found;
    if (first === undefined) return;
    const able = found.filter(({ task }) => statusAfter(task, verb) !== null);
    // Nobody can: the planner says why.
    const status = statusAfter(able[0]?.task ?? first.task, verb) ?? usualStatus[verb];
    const chosen = able.length === 0 ? found : able.filter(({ task }) => statusAfter(task, verb) === status);
    const reason = verb === 'block' || verb === 'fail' ? await askReason(verb, chosen) : '';
    if (reason !== null) await setStatus(desk, chosen, { status, reason });
  };
}

const usualStatus: Readonly<Record<TaskVerb, TaskStatus>> = {
  start: 'active', complete: 'completed', block: 'blocked', fail: 'failed', skip: 'skipped', retry: 'active', reopen: 'active', release: 'pending',
};

interface Question {
  readonly title: string;
  readonly fits: (task: FoundTask['task']) => boolean;
}

async function tasksMeant(desk: Desk, given: readonly unknown[], { title, fits }: Question): Promise<FoundTask[]> {
  const targets = targetsOf(desk, given);
  if (targets.some(({ kind }) => kind === 'task')) return tasksAt(desk, targets);
  const asked = await askTask(desk, title, fits);
  return asked === null ? [] : [asked];
}

/** Any status that one of the tasks may go to. The Task page names the status as the second value. */
async function askStatus(desk: Desk, given: readonly unknown[]): Promise<void> {
  const t = l10n.t;
  const found = await tasksMeant(desk, given, { title: t('Set the status of which task?'), fits: ({ kind, file }) => kind === 'leaf' && !file.broken });
  if (found.length === 0) return;
  const possible = new Set(found.filter(({ task }) => task.kind === 'leaf' && !task.file.broken).flatMap(({ task }) => nextTaskStatuses(task.status)));
  const named = taskStatuses.find((status) => status === given[1]);
  const choices = taskStatuses.filter((status) => possible.has(status)).map((status) => ({ label: taskStatusLabel(t, status), icon: taskIcon(status).id, value: status }));
  const status = named ?? (await askOne(found.length === 1 ? t('Set Status') : t('Set Status of {0} Tasks', found.length), choices));
  if (status === null) return;
  const able = found.filter(({ task }) => task.kind === 'leaf' && nextTaskStatuses(task.status).includes(status));
  const reason = status === 'blocked' || status === 'failed' ? await askReason(status === 'blocked' ? 'block' : 'fail', found) : '';
  if (reason !== null) await setStatus(desk, able.length === 0 ? found : able, { status, reason });
}

async function showNext(desk: Desk, given: readonly unknown[]): Promise<void> {
  const found = await sessionMeant(desk, targetsOf(desk, given), l10n.t('The next task of which session?'));
  if (found === null) return;
  const task = nextTask(found.session);
  if (task === null) return tellDone(l10n.t('No task of {0} can be started now.', found.session.title));
  const target = targetOfTask({ ...found, task });
  await desk.revealTask(target);
  await desk.showTask(target);
}

async function showTask(desk: Desk, given: readonly unknown[]): Promise<void> {
  const [found] = await tasksMeant(desk, given, { title: l10n.t('Show which task?'), fits: ({ file }) => !file.broken });
  if (found === undefined) return;
  if (found.task.file.broken) tellRefusal(l10n.t('{0} cannot be read; open its JSON and repair it.', found.task.file.path));
  else await desk.showTask(targetOfTask(found));
}
