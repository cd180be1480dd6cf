import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareNatural } from '../../../../src/core/text/natural-order.js';

describe('compareNatural', () => {
  for (const order of [
    ['IMPL-1', 'IMPL-1.1', 'IMPL-1.2', 'IMPL-1.10', 'IMPL-2', 'IMPL-10', 'IMPL-10.1', 'IMPL-100'],
    ['IMPL-001', 'IMPL-1', 'IMPL-001.1', 'IMPL-1.1', 'IMPL-002', 'IMPL-010'],
    ['', 'IMPL', 'IMPL-', 'IMPL-1', 'IMPL-A1', 'T-001', 'TASK-001'],
    ['a', 'a0', 'a00', 'a1', 'a01', 'a9', 'a10', 'ab'].sort(compareNatural),
    ['v9', 'v10', 'v999', 'v1000', 'v99999999999999999999998', 'v99999999999999999999999'],
    ['.workflow/WFS-a/.task/IMPL-2.json', '.workflow/WFS-a/.task/IMPL-10.json', '.workflow/WFS-b/.task/IMPL-1.json'],
  ]) {
    it(`puts ${order.slice(0, 4).join(' < ')} … in order, however they came`, () => {
      fc.assert(fc.property(fc.shuffledSubarray(order, { minLength: order.length }), (shuffled) => {
        assert.deepEqual(shuffled.sort(compareNatural), order);
      }), { numRuns: 50 });
    });
  }

  const ids = fc.oneof(fc.string({ unit: fc.constantFrom('0', '1', '9', '.', '-', 'a', 'B', '任'), maxLength: 8 }), fc.string());

  it('is a total order: 0 only for equal texts, antisymmetric, transitive', () => {
    fc.assert(fc.property(ids, ids, ids, (a, b, c) => {
      assert.equal(compareNatural(a, b) === 0, a === b);
      assert.equal(Math.sign(compareNatural(a, b)), -Math.sign(compareNatural(b, a)) + 0);
      if (compareNatural(a, b) <= 0 && compareNatural(b, c) <= 0) assert.ok(compareNatural(a, c) <= 0, `${a} ≤ ${b} ≤ ${c}`);
    }), { numRuns: 2_000 });
  });

  it('compares numbers of any length by value', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.bigInt({ min: 0n, max: 10n ** 30n }), (a, b) => {
      const expected = a < b ? -1 : Number(a > b);
      assert.equal(Math.sign(compareNatural(`IMPL-${a}`, `IMPL-${b}`)), expected);
    }));
  });
});
