import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyTextEdits } from '../../../../src/core/text/text-edit.js';
import { applyYamlEdits, editYaml, type YamlEdit } from '../../../../src/core/text/yaml-edit.js';
import { parseYaml } from '../../../../src/core/text/yaml-text.js';
import { valueOf } from '../../../../src/core/text/yaml-tree.js';

function edited(text: string, edit: YamlEdit): string | null {
  const parsed = parseYaml(text);
  assert.ok(parsed.ok);
  const change = editYaml({ text, root: parsed.value.root }, edit);
  return change === null ? null : applyTextEdits(text, [change]);
}

const value = (text: string): unknown => {
  const parsed = parseYaml(text);
  assert.ok(parsed.ok, `${parsed.ok ? '' : parsed.problem.message}\n${text}`);
  return valueOf(parsed.value.root);
};

describe('Editing YAML', () => {
  it('changes one value in its own style and leaves every other byte', () => {
    const text = '# head\na: "x"   # why\nb: \'y\'\nc: z\nd:\n';
    assert.equal(edited(text, { kind: 'set', pointer: ['a'], value: 'n' }), '# head\na: "n"   # why\nb: \'y\'\nc: z\nd:\n');
    assert.equal(edited(text, { kind: 'set', pointer: ['b'], value: "it's" }), '# head\na: "x"   # why\nb: \'it\'\'s\'\nc: z\nd:\n');
    assert.equal(edited(text, { kind: 'set', pointer: ['c'], value: 'in_progress' }), '# head\na: "x"   # why\nb: \'y\'\nc: in_progress\nd:\n');
    assert.equal(edited(text, { kind: 'set', pointer: ['c'], value: 'a: b' }), '# head\na: "x"   # why\nb: \'y\'\nc: "a: b"\nd:\n');
    assert.equal(edited(text, { kind: 'set', pointer: ['d'], value: 5 }), '# head\na: "x"   # why\nb: \'y\'\nc: z\nd: 5\n');
  });

  it('adds a key below the last line of its map, with the indentation and line ends of the file', () => {
    assert.equal(edited('a:\r\n  b: 1 # one\r\n\r\nc: 2\r\n', { kind: 'set', pointer: ['a', 'n'], value: ['x'] }),
      'a:\r\n  b: 1 # one\r\n  n:\r\n    - "x"\r\n\r\nc: 2\r\n');
    assert.equal(edited('l:\n  - id: 1\n  - id: 2', { kind: 'set', pointer: ['l', 0, 'n'], value: 'x' }), 'l:\n  - id: 1\n    n: "x"\n  - id: 2');
    assert.equal(edited('l:\n  - id: 1\n  - id: 2', { kind: 'set', pointer: ['l', 1, 'n'], value: 'x' }), 'l:\n  - id: 1\n  - id: 2\n    n: "x"');
    assert.equal(edited('a: {b: 1}', { kind: 'set', pointer: ['a', 'note'], value: 'x y' }), 'a: {b: 1, note: "x y"}');
  });

  it('adds after a block text without becoming part of it', () => {
    const text = 'a:\n  b: |\n    one\n    two\n\nc: 1\n';
    const after = edited(text, { kind: 'set', pointer: ['a', 'n'], value: 'x' }) ?? '';
    assert.deepEqual(value(after), { a: { b: 'one\ntwo\n', n: 'x' }, c: 1 });
  });

  it('appends to lists of every style, and makes the list where it is absent', () => {
    assert.equal(edited('l:\n- a\n- b\nc: 1\n', { kind: 'append', pointer: ['l'], value: 'n' }), 'l:\n- a\n- b\n- "n"\nc: 1\n');
    assert.equal(edited('l: [a]\n', { kind: 'append', pointer: ['l'], value: 'n' }), 'l: [a, "n"]\n');
    assert.equal(edited('l: []\n', { kind: 'append', pointer: ['l'], value: 'n' }), 'l: ["n"]\n');
    assert.deepEqual(value(edited('a: 1\n', { kind: 'append', pointer: ['t', 'qa'], value: { id: 1 } }) ?? ''), { a: 1, t: { qa: [{ id: 1 }] } });
    assert.equal(edited('l:\n  - a: 1\n\n  - b: 2\n', { kind: 'append', pointer: ['l'], value: { c: 3 } }), 'l:\n  - a: 1\n\n  - b: 2\n\n  - c: 3\n');
  });

  it('renames a key and quotes a value in place', () => {
    assert.equal(edited('a: 1 # x\n', { kind: 'rename', pointer: ['a'], name: 'long_name' }), 'long_name: 1 # x\n');
    assert.equal(edited('v: 1.0 # x\n', { kind: 'quote', pointer: ['v'] }), 'v: "1.0" # x\n');
  });

  it('leaves alone what it cannot change: absent places, aliases', () => {
    assert.equal(edited('a: &x {b: 1}\nc: *x\n', { kind: 'set', pointer: ['c', 'b'], value: 2 }), null);
    assert.equal(edited('a: 1\n', { kind: 'set', pointer: ['x', 'y'], value: 2 }), null);
    assert.equal(edited('a: 1\n', { kind: 'rename', pointer: ['x'], name: 'y' }), null);
  });

  it('sets exactly the value that was asked for, and changes one line', () => {
    const text = 'a:\n  - b: "x"\n    c: plain\n  - d: \'s\'\ne: 1\n';
    const places = [['a', 0, 'b'], ['a', 0, 'c'], ['a', 1, 'd'], ['e']] as const;
    fc.assert(fc.property(fc.constantFrom(...places), fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean()), (pointer, wanted) => {
      const after = edited(text, { kind: 'set', pointer, value: wanted }) ?? '';
      let found = value(after);
      for (const step of pointer) found = (found as Record<string | number, unknown>)[step];
      assert.deepEqual(found, wanted);
      const lines = after.split('\n');
      assert.equal(lines.filter((line, index) => line !== text.split('\n')[index]).length <= 1, true);
      assert.equal(lines.length, text.split('\n').length);
    }), { numRuns: 300 });
  });

  it('puts a group or list where a value, nothing, or another group stood, and leaves the lines around it', () => {
    const text = 'a: null # why\nb:\nc:\n  d: 1\n  # of c\n  e: 2\nf: |\n  long\ng: 1\n';
    assert.equal(edited(text, { kind: 'put', pointer: ['a'], value: { x: 'y' } }), text.replace('a: null', 'a:\n  x: "y"'));
    assert.equal(edited(text, { kind: 'put', pointer: ['b'], value: ['y'] }), text.replace('b:', 'b:\n  - "y"'));
    assert.equal(edited(text, { kind: 'put', pointer: ['c'], value: [] }), 'a: null # why\nb:\nc: []\nf: |\n  long\ng: 1\n');
    assert.equal(edited(text, { kind: 'put', pointer: ['c', 'd'], value: { x: 1 } }), text.replace('d: 1', 'd:\n    x: 1'));
    assert.equal(edited(text, { kind: 'put', pointer: ['f'], value: ['x'] }), text.replace('f: |\n  long', 'f:\n  - "x"'));
    assert.equal(edited(text, { kind: 'put', pointer: ['g'], value: 2 }), text.replace('g: 1', 'g: 2'));
    assert.equal(edited('a: {b: 1, c: 2}', { kind: 'put', pointer: ['a', 'b'], value: [1] }), 'a: {b: [1], c: 2}');
    assert.equal(edited('a: [1]', { kind: 'put', pointer: ['a', 0], value: 2 }), null);
  });

  it('adds many items at once, in lines of their own also where the list was empty', () => {
    const values = [{ id: 1 }, { id: 2 }];
    assert.equal(edited('l: []\nm: 1\n', { kind: 'extend', pointer: ['l'], values }), 'l:\n  - id: 1\n  - id: 2\nm: 1\n');
    assert.equal(edited('l: # none\nm: 1\n', { kind: 'extend', pointer: ['l'], values: [1] }), 'l:\n  - 1 # none\nm: 1\n');
    assert.equal(edited('m: 1\n', { kind: 'extend', pointer: ['l'], values: [1] }), 'm: 1\nl:\n  - 1\n');
    assert.equal(edited('l: [0]\n', { kind: 'extend', pointer: ['l'], values: [1, 2] }), 'l: [0, 1, 2]\n');
    assert.equal(edited('l:\r\n- id: 0\r\n\r\n- id: 1\r\nm: 1\r\n', { kind: 'extend', pointer: ['l'], values }),
      'l:\r\n- id: 0\r\n\r\n- id: 1\r\n\r\n- id: 1\r\n\r\n- id: 2\r\nm: 1\r\n');
    assert.equal(edited('l: text\n', { kind: 'extend', pointer: ['l'], values }), null);
  });

  it('gives a value to what has none, beside a comment that stays one', () => {
    assert.equal(edited('a: # none yet\nb: 1\n', { kind: 'put', pointer: ['a'], value: 'now' }), 'a: now # none yet\nb: 1\n');
    assert.equal(edited('a:# no comment\n', { kind: 'put', pointer: ['a'], value: 7 }), null);
    assert.equal(edited('a:\n', { kind: 'put', pointer: ['a'], value: 7 }), 'a: 7\n');
  });

  it('makes several changes one after the other, or none', () => {
    assert.equal(applyYamlEdits('a: 1\n', [{ kind: 'put', pointer: ['b'], value: { c: 1 } }, { kind: 'set', pointer: ['b', 'c'], value: 2 }]), 'a: 1\nb:\n  c: 2\n');
    assert.equal(applyYamlEdits('a: 1\n', [{ kind: 'set', pointer: ['a'], value: 2 }, { kind: 'set', pointer: ['x', 'c'], value: 2 }]), null);
  });

  it('makes several changes at once only where that comes to the same', () => {
    const contents = fc.constantFrom('1', '"two"', '', '[]', '[1, 2]', '{x: 1}', '# none', '|\n  one\n  two', '\n  - 1\n  - x: 2', '\n  x: 1\n  y:\n    - 3 # kept', '\n- 1\n\n- 2\n', 'one # & other');
    const pointers = fc.constantFrom<readonly (string | number)[]>(['a'], ['b'], ['c'], ['d'], ['e'], ['a', 'x'], ['b', 'y'], ['c', 'new'], ['d', 0]);
    const values = fc.constantFrom<unknown>(null, 7, 'text', [], ['i', { j: 1 }], { x: 1, z: [2] });
    const edits = fc.oneof(
      fc.record({ kind: fc.constantFrom('set' as const, 'append' as const, 'put' as const), pointer: pointers, value: values }),
      fc.record({ kind: fc.constant('extend' as const), pointer: pointers, values: fc.array(values, { minLength: 1, maxLength: 2 }) }),
      fc.record({ kind: fc.constant('rename' as const), pointer: pointers, name: fc.constantFrom('a', 'q') }), fc.record({ kind: fc.constant('quote' as const), pointer: pointers }));
    fc.assert(fc.property(fc.array(contents, { minLength: 1, maxLength: 5 }), fc.array(edits, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), (own, wanted, eol) => {
      const text = own.map((each, index) => `${'abcde'.charAt(index)}: ${each}\n`).join('').replaceAll('\n', eol);
      const oneByOne = wanted.reduce<string | null>((done, edit) => (done === null ? null : applyYamlEdits(done, [edit])), text);
      assert.equal(applyYamlEdits(text, wanted), oneByOne);
    }), { numRuns: 1_000 });
  });

  it('puts any value into any map so that reading gives it back and everything else stays', () => {
    const values = fc.jsonValue({ maxDepth: 3 }).map((each) => JSON.parse(JSON.stringify(each)) as unknown).filter((each) => !JSON.stringify(each).includes('__proto__') && !/\\u00|\\u007f/.test(JSON.stringify(each)));
    fc.assert(fc.property(values, values, values, (before, after, other) => {
      const text = `# kept\nfirst: ${JSON.stringify(other)}\nkey: ${JSON.stringify(before)}\nlast: x # kept\n`;
      if (!parseYaml(text).ok) return;
      const now = edited(text, { kind: 'put', pointer: ['key'], value: after }) ?? '';
      assert.ok(now.startsWith(`# kept\nfirst: ${JSON.stringify(other)}\n`) && now.endsWith('\nlast: x # kept\n'), now);
      assert.deepEqual(value(now), { first: other, key: after, last: 'x' });
    }), { numRuns: 300 });
  });
});
