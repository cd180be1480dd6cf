import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JsonEdit } from '../../../../src/core/text/json-edit.js';
import { editJson, jsonValueAt, parseJson } from '../../../../src/core/text/json-text.js';
import type { JsonPointer } from '../../../../src/core/text/json-pointer.js';

function edited(text: string, ...edits: readonly JsonEdit[]): string {
  const result = editJson(text, edits);
  if (!result.ok) throw new Error(result.problem);
  return result.value;
}

const set = (pointer: JsonPointer, value: unknown): JsonEdit => ({ kind: 'set', pointer, value });
const append = (pointer: JsonPointer, value: unknown): JsonEdit => ({ kind: 'append', pointer, value });
const remove = (...pointer: JsonPointer): JsonEdit => ({ kind: 'remove', pointer });

/** A task as an agent may have left it, with every oddity that must survive. */
const odd = '{\n  "id" :"IMPL-1","title": "Ünïcode \\u00e9 \\/ 任务 😀",\n\n   "status":   "pending"  ,\n  "numbers": [1.0, 1e3, -0],\n  "unknown_key": {"z": 1, "a": [ ]},\n  "meta": { "type": "feature" }\n}';

describe('editJson keeps every other byte', () => {
  for (const [what, text] of [
    ['with unusual spacing, escapes and numbers', odd],
    ['with CRLF', odd.replaceAll('\n', '\r\n')],
    ['with CR', odd.replaceAll('\n', '\r')],
    ['with tabs', odd.replaceAll('  ', '\t')],
    ['with a BOM', `\ufeff${odd}`],
    ['with a final newline', `${odd}\n`],
    ['with blank lines around', `\n\n${odd}\n\n`],
    ['on one line', '{"a":1,"status":"pending","z":[]}'],
  ] as const) {
    it(`${what}, when a value changes`, () => {
      assert.equal(edited(text, set(['status'], 'active')), text.replace('"pending"', '"active"'));
    });

    it(`${what}, when a key is added and removed again`, () => {
      assert.equal(edited(text, set(['context'], { parent: 'IMPL-2' }), remove('context')), text);
    });
  }

  it('when the value is what it was', () => {
    assert.equal(edited(odd, set(['status'], 'pending')), odd);
  });

  it('when there is nothing to remove', () => {
    assert.equal(edited(odd, remove('context', 'parent'), remove('nothing')), odd);
  });

  it('when values next to each other change, one after the other', () => {
    assert.equal(edited('[1, 2, 3]', set([0], 'a'), set([1], 'b'), set([2], 'c')), '["a", "b", "c"]');
  });
});

