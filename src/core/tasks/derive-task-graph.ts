import { makeFinding, valueAt } from '../findings/make-finding.js';
import type { Finding } from '../findings/finding.js';
import { asTaskId } from '../layout/names.js';
import { taskNameOf } from '../layout/state-layout.js';
import { excerpt } from '../text/escape.js';
import { compareNatural } from '../text/natural-order.js';
import { deriveStatuses } from './derive-statuses.js';
import { fieldFix } from './say.js';
import { checkDependencies } from './task-dependencies.js';
import { linkHierarchy } from './task-hierarchy.js';
import { orderOf, parseTaskId, plainTaskId } from './task-id.js';
import type { TaskNode, TaskNodes } from './task-node.js';
import { containerWord } from './task-status.js';
import type { Task, TaskCounts, TaskFile, TaskGraph } from './task.js';

/**
 * Joins the task files of one session into a graph: parents and children, derived status of containers, what blocks what, and
 * what the files say about each other that cannot be. Pure; every file is in the graph exactly once, whatever it says.
 */
export function deriveTaskGraph(files: readonly TaskFile[]): TaskGraph {
  const nodes = nodesOf(files);
  const hierarchy = linkHierarchy(nodes);
  for (const node of nodes.all) if (node.children.length > 0 || saysContainer(node.file)) node.kind = 'container';
  deriveStatuses(nodes.all);
  const all = nodes.all.map((node) => taskOf(node, nodes));
  const byId = new Map<string, Task>();
  const roots: string[] = [];
  for (const task of all) {
    if (byId.has(task.id)) continue;
    byId.set(task.id, task);
    if (task.parent === null) roots.push(task.id);
  }
  return {
    all,
    byId,
    roots,
    counts: countsOf(all),
    findings: [...checkIds(nodes), ...hierarchy, ...checkContainers(nodes.all), ...checkDependencies(nodes)],
  };
}

function nodesOf(files: readonly TaskFile[]): TaskNodes {
  const all = files.map((file): TaskNode => ({ file, order: orderOf(file.id), parent: null, children: [], kind: 'leaf', status: 'pending', depth: 0 }));
  all.sort((a, b) => a.order - b.order || compareNatural(a.file.id, b.file.id) || misnamed(a.file) - misnamed(b.file) || compareNatural(a.file.path, b.file.path));
  const byId = new Map<string, TaskNode>();
  for (const node of all) if (!byId.has(node.file.id)) byId.set(node.file.id, node);
  return { all, byId };
}

/** Of two files with the same id the one that is called after it is the task, and the other one is the copy. */
function misnamed(file: TaskFile): number {
  return Number(taskNameOf(file.path) !== file.id);
}

function saysContainer(file: TaskFile): boolean {
  return file.rawStatus?.toLowerCase() === containerWord;
}

function taskOf(node: TaskNode, nodes: TaskNodes): Task {
  const { file, kind, status, parent, children } = node;
  const dependsOn = idsOf(file.dependsOn);
  return {
    file,
    id: file.id,
    title: file.title,
    status,
    kind,
    parent: parent?.file.id ?? null,
    children: children.length === 0 ? none : children.map((child) => child.file.id),
    dependsOn,
    blockedBy: dependsOn.length === 0 ? none : dependsOn.filter((id) => isOpen(nodes.byId.get(id), node)),
  };
}

/** One for all tasks, because most have none. */
const none: readonly never[] = [];

/** Each once, in natural order. */
function idsOf(ids: readonly string[]): readonly string[] {
  return ids.length < 2 ? ids : [...new Set(ids)].sort(compareNatural);
}

function isOpen(target: TaskNode | undefined, of: TaskNode): boolean {
  return target !== undefined && target !== of && target.status !== 'completed' && target.status !== 'skipped';
}

function countsOf(tasks: readonly Task[]): TaskCounts {
  const counts = { total: tasks.length, leaf: 0, pending: 0, active: 0, blocked: 0, completed: 0, failed: 0, skipped: 0, broken: 0 };
  for (const { kind, status, file } of tasks) {
    if (file.broken) counts.broken++;
    if (kind === 'container') continue;
    counts.leaf++;
    if (!file.broken) counts[status === 'unknown' ? 'pending' : status]++;
  }
  return counts;
}

/** Integrity rule 1, and numbers that differ only in zero padding (decisions 3.4). */
function checkIds(nodes: TaskNodes): readonly Finding[] {
  const findings: Finding[] = [];
  for (const node of nodes.all) {
    const first = nodes.byId.get(node.file.id);
    if (first && first !== node) findings.push(duplicateId(node, first, nodes));
    const twin = node.file.id.includes('0') ? twinOf(node, nodes) : undefined;
    if (twin) findings.push(twinId(node, twin));
  }
  return findings;
}

/** Where the file's own name is an id like the others and no task has it, that is what the id was to be. */
function duplicateId({ file }: TaskNode, first: TaskNode, { byId }: TaskNodes): Finding {
  const name = taskNameOf(file.path);
  const isFree = !byId.has(name) && asTaskId(name).ok && parseTaskId(name).form === parseTaskId(file.id).form;
  return makeFinding({
    code: 'task/duplicate-id', file: file.path, place: valueAt('id'),
    message: `The id ${file.id} is also the id of ${taskNameOf(first.file.path)}.json; every task of a session needs an id of its own.`,
    fixes: isFree ? [fieldFix(`Change the id to ${name}, after the file`, file.path, { pointer: ['id'], from: file.id, value: name })] : [],
  });
}

function twinOf({ file }: TaskNode, { byId }: TaskNodes): TaskNode | undefined {
  const plain = plainTaskId(file.id);
  return plain === file.id ? undefined : byId.get(plain);
}

function twinId({ file }: TaskNode, twin: TaskNode): Finding {
  return makeFinding({
    code: 'task/twin-id', file: file.path, place: valueAt('id'),
    message: `${file.id} and ${twin.file.id} are the same number written in two ways; they stay two tasks, but people and agents will mix them up.`,
  });
}

/** A container's word is `container`, and a task with that word has subtasks (document 004, task status rules). */
function checkContainers(all: readonly TaskNode[]): readonly Finding[] {
  return all
    .filter(({ file, children }) => !file.broken && file.rawStatus !== null && children.length > 0 !== saysContainer(file))
    .map(({ file, children, status }) => {
      const isContainer = children.length > 0;
      const value = isContainer ? containerWord : 'pending';
      return makeFinding({
        code: 'task/container-status', file: file.path, place: valueAt('status'),
        message: isContainer
          ? `${file.id} has subtasks, so its status follows from them (now ${status}); the file should say "${containerWord}" instead of "${excerpt(file.rawStatus ?? '')}".`
          : `The status says "${containerWord}", but ${file.id} has no subtasks; break it down, or set it to pending so that it can be started.`,
        fixes: [fieldFix(`Change the status to ${value}`, file.path, { pointer: ['status'], from: file.rawStatus, value })],
      });
    });
}
