import assert from 'node:assert/strict';
import fc from 'fast-check';
import { taskNameOf } from '../../../../src/core/layout/state-layout.js';
import { deriveTaskGraph } from '../../../../src/core/tasks/derive-task-graph.js';
import { parseTaskFile } from '../../../../src/core/tasks/parse-task-file.js';
import type { TaskFile, TaskGraph } from '../../../../src/core/tasks/task.js';

interface Sketch {
  readonly status?: string;
  readonly parent?: string;
  readonly depends?: readonly string[];
  readonly file?: string;
  readonly broken?: true;
}

function fileOf(id: string, { status = 'pending', parent, depends = [], file = id, broken }: Sketch = {}): TaskFile {
  const value = { id, title: `Task ${id}`, status, meta: {}, context: { ...(parent === undefined ? {} : { parent }), depends_on: depends }, flow_control: {} };
  return parseTaskFile(`.workflow/WFS-x/.task/${file}.json`, { kind: 'text', text: broken ? '{' : JSON.stringify(value) });
}

function graphOf(tasks: Readonly<Record<string, Sketch>>): TaskGraph {
  return deriveTaskGraph(Object.entries(tasks).map(([id, sketch]) => fileOf(id, sketch)));
}

const statusOf = (graph: TaskGraph, id: string): string | undefined => graph.byId.get(id)?.status;
const codes = (graph: TaskGraph): readonly string[] => graph.findings.map((finding) => finding.code);

describe('deriveTaskGraph', () => {
  it('joins parents and children by id and by context.parent, in natural order', () => {
    const graph = graphOf({ 'IMPL-10': {}, 'IMPL-1.10': {}, 'IMPL-2': {}, 'IMPL-1.2': {}, 'IMPL-1': { status: 'container' }, 'IMPL-3': { parent: 'IMPL-1' } });
    assert.deepEqual(graph.all.map((task) => task.id), ['IMPL-1', 'IMPL-1.2', 'IMPL-1.10', 'IMPL-2', 'IMPL-3', 'IMPL-10']);
    assert.deepEqual(graph.roots, ['IMPL-1', 'IMPL-2', 'IMPL-10']);
    assert.deepEqual(graph.byId.get('IMPL-1')?.children, ['IMPL-1.2', 'IMPL-1.10', 'IMPL-3']);
    assert.equal(graph.byId.get('IMPL-3')?.parent, 'IMPL-1');
    assert.deepEqual(codes(graph), []);
  });

  it('finds the container of a subtask whatever its zero padding', () => {
    const graph = graphOf({ 'IMPL-1': { status: 'container' }, 'IMPL-001.1': {} });
    assert.equal(graph.byId.get('IMPL-001.1')?.parent, 'IMPL-1');
    assert.deepEqual(codes(graph), []);
  });

  it('lets context.parent win over the id', () => {
    const graph = graphOf({ 'IMPL-1': {}, 'IMPL-2': { status: 'container' }, 'IMPL-1.1': { parent: 'IMPL-2' } });
    assert.equal(graph.byId.get('IMPL-1.1')?.parent, 'IMPL-2');
    assert.equal(graph.byId.get('IMPL-1')?.kind, 'leaf');
  });

  it('knows what blocks a task: known dependencies that are neither completed nor skipped', () => {
    const graph = graphOf({
      'IMPL-1': { status: 'completed' }, 'IMPL-2': { status: 'skipped' }, 'IMPL-3': { status: 'active' }, 'IMPL-4': { status: 'mystery' }, 'IMPL-5': { broken: true },
      'IMPL-6': { depends: ['IMPL-5', 'IMPL-1', 'IMPL-4', 'IMPL-3', 'IMPL-2', 'IMPL-99', 'IMPL-3', 'IMPL-6'] },
    });
    assert.deepEqual(graph.byId.get('IMPL-6')?.dependsOn, ['IMPL-1', 'IMPL-2', 'IMPL-3', 'IMPL-4', 'IMPL-5', 'IMPL-6', 'IMPL-99']);
    assert.deepEqual(graph.byId.get('IMPL-6')?.blockedBy, ['IMPL-3', 'IMPL-4', 'IMPL-5']);
  });

  it('counts leaves by status, an unknown status as pending, a broken file in no status', () => {
    const graph = graphOf({
      'IMPL-1': { status: 'container' }, 'IMPL-1.1': { status: 'done' }, 'IMPL-1.2': { status: 'in_progress' }, 'IMPL-2': { status: 'mystery' }, 'IMPL-3': { broken: true },
      'IMPL-4': { status: 'failed' }, 'IMPL-5': { status: 'blocked' }, 'IMPL-6': { status: 'cancelled' }, 'IMPL-7': {},
    });
    assert.deepEqual(graph.counts, { total: 9, leaf: 8, pending: 2, active: 1, blocked: 1, completed: 1, failed: 1, skipped: 1, broken: 1 });
  });

  it('keeps a second file with the same id in `all`, below no other and above none', () => {
    const files = [fileOf('IMPL-1'), fileOf('IMPL-1', { file: 'IMPL-1-copy', parent: 'IMPL-2' }), fileOf('IMPL-2', { parent: 'IMPL-1' })];
    const graph = deriveTaskGraph(files);
    assert.equal(graph.all.length, 3);
    assert.equal(graph.byId.get('IMPL-1')?.file, files[0]);
    assert.deepEqual(graph.byId.get('IMPL-2')?.children, []);
    assert.deepEqual(graph.all.map((task) => taskNameOf(task.file.path)), ['IMPL-1', 'IMPL-1-copy', 'IMPL-2']);
    assert.ok(codes(graph).includes('task/duplicate-id'));
  });
});

