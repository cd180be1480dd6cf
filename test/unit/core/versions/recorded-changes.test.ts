import assert from 'node:assert/strict';
import fc from 'fast-check';
import { deriveRollback } from '../../../../src/core/versions/plan-rollback.js';
import { withoutRecorded } from '../../../../src/core/versions/recorded-changes.js';
import { deriveOperations, type TreeChange, type TreeFile } from '../../../../src/core/versions/tree-change.js';
import type { Operation } from '../../../../src/core/versions/version.js';

const hash = (letter: string): string => `sha256:${letter}`;
const plain = (letter: string): TreeFile => ({ hash: hash(letter), mode: 'file' });
const file = fc.option(fc.record({ hash: fc.constantFrom('a', 'b', 'c').map(hash), mode: fc.constantFrom('file' as const, 'executable' as const, 'symlink' as const) }, { noNullPrototype: true }), { nil: null });
const paths = ['x', 'y', 'src/x', 'src/z'];
const tree = fc.tuple(file, file, file, file).map((files) => new Map(paths.map((path, index) => [path, files[index] ?? null])));
type Tree = ReadonlyMap<string, TreeFile | null>;

function change(path: string, before: TreeFile | null, after: TreeFile | null): TreeChange {
  return { path, before, after, performedAt: 0, said: '' };
}

function between(before: Tree, after: Tree): readonly TreeChange[] {
  return paths.map((path) => change(path, before.get(path) ?? null, after.get(path) ?? null)).filter((each) => JSON.stringify(each.before) !== JSON.stringify(each.after));
}

/** What is recorded by who compares `before` with `after` when these operations are recorded already. */
function record(changes: readonly TreeChange[], earlier: readonly Operation[] = []): readonly Operation[] {
  return [...earlier, ...deriveOperations(withoutRecorded(changes, earlier), { sequence: earlier.length + 1, now: 0 })];
}

function undone(operations: readonly Operation[], from: Tree): Tree {
  const { changes, obstacles } = deriveRollback(operations, (path) => from.get(path) ?? null);
  assert.deepEqual(obstacles, []);
  const files = new Map(from);
  for (const { path, to } of changes) files.set(path, to);
  return files;
}

describe('Changes of a tree as operations', () => {
  it('undone, give the tree before, whatever it was', () => {
    fc.assert(fc.property(tree, tree, (before, after) => { assert.deepEqual(undone(record(between(before, after)), after), before); }));
  });

  it('recorded a second time by who was slower or came after one that was killed, are recorded once', () => {
    fc.assert(fc.property(tree, tree, (before, after) => {
      const once = record(between(before, after));
      assert.deepEqual(record(between(before, after), once), once);
    }));
  });

  it('recorded in two steps, of which the second looks at all of it again, are undone to the tree before', () => {
    fc.assert(fc.property(fc.tuple(tree, tree, tree), fc.subarray(paths), ([before, middle, after], looked) => {
      const partial = new Map(paths.map((path) => [path, (looked.includes(path) ? middle : before).get(path) ?? null]));
      const first = record(between(before, partial));
      const stale = record(between(before, after), first);
      const touched = new Set(stale.flatMap(({ targetPath }) => targetPath ?? []));
      // What became again what it was at the very beginning is seen by nobody who compares with the beginning.
      const isHidden = (path: string): boolean => JSON.stringify(before.get(path)) === JSON.stringify(after.get(path)) && JSON.stringify(partial.get(path)) !== JSON.stringify(before.get(path));
      fc.pre(touched.size === 0 || !paths.some(isHidden));
      assert.deepEqual(undone(stale, after), before);
    }));
  });

  const recorded = record([change('x', plain('a'), plain('b'))]);

  it('go on from what the run left, where somebody compares with what was before that', () => {
    assert.deepEqual(withoutRecorded([change('x', plain('a'), plain('c'))], recorded), [change('x', plain('b'), plain('c'))]);
    assert.deepEqual(withoutRecorded([change('x', plain('b'), plain('c'))], recorded), [change('x', plain('b'), plain('c'))]);
    assert.deepEqual(withoutRecorded([change('x', plain('a'), null)], recorded), [change('x', plain('b'), null)]);
  });

  it('keep what another run made of a file in between as what was before', () => {
    assert.deepEqual(withoutRecorded([change('x', plain('d'), plain('c'))], recorded), [change('x', plain('d'), plain('c'))]);
  });

  it('tell a file that only became executable from one that was recorded', () => {
    const executable: TreeFile = { hash: hash('a'), mode: 'executable' };
    const only = record([change('x', plain('a'), executable)]);
    assert.deepEqual(withoutRecorded([change('x', plain('a'), executable)], only), []);
    assert.equal(record([change('x', executable, plain('a'))], only).length, 2);
  });

  it('are not mistaken for operations on what is no file', () => {
    const task = recorded.map((each) => ({ ...each, targetType: 'task' as const }));
    assert.deepEqual(withoutRecorded([change('x', plain('a'), plain('b'))], task), [change('x', plain('a'), plain('b'))]);
  });
});
