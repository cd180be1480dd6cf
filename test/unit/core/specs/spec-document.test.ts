import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { findingsOf } from '../../../../src/core/specs/check-spec.js';
import { SpecDocument } from '../../../../src/core/specs/spec-document.js';
import { applyTextEdits, type TextEdit } from '../../../../src/core/text/text-edit.js';
import { sampleSpec } from '../../../support/sample-spec.js';

/** What people and paste put into a spec, and what is known to change the meaning of lines around it. */
const snippets = [
  'a', ' ', '  ', '\n', '\n\n', '"', "'", ':', ': ', '#', ' # x', '- ', '\n    - id: FR-9\n', '\n  qa:\n    - id: QA-9\n', '|', '|\n', '>', '&a ', '*a', '!t ', '---\n', '...\n', '%Y',
  '{', '}', '[', ']', ',', '\t', '? ', 'x: 1\n', '\nx: 1', 'FR-101', 'FR-999', 'high', 'id', '1.0', '\r\n', 'é😀', '\n      done_when: "x"\n', '\n#c\n', '\n      title: "again"\n', '~', '\0',
];

const at = fc.nat({ max: 1_000_000 }).map((millionths) => millionths / 1_000_000);
/** What typing mostly is: a letter more, a letter less. */
const gentle = fc.record({ at, length: fc.integer({ min: 0, max: 1 }), text: fc.constantFrom('', 'a', 'b', ' ', '7', 'FR-102') });
const rough = fc.record({ at, length: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 300 })), text: fc.oneof(fc.constant(''), fc.constantFrom(...snippets), fc.string({ maxLength: 5 })) });
const edit = fc.oneof({ weight: 3, arbitrary: gentle }, { weight: 2, arbitrary: rough });

function changeFor(text: string, { at: where, length, text: added }: { at: number; length: number; text: string }): TextEdit {
  const offset = Math.floor(where * (text.length + 1));
  return { offset, length: Math.min(length, text.length - offset), text: added };
}

function assertSame(document: SpecDocument): void {
  const fresh = new SpecDocument(document.text);
  assert.deepEqual(findingsOf('spec.yaml', document), findingsOf('spec.yaml', fresh));
  if (fresh.unreadable === null) assert.deepEqual(document.root, fresh.root);
}

const texts = [sampleSpec(2500), ...readdirSync('test/spec-cases').map((name) => readFileSync(join('test/spec-cases', name, 'spec.yaml'), 'utf8'))];

describe('A spec while somebody types', () => {
  it('has the same findings after any edits as the same text read anew', () => {
    let kept = 0;
    let all = 0;
    fc.assert(fc.property(fc.oneof(fc.constant(sampleSpec(2500)), fc.constantFrom(...texts)), fc.array(edit, { minLength: 1, maxLength: 8 }), (start, edits) => {
      const document = new SpecDocument(start);
      let text = start;
      for (const each of edits) {
        const change = changeFor(text, each);
        text = applyTextEdits(text, [change]);
        all += 1;
        if (document.edit(change)) kept += 1;
        else document.reread();
        assert.equal(document.text, text);
        assertSame(document);
      }
    }), { numRuns: process.env['TEST_LONG'] === '1' ? 5_000 : 250 });
    assert.ok(kept > all / 20, `${kept} of ${all} edits read only their own item`);
  });

  it('reads only the item that is typed in, in all lists and in the head', () => {
    const document = new SpecDocument(sampleSpec(3000));
    for (const word of ['Requirement number 102', 'part 103', 'No data loss', 'Big feature', 'Much is to be', 'errors by 50%']) {
      const offset = document.text.indexOf(word) + 3;
      assert.ok(document.edit({ offset, length: 0, text: 'x' }), word);
      assert.ok(document.edit({ offset, length: 1, text: '' }), word);
      assertSame(document);
    }
    assert.deepEqual(document.problems, []);
  });

  it('takes several edits at once, as several cursors make them, and is read whole once after them if need be', () => {
    const document = new SpecDocument(sampleSpec(3000));
    const [late, early] = [document.text.indexOf('Implement part 103'), document.text.indexOf('"Requirement number 102"')];
    assert.equal(document.edit({ offset: early + 5, length: 0, text: '"' }), false);
    assert.equal(document.edit({ offset: late + 1, length: 0, text: 'x' }), false, 'nothing is believed before the text is read');
    document.reread();
    assert.equal(document.unreadable?.code, 'yaml/syntax');
    assertSame(document);
  });

  it('finds back by itself when what made the text unreadable is undone in the same place', () => {
    const document = new SpecDocument(sampleSpec(3000));
    const offset = document.text.indexOf('"Requirement number 102"');
    assert.equal(document.edit({ offset, length: 1, text: '' }), true, 'a quote fewer at the start still reads, as plain text');
    assert.equal(document.edit({ offset, length: 0, text: '"' }), true);
    assert.equal(document.edit({ offset: offset + 3, length: 0, text: '"' }), false);
    document.reread();
    assert.equal(document.unreadable?.code, 'yaml/syntax');
    assert.equal(document.edit({ offset: offset + 3, length: 1, text: '' }), true);
    assert.equal(document.unreadable, null);
    assertSame(document);
  });

  it('asks again about all entries when an id or a reference changed', () => {
    const document = new SpecDocument(sampleSpec(3000));
    const offset = document.text.indexOf('reference: "FR-102"') + 'reference: "FR-10'.length;
    assert.equal(document.edit({ offset, length: 1, text: '9' }), true);
    assert.deepEqual(findingsOf('spec.yaml', document).map(({ code }) => code), ['spec/no-task', 'spec/unknown-reference']);
  });
});
