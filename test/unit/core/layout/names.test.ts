import assert from 'node:assert/strict';
import fc from 'fast-check';
import { asSessionName, asTaskId, maxNameLength } from '../../../../src/core/layout/names.js';

describe('asTaskId', () => {
  for (const id of ['IMPL-1', 'IMPL-001.1', 'IMPL-1.2.3', 'TASK-001', 'T-001', 'IMPL-A1', 'a', 'a_b', `IMPL-${'1'.repeat(45)}`]) {
    it(`accepts ${id} as it is`, () => { assert.deepEqual(asTaskId(id), { ok: true, value: id }); });
  }

  for (const [id, reason] of [
    ['', 'is empty.'],
    [`IMPL-${'1'.repeat(46)}`, 'has 51 characters; at most 50 are allowed.'],
    ['../../etc/passwd', 'contains "/"; only letters A to Z, digits, ".", "_" and "-" are allowed.'],
    ['a\\b', 'contains "\\"; only letters A to Z, digits, ".", "_" and "-" are allowed.'],
    ['a b', 'contains U+0020; only letters A to Z, digits, ".", "_" and "-" are allowed.'],
    ['a\u0000', 'contains U+0000; only letters A to Z, digits, ".", "_" and "-" are allowed.'],
    ['a\n', 'contains U+000A; only letters A to Z, digits, ".", "_" and "-" are allowed.'],
    ['a:b', 'contains ":"; only letters A to Z, digits, ".", "_" and "-" are allowed.'],
    ['a\u202eb', 'contains U+202E; only letters A to Z, digits, ".", "_" and "-" are allowed.'],
    ['任务', 'contains "任"; only letters A to Z, digits, ".", "_" and "-" are allowed.'],
    ['-rf', 'begins with "-"; it must begin with a letter or digit.'],
    ['.hidden', 'begins with "."; it must begin with a letter or digit.'],
    ['IMPL-1.', 'ends with a dot, which Windows would drop.'],
    ['a..b', 'contains "..", which leads out of a folder.'],
    ['con', 'is the name of a Windows device.'],
    ['NUL.1', 'is the name of a Windows device.'],
    ['com1', 'is the name of a Windows device.'],
  ] as const) {
    it(`refuses ${JSON.stringify(id)}: it ${reason}`, () => { assert.deepEqual(asTaskId(id), { ok: false, problem: `The task id ${reason}` }); });
  }
});

describe('asSessionName', () => {
  it('accepts WFS- and a topic', () => {
    for (const name of ['WFS-user-auth', 'WFS-payment-integration-002', 'WFS-con', `WFS-${'a'.repeat(46)}`]) assert.deepEqual(asSessionName(name), { ok: true, value: name });
  });

  for (const name of ['user-auth', 'wfs-user', 'WFS-', 'WFS--x', 'WFS-.x', 'WFS', '']) {
    it(`refuses "${name}"`, () => { assert.equal(asSessionName(name).ok, false); });
  }
});

it('no name that is accepted can leave a folder, be an option, or have a line of its own', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('.', '/', '\\', '-', 'a', 'C', 'O', 'N', ':', '\n') })), (text) => {
    const accepted = asTaskId(text);
    if (!accepted.ok) return;
    assert.equal(accepted.value, text);
    assert.ok(text.length > 0 && text.length <= maxNameLength && !/[/\\:\s\u0000-\u001f]|\.\.|^[-.]|\.$/.test(text));
  }), { numRuns: 5_000 });
});
