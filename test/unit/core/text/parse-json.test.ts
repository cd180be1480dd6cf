import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseJson, rangeOf, salvageJson } from '../../../../src/core/text/json-text.js';
import { maxJsonBytes } from '../../../../src/core/text/json-problem.js';

/** `line:column code message` of what is wrong with a text. */
function problemOf(text: string): string {
  const parsed = parseJson(text);
  if (parsed.ok) return 'accepted';
  const { line, column } = rangeOf(text, { kind: 'offset', ...parsed.problem });
  return `${line}:${column} ${parsed.problem.code} ${parsed.problem.message}`;
}

describe('parseJson accepts', () => {
  const plain = '{\n  "id": "IMPL-1",\n  "list": [1, -2.5e3, true, null]\n}';
  const value = { id: 'IMPL-1', list: [1, -2500, true, null] };
  for (const [what, text] of [
    ['LF without a final newline', plain],
    ['a final newline', `${plain}\n`],
    ['a BOM', `\ufeff${plain}`],
    ['CRLF', plain.replaceAll('\n', '\r\n')],
    ['CR', plain.replaceAll('\n', '\r')],
    ['tabs', plain.replaceAll('  ', '\t')],
    ['one line', JSON.stringify(value)],
    ['blanks before colons', plain.replaceAll('":', '"  :')],
    ['line breaks before colons', plain.replaceAll('":', '"\n:')],
    ['blank lines around', `\n\n${plain}\n\n\n`],
  ] as const) {
    it(what, () => { assert.deepEqual(parseJson(text), { ok: true, value }); });
  }

  it('texts that look like keys', () => {
    const tricky = { command: 'jq \'."status": "x"\' \\"a\\": "b" :', 'a":': '\\', '"': '":":":' };
    assert.deepEqual(parseJson(JSON.stringify(tricky)), { ok: true, value: tricky });
  });

  it('a key named constructor, and one named prototype, unless the one is inside the other', () => {
    const value = { constructor: { build: 1 }, prototype: 2 };
    assert.deepEqual(parseJson(JSON.stringify(value)), { ok: true, value });
  });

  it('values that are no objects: that is for the caller to judge', () => {
    for (const text of ['null', '[]', '"x"', '1']) assert.ok(parseJson(text).ok);
  });

  it('nesting of 64 levels', () => {
    assert.ok(parseJson('['.repeat(64) + ']'.repeat(64)).ok);
    assert.ok(parseJson('{"a":'.repeat(64) + '1' + '}'.repeat(64)).ok);
  });

  it('256 KiB, counted in bytes', () => {
    assert.ok(parseJson(JSON.stringify('x'.repeat(maxJsonBytes - 2))).ok);
    assert.ok(parseJson(JSON.stringify('€'.repeat((maxJsonBytes - 2) / 3 - 1))).ok);
  });
});

