import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseYaml } from '../../../../src/core/text/yaml-text.js';
import { valueOf } from '../../../../src/core/text/yaml-tree.js';
import { parseRecord, recordJson, renderRecord, type RecordFile, type RecordKind } from '../../../../src/core/versions/record-codec.js';

const example = (kind: 'version' | 'task_run'): string => readFileSync(`test/schema-cases/${kind}/valid-example-of-document-001.yaml`, 'utf8');

function read<Kind extends RecordKind>(kind: Kind, text: string): RecordFile<Kind> {
  const parsed = parseRecord(kind, text);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.problem.message);
  return parsed.value;
}

function valueIn(text: string): unknown {
  const parsed = parseYaml(text);
  assert.ok(parsed.ok);
  return valueOf(parsed.value.root);
}

describe('Records of document 001', () => {
  it('reads its two examples without a problem', () => {
    const version = read('version', example('version'));
    assert.deepEqual(version.problems, []);
    assert.equal(version.record.approvals.design.approvedBy, 'user');
    assert.equal(version.record.taskSessions.length, 3);
    const run = read('run', example('task_run'));
    assert.deepEqual(run.problems, []);
    assert.equal(run.record.operations[1]?.rollbackData?.contentHash, 'sha256:def456...');
    assert.equal(run.record.reviewSession?.checks.manifestCompliance, 'pass');
  });

  it('says the same, field for field and in the same order, of what it read', () => {
    for (const [kind, name] of [['version', 'version'], ['run', 'task_run']] as const) {
      const text = example(name);
      const json = recordJson(read(kind, text).record);
      assert.equal(JSON.stringify(json), JSON.stringify(valueIn(text)));
      assert.deepEqual(valueIn(renderRecord(read(kind, text).record)), json);
    }
  });

  it('gives what is wrong or absent a default and keeps the rest', () => {
    const { record, problems } = read('version', 'version: v002\nstatus: dancing\ntask_sessions: [a, 5, b]\nsummary:\n  total_tasks: many\n  files_created: 3\n');
    assert.equal(record.status, 'pending');
    assert.deepEqual(record.taskSessions, ['a', 'b']);
    assert.deepEqual([record.summary.totalTasks, record.summary.filesCreated], [0, 3]);
    assert.equal(record.approvals.implementation.status, 'pending');
    assert.equal(record.completedAt, null);
    assert.ok(problems.some(({ kind, pointer }) => kind === 'unknown-value' && pointer.join() === 'status'));
    assert.ok(problems.some(({ kind, message }) => kind === 'missing-property' && message.includes('lacks feature')));
  });

  it('leaves out an operation that cannot be used and keeps its neighbours', () => {
    const text = example('task_run').replace('type: UPDATE', 'type: EXPLODE');
    const { record, problems } = read('run', text);
    assert.deepEqual(record.operations.map(({ id }) => id), ['op_20250116_144502_001']);
    assert.deepEqual(problems.map(({ message }) => message), ['type is "EXPLODE"; allowed are CREATE, UPDATE, DELETE, RENAME, MOVE.']);
  });

  it('says which decisions there are', () => {
    const { problems } = read('run', example('task_run').replace('decision: approved', 'decision: aproved'));
    assert.deepEqual(problems.map(({ kind, message }) => [kind, message]), [['unknown-value', 'decision is "aproved"; allowed are approved, rejected, needs_changes. Did you mean approved?']]);
  });

  it('never throws, and answers with a whole record whatever stands in the file', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const parsed = parseRecord('run', JSON.stringify(value));
      if (!parsed.ok) return;
      const { record } = parsed.value;
      assert.ok(Array.isArray(record.operations) && typeof record.sessionId === 'string' && typeof record.attemptNumber === 'number');
    }), { numRuns: 300 });
  });

  it('reads back every record that it writes', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((each) => !/[\u0000-\u001f\u007f]/.test(each));
    const snapshot = fc.record({
      id: text.filter((each) => each !== ''), type: fc.constantFrom('create' as const, 'test' as const), title: text, agent: text, statusAtSnapshot: text,
      entityIds: fc.array(text), filePaths: fc.array(text), dependencies: fc.array(text), description: text, acceptanceCriteria: fc.array(text),
      snapshottedAt: fc.constant('2025-01-16T14:30:22Z'), sourcePath: text,
    }, { noNullPrototype: true });
    fc.assert(fc.property(snapshot, (record) => {
      const file = read('snapshot', renderRecord(record));
      assert.deepEqual(file.problems, []);
      assert.deepEqual(file.record, record);
    }), { numRuns: 200 });
  });
});