describe('the status of a container', () => {
  for (const [leaves, expected] of [
    [['completed', 'completed'], 'completed'],
    [['completed', 'skipped'], 'completed'],
    [['skipped', 'skipped'], 'completed'],
    [['completed', 'active', 'blocked', 'failed'], 'active'],
    [['completed', 'blocked', 'failed', 'pending'], 'blocked'],
    [['completed', 'failed', 'pending'], 'failed'],
    [['completed', 'pending'], 'active'],
    [['skipped', 'pending'], 'pending'],
    [['pending', 'pending'], 'pending'],
    [['mystery', 'completed'], 'active'],
    [['mystery'], 'pending'],
    [[], 'pending'],
  ] as const) {
    it(`is ${expected} over ${leaves.join(', ') || 'no subtask'}`, () => {
      const subtasks = Object.fromEntries(leaves.map((status, index) => [`IMPL-1.${index + 1}`, { status }]));
      assert.equal(statusOf(graphOf({ 'IMPL-1': { status: 'container' }, ...subtasks }), 'IMPL-1'), expected);
    });
  }

  it('does not take the word of the file when there are subtasks', () => {
    assert.equal(statusOf(graphOf({ 'IMPL-1': { status: 'completed' }, 'IMPL-1.1': {} }), 'IMPL-1'), 'pending');
  });

  it('follows from leaves at any depth', () => {
    const graph = graphOf({ 'IMPL-1': {}, 'IMPL-1.1': {}, 'IMPL-1.1.1': { status: 'completed' }, 'IMPL-1.1.2': { status: 'failed' }, 'IMPL-1.2': { status: 'completed' } });
    assert.equal(statusOf(graph, 'IMPL-1.1'), 'failed');
    assert.equal(statusOf(graph, 'IMPL-1'), 'failed');
  });
});

