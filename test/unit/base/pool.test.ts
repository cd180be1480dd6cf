import assert from 'node:assert/strict';
import { forEachOf } from '../../../src/base/pool.js';

const later = (): Promise<void> => new Promise((done) => { setImmediate(done); });

describe('Doing work for each of many', () => {
  it('does so many at a time, begun in order, and all of them', async () => {
    const [begun, ended]: [number[], number[]] = [[], []];
    let most = 0;
    await forEachOf([1, 2, 3, 4, 5, 6, 7], 3, async (each) => {
      begun.push(each);
      most = Math.max(most, begun.length - ended.length);
      await later();
      ended.push(each);
    });
    assert.deepEqual([begun, ended.toSorted(), most], [[1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 5, 6, 7], 3]);
    await forEachOf([], 3, () => Promise.reject(new Error('nothing to do')));
  });

  it('begins no more after a failure, and throws it when what runs has ended', async () => {
    const [begun, ended]: [number[], number[]] = [[], []];
    await assert.rejects(forEachOf([1, 2, 3, 4, 5], 2, async (each) => {
      begun.push(each);
      if (each === 1) throw new Error(`${each} failed`);
      await later();
      ended.push(each);
    }), /1 failed/);
    assert.deepEqual([begun, ended], [[1, 2], [2]]);
  });
});
