import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sameValue } from '../../../src/base/same-value.js';

describe('sameValue', () => {
  it('agrees with a deep comparison of any two JSON values', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      let isDeepEqual = true;
      try {
        assert.deepStrictEqual(a, b);
      } catch {
        isDeepEqual = false;
      }
      assert.equal(sameValue(a, b), isDeepEqual);
    }), { numRuns: 1_000 });
  });

  it('finds a copy the same', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      assert.ok(sameValue(value, structuredClone(value)));
    }));
  });

  for (const [a, b] of [
    [{ a: 1 }, { a: 1, b: undefined }],
    [{ a: undefined }, { b: undefined }],
    [[], {}],
    [null, {}],
    [[1, 2], [2, 1]],
    [[1], [1, 2]],
    [new Map([['a', 1]]), new Map([['a', 2]])],
    [new Map(), {}],
    [{}, new Map()],
    [{ __proto__: null, a: 1 }, { a: 2 }],
    ['1', 1],
  ] as const) {
    it(`tells ${JSON.stringify(a)} from ${JSON.stringify(b)}`, () => {
      assert.equal(sameValue(a, b), false);
    });
  }

  it('compares maps by their entries', () => {
    assert.ok(sameValue(new Map([['a', [1]]]), new Map([['a', [1]]])));
  });
});