describe('deriveTaskGraph, for any files,', () => {
  const ids = fc.constantFrom('IMPL-1', 'IMPL-2', 'IMPL-3', 'IMPL-1.1', 'IMPL-1.2', 'IMPL-1.1.1', 'IMPL-2.1', 'IMPL-001', 'IMPL-001.1', 'TASK-1', 'T.1');
  const sketch = fc.record({
    status: fc.constantFrom('pending', 'active', 'completed', 'blocked', 'failed', 'skipped', 'container', 'in_progress', 'mystery'),
    parent: fc.option(ids, { nil: undefined }), depends: fc.array(ids, { maxLength: 3 }),
  }, { requiredKeys: ['status'] });
  const tasks = fc.array(fc.tuple(ids, sketch, fc.integer({ min: 0, max: 8 })), { maxLength: 14 })
    .map((list) => list.map(([id, each, odd], index) => fileOf(id, { ...each, file: `${id}-${index}`, ...(odd === 0 ? { broken: true } : {}) } as Sketch)));

  it('has every file exactly once, and reaches every id from a root by children', () => {
    fc.assert(fc.property(tasks, (files) => {
      const graph = deriveTaskGraph(files);
      assert.deepEqual(new Set(graph.all.map((task) => task.file)), new Set(files));
      assert.equal(graph.all.length, files.length);
      const reached: string[] = [];
      const visit = (id: string, depth: number): void => {
        assert.ok(depth < 20, 'a circle');
        reached.push(id);
        graph.byId.get(id)?.children.forEach((child) => { visit(child, depth + 1); });
      };
      graph.roots.forEach((root) => { visit(root, 0); });
      assert.deepEqual(reached.sort(), [...graph.byId.keys()].sort());
    }), { numRuns: 400 });
  });

  it('does not depend on the order of the files', () => {
    fc.assert(fc.property(tasks.chain((files) => fc.tuple(fc.constant(files), fc.shuffledSubarray(files, { minLength: files.length }))), ([files, shuffled]) => {
      assert.deepEqual(deriveTaskGraph(shuffled), deriveTaskGraph(files));
    }), { numRuns: 250 });
  });

  it('adds up: statuses and broken files are the leaves, or fewer where a broken file is a container', () => {
    fc.assert(fc.property(tasks, (files) => {
      const { counts: { leaf, pending, active, blocked, completed, failed, skipped, broken, total }, all } = deriveTaskGraph(files);
      const brokenLeaves = all.filter((task) => task.file.broken && task.kind === 'leaf').length;
      assert.equal(leaf, pending + active + blocked + completed + failed + skipped + brokenLeaves);
      assert.ok(brokenLeaves <= broken && leaf <= total);
    }), { numRuns: 250 });
  });

  it('reports a circle of dependencies if and only if there is one', () => {
    fc.assert(fc.property(tasks, (files) => {
      const graph = deriveTaskGraph(files);
      const links = new Map(graph.all.map((task) => [task, task.dependsOn.filter((id) => id !== task.id).flatMap((id) => graph.byId.get(id) ?? [])]));
      let left = new Set(graph.all);
      for (let size = -1; size !== left.size;) {
        size = left.size;
        left = new Set([...left].filter((task) => links.get(task)?.some((target) => left.has(target))));
      }
      assert.equal(codes(graph).includes('task/cyclic-dependency'), left.size > 0);
    }), { numRuns: 400 });
  });
});

describe('deriveTaskGraph stands', () => {
  const chain = (link: (id: string) => Sketch): readonly TaskFile[] => Array.from({ length: 4_000 }, (_, n) => fileOf(`T-${n}`, link(`T-${n + 1}`)));

  it('a chain of 4,000 parents', () => {
    const graph = deriveTaskGraph(chain((parent) => ({ parent })));
    assert.equal(graph.all.length, 4_000);
  });

  it('a tangle in which every task waits for every other', () => {
    const ids = Array.from({ length: 300 }, (_, n) => `T-${n}`);
    const found = deriveTaskGraph(ids.map((id) => fileOf(id, { depends: ids }))).findings.filter((finding) => finding.code === 'task/cyclic-dependency');
    assert.ok(found.length > 0 && found.length <= 300);
  });

  it('a chain and a circle of 4,000 dependencies', () => {
    assert.ok(!codes(deriveTaskGraph(chain((next) => ({ depends: [next] })))).includes('task/cyclic-dependency'));
    const circle = deriveTaskGraph([...chain((next) => ({ depends: [next] })), fileOf('T-4000', { depends: ['T-0'] })]);
    const found = circle.findings.filter((finding) => finding.code === 'task/cyclic-dependency');
    assert.equal(found.length, 1);
    assert.equal(found[0]?.message, 'These tasks wait for each other and could never begin: T-0 → T-1 → T-2 → T-3 → T-4 → T-5 → … → T-3997 → T-3998 → T-3999 → T-4000 → T-0. Remove one of the dependencies.');
  });
});
