import { l10n } from 'vscode';
import type { Task } from '../../core/tasks/task.js';
import { askLines, askOne, askText, tellRefusal } from '../ask.js';
import type { Target } from '../target.js';
import { askTask, sessionMeant, targetOfTask, targetsOf, tasksAt, type Desk, type FoundTask } from './desk.js';
import type { CommandTable } from './register-commands.js';

type EditCommands = Pick<CommandTable, 'workflow.createTask' | 'workflow.breakDownTask' | 'workflow.moveTask'>;

/** Commands that make tasks and change where they stand. */
export function editTaskCommands(desk: Desk): EditCommands {
  return {
    'workflow.createTask': (given) => createTask(desk, targetsOf(desk, given)),
    'workflow.breakDownTask': (given) => breakDown(desk, targetsOf(desk, given)),
    'workflow.moveTask': (given) => move(desk, targetsOf(desk, given)),
  };
}

/** A new task of the session meant; under the container that was given. */
async function createTask(desk: Desk, targets: readonly Target[]): Promise<void> {
  const t = l10n.t;
  const [container] = tasksAt(desk, targets).filter(({ task }) => task.kind === 'container');
  const found = await sessionMeant(desk, targets, t('Create a task in which session?'));
  if (found === null) return;
  const title = await askText({
    title: container === undefined ? t('Create Task in {0}', found.session.title) : t('Create Task under {0}', container.task.id),
    prompt: t('What is to be done?'),
    check: (text) => (text === '' ? t('A task needs a title.') : null),
  });
  if (title === null) return;
  const parent = container === undefined ? {} : { parent: container.task.id };
  await desk.gestures.perform(found.root, { do: 'create-task', session: found.session.path, title, ...parent });
}

async function breakDown(desk: Desk, targets: readonly Target[]): Promise<void> {
  const t = l10n.t;
  const fits = ({ parent, kind, status, file }: Task): boolean => parent === null && kind === 'leaf' && !file.broken && status !== 'completed' && status !== 'skipped';
  const found = await given(desk, targets, { title: t('Break down which task?'), fits });
  if (found === null) return;
  const titles = await askLines({
    title: t('Break Down {0}', found.task.id),
    prompt: (number) => (number === 1 ? t('Title of the first subtask') : t('Title of subtask {0}; empty to finish', number)),
  });
  if (titles === null || titles.length === 0) return;
  const applied = await desk.gestures.perform(found.root, { do: 'break-down-task', session: found.session.path, task: found.task.id, titles });
  // VS Code leaves a row folded that had nothing below it before.
  if (applied !== null) await desk.revealTask(targetOfTask(found));
}

async function move(desk: Desk, targets: readonly Target[]): Promise<void> {
  const t = l10n.t;
  const found = await given(desk, targets, { title: t('Move which task?'), fits: ({ kind, file }) => kind === 'leaf' && !file.broken });
  if (found === null) return;
  const { root, session, task } = found;
  const isPlace = (other: Task): boolean => other !== task && other.parent === null && other.id !== task.parent && !other.file.broken;
  const places = session.tasks.all.filter(isPlace).map(({ id, title }) => ({ label: `${id}: ${title}`, parent: id }));
  const top = task.parent === null ? [] : [{ label: t('Top Level'), parent: null }];
  const choices = [...top, ...places];
  if (choices.length === 0) {
    tellRefusal(t('There is no other task under which {0} could be.', task.id));
    return;
  }
  // "Top level" is an answer too, so the answer is the whole choice.
  const place = await askOne(t('Move {0} under which task?', task.id), choices.map((choice) => ({ label: choice.label, value: choice })));
  if (place !== null) await desk.gestures.perform(root, { do: 'move-task', session: session.path, task: task.id, parent: place.parent });
}

interface Question {
  readonly title: string;
  readonly fits: (task: Task) => boolean;
}

async function given(desk: Desk, targets: readonly Target[], { title, fits }: Question): Promise<FoundTask | null> {
  return tasksAt(desk, targets)[0] ?? askTask(desk, title, fits);
}
