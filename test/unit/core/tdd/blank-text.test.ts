import assert from 'node:assert/strict';
import fc from 'fast-check';
import { blankText } from '../../../../src/core/tdd/blank-text.js';
import { languages, type LanguageId } from '../../../../src/core/tdd/languages.js';

const cases: readonly (readonly [LanguageId, string, string])[] = [
  ['typescript', 'a("it(") // it(\nb', 'a("   ")       \nb'],
  ['typescript', 'x = /["\'`]/; y = "it("', 'x = /     /; y = "   "'],
  ['typescript', 'a / b / "it("', 'a / b / "   "'],
  ['typescript', '`it(\n${x}`;it(', '`   \n    `;it('],
  ['javascript', '/* it(\n it( */it(', '      \n       it('],
  ['javascript', "'it\\'('+b", "'     '+b"],
  ['python', "'''\ndef test_a\n'''\ndef test_b # def test_c", "'  \n          \n  '\ndef test_b             "],
  ['php', "#[Test]\n# x\nfunction a", '#[Test]\n   \nfunction a'],
  ['go', '`func TestA(`; \'"\'; x', '`           `; \' \'; x'],
  ['rust', "fn a<'a>(x: &'a str) { r#\"a#[test]\"#; 'x' }", "fn a<'a>(x: &'a str) { r           #; ' ' }"],
  ['csharp', '@"a""b"; [Fact]', '@     "; [Fact]'],
  ['ruby', "=begin\nit 'a'\n=end\nit 'b'", '      \n      \n    \nit \' \''],
  ['shell', 'a=${#b}\n# test_a()\ntest_b() { echo "#"; }', 'a=${#b}\n          \ntest_b() { echo " "; }'],
  ['svelte', '<!-- it(\n --><p>it(</p>', '        \n    <p>it(</p>'],
  ['java', '"""\n@Test\n"""; @Test', '"  \n     \n  "; @Test'],
];

describe('blanking what is not code', () => {
  for (const [language, text, blanked] of cases) it(`${language}: ${JSON.stringify(text)}`, () => assert.equal(blankText(text, language), blanked));

  it('leaves every line and character in its place, whatever the text', () => {
    const units = ['"', "'", '`', '/', '*', '#', '\\', '\n', ' ', 'a', 'it(', '=', '${', '}', 'r#"', '"""', '<!--', '=begin\n', '@"'];
    fc.assert(fc.property(fc.array(fc.constantFrom(...units), { maxLength: 40 }), (parts) => {
      const text = parts.join('');
      for (const { id } of languages) {
        const blanked = blankText(text, id);
        assert.equal(blanked.length, text.length);
        assert.equal(blanked.replace(/[^\n]/g, ''), text.replace(/[^\n]/g, ''));
      }
    }), { numRuns: 500 });
  });

  it('ends soon on long texts of what begins and never ends', () => {
    for (const piece of ['"', '/*', '/', '=/[', '`${', '<!--', 'r#"', "'''", '@"', '=begin\n', '\\', '#']) {
      for (const { id } of languages) assert.equal(blankText(piece.repeat(20_000), id).length, piece.length * 20_000);
    }
  }).timeout(20_000);
});
