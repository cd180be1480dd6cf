import assert from 'node:assert/strict';
import fc from 'fast-check';
import { impliedParent, nextTaskId, parseTaskId, plainTaskId } from '../../../../src/core/tasks/task-id.js';

describe('parseTaskId', () => {
  for (const [id, expected] of [
    ['IMPL-1', { form: 'main', digits: '1' }],
    ['IMPL-001', { form: 'main', digits: '001' }],
    ['IMPL-1.2', { form: 'sub', parent: 'IMPL-1', digits: '2' }],
    ['IMPL-001.01', { form: 'sub', parent: 'IMPL-001', digits: '01' }],
    ['IMPL-1.2.3', { form: 'deep', parent: 'IMPL-1.2' }],
    ['IMPL-1.2.3.4', { form: 'deep', parent: 'IMPL-1.2.3' }],
    ['TASK-001', { form: 'foreign', parent: null }],
    ['T-001.2', { form: 'foreign', parent: 'T-001' }],
    ['IMPL-A1', { form: 'foreign', parent: null }],
    ['IMPL-1a', { form: 'foreign', parent: null }],
    ['impl-1', { form: 'foreign', parent: null }],
    ['IMPL-', { form: 'foreign', parent: null }],
    ['', { form: 'foreign', parent: null }],
  ] as const) {
    it(`reads "${id}"`, () => {
      assert.deepEqual(parseTaskId(id), expected);
      assert.equal(impliedParent(id), 'parent' in expected ? expected.parent : null);
    });
  }
});

describe('plainTaskId', () => {
  it('takes zero padding away, and nothing else', () => {
    assert.equal(plainTaskId('IMPL-001.010'), 'IMPL-1.10');
    assert.equal(plainTaskId('IMPL-0'), 'IMPL-0');
    assert.equal(plainTaskId('IMPL-100.20'), 'IMPL-100.20');
    assert.equal(plainTaskId('T-007'), 'T-7');
  });
});

describe('nextTaskId', () => {
  for (const [existing, parent, expected] of [
    [[], undefined, 'IMPL-1'],
    [['IMPL-1', 'IMPL-3'], undefined, 'IMPL-4'],
    [['IMPL-9', 'IMPL-10'], undefined, 'IMPL-11'],
    [['IMPL-001', 'IMPL-002'], undefined, 'IMPL-003'],
    [['IMPL-099'], undefined, 'IMPL-100'],
    [['IMPL-999', 'IMPL-001'], undefined, 'IMPL-1000'],
    [['IMPL-1', 'IMPL-1.7', 'TASK-9', 'IMPL-2.3.9'], undefined, 'IMPL-2'],
    [['IMPL-1'], 'IMPL-1', 'IMPL-1.1'],
    [['IMPL-1', 'IMPL-1.1', 'IMPL-1.9', 'IMPL-2.30'], 'IMPL-1', 'IMPL-1.10'],
    [['IMPL-001', 'IMPL-001.01'], 'IMPL-001', 'IMPL-001.02'],
    [['IMPL-1', 'IMPL-001.4'], 'IMPL-1', 'IMPL-1.5'],
    [['TASK-1', 'TASK-1.1'], 'TASK-1', 'TASK-1.2'],
  ] as const) {
    it(`gives ${expected} after ${existing.join(', ') || 'nothing'}${parent === undefined ? '' : ` under ${parent}`}`, () => {
      assert.equal(nextTaskId(existing, parent), expected);
    });
  }

  it('never gives an id that is taken, whatever the padding', () => {
    const ids = fc.array(fc.stringMatching(/^IMPL-0{0,2}\d{1,3}(\.0?\d{1,2})?$/));
    fc.assert(fc.property(ids, fc.constantFrom(undefined, 'IMPL-1', 'IMPL-01'), (existing, parent) => {
      const taken = new Set(existing.map(plainTaskId));
      assert.ok(!taken.has(plainTaskId(nextTaskId(existing, parent))));
    }), { numRuns: 1_000 });
  });
});
