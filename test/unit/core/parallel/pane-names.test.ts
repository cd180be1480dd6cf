import assert from 'node:assert/strict';
import { asPaneName, asTypedLine, featureOfSession, paneSession } from '../../../../src/core/parallel/pane-names.js';

describe('names of panes', () => {
  for (const good of ['backend', 'back-end_2', '0', 'a'.repeat(50)]) {
    it(`may be ${good}`, () => { assert.deepEqual(asPaneName(good, 'role'), { ok: true, value: good }); });
  }

  for (const bad of ['', '-a', '_a', 'A', 'a b', 'a:b', 'a.b', '=a', '#(id)', '#{x}', '$1', '@1', '%1', 'a;', 'a\n', '\u0000', '../a', 'ä', 'a'.repeat(51)]) {
    it(`may not be ${JSON.stringify(bad)}`, () => {
      const found = asPaneName(bad, 'feature');
      assert.ok(!found.ok);
      assert.match(found.problem, /^[^\n\u0000]+\.$/);
    });
  }

  it('of sessions lead back to their feature, those of others to none', () => {
    assert.equal(featureOfSession(paneSession('user-auth')), 'user-auth');
    for (const other of ['work', 'workflow', 'workflow-', 'workflow-A', 'workflow-a:b']) assert.equal(featureOfSession(other), null);
  });
});

describe('a line that is typed', () => {
  it('loses the line break at its end, which is the Enter that follows', () => {
    for (const text of ['ls', 'ls\n', 'ls\r\n']) assert.deepEqual(asTypedLine(text), { ok: true, value: 'ls' });
    assert.deepEqual(asTypedLine('ünïcödé 🎉 ; # $(x)'), { ok: true, value: 'ünïcödé 🎉 ; # $(x)' });
  });

  for (const text of ['a\nb', 'a\n\n', '\u001b[A', '\u0003', '\t', '\u007f', '\u0085', '\u009b', '\u2028', '\ud800', 'a\rb', '\u0000']) {
    it(`may not press keys: ${JSON.stringify(text)}`, () => {
      const found = asTypedLine(text);
      assert.ok(!found.ok);
      assert.match(found.problem, /U\+[0-9A-F]{4}, which would press a key/);
    });
  }
});
