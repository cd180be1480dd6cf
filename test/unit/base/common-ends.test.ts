import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commonEnds } from '../../../src/base/common-ends.js';

describe('What two texts begin and end with alike', () => {
  it('is counted once, however often it is repeated', () => {
    assert.deepEqual(commonEnds('', ''), { begin: 0, end: 0 });
    assert.deepEqual(commonEnds('abc', 'abc'), { begin: 3, end: 0 });
    assert.deepEqual(commonEnds('aaa', 'aa'), { begin: 2, end: 0 });
    assert.deepEqual(commonEnds('a-b-c', 'a+c'), { begin: 1, end: 1 });
    assert.deepEqual(commonEnds(['x', 'y', 'z'], ['x', 'z']), { begin: 1, end: 1 });
  });

  it('leaves pieces that differ where they begin and where they end', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 });
    fc.assert(fc.property(text, text, (one, other) => {
      const { begin, end } = commonEnds(one, other);
      assert.equal(one.slice(0, begin) + other.slice(begin, other.length - end) + one.slice(one.length - end), other);
      const [mine, yours] = [one.slice(begin, one.length - end), other.slice(begin, other.length - end)];
      assert.ok(mine === '' || yours === '' || (mine[0] !== yours[0] && mine.at(-1) !== yours.at(-1)));
    }));
  });
});
