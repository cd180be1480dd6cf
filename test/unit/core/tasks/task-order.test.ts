import assert from 'node:assert/strict';
import fc from 'fast-check';
import { deriveTaskGraph } from '../../../../src/core/tasks/derive-task-graph.js';
import { parseTaskFile } from '../../../../src/core/tasks/parse-task-file.js';
import { orderOf } from '../../../../src/core/tasks/task-id.js';
import { compareNatural } from '../../../../src/core/text/natural-order.js';

const digits = fc.oneof(fc.nat(12).map(String), fc.nat(12).map((n) => `00${n}`), fc.constantFrom('999999', '1048574', '1048575', '1048576', '9007199254', '90071992547409930'));
const id = fc.oneof(
  { weight: 4, arbitrary: digits.map((main) => `IMPL-${main}`) },
  { weight: 4, arbitrary: fc.tuple(digits, digits).map(([main, sub]) => `IMPL-${main}.${sub}`) },
  { weight: 1, arbitrary: fc.constantFrom('IMPL-1.2.3', 'TASK-1', 'IMPL-A1', 'IMPL-', 'IMPL-.1', 'IMPL-1.', 'IMPL-1.x', 'IMPL-1x', 'IMPL-001.5', 'T-001') },
);

describe('the order of a session\'s tasks', () => {
  it('is the natural order of ids, whatever their form', () => {
    fc.assert(fc.property(fc.uniqueArray(id, { maxLength: 30 }), (ids) => {
      const files = ids.map((each) => parseTaskFile(`.workflow/WFS-x/.task/${each}.json`, { kind: 'text', text: JSON.stringify({ id: each }) }));
      assert.deepEqual(deriveTaskGraph(files).all.map(({ id: shown }) => shown), ids.toSorted(compareNatural));
    }), { numRuns: 1_000 });
  });

  it('is told by numbers exactly as by names', () => {
    fc.assert(fc.property(id, id, (a, b) => {
      const difference = orderOf(a) - orderOf(b);
      if (difference !== 0 && !Number.isNaN(difference)) assert.equal(Math.sign(difference), Math.sign(compareNatural(a, b)));
    }), { numRuns: 5_000 });
  });
});
