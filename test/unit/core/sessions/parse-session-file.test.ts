import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseSessionFile } from '../../../../src/core/sessions/parse-session-file.js';
import type { SessionFile } from '../../../../src/core/sessions/session.js';
import { renderPlanFile, renderRecoveredSessionFile, renderSessionFile, type NewSession } from '../../../../src/core/sessions/templates.js';

const path = '.workflow/active/WFS-x/workflow-session.json';

function parsed(text: string, file = path): SessionFile {
  return parseSessionFile(file, { kind: 'text', text });
}

const said = (file: SessionFile): readonly string[] => file.findings.map(({ code, message }) => `${code}: ${message}`);

describe('parseSessionFile', () => {
  it('keeps of document 004\'s own shape what the model needs', () => {
    const file = parsed(JSON.stringify({
      session_id: 'WFS-x', project: 'feature description', type: 'medium', current_phase: 'IMPLEMENT', status: 'active',
      progress: { completed_phases: ['PLAN'], current_tasks: ['IMPL-1', 'IMPL-2'] },
    }));
    assert.deepEqual(file, {
      path, exists: true, broken: false, sessionId: 'WFS-x', project: 'feature description', rawStatus: 'active', rawType: 'medium', phase: 'IMPLEMENT', feature: null, findings: [],
    });
  });

  it('has nothing to say about a file that leaves most of it out', () => {
    assert.deepEqual(said(parsed('{}')), []);
    assert.deepEqual(said(parsed('{"session_id": null, "status": null, "progress": null}')), []);
  });

  for (const [what, value, expected] of [
    ['another id than the directory', { session_id: 'WFS-y' }, 'session/id-mismatch: The session_id is WFS-y, but the directory is called WFS-x; markers and commands go by the directory.'],
    ['an unknown status', { status: 'ready' }, 'session/unknown-status: The session\'s status "ready" is not known; it counts as paused. Known are active, paused, completed.'],
    ['a mistyped status', { status: 'complete' }, 'session/unknown-status: The session\'s status "complete" is not known; it counts as paused. Known are active, paused, completed. Did you mean completed?'],
    ['a number for a status', { status: 3 }, 'session/wrong-type: "status" is a number; it must be a text.'],
    ['a list for progress', { progress: [] }, 'session/wrong-type: "progress" is a list; it must be an object with completed_phases and current_tasks.'],
  ] as const) {
    it(`reports ${what}`, () => { assert.deepEqual(said(parsed(JSON.stringify(value))), [expected]); });
  }

  it('does not judge the status of an archived session, which follows from its place', () => {
    assert.deepEqual(said(parsed('{"status": "planning"}', '.workflow/archives/WFS-x/workflow-session.json')), []);
  });

  for (const [what, text] of [['truncated', '{"session_id": "WFS-x", '], ['empty', ''], ['null', 'null'], ['two documents', '{}{}']] as const) {
    it(`makes a broken projection of a file that is ${what}, with recovery as its fix`, () => {
      const file = parsed(text);
      assert.deepEqual([file.exists, file.broken, file.project], [true, true, null]);
      assert.deepEqual(file.findings.map((finding) => [finding.severity, finding.fixes[0]?.request]), [['error', { do: 'recover-session', session: '.workflow/active/WFS-x' }]]);
    });
  }

  it('says that the file is missing, with recovery as its fix', () => {
    const file = parseSessionFile(path, { kind: 'missing' });
    assert.deepEqual([file.exists, file.broken], [false, false]);
    assert.deepEqual(file.findings.map((finding) => [finding.code, finding.fixes[0]?.request]), [['session/missing-file', { do: 'recover-session', session: '.workflow/active/WFS-x' }]]);
  });

  it('offers to set aside what is no text of ours, and nothing for what could not be looked at', () => {
    const fixesOf = (reason: 'invalid-utf8' | 'too-large' | 'not-a-file' | 'io-error'): unknown =>
      parseSessionFile(path, { kind: 'unreadable', reason, detail: 'why' }).findings.map(({ fixes }) => fixes.map(({ request }) => request.do));
    assert.deepEqual([fixesOf('invalid-utf8'), fixesOf('too-large')], [[['recover-session']], [['recover-session']]]);
    assert.deepEqual([fixesOf('not-a-file'), fixesOf('io-error')], [[[]], [[]]]);
  });

  it('never throws', () => {
    const fields = fc.record({ session_id: fc.jsonValue(), project: fc.jsonValue(), status: fc.jsonValue(), type: fc.jsonValue(), progress: fc.jsonValue() }, { requiredKeys: [] });
    fc.assert(fc.property(fc.oneof(fc.string(), fields.map((value) => JSON.stringify(value))), (text) => { assert.equal(parsed(text).path, path); }), { numRuns: 500 });
  });
});

describe('a new session', () => {
  const fresh: NewSession = { name: 'WFS-x', title: 'Search for "everything"\n', type: 'simple', status: 'active' };

  it('is document 004\'s template', () => {
    assert.deepEqual(JSON.parse(renderSessionFile(fresh)), {
      session_id: 'WFS-x', project: 'Search for "everything"\n', type: 'simple', current_phase: 'PLAN', status: 'active', progress: { completed_phases: [], current_tasks: [] },
    });
    assert.deepEqual(said(parsed(renderSessionFile(fresh))), []);
  });

  it('has a plan whose title is one line', () => {
    assert.ok(renderPlanFile('Two\nlines').startsWith('# Implementation Plan: Two lines\n\n'));
    assert.ok(renderPlanFile('\u001b[31m<img> [x](command:y)').startsWith('# Implementation Plan: \\<img> \\[x\\](command:y)\n'));
  });

  const recovered = (text: string | null): unknown => JSON.parse(renderRecoveredSessionFile(fresh, text === null ? null : { kind: 'text', text }));

  it('is recovered from the template when nothing is left', () => {
    for (const text of [null, '', 'null', '<<<<<<< HEAD']) assert.equal(JSON.stringify(recovered(text)), JSON.stringify(JSON.parse(renderSessionFile(fresh))));
  });

  it('is recovered with everything that can still be read, in the order of the template', () => {
    assert.deepEqual(recovered('{"session_id": "WFS-old", "project": "Search", "status": "paused", "own": {"a": 1}, "progress": {"completed_phases": ["PLAN"], "curr'), {
      session_id: 'WFS-x', project: 'Search', type: 'simple', current_phase: 'PLAN', status: 'paused', own: { a: 1 }, progress: { completed_phases: ['PLAN'] },
    });
  });

  it('does not take over what is of the wrong type', () => {
    assert.deepEqual(recovered('{"project": 7, "status": ["x"], "progress": "none", "type": "",}'), recovered(null));
  });

  it('is one without faults, whatever the old text was', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const file = parsed(renderRecoveredSessionFile(fresh, { kind: 'text', text }));
      assert.equal(file.broken, false);
      assert.equal(file.sessionId, 'WFS-x');
    }), { numRuns: 500 });
  });
});
