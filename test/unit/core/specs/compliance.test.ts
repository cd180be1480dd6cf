import assert from 'node:assert/strict';
import { deriveCompliance, idsIn, mayHoldCode, traceKindOf, type TracedFile } from '../../../../src/core/specs/compliance.js';
import { SpecDocument } from '../../../../src/core/specs/spec-document.js';

const spec = new SpecDocument(`
requirements:
  functional:
    - {id: FR-10, test_coverage: optional}
    - {id: FR-2, test_coverage: required}
    - {id: FR-3}
tasks:
  backend:
    - {id: BE-1, reference: "FR-2 and FR-10", methodology: standard}
`).spec;

const statesOf = (...files: TracedFile[]): Record<string, string> => Object.fromEntries(deriveCompliance(spec, files).traces.map(({ id, state }) => [id, state]));

describe('Compliance with a spec', () => {
  it('calls missing what no file names, in natural order', () => {
    assert.deepEqual(Object.entries(statesOf()), [['FR-2', 'missing'], ['FR-3', 'missing'], ['FR-10', 'missing']]);
    assert.equal(deriveCompliance(spec, []).compliant, false);
  });

  it('asks for code, and for a test where one is required', () => {
    const code: TracedFile = { path: 'src/a.ts', kind: 'code', ids: ['FR-2', 'FR-3', 'FR-10'] };
    const test: TracedFile = { path: 'test/a.test.ts', kind: 'test', ids: ['FR-2'] };
    assert.deepEqual(statesOf(code), { 'FR-2': 'incomplete', 'FR-3': 'complete', 'FR-10': 'complete' });
    assert.deepEqual(statesOf(test), { 'FR-2': 'incomplete', 'FR-3': 'missing', 'FR-10': 'missing' });
    assert.deepEqual(statesOf(code, test), { 'FR-2': 'complete', 'FR-3': 'complete', 'FR-10': 'complete' });
    assert.equal(deriveCompliance(spec, [code, test]).compliant, true);
  });

  it('follows a requirement through the tasks that name it', () => {
    const traces = deriveCompliance(spec, [{ path: 'src/a.ts', kind: 'code', ids: ['BE-1'] }]).traces;
    assert.deepEqual(traces.map(({ id, state, tasks, code }) => [id, state, tasks, code]), [
      ['FR-2', 'incomplete', ['BE-1'], ['src/a.ts']], ['FR-3', 'missing', [], []], ['FR-10', 'complete', ['BE-1'], ['src/a.ts']]]);
  });

  it('tells tests from code by their paths in many languages, and leaves texts and data out', () => {
    for (const path of ['test/a.ts', 'src/__tests__/a.js', 'a.spec.ts', 'a_test.go', 'test_a.py', 'UserTest.php', 'src/test/java/UserIT.java', 'tests/run.sh']) assert.equal(traceKindOf(path), 'test', path);
    for (const path of ['src/a.ts', 'latest/a.ts', 'attest.go', 'run.sh', 'Contest.java'.toLowerCase()]) assert.equal(traceKindOf(path), 'code', path);
    for (const path of ['README.md', 'spec.yaml', 'package.json']) assert.equal(traceKindOf(path), null, path);
    assert.deepEqual(['src', 'node_modules', '.git', 'dist'].map(mayHoldCode), [true, false, false, false]);
  });

  it('finds ids as people write them and as names of functions have them', () => {
    assert.deepEqual(idsIn('// FR-101: x, NFR-1.2 and be-3\nfunction test_FR_201_restores() {} XFR-9'), ['FR-101', 'NFR-1.2', 'XFR-9', 'FR-201']);
  });
});
