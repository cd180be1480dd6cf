import assert from 'node:assert/strict';
import { closest } from '../../../../src/core/text/closest.js';
import { taskStatusWords } from '../../../../src/core/tasks/task-status.js';

describe('closest', () => {
  for (const [word, expected] of [
    ['complete', 'completed'], ['Completd', 'completed'], ['in-progress', 'in_progress'], ['In Progress', 'in_progress'], ['canceled', 'cancelled'],
    ['blockd', 'blocked'], ['pendign', 'pending'], ['skiped', 'skipped'],
    ['ready', undefined], ['planning', undefined], ['x', undefined], ['', undefined], ['x'.repeat(100), undefined],
  ] as const) {
    it(`takes "${word.slice(0, 20)}" for ${expected ?? 'no status'}`, () => { assert.equal(closest(word, taskStatusWords), expected); });
  }

  it('does not choose between two that are as near', () => {
    assert.equal(closest('IMPL-9', ['IMPL-1', 'IMPL-2']), undefined);
  });

  it('takes another spelling of the same word for no other word', () => {
    assert.equal(closest('actve', ['paused', 'active', 'ACTIVE']), 'active');
    assert.equal(closest('Blocked', ['BLOCKED', 'blocked']), 'BLOCKED');
  });
});
