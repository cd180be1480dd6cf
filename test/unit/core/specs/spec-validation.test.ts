import assert from 'node:assert/strict';
import { findingCodes, type FindingCode } from '../../../../src/core/findings/finding-codes.js';
import { makeFinding } from '../../../../src/core/findings/make-finding.js';
import { findingsUnder, severityUnder } from '../../../../src/core/specs/spec-validation.js';

const codes = Object.keys(findingCodes) as FindingCode[];

describe('How strictly specs are judged', () => {
  it('is as the registry says when it is strict', () => {
    for (const code of codes) assert.equal(severityUnder(code, 'strict'), findingCodes[code].severity);
  });

  it('only warns of what breaks the schema when it is warn', () => {
    assert.equal(severityUnder('spec/missing-property', 'warn'), 'warning');
    assert.equal(severityUnder('spec/no-task', 'warn'), 'hint');
    for (const code of codes.filter((each) => each.startsWith('spec/'))) assert.notEqual(severityUnder(code, 'warn'), 'error');
  });

  it('says only what keeps a spec from being read when it is off', () => {
    for (const code of codes) assert.equal(severityUnder(code, 'off'), code.startsWith('spec/') ? null : findingCodes[code].severity);
  });

  it('leaves findings the same objects where nothing is different', () => {
    const findings = (['yaml/syntax', 'spec/wrong-type', 'spec/no-test'] as const).map((code) => makeFinding({ code, file: 'x', message: '' }));
    assert.equal(findingsUnder(findings, 'strict'), findings);
    const warned = findingsUnder(findings, 'warn');
    assert.deepEqual(warned.map(({ severity }) => severity), ['error', 'warning', 'hint']);
    assert.deepEqual([warned[0], warned[2]], [findings[0], findings[2]]);
    assert.deepEqual(findingsUnder(findings, 'off'), [findings[0]]);
  });
});
