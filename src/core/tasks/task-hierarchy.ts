import type { Finding, Fix } from '../findings/finding.js';
import { makeFinding, valueAt } from '../findings/make-finding.js';
import { asTaskId } from '../layout/names.js';
import { sessionOfPath } from '../layout/state-layout.js';
import { excerpt } from '../text/escape.js';
import { fieldFix } from './say.js';
import { findByMeaning } from './find-by-meaning.js';
import { parseTaskId } from './task-id.js';
import type { TaskNode, TaskNodes } from './task-node.js';

/** Deepest level of a task: IMPL-N and IMPL-N.M (document 004). */
const maxDepth = 2;

/**
 * Joins every node with its parent and its children: `context.parent`, else what the id names (decisions 3.6). Circles are
 * cut open, so that every node can be reached from a root. Returns what is wrong: integrity rules 3 and 4, and circles.
 */
export function linkHierarchy(nodes: TaskNodes): readonly Finding[] {
  const findings: Finding[] = [];
  for (const node of nodes.all) {
    const finding = linkParent(node, nodes);
    if (finding) findings.push(finding);
  }
  findings.push(...cutCircles(nodes.all));
  // A second file with an id is found through `all`: as a child it would stand for the first one.
  for (const node of nodes.byId.values()) node.parent?.children.push(node);
  for (const node of nodes.all) {
    if (depthOf(node) > maxDepth || isNamedDeep(node)) findings.push(tooDeep(node));
  }
  return findings;
}

function linkParent(node: TaskNode, nodes: TaskNodes): Finding | null {
  const named = node.file.namedParent;
  if (named !== null) {
    const target = nodes.byId.get(named);
    if (!target) return unknownParent(node, named, nodes);
    // The second file of an id cannot lie below the first: by their ids that would be a circle.
    node.parent = target !== node && target.file.id === node.file.id ? null : target;
    return null;
  }
  const form = parseTaskId(node.file.id);
  if (form.form === 'main' || form.parent === null) return null;
  node.parent = findByMeaning(form.parent, nodes) ?? null;
  return node.parent || form.form !== 'sub' ? null : missingContainer(node, form.parent);
}

function unknownParent({ file }: TaskNode, parent: string, nodes: TaskNodes): Finding {
  const meant = findByMeaning(parent, nodes)?.file.id;
  const pointer = ['context', 'parent'];
  return makeFinding({
    code: 'task/unknown-parent', file: file.path, place: valueAt(...pointer),
    message: `The parent ${excerpt(parent)} of ${file.id} does not exist; a parent must be the id of another task of this session.${meant ? ` Did you mean ${meant}?` : ''}`,
    fixes: meant === undefined
      ? rebuildFixes(file.path, parent)
      : [fieldFix(`Change the parent to ${meant}`, file.path, { pointer, from: parent, value: meant })],
  });
}

function missingContainer({ file }: TaskNode, parent: string): Finding {
  return makeFinding({
    code: 'task/missing-container', file: file.path, place: valueAt('id'),
    message: `${file.id} is a subtask by its id, but ${parent} does not exist; it is shown on its own until ${parent} is made.`,
    fixes: rebuildFixes(file.path, parent),
  });
}

/** Only an id that may reach a path can be made into a file. */
function rebuildFixes(path: string, container: string): readonly Fix[] {
  const session = sessionOfPath(path);
  if (session === null || !asTaskId(container).ok) return [];
  return [{ title: `Make the missing container ${container}`, request: { do: 'rebuild-container', session, task: container } }];
}

/** Each node is walked once: a walk ends at the first node that an earlier walk has seen. */
function cutCircles(all: readonly TaskNode[]): readonly Finding[] {
  const findings: Finding[] = [];
  const walkOf = new Map<TaskNode, TaskNode>();
  for (const start of all) {
    if (!start.parent?.parent) continue; // As in nearly every session: what is a root or below one is in no circle.
    let node = start;
    while (node.parent && !walkOf.has(node)) {
      walkOf.set(node, start);
      node = node.parent;
    }
    if (node.parent && walkOf.get(node) === start) findings.push(cut(node));
  }
  return findings;
}

function cut(start: TaskNode): Finding {
  const members: TaskNode[] = [];
  for (let node: TaskNode | null = start; node && !(node === start && members.length > 0); node = node.parent) members.push(node);
  for (const member of members) member.parent = null;
  const chain = chainOf([...members, start]);
  const message = members.length === 1
    ? `${start.file.id} names itself as its parent; remove the parent or name another task.`
    : `The parents form a circle: ${chain}. One of these tasks must have no parent.`;
  return makeFinding({ code: 'task/cyclic-parent', file: start.file.path, place: valueAt(...parentPointer(start)), message });
}

/** Ids with arrows; a long chain keeps its beginning and its end. */
export function chainOf(nodes: readonly TaskNode[]): string {
  const ids = nodes.map((node) => node.file.id);
  const shown = ids.length > 12 ? [...ids.slice(0, 6), '…', ...ids.slice(-5)] : ids;
  return shown.join(' → ');
}

function depthOf(node: TaskNode): number {
  const climbed: TaskNode[] = [];
  let top: TaskNode | null = node;
  while (top && top.depth === 0) {
    climbed.push(top);
    top = top.parent;
  }
  let depth = top?.depth ?? 0;
  for (const each of climbed.reverse()) each.depth = ++depth;
  return node.depth;
}

/** An id with an order has one level or two. */
function isNamedDeep({ order, file }: TaskNode): boolean {
  return Number.isNaN(order) && parseTaskId(file.id).form === 'deep';
}

function tooDeep(node: TaskNode): Finding {
  const { file } = node;
  const level = Math.max(node.depth, file.id.split('.').length);
  return makeFinding({
    code: 'task/too-deep', file: file.path, place: valueAt(...parentPointer(node)),
    message: `${file.id} is on level ${level}; there are at most ${maxDepth} levels, main tasks (IMPL-N) and their subtasks (IMPL-N.M).`,
  });
}

/** Where a task says what its parent is. */
function parentPointer({ file }: TaskNode): readonly string[] {
  return file.namedParent === null ? ['id'] : ['context', 'parent'];
}
