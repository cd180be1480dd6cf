import type { Task } from '../../core/tasks/task.js';
import { plainLine } from '../../core/text/escape.js';
import type { SessionState } from '../../core/workflow/workflow-state.js';
import type { Translate } from '../translate.js';
import { taskVerbs } from '../verbs.js';
import { limitedRows, type Limits } from './limited-rows.js';
import { driftedTasks } from './needs-person.js';
import { progressOf, progressText, type Progress } from './progress.js';
import { brokenIcon, sessionIcon, taskIcon, taskStatusLabel } from './status-look.js';
import { isShown, type TaskFilter } from './task-filter.js';
import { leavesOf, pruned, taskForest, type Branch } from './task-forest.js';
import type { TreeNode } from './tree-node.js';

/** A session whose tasks are shown, and the root it is in. */
export interface ShownSession {
  readonly root: string;
  readonly session: SessionState;
  readonly isActive: boolean;
}

export interface TasksTreeOptions extends Limits {
  readonly filter: TaskFilter;
}

interface Place extends TasksTreeOptions {
  readonly root: string;
  readonly session: SessionState;
  readonly drifted: ReadonlySet<string>;
  /** Done and all leaves of every container. */
  readonly progress: ReadonlyMap<Task, Progress>;
}

/** The tasks of one session, or of several under a row each. Every task file is a row, whatever it holds. */
export function tasksTree(shown: readonly ShownSession[], options: TasksTreeOptions): TreeNode[] {
  const [only, ...others] = shown;
  if (only !== undefined && others.length === 0) return rowsOf(only, options);
  return shown.map((each) => sessionGroup(each, rowsOf(each, options), options.t));
}

function rowsOf({ root, session }: ShownSession, options: TasksTreeOptions): TreeNode[] {
  const { filter, t } = options;
  const all = taskForest(session);
  const leaves = new Map(all.flatMap(progressOfContainers));
  const place: Place = { ...options, root, session, drifted: driftedTasks(session), progress: leaves };
  const wanted = pruned(all, (task) => isShown(task, filter, t), (task) => isShown(task, { ...filter, text: '' }, t));
  return limitedRows(place, { list: `${root}:${session.path}`, items: wanted }, (branch) => taskRow(place, branch));
}

/** Counted before anything is filtered away: 2/5 is a fact about the container, not about the view. */
function progressOfContainers(branch: Branch): [Task, Progress][] {
  if (branch.children.length === 0) return [];
  const leaves = leavesOf(branch);
  return [[branch.task, { done: leaves.filter(isFinished).length, total: leaves.length }], ...branch.children.flatMap(progressOfContainers)];
}

function sessionGroup({ root, session, isActive }: ShownSession, children: readonly TreeNode[], t: Translate): TreeNode {
  const progress = progressOf(session.tasks.counts);
  const label = plainLine(session.title);
  return {
    id: `tasks-of:${root}:${session.path}`,
    target: { kind: 'session', root, session: session.path },
    label,
    description: progressText(progress),
    tooltip: [session.title, session.path, root],
    spoken: t('{0}: {1} of {2} tasks done', label, progress.done, progress.total),
    icon: sessionIcon(session, isActive),
    context: session.location === 'archives' ? 'group' : 'group live',
    children,
    shape: 'expanded',
    click: null,
  };
}

function taskRow(place: Place, { task, level, children }: Branch): TreeNode {
  const { t, root, session } = place;
  const rows = limitedRows(place, { list: `${root}:${task.file.path}`, items: children }, (branch) => taskRow(place, branch));
  const label = plainLine(task.title === '' || task.title === task.id ? task.id : `${task.id}: ${task.title}`);
  const details = detailsOf(place, task);
  return {
    id: `task:${root}:${task.file.path}`,
    target: { kind: 'task', root, session: session.path, task: task.id, file: task.file.path },
    label,
    description: details.join(' · '),
    tooltip: tooltipOf(place, task),
    spoken: [label, ...details, t('level {0}', level)].join(', '),
    icon: task.file.broken ? brokenIcon : taskIcon(task.status),
    context: contextOf(place, task),
    children: rows,
    shape: rows.length === 0 ? 'leaf' : isFinished(task) ? 'collapsed' : 'expanded',
    click: task.file.broken ? 'workflow.openJson' : 'workflow.showTask',
  };
}

function isFinished({ status }: Task): boolean {
  return status === 'completed' || status === 'skipped';
}

function detailsOf({ t, drifted, progress }: Place, task: Task): string[] {
  const [problem] = task.file.findings;
  const inside = progress.get(task);
  if (task.file.broken) return [problem === undefined ? t('cannot be read') : plainLine(problem.message)];
  return [
    statusText(t, task),
    ...(inside === undefined ? [] : [progressText(inside)]),
    ...(task.status === 'pending' && task.blockedBy.length > 0 ? [t('waits for {0}', task.blockedBy.map(plainLine).join(', '))] : []),
    ...(drifted.has(task.id) ? [t('TODO_LIST.md says otherwise')] : []),
  ];
}

function statusText(t: Translate, task: Task): string {
  return task.status === 'unknown' ? plainLine(task.file.rawStatus ?? t('no status')) : taskStatusLabel(t, task.status);
}

function tooltipOf({ t, session }: Place, task: Task): string[] {
  const errors = [...task.file.findings, ...session.tasks.findings.filter(({ file }) => file === task.file.path)];
  return [
    `${task.id}: ${task.title}`,
    t('Status: {0}', statusText(t, task)),
    ...(task.file.agent === null ? [] : [t('Agent: {0}', task.file.agent)]),
    ...(task.file.type === null ? [] : [t('Type: {0}', task.file.type)]),
    ...(task.dependsOn.length === 0 ? [] : [t('Depends on: {0}', task.dependsOn.join(', '))]),
    ...(task.blockedBy.length === 0 ? [] : [t('Waits for: {0}', task.blockedBy.join(', '))]),
    ...errors.filter(({ severity }) => severity === 'error').map(({ message }) => message),
  ];
}

/** What may be done to a task in this state (decisions 2): the words the menus of package.json look for. */
function contextOf({ session, drifted }: Place, task: Task): string {
  if (task.file.broken) return 'task broken';
  const words = session.location === 'archives' ? ['archived'] : ['live', ...(task.kind === 'container' ? ['container'] : leafWords(task))];
  return ['task', ...words, ...(drifted.has(task.id) ? ['drift'] : [])].join(' ');
}

/** `top`: it may be broken down, which what is finished may not. */
function leafWords(task: Task): string[] {
  return ['leaf', ...new Set(taskVerbs(task)), ...(task.parent === null && !isFinished(task) ? ['top'] : [])];
}
