import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JsonPointer } from '../../../../src/core/text/json-pointer.js';
import { jsonValueAt, rangeOf } from '../../../../src/core/text/json-text.js';
import type { Place } from '../../../../src/core/text/place.js';

const text = '{\n  "id": "IMPL-1",\n  "context": {\n    "depends_on": ["IMPL-2", "IMPL-3"]\n  },\n  "flow_control": {"pre_analysis": [\n    {"step": "x"}\n  ]}\n}\n';

/** The piece of text a range covers, with its first line and column. */
function covered(source: string, place: Place): string {
  const { line, column, endLine, endColumn } = rangeOf(source, place);
  const lines = source.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const part = line === endLine
    ? lines[line - 1]?.slice(column - 1, endColumn - 1)
    : [lines[line - 1]?.slice(column - 1), ...lines.slice(line, endLine - 1), lines[endLine - 1]?.slice(0, endColumn - 1)].join('\n');
  return `${line}:${column} ${part ?? ''}`;
}

const at = (part: 'key' | 'value', ...pointer: JsonPointer): Place => ({ kind: 'pointer', pointer, part });

describe('rangeOf', () => {
  for (const [what, place, expected] of [
    ['a value', at('value', 'id'), '2:9 "IMPL-1"'],
    ['a key', at('key', 'id'), '2:3 "id"'],
    ['an item of a list', at('value', 'context', 'depends_on', 1), '4:30 "IMPL-3"'],
    ['a value over several lines', at('value', 'context'), '3:14 {\n    "depends_on": ["IMPL-2", "IMPL-3"]\n  }'],
    ['an absent key: the key of the nearest ancestor', at('key', 'context', 'parent'), '3:3 "context"'],
    ['an absent value: the key of the nearest ancestor', at('value', 'context', 'inherited', 'from'), '3:3 "context"'],
    ['an absent key of an item: the first character of the item', at('key', 'flow_control', 'pre_analysis', 0, 'action'), '7:5 {'],
    ['an absent item: the key of its list', at('value', 'context', 'depends_on', 7), '4:5 "depends_on"'],
    ['an absent key at the top: the start of the document', at('key', 'title'), '1:1 '],
    ['a pointer through a text: the key of the text', at('value', 'id', 'x', 0), '2:3 "id"'],
    ['the whole value of a document', at('value'), `1:1 ${text.trimEnd()}`],
    ['a file: its start', { kind: 'file' }, '1:1 '],
    ['a line: all of it', { kind: 'line', line: 2 }, '2:1   "id": "IMPL-1",'],
    ['a line after the last: the last', { kind: 'line', line: 99 }, '10:1 '],
    ['an offset', { kind: 'offset', offset: 4, length: 4 }, '2:3 "id"'],
    ['an offset behind the end: the end', { kind: 'offset', offset: 9_999, length: 5 }, '10:1 '],
  ] as const satisfies readonly (readonly [string, Place, string])[]) {
    it(`finds ${what}`, () => { assert.equal(covered(text, place), expected); });
  }

  for (const [what, eol] of [['CRLF', '\r\n'], ['CR', '\r']] as const) {
    it(`counts lines that end in ${what}`, () => {
      assert.equal(covered(text.replaceAll('\n', eol), at('value', 'context', 'depends_on', 1)), '4:30 "IMPL-3"');
      assert.equal(covered(text.replaceAll('\n', eol), { kind: 'line', line: 2 }), '2:1   "id": "IMPL-1",');
    });
  }

  it('gives a BOM no column, as editors do', () => {
    const value: Place = at('value', 'a');
    assert.deepEqual(rangeOf('\ufeff{"a": 1}', value), rangeOf('{"a": 1}', value));
    assert.equal(covered('\ufeff{"a": 1}', at('key', 'b')), '1:1 ');
  });

  it('counts UTF-16 units, as editors do', () => {
    assert.equal(covered('{"😀": "任务", "b": 1}', at('key', 'b')), '1:14 "b"');
  });

  it('gives the start of a text that is no JSON any more', () => {
    assert.equal(covered('{"id": "IMPL-1",', at('value', 'id')), '1:1 ');
    assert.equal(covered('['.repeat(100_000), at('value', 0)), '1:1 ');
    assert.equal(covered('', at('value', 'id')), '1:1 ');
  });

  it('finds ten thousand places in a large file at once', () => {
    const paths = Array.from({ length: 10_000 }, (_, index) => `../${index}`);
    const source = JSON.stringify({ context: { focus_paths: paths } }, null, 2);
    const lines = source.split('\n');
    paths.forEach((path, index) => {
      const { line, column, endColumn } = rangeOf(source, at('value', 'context', 'focus_paths', index));
      assert.equal(lines[line - 1]?.slice(column - 1, endColumn - 1), JSON.stringify(path));
    });
  });

  it('covers, for any value of any document, exactly that value', () => {
    // Keys that reach into prototypes are refused with the whole document.
    const values = fc.jsonValue({ maxDepth: 2 }).filter((value) => !/__proto__|constructor/.test(JSON.stringify(value)));
    const documents = fc.tuple(fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), values, { minKeys: 1 }), fc.constantFrom('', '  '));
    fc.assert(fc.property(documents, ([value, unit]) => {
      const source = JSON.stringify(value, null, unit);
      for (const key of Object.keys(value)) {
        const piece = covered(source, at('value', key)).replace(/^\d+:\d+ /, '');
        assert.deepEqual(JSON.parse(piece), jsonValueAt(source, [key]));
      }
    }), { numRuns: 300 });
  });
});
