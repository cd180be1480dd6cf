import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseIssue, parseIssueLines, renderIssue } from '../../../../src/core/versions/review-issue.js';

describe('An issue of a review', () => {
  it('may name a place', () => {
    assert.deepEqual(parseIssue('src/a b.ts:12: too long'), { path: 'src/a b.ts', line: 12, text: 'too long' });
    assert.deepEqual(parseIssue('  a.ts:1:x: y  '), { path: 'a.ts', line: 1, text: 'x: y' });
  });

  for (const issue of ['too long', 'a.ts: too long', 'a.ts:0: none', 'a.ts:-1: none', 'a.ts:12', 'a.ts:12: ', ':12: text', 'C:x:12: text', 'at 10:30 it broke', 'a.ts:99999999: far']) {
    it(`names none in "${issue}"`, () => { assert.equal(parseIssue(issue), null); });
  }

  it('is read as it was written', () => {
    const path = fc.stringMatching(/^[\w./-]+$/);
    const text = fc.stringMatching(/^\S[\w :.]*\S$/);
    fc.assert(fc.property(path, fc.integer({ min: 1, max: 9_999_999 }), text, (at, line, said) => {
      const issue = { path: at, line, text: said };
      assert.deepEqual(parseIssue(renderIssue(issue)), issue);
    }));
  });

  it('is one of the lines that are typed', () => {
    assert.deepEqual(parseIssueLines(' one \r\n\n two\n'), ['one', 'two']);
    assert.deepEqual(parseIssueLines(''), []);
  });
});
