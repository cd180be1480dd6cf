import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseYaml, renderYaml } from '../../../../src/core/text/yaml-text.js';
import { valueOf, type YamlProblem } from '../../../../src/core/text/yaml-tree.js';

const value = (text: string): unknown => {
  const parsed = parseYaml(text);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.problem.message);
  return valueOf(parsed.value.root);
};

const problem = (text: string): YamlProblem => {
  const parsed = parseYaml(text);
  assert.ok(!parsed.ok, 'this text is refused');
  return parsed.problem;
};

const nested = 'bcdefghij'.split('').map((name, index) => `${name}: &${name} [${Array<string>(9).fill(`*${'abcdefghij'[index] ?? ''}`).join(', ')}]`).join('\n');

/** What is refused, and how. The long ones are so long that what costs more than a few steps a character would never end. */
const refused: Readonly<Record<string, readonly [string, YamlProblem['code'], number]>> = {
  'an alias bomb': [`a: &a [x, x, x, x, x, x, x, x, x]\n${nested}`, 'yaml/unsafe', -1],
  'an alias of itself': ['a: &a [*a]', 'yaml/syntax', 7],
  'many aliases': [`a: &a 1\n${Array.from({ length: 100_000 }, (_, index) => `b${index}: *a`).join('\n')}`, 'yaml/unsafe', -1],
  'a tag': ['a: !!str 1', 'yaml/unsafe', 3],
  'a tag that would make a function': ['a: !!js/function "x"', 'yaml/unsafe', 3],
  '%YAML 1.1': ['%YAML 1.1\n---\na: yes', 'yaml/unsafe', 0],
  'two documents': ['a: 1\n---\nb: 2', 'yaml/unsafe', 5],
  'a tab for indentation': ['a:\n\tb: 1', 'yaml/syntax', 3],
  'a duplicate key': ['a: 1\nb: 2\n"a": 3', 'yaml/duplicate-key', 10],
  'a key that reaches into prototypes': ['__proto__: 1', 'yaml/unsafe', 0],
  'a key that is a list': ['? [a]\n: 1', 'yaml/unsafe', 2],
  'a control character': ['a: \u0000', 'yaml/unsafe', 3],
  'an open quote': ['a: "x\nb: 1\n', 'yaml/syntax', -1],
  'an open list': ['a: [1, 2\nb: 3', 'yaml/syntax', -1],
  'deep nesting in brackets': [`a: ${'['.repeat(3_000_000)}`, 'yaml/unsafe', -1],
  'deep nesting in braces': ['{a: '.repeat(900_000), 'yaml/unsafe', -1],
  'deep nesting by dashes': ['- '.repeat(1_900_000), 'yaml/unsafe', -1],
  'deep nesting by indentation': [Array.from({ length: 2_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), 'yaml/unsafe', -1],
  'nothing but commas': [`[${','.repeat(100_000)}`, 'yaml/syntax', -1],
  'commas without end': [`[${','.repeat(3_000_000)}`, 'yaml/unsafe', -1],
  'nothing but wrong indentation': ['  a: 1\n b: 2\n'.repeat(250_000), 'yaml/syntax', -1],
  'a text that is too long': [`a: ${'x'.repeat(5_000_000)}`, 'yaml/unsafe', 0],
};

describe('Reading YAML', () => {
  for (const [name, [text, code, offset]] of Object.entries(refused)) {
    it(`refuses ${name}, with one problem in the right place`, () => {
      const found = problem(text);
      assert.equal(found.code, code, found.message);
      if (offset >= 0) assert.equal(found.offset, offset, found.message);
      assert.ok(found.offset <= text.length && found.length >= 1);
      assert.match(found.message, /^[A-Z_%[].*[.]$/s);
    });
  }

  it('takes BOM, CRLF, comments, a document mark, and no final newline as they are', () => {
    assert.deepEqual(value('\ufeff---\r\na: 1 # one\r\nb:\r\n  - x'), { a: 1, b: ['x'] });
    assert.deepEqual(value('%YAML 1.2\n---\na: yes\n...\n'), { a: 'yes' });
    assert.equal(value(''), null);
  });

  it('reads by the core schema of YAML 1.2: dates, yes and on are texts, keys are texts', () => {
    assert.deepEqual(value('d: 2026-01-01\ny: yes\no: on\nn: ~\nt: true\ni: 0x1F\nf: 1.50\n200: ok'),
      { d: '2026-01-01', y: 'yes', o: 'on', n: null, t: true, i: 31, f: 1.5, '200': 'ok' });
  });

  it('resolves a few aliases, each to the whole value', () => {
    assert.deepEqual(value('a: &x {b: [1]}\nc: *x\nd: *x'), { a: { b: [1] }, c: { b: [1] }, d: { b: [1] } });
  });

  it('reads ten thousand keys and says the second of two equal ones', () => {
    const keys = Array.from({ length: 10_000 }, (_, index) => `key${index}: 1`).join('\n');
    assert.equal(Object.keys(value(keys) as object).length, 10_000);
    assert.equal(problem(`${keys}\nkey7: 2`).code, 'yaml/duplicate-key');
  });

  it('never throws, whatever it is given', () => {
    const pieces = fc.constantFrom('a', ': ', '- ', '\n', '  ', '"', "'", '{', '}', '[', ']', ',', '|', '>', '&a', '*a', '!', '%', '---', '\t', '#', '?', '\r', '~', '1', 'é', '@', '`');
    fc.assert(fc.property(fc.oneof(fc.string(), fc.array(pieces, { maxLength: 60 }).map((all) => all.join(''))), (text) => {
      const parsed = parseYaml(text);
      if (parsed.ok) valueOf(parsed.value.root);
      else assert.ok(parsed.problem.offset >= 0 && parsed.problem.offset <= text.length);
    }), { numRuns: process.env['TEST_LONG'] === '1' ? 100_000 : 10_000 });
  });

  it('reads back what it renders, whatever the texts are', () => {
    const plain = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 4 }, fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('any'), { maxLength: 4 }),
        fc.dictionary(fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'), tie('any'), { maxKeys: 4, noNullPrototype: true })),
    })).any;
    fc.assert(fc.property(plain, (any) => {
      assert.deepEqual(value(renderYaml({ any })), { any });
    }), { numRuns: 500 });
  });
});
