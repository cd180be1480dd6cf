import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mapTaskStatus, nextTaskStatuses, statusWordFor, taskStatuses, type TaskStatus } from '../../../../src/core/tasks/task-status.js';

describe('mapTaskStatus', () => {
  for (const [raw, expected] of [
    [null, 'pending'], ['pending', 'pending'], ['active', 'active'], ['completed', 'completed'], ['blocked', 'blocked'], ['failed', 'failed'], ['skipped', 'skipped'],
    ['in_progress', 'active'], ['done', 'completed'], ['cancelled', 'skipped'],
    ['IN_PROGRESS', 'active'], ['Done', 'completed'], ['Pending', 'pending'], [' active ', 'active'],
    ['container', 'unknown'], ['ready', 'unknown'], ['', 'unknown'], ['in-progress', 'unknown'], ['toString', 'unknown'], ['__proto__', 'unknown'],
  ] as const) {
    it(`reads ${JSON.stringify(raw)} as ${expected}`, () => { assert.equal(mapTaskStatus(raw), expected); });
  }
});

describe('nextTaskStatuses', () => {
  const allowed: Record<TaskStatus, readonly TaskStatus[]> = {
    pending: ['active', 'blocked', 'skipped'],
    active: ['completed', 'blocked', 'failed', 'pending'],
    blocked: ['active', 'completed', 'failed'],
    failed: ['active'],
    skipped: ['pending'],
    completed: ['active'],
  };
  for (const from of taskStatuses) {
    it(`goes from ${from} to ${allowed[from].join(', ')} and nowhere else`, () => { assert.deepEqual(nextTaskStatuses(from), allowed[from]); });
  }

  it('treats an unknown status as pending', () => { assert.deepEqual(nextTaskStatuses('unknown'), allowed.pending); });

  it('leads from every status to completed and never back from completed to pending in one step', () => {
    const reachable = (from: TaskStatus): ReadonlySet<TaskStatus> => {
      const seen = new Set<TaskStatus>([from]);
      for (const status of seen) for (const next of nextTaskStatuses(status)) seen.add(next);
      return seen;
    };
    fc.assert(fc.property(fc.constantFrom(...taskStatuses), (from) => { assert.ok(reachable(from).has('completed')); }));
    assert.ok(!nextTaskStatuses('completed').includes('pending'));
  });
});

describe('statusWordFor', () => {
  it('writes the words of document 004', () => {
    for (const status of taskStatuses) assert.equal(statusWordFor(status, { saysInProgress: false }), status);
  });

  it('writes in_progress for active in a file that says so, and document 004\'s words for the rest', () => {
    for (const status of taskStatuses) assert.equal(statusWordFor(status, { saysInProgress: true }), status === 'active' ? 'in_progress' : status);
  });

  it('writes words that are read as what was meant', () => {
    fc.assert(fc.property(fc.constantFrom(...taskStatuses), fc.boolean(), (status, saysInProgress) => {
      assert.equal(mapTaskStatus(statusWordFor(status, { saysInProgress })), status);
    }));
  });
});
