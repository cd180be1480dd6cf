import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FirstNumbers, type FirstCommits } from '../../../../src/core/tdd/first-commits.js';
import { OrderReport } from '../../../../src/core/tdd/order-report.js';

const names = ['a', 'b', 'c', 'd', 'e'].flatMap((name) => [`src/${name}.ts`, `src/${name}.test.ts`, `tests/${name}.test.ts`]).sort();
const isSource = (path: string): boolean => !path.includes('.test.');

/** A history in which the files came in this order, a commit each. */
function historyOf(paths: readonly string[]): FirstCommits {
  const first = new FirstNumbers();
  for (const [number, path] of paths.entries()) first.set(path, number);
  return { commits: paths.map((_, number) => `c${number}`), first, newest: 0 };
}

const told = (report: OrderReport, history: FirstCommits, changed: readonly string[] | null): unknown => [...report.update({ history, changed })].toSorted(([a], [b]) => (a < b ? -1 : 1));

describe('The report on which sources were tested first', () => {
  it('says after any changes of the tree and the history what a new one says', () => {
    const order = fc.shuffledSubarray(names, { minLength: 0 });
    fc.assert(fc.property(fc.array(fc.record({ files: fc.subarray(names), order }), { minLength: 1, maxLength: 6 }), (steps) => {
      const follower = new OrderReport(isSource);
      for (const [index, { files, order }] of steps.entries()) {
        const [history, fresh] = [historyOf(order), new OrderReport(isSource)];
        fresh.follow(files);
        follower.follow(files);
        assert.deepEqual(told(follower, history, index === 0 ? null : names), told(fresh, history, null));
      }
    }));
  });

  it('asks again only for what a change of the tree concerns', () => {
    const report = new OrderReport(isSource);
    const history = historyOf(['src/a.ts', 'tests/a.test.ts', 'src/b.ts', 'src/b.test.ts']);
    report.follow(['src/a.ts', 'src/b.ts']);
    assert.deepEqual(Array.from(report.update({ history, changed: null }), ([path, { kind }]) => [path, kind]), [['src/a.ts', 'no-test'], ['src/b.ts', 'no-test']]);
    report.follow(['src/a.ts', 'src/b.test.ts', 'src/b.ts', 'tests/a.test.ts']);
    const before = report.update({ history: historyOf([]), changed: [] });
    assert.deepEqual(Array.from(before, ([path, { kind }]) => [path, kind]), [['src/a.ts', 'not-committed'], ['src/b.ts', 'not-committed']]);
    report.follow(['src/b.ts', 'tests/a.test.ts']);
    // Nothing was told of the source that stays, and its test went: only that is asked for.
    assert.deepEqual(Array.from(report.update({ history, changed: [] }), ([path, { kind }]) => [path, kind]), [['src/b.ts', 'no-test']]);
  });
});