describe('editJson follows the style of the document', () => {
  const cases: readonly (readonly [what: string, text: string, edit: JsonEdit, expected: string])[] = [
    ['a new key after the last', '{\n  "a": 1\n}\n', set(['b'], 2), '{\n  "a": 1,\n  "b": 2\n}\n'],
    ['a new key with tabs and CRLF', '{\r\n\t"a": 1\r\n}', set(['b'], { c: 2 }), '{\r\n\t"a": 1,\r\n\t"b": {\r\n\t\t"c": 2\r\n\t}\r\n}'],
    ['four blanks', '{\n    "a": 1\n}', set(['b'], [1]), '{\n    "a": 1,\n    "b": [\n        1\n    ]\n}'],
    ['a compact document', '{"a":1}', set(['b'], { c: [1, 2] }), '{"a":1,"b":{"c":[1,2]}}'],
    ['a spaced document on one line', '{ "a": 1 }', set(['b'], { c: 2 }), '{ "a": 1, "b": { "c": 2 } }'],
    ['blanks before colons', '{\n  "a" : 1\n}', set(['b'], 2), '{\n  "a" : 1,\n  "b" : 2\n}'],
    ['commas at the start of lines', '{\n    "a": 1\n  , "b": 2\n}', set(['c'], 3), '{\n    "a": 1\n  , "b": 2\n  , "c": 3\n}'],
    ['an empty object in a document of many lines', '{\n  "context": {},\n  "z": 1\n}', set(['context', 'parent'], 'IMPL-1'), '{\n  "context": {\n    "parent": "IMPL-1"\n  },\n  "z": 1\n}'],
    ['an empty document', '{}', set(['a'], 1), '{"a": 1}'],
    ['an empty document over lines', '{\n}\n', set(['a'], 1), '{\n  "a": 1\n}\n'],
    ['objects that are missing on the way', '{\n  "a": 1\n}', set(['context', 'parent'], 'X'), '{\n  "a": 1,\n  "context": {\n    "parent": "X"\n  }\n}'],
    ['null where an object should be', '{"context": null}', set(['context', 'parent'], 'X'), '{"context": {"parent": "X"}}'],
    ['an item in a list on one line', '{\n  "l": ["a"]\n}', append(['l'], 'b'), '{\n  "l": ["a", "b"]\n}'],
    ['an item in a list over lines', '{\n  "l": [\n    "a"\n  ]\n}', append(['l'], 'b'), '{\n  "l": [\n    "a",\n    "b"\n  ]\n}'],
    ['an item in an empty list', '{\n  "l": []\n}', append(['l'], 'b'), '{\n  "l": [\n    "b"\n  ]\n}'],
    ['a list that is missing', '{"a":1}', append(['l'], 'b'), '{"a":1,"l":["b"]}'],
    ['a list that is null', '{"l": null}', append(['l'], 'b'), '{"l": ["b"]}'],
    ['a history on one line per entry', '{\n  "status_history": [\n    {"from":"a","to":"b"}\n  ]\n}', append(['status_history'], { from: 'b', to: 'c' }),
      '{\n  "status_history": [\n    {"from":"a","to":"b"},\n    {"from":"b","to":"c"}\n  ]\n}'],
    ['a history over lines', '{\n  "h": [\n    {\n      "to": "b"\n    }\n  ]\n}', append(['h'], { to: 'c' }),
      '{\n  "h": [\n    {\n      "to": "b"\n    },\n    {\n      "to": "c"\n    }\n  ]\n}'],
    ['a list replaced on its line', '{\n  "l": ["a", "b"]\n}', set(['l'], ['c', 'd', 'e']), '{\n  "l": ["c", "d", "e"]\n}'],
    ['an item replaced', '{"l": ["a", "b"]}', set(['l', 1], 'c'), '{"l": ["a", "c"]}'],
    ['an item put behind the last', '{"l": ["a"]}', set(['l', 1], 'b'), '{"l": ["a", "b"]}'],
    ['an object replaced over lines', '{\n  "o": {\n    "a": 1\n  }\n}', set(['o'], { b: [], c: {} }), '{\n  "o": {\n    "b": [],\n    "c": {}\n  }\n}'],
    ['the first entry removed', '{\n  "a": 1,\n  "b": 2\n}', remove('a'), '{\n  "b": 2\n}'],
    ['the last entry removed', '{\n  "a": 1,\n  "b": 2\n}', remove('b'), '{\n  "a": 1\n}'],
    ['the only entry removed', '{\n  "a": 1\n}', remove('a'), '{}'],
    ['an item removed', '["a", "b", "c"]', remove(1), '["a", "c"]'],
    ['the whole document', ' [1]\n', set([], { a: 1 }), ' {"a": 1}\n'],
  ];
  for (const [what, text, edit, expected] of cases) {
    it(`for ${what}`, () => { assert.equal(edited(text, edit), expected); });
  }

  it('leaves out what is undefined', () => {
    assert.equal(edited('{"a": 1}', append(['h'], { to: 'x', reason: undefined })), '{"a": 1, "h": [{"to": "x"}]}');
  });
});