describe('parseJson refuses', () => {
  for (const [what, text, expected] of [
    ['an empty file', '', '1:1 json/syntax The file is empty; it must hold one JSON object.'],
    ['white space only', ' \n\n', '3:1 json/syntax The file is empty; it must hold one JSON object.'],
    ['a BOM only', '\ufeff', '1:1 json/syntax The file is empty; it must hold one JSON object.'],
    ['a truncated object', '{\n  "id": "IMPL-1",\n  "context": {\n', '4:1 json/syntax The file ends inside the object that begins in line 3; it looks cut off.'],
    ['a truncated list', '{"a": [1,', '1:10 json/syntax The file ends inside the list that begins in line 1; it looks cut off.'],
    ['a truncated text', '{"id": "IMP', '1:8 json/syntax This text is never closed; a double quote is missing, or the file is cut off.'],
    ['a comma before }', '{\n  "a": 1,\n}', '3:1 json/syntax A comma stands before this "}"; after the last entry of an object JSON allows none.'],
    ['a comma before ]', '[1, 2, ]', '1:8 json/syntax A comma stands before this "]"; after the last item of a list JSON allows none.'],
    ['a missing comma', '{\n  "a": 1\n  "b": 2\n}', '3:3 json/syntax A comma is missing before "b", or "}" to close what began in line 1.'],
    ['a missing comma in a list', '[1 2]', '1:4 json/syntax A comma is missing before "2", or "]" to close what began in line 1.'],
    ['a missing colon', '{"a" 1}', '1:6 json/syntax After the key "a" a colon must follow, not "1".'],
    ['a missing value', '{"a": }', '1:7 json/syntax A value must stand here, not "}".'],
    ['a key without quotes', '{id: 1}', '1:2 json/syntax "id" is no JSON value; allowed are texts in double quotes, numbers, true, false, null, lists and objects.'],
    ['a number as a key', '{1: 1}', '1:2 json/syntax A key in double quotes must stand here, not "1".'],
    ['the wrong bracket', '{"a": [1}', '1:9 json/syntax This "}" closes what began with "[" in line 1; "]" must stand here.'],
    ['a line comment', '{\n  // why\n  "a": 1\n}', '2:3 json/syntax JSON has no comments; remove it.'],
    ['a block comment', '{"a": /* why */ 1}', '1:7 json/syntax JSON has no comments; remove it.'],
    ['single quotes', "{'a': 1}", '1:2 json/syntax Texts stand in double quotes in JSON, not in single ones.'],
    ['NaN', '{"a": NaN}', '1:7 json/syntax "NaN" is no JSON value; allowed are texts in double quotes, numbers, true, false, null, lists and objects.'],
    ['Infinity', '[-Infinity]', '1:2 json/syntax "-Infinity" is no JSON value; allowed are texts in double quotes, numbers, true, false, null, lists and objects.'],
    ["Python's None", '{"a": None}', '1:7 json/syntax "None" is no JSON value; allowed are texts in double quotes, numbers, true, false, null, lists and objects. Did you mean null?'],
    ['a number with a zero in front', '[01]', '1:2 json/syntax "01" is no JSON value; allowed are texts in double quotes, numbers, true, false, null, lists and objects.'],
    ['two documents', '{"a": 1}\n{"a": 2}\n', '2:1 json/syntax The file must hold exactly one JSON value; "{" after it is one too many.'],
    ['text after the document', '{"a": 1} "x"', '1:10 json/syntax The file must hold exactly one JSON value; "x" after it is one too many.'],
    ['a bad escape', '{"a": "C:\\dir"}', '1:10 json/syntax A backslash in a text must be followed by " \\ / b f n r t, or by u and four hexadecimal digits; to write a backslash itself, double it.'],
    ['a bad Unicode escape', '["\\u12G4"]', '1:3 json/syntax A backslash in a text must be followed by " \\ / b f n r t, or by u and four hexadecimal digits; to write a backslash itself, double it.'],
    ['a line break in a text', '{"a": "x\ny"}', '1:9 json/syntax A text must end on its line; write a line break inside it as \\n, or close it with a double quote.'],
    ['a tab in a text', '["x\ty"]', '1:4 json/syntax Write a tab inside a text as \\t.'],
    ['NUL in a text', '["x\u0000"]', '1:4 json/syntax The control character U+0000 cannot stand in a text; write it as an escape or remove it.'],
    ['NUL outside of texts', '{}\u0000', '1:3 json/syntax The character U+0000 cannot stand here.'],
    ['a second BOM', '\ufeff\ufeff{}', '1:1 json/syntax The character U+FEFF cannot stand here.'],
    ['a no-break space', '{\u00a0"a": 1}', '1:2 json/syntax The character U+00A0 cannot stand here.'],
    ['a key that stands twice', '{\n  "status": "pending",\n  "id": 1,\n  "status": "done"\n}', '4:3 json/duplicate-key The key "status" stands twice in the same object (the first one is in line 2); keep only one of them.'],
    ['a key twice, once written with escapes', '{"a": 1, "\\u0061": 2}', '1:10 json/duplicate-key The key "a" stands twice in the same object (the first one is in line 1); keep only one of them.'],
    ['a key twice with different white space', '{"a" : 1, "a": 2}', '1:11 json/duplicate-key The key "a" stands twice in the same object (the first one is in line 1); keep only one of them.'],
    ['a key twice beside a text that looks like a key', '{"a": "\\":", "b": 1, "b": 2}', '1:22 json/duplicate-key The key "b" stands twice in the same object (the first one is in line 1); keep only one of them.'],
    ['__proto__', '{"a": {"__proto__": {"x": 1}}}', '1:8 json/unsafe The key "__proto__" is refused here, because it could change every object of a program that reads the file.'],
    ['__proto__ written with escapes', '{"\\u005f_proto__": 1}', '1:2 json/unsafe The key "__proto__" is refused here, because it could change every object of a program that reads the file.'],
    ['constructor.prototype', '{"constructor": {"prototype": {}}}', '1:18 json/unsafe The key "prototype" is refused here, because it could change every object of a program that reads the file.'],
    ['nesting of 65 levels', '['.repeat(65) + ']'.repeat(65), '1:65 json/unsafe Objects and lists are nested deeper than 64 levels.'],
    ['nesting that never ends', '['.repeat(200_000), '1:65 json/unsafe Objects and lists are nested deeper than 64 levels.'],
  ] as const) {
    it(what, () => { assert.equal(problemOf(text), expected); });
  }

  it('more than 256 KiB, counted in bytes', () => {
    const expected = '1:1 json/unsafe The file is larger than 256 KiB; a task or session file of that size is not read.';
    assert.equal(problemOf(JSON.stringify('x'.repeat(maxJsonBytes - 1))), expected);
    assert.equal(problemOf(JSON.stringify('€'.repeat(maxJsonBytes / 3))), expected);
    assert.equal(problemOf(JSON.stringify('😀'.repeat(maxJsonBytes / 4))), expected);
  });
});

