import assert from 'node:assert/strict';
import fc from 'fast-check';
import { asTaskId } from '../../../../src/core/layout/names.js';
import { applyYamlEdits } from '../../../../src/core/text/yaml-edit.js';
import { evidenceRun, runForEvidence } from '../../../../src/core/versions/plan-evidence.js';
import { parseRecord, recordJson, renderRecord, type RecordFile } from '../../../../src/core/versions/record-codec.js';
import type { TaskRun } from '../../../../src/core/versions/version.js';
import { asVersionName, versionDirectory, versionPath } from '../../../../src/core/versions/version-layout.js';
import type { RunState, VersionState } from '../../../../src/core/versions/versions.js';
import { smallEvidence } from '../../../support/small-versions.js';

const read = (text: string): RecordFile<'run'> => {
  const parsed = parseRecord('run', text);
  assert.ok(parsed.ok);
  return parsed.value;
};

const evidence = smallEvidence({ recordedAt: '2025-01-16T14:30:22Z' });

function versionWith(runs: readonly (Partial<TaskRun> & { readonly taskId: string })[]): VersionState {
  const version = asVersionName('v001');
  assert.ok(version.ok);
  const name = version.value;
  const { record } = read('{}');
  const states = runs.map((each): RunState => {
    const task = asTaskId(each.taskId);
    assert.ok(task.ok);
    return { directory: each.taskId, path: each.taskId, version: name, task: task.value, record: { ...record, ...each }, broken: false, attempts: [], snapshot: null };
  });
  const parsed = parseRecord('version', '{}');
  assert.ok(parsed.ok);
  return { name, directory: versionDirectory(name), path: versionPath(name), record: parsed.value.record, broken: false, runs: states, rollbacks: [] };
}

const chosen = (versions: readonly VersionState[], task: string | undefined, worktree: string | null): string => {
  const found = runForEvidence({ versions }, { task, worktree });
  return found.ok ? found.value.task : found.problem.message;
};

describe('Evidence of a task run', () => {
  it('belongs to the run that is open in the working tree in which it was made', () => {
    const versions = [versionWith([
      { taskId: 'IMPL-1', status: 'in_progress' }, { taskId: 'IMPL-2', status: 'in_progress', worktree: '.worktrees/backend' }, { taskId: 'IMPL-3', status: 'completed' },
    ])];
    assert.equal(chosen(versions, undefined, null), 'IMPL-1');
    assert.equal(chosen(versions, undefined, '.worktrees/backend'), 'IMPL-2');
    assert.match(chosen(versions, undefined, '.worktrees/other'), /No run is open in this working tree/);
  });

  it('belongs to the run of a task that is named, wherever it works, as long as it is open', () => {
    const versions = [versionWith([{ taskId: 'IMPL-1', status: 'in_progress' }, { taskId: 'IMPL-2', status: 'in_progress', worktree: 'w' }, { taskId: 'IMPL-3', status: 'review' }])];
    assert.equal(chosen(versions, 'IMPL-2', null), 'IMPL-2');
    assert.match(chosen(versions, 'IMPL-3', null), /No run of IMPL-3 is open/);
    assert.match(chosen(versions, 'IMPL-9', null), /workflow run start IMPL-9/);
  });

  it('is not guessed where it could belong to several', () => {
    assert.match(chosen([versionWith([{ taskId: 'IMPL-1', status: 'in_progress' }, { taskId: 'IMPL-2', status: 'in_progress' }])], undefined, null), /IMPL-1, IMPL-2 are open .* --task/);
  });

  it('keeps the end of a long output', () => {
    assert.deepEqual(evidenceRun({ code: 2, output: 'short' }), { exitCode: 2, output: 'short' });
    const { output } = evidenceRun({ code: 1, output: `${'x'.repeat(5_000)}the end` });
    assert.ok(output.length === 1_001 && output.startsWith('…x') && output.endsWith('the end'));
  });

  it('is read back as it was written, whatever tests print, and changes nothing else of the record', () => {
    const before = `# by hand\n${renderRecord(read('{}').record)}`;
    const run = fc.record({ exitCode: fc.integer({ min: 0, max: 255 }), output: fc.string({ unit: 'grapheme' }) }, { noNullPrototype: true });
    fc.assert(fc.property(run, fc.option(run), (red, green) => {
      const made = { ...evidence, red, green };
      const once = applyYamlEdits(before, [{ kind: 'extend', pointer: ['evidence'], values: [recordJson(made)] }]) ?? '';
      assert.ok(once.startsWith(before));
      const twice = applyYamlEdits(once, [{ kind: 'extend', pointer: ['evidence'], values: [recordJson(evidence)] }]) ?? '';
      assert.deepEqual(read(twice).record.evidence, [made, evidence]);
    }), { numRuns: 100 });
    fc.assert(fc.property(run, (red) => { assert.deepEqual(read(renderRecord({ ...read('{}').record, evidence: [{ ...evidence, red }] })).record.evidence, [{ ...evidence, red }]); }), { numRuns: 100 });
  });

  it('has a problem, with its place, where it was edited to what it cannot be', () => {
    const text = renderRecord({ ...read('{}').record, evidence: [evidence] }).replace('kind: "red_proof"', 'kind: "red"').replace('proved: true', 'proved: maybe');
    const { problems, record } = read(text);
    assert.deepEqual(problems.filter(({ pointer }) => pointer[0] === 'evidence').map(({ pointer }) => pointer.join('.')).toSorted(), ['evidence.0.kind', 'evidence.0.proved']);
    assert.deepEqual(record.evidence?.map(({ kind, proved, tests }) => [kind, proved, tests]), [['red_proof', false, ['a.test.ts']]]);
  });
});
