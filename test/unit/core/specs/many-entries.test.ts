import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkSpec } from '../../../../src/core/specs/check-spec.js';
import { deriveCompliance } from '../../../../src/core/specs/compliance.js';
import { freeIds } from '../../../../src/core/specs/free-id.js';
import { SpecDocument } from '../../../../src/core/specs/spec-document.js';

const head = 'version: "1.0"\nfeature: {id: big, name: Big, priority: high, status: planning}\nobjective: {summary: s}\nrequirements:\n  functional:\n';
const requirement = (id: string): string => `    - {id: ${id}, title: a, description: d, priority: high, acceptance_criteria: [a], test_coverage: required}\n`;
const list = (length: number, text: (index: number) => string): string => Array.from({ length }, (_, index) => text(index)).join('');

/** What the next free id is, looked for one number after the other among all. */
function slowFreeId(like: string, taken: readonly string[]): string {
  const [, prefix = `${like}-`, digits = '1'] = /^(.*?)(\d+)$/.exec(like) ?? [];
  const numbers = taken.flatMap((id) => (id.startsWith(prefix) && /^\d{1,9}$/.test(id.slice(prefix.length)) ? [Number(id.slice(prefix.length))] : []));
  return `${prefix}${String(Math.max(0, ...numbers) + 1).padStart(digits.length, '0')}`;
}

describe('A spec with very many entries', () => {
  it('gets the same free ids as one that is looked through for each', () => {
    const id = fc.oneof(fc.constantFrom('FR-001', 'FR-9', 'FR-', 'FR', '7', '', 'A1', 'A1-2', 'A12', 'X-1234567890'), fc.stringMatching(/^[AB]{0,2}-?\d{0,3}$/));
    fc.assert(fc.property(fc.array(id), id, (taken, like) => { assert.equal(freeIds(taken)(like), slowFreeId(like, taken)); }));
  });

  it('has every finding, and fixes for the first five hundred of them', () => {
    const findings = checkSpec('spec.yaml', head + list(2000, () => requirement('FR-1')));
    const twice = findings.filter(({ code }) => code === 'spec/duplicate-id');
    assert.equal(twice.length, 1999);
    assert.equal(findings.filter(({ fixes }) => fixes.length > 0).length, 500);
    assert.ok(findings.slice(0, 500).every(({ fixes }) => fixes.length > 0));
  });

  it('is told of every id that leads nowhere, but not of the nearest to each when both are many', () => {
    const task = (index: number): string => `    - {id: BE-${index}, title: a, reference: "BE-${index}0000", acceptance_criteria: [a], done_when: d}\n`;
    const found = (count: number): readonly string[] => checkSpec('spec.yaml', `${head}${requirement('FR-1')}contracts: {}\ntasks:\n  backend:\n${list(count, task)}`)
      .filter(({ code }) => code === 'spec/unknown-reference').map(({ message }) => message);
    assert.equal(found(3000).length, 3000);
    assert.equal(found(3000).filter((message) => message.includes('Did you mean')).length < 100, true);
    assert.deepEqual(checkSpec('spec.yaml', `${head}${requirement('FR-101')}contracts: {}\ntasks:\n  qa: [{id: QA-1, title: a, reference: FR-1O1 and FR-102, acceptance_criteria: [a], done_when: d}]\n`)
      .filter(({ code }) => code === 'spec/unknown-reference').map(({ message }) => message), ['There is no FR-102 in this spec. Did you mean FR-101?']);
  });

  it('is traced through its files like a small one', () => {
    const spec = new SpecDocument(head + list(3000, (index) => requirement(`FR-${index}`))).spec;
    const files = Array.from({ length: 3000 }, (_, index) => ({ path: `src/${index}.ts`, kind: index % 2 === 0 ? 'code' as const : 'test' as const, ids: [`FR-${index}`, 'FR-0'] }));
    const { traces } = deriveCompliance(spec, files);
    assert.deepEqual(traces.slice(0, 3).map(({ id, state, code, tests }) => [id, state, code.length, tests.length]), [['FR-0', 'complete', 1500, 1500], ['FR-1', 'incomplete', 0, 1], ['FR-2', 'incomplete', 1, 0]]);
  });
});