describe('editJson refuses, changing nothing,', () => {
  for (const [what, text, edit, message] of [
    ['a broken document', '{"a": 1,}', set(['a'], 2), 'A comma stands before this "}"; after the last entry of an object JSON allows none.'],
    ['a pointer through a text', '{"context": "x"}', set(['context', 'parent'], 'y'), '"context" is a text, not something with an entry "parent"; change it by hand first.'],
    ['a key of a list', '{"l": []}', set(['l', 'x'], 1), '"l" is a list, not something with an entry "x"; change it by hand first.'],
    ['an index of an object', '{"o": {}}', set(['o', 0], 1), '"o" is an object, not something with an entry "0"; change it by hand first.'],
    ['an index far behind the last', '[1]', set([3], 1), 'The document is a list, not something with an entry "3"; change it by hand first.'],
    ['an item for what is no list', '{"h": {"a": 1}}', append(['h'], 1), '"h" is an object, not a list; change it by hand first.'],
    ['an item for a number', '{"o": {"h": 1}}', append(['o', 'h'], 1), '"o.h" is a number, not a list; change it by hand first.'],
    ['to set a field to nothing', '{"a": 1}', set(['a'], undefined), 'A field cannot be set to nothing; it can be removed.'],
    ['to remove the whole document', '{"a": 1}', remove(), 'The whole document cannot be removed.'],
  ] as const) {
    it(what, () => { assert.deepEqual(editJson(text, [edit]), { ok: false, problem: message }); });
  }
});

/** Any document in any of the ways it may be laid out. */
const documents = fc.tuple(
  fc.dictionary(fc.string({ maxLength: 6 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 }),
  fc.constantFrom('  ', '\t', '    ', ''), fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.boolean(),
).map(([value, unit, eol, hasBom, hasEnd]) => (
  (hasBom ? '\ufeff' : '') + JSON.stringify({ status: 'pending', ...value }, null, unit).replaceAll('\n', eol) + (hasEnd ? eol : '')))
  .filter((text) => parseJson(text).ok);
const pointers = fc.constantFrom<JsonPointer>(['status'], ['new'], ['context', 'parent'], ['status_history']);

describe('editJson, for any document,', () => {
  it('changes one line for one plain value and keeps BOM, line ends and indentation', () => {
    fc.assert(fc.property(documents, fc.oneof(fc.string(), fc.integer(), fc.boolean()), (text, value) => {
      const before = text.split('\n');
      const after = edited(text, set(['status'], value)).split('\n');
      assert.equal(after.length, before.length);
      assert.ok(after.filter((line, index) => line !== before[index]).length <= 1);
    }), { numRuns: 300 });
  });

  it('gives what it was told to set, and only that', () => {
    fc.assert(fc.property(documents, pointers, fc.jsonValue({ maxDepth: 2 }), (text, pointer, value) => {
      const result = editJson(text, [set(pointer, value)]);
      if (!result.ok || !parseJson(result.value).ok) return;
      assert.deepEqual(jsonValueAt(result.value, pointer), JSON.parse(JSON.stringify(value)));
      const [top = ''] = pointer;
      const rest = (from: string): unknown => ({ ...(parseOf(from)), [top]: undefined });
      assert.deepEqual(rest(result.value), rest(text));
    }), { numRuns: 300 });
  });

  it('appends one item at the end', () => {
    fc.assert(fc.property(documents, fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 3 }), fc.jsonValue({ maxDepth: 2 }), (text, list, item) => {
      const withList = edited(text, set(['list'], list));
      if (!parseJson(withList).ok) return;
      const result = editJson(withList, [append(['list'], item)]);
      if (result.ok && parseJson(result.value).ok) assert.deepEqual(jsonValueAt(result.value, ['list']), JSON.parse(JSON.stringify([...list, item])));
    }), { numRuns: 300 });
  });

  it('gives the same bytes back when what was added is removed', () => {
    fc.assert(fc.property(documents, fc.jsonValue({ maxDepth: 2 }), (text, value) => {
      if (jsonValueAt(text, ['added']) !== undefined) return;
      assert.equal(edited(text, set(['added'], value), remove('added')), text);
    }), { numRuns: 300 });
  });

  it('always gives a document that can be read again', () => {
    fc.assert(fc.property(documents, pointers, fc.constantFrom('set', 'append', 'remove'), (text, pointer, kind) => {
      const edit: JsonEdit = kind === 'remove' ? { kind, pointer } : kind === 'set' ? set(pointer, { a: [1] }) : append(pointer, { a: [1] });
      const result = editJson(text, [edit, edit]);
      if (result.ok) assert.ok(parseJson(result.value).ok, result.value);
    }), { numRuns: 300 });
  });
});

function parseOf(text: string): Record<string, unknown> {
  const parsed = parseJson(text);
  return parsed.ok ? parsed.value as Record<string, unknown> : {};
}