describe('parseJson, for any text,', () => {
  it('reads what JSON.parse reads, and nothing else', () => {
    const spoiled = fc.tuple(fc.json({ maxDepth: 5 }), fc.nat(), fc.string({ maxLength: 3 }))
      .map(([text, at, junk]) => text.slice(0, at % (text.length + 1)) + junk + text.slice((at % (text.length + 1)) + (at % 3)));
    fc.assert(fc.property(fc.oneof(fc.json({ maxDepth: 6 }), spoiled), (text) => {
      const parsed = parseJson(text);
      if (parsed.ok) assert.deepEqual(parsed.value, JSON.parse(text));
      else if (parsed.problem.code === 'json/syntax') assert.throws(() => JSON.parse(text) as unknown);
    }), { numRuns: 1_500 });
  });

  it('puts the problem inside of the text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 60, unit: fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', 'u', 'a', '1', '-', '.', '\n', '\t', ' ', '\ufeff', '\u0000') }), (text) => {
      const parsed = parseJson(text);
      if (parsed.ok) return;
      const { offset, length } = parsed.problem;
      assert.ok(offset >= 0 && length >= 0 && offset + length <= text.length, `${offset}+${length} of ${text.length}`);
    }), { numRuns: 1_500 });
  });

  it('finds every key that stands twice', () => {
    const entries = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', '":', 'd e'), fc.constantFrom('1', '"\\":"', '{"a": 1}'), fc.constantFrom(':', ' :', ': ', '\n:\t')));
    fc.assert(fc.property(entries, (list) => {
      const text = `{${list.map(([key, value, colon]) => JSON.stringify(key) + colon + value).join(',')}}`;
      const hasTwins = new Set(list.map(([key]) => key)).size < list.length;
      assert.equal(problemOf(text).includes('json/duplicate-key'), hasTwins);
    }), { numRuns: 800 });
  });
});

describe('salvageJson', () => {
  it('keeps the entries before the file is cut off', () => {
    assert.deepEqual(salvageJson('\ufeff{"session_id": "WFS-x", "project": "Search", "status": "act'), { session_id: 'WFS-x', project: 'Search', status: 'act' });
  });

  it('reads over trailing commas and comments', () => {
    assert.deepEqual(salvageJson('{"a": 1, // one\n "b": 2,\n}'), { a: 1, b: 2 });
  });

  it('finds nothing in what is no object, or unsafe', () => {
    for (const text of ['', 'null', '[1]', '"x"', '<xml/>', '{"__proto__": {"a": 1}, ', '['.repeat(100_000)]) assert.equal(salvageJson(text), null);
  });
});
