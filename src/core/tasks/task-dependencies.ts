import type { Finding, Fix } from '../findings/finding.js';
import { makeFinding, valueAt } from '../findings/make-finding.js';
import { excerpt } from '../text/escape.js';
import type { Place } from '../text/place.js';
import { findByMeaning } from './find-by-meaning.js';
import { fieldFix } from './say.js';
import { chainOf } from './task-hierarchy.js';
import type { TaskNode, TaskNodes } from './task-node.js';

/** What is wrong with what tasks wait for: integrity rule 9, a task waiting for itself, for a container, or in a circle. */
export function checkDependencies(nodes: TaskNodes): readonly Finding[] {
  const findings: Finding[] = [];
  for (const node of nodes.all) {
    node.file.dependsOn.forEach((id, index) => {
      const target = nodes.byId.get(id);
      const finding = target ? checkKnown(node, target, index) : unknownDependency(node, index, nodes);
      if (finding) findings.push(finding);
    });
  }
  return isOrdered(nodes) ? findings : [...findings, ...findCircles(nodes)];
}

/** Whether every task waits only for earlier ones, as tasks nearly always do: then there is no circle. */
function isOrdered({ all, byId }: TaskNodes): boolean {
  return all.every(({ order, file }) => file.dependsOn.every((id) => {
    const target = byId.get(id);
    return target === undefined || target.order < order;
  }));
}

function placeOf({ file }: TaskNode, index: number): Place {
  const at = file.dependsOnAt;
  if (!at) return valueAt('id');
  return valueAt(...at.pointer, ...(at.itemised ? [index] : []));
}

function checkKnown(node: TaskNode, target: TaskNode, index: number): Finding | null {
  const { file } = node;
  const isItself = target.file.id === file.id;
  if (!isItself && target.kind !== 'container') return null;
  const draft = { file: file.path, place: placeOf(node, index) };
  if (isItself) {
    return makeFinding({
      ...draft, code: 'task/self-dependency', fixes: removal(node, file.id),
      message: `${file.id} depends on itself and could never begin; remove the dependency.`,
    });
  }
  return makeFinding({
    ...draft, code: 'task/container-dependency',
    message: `${file.id} depends on ${target.file.id}, which is a container and is never executed itself; name the subtasks it has to wait for.`,
  });
}

function removal({ file }: TaskNode, id: string): readonly Fix[] {
  const at = file.dependsOnAt;
  if (!at?.itemised) return [];
  const value = file.dependsOn.filter((each) => each !== id);
  return [fieldFix(`Remove ${id} from the dependencies`, file.path, { pointer: at.pointer, from: file.dependsOn, value })];
}

function unknownDependency(node: TaskNode, index: number, nodes: TaskNodes): Finding {
  const { file } = node;
  const id = file.dependsOn[index] ?? '';
  const meant = findByMeaning(id, nodes)?.file.id;
  return makeFinding({
    code: 'task/unknown-dependency', file: file.path, place: placeOf(node, index),
    message: `${file.id} depends on ${excerpt(id)}, which does not exist; dependencies must be ids of tasks of this session.${meant ? ` Did you mean ${meant}?` : ''}`,
    fixes: meant === undefined ? [] : replacement(node, index, meant),
  });
}

function replacement({ file }: TaskNode, index: number, value: string): readonly Fix[] {
  const at = file.dependsOnAt;
  if (!at || (!at.itemised && file.dependsOn.length > 1)) return [];
  const pointer = at.itemised ? [...at.pointer, index] : at.pointer;
  return [fieldFix(`Change the dependency to ${value}`, file.path, { pointer, from: file.dependsOn[index], value })];
}

/** A task on the path of the search, and how many of its dependencies were followed. */
interface Visit {
  readonly node: TaskNode;
  followed: number;
}

/**
 * Depth first with an explicit stack; every link is followed once, and a link back into the path closes a circle. One circle is
 * reported for each task at most: tangled tasks have more of them than anybody wants to read.
 */
function findCircles(nodes: TaskNodes): readonly Finding[] {
  const findings: Finding[] = [];
  const reported = new Set<TaskNode>();
  const position = new Map<TaskNode, number>();
  const path: Visit[] = [];
  const enter = (node: TaskNode): void => {
    position.set(node, path.push({ node, followed: 0 }) - 1);
  };
  for (const start of nodes.all) {
    if (!position.has(start)) enter(start);
    for (let visit = path.at(-1); visit; visit = path.at(-1)) {
      const id = visit.node.file.dependsOn[visit.followed++];
      if (id === undefined) {
        path.pop();
        position.set(visit.node, left);
        continue;
      }
      const target = nodes.byId.get(id);
      if (!target || target === visit.node) continue;
      const at = position.get(target);
      if (at === undefined) enter(target);
      else if (at !== left && !reported.has(target)) {
        reported.add(target);
        findings.push(circle(path.slice(at)));
      }
    }
  }
  return findings;
}

/** The position of a task that the search has left for good. */
const left = -1;

function circle(visits: readonly Visit[]): Finding {
  const [first] = visits;
  if (!first) throw new Error('A circle has members.');
  const chain = chainOf([...visits.map((visit) => visit.node), first.node]);
  return makeFinding({
    code: 'task/cyclic-dependency', file: first.node.file.path, place: placeOf(first.node, first.followed - 1),
    message: `These tasks wait for each other and could never begin: ${chain}. Remove one of the dependencies.`,
  });
}
