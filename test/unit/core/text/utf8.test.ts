import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeUtf8, isAscii } from '../../../../src/core/text/utf8.js';

function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

describe('decodeUtf8', () => {
  it('gives any text back from its bytes', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      assert.equal(decodeUtf8(bytesOf(text)), text);
    }), { numRuns: 1_000 });
  });

  for (const text of ['', 'plain', '\u007f', '\u0080', '\u07ff', '\u0800', '\ufeff', '\uffff', '\u{10000}', '\u{10ffff}', '工作流 → 🧪']) {
    it(`gives back ${JSON.stringify(text)}`, () => {
      assert.equal(decodeUtf8(bytesOf(text)), text);
    });
  }
});

describe('isAscii', () => {
  it('tells bytes that are the text from those that are not', () => {
    assert.deepEqual(['', 'a\u0000\u007f'].map(isAscii), [true, true]);
    assert.deepEqual(['\u0080', 'aÿ', bytesOf('→')].map(isAscii), [false, false, false]);
  });
});
