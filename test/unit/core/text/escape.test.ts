import assert from 'node:assert/strict';
import fc from 'fast-check';
import { escapeMarkdown, escapeTodoTitle, excerpt, plainLine } from '../../../../src/core/text/escape.js';

const attacks = [
  '[click](command:workbench.action.quit)', '![x](https://evil.example/x.png)', '<img src=x onerror=alert(1)>', '<script>alert(1)</script>',
  '$(sync~spin) working', '`code`', '**bold** __bold__ *it* _it_', '~~gone~~', '# heading', '> quote', '- [x] item', '1. item', '| a | b |',
  '](x) [y](command:z)', '<!-- comment -->', '&lt;b&gt; &#x3c;', 'https://evil.example', 'mail@evil.example', '\\', '\\](x)', ']]>', '[^1]: note',
  'a\nb', 'a\r\nb', 'a\tb', '\u2028line', '\u2029paragraph', '\u0085next', 'x\u0000y', 'bell\u0007', 'back\b\b\b', '\u001b[31mred\u001b[0m',
  '\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007', '\u001b]0;title\u001b\\', '\u009b31mred', '\u001bc', '\u001b', '\u001b[', '\u001b]never ends',
  '\u202etxt.exe', '\u2066a\u2069', '\u200bzero', 'a\u200db', '\u2060', '\ufeffbom', '\u00adsoft', '\u061c', '\u{e0041}\u{e0042}', '\ud800', '\udc00x', '\u3164', '\ufff9a\ufffb',
];

const payloads = fc.array(fc.oneof(fc.constantFrom(...attacks), fc.string({ maxLength: 5 }), fc.string({ unit: 'binary', maxLength: 5 })), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(''));

/** What no sink may be given: controls, line ends, and characters that show nothing or turn the text around. */
const dangerous = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c\p{Cs}]|[\u{e0000}-\u{e007f}]/u;

describe('plainLine', () => {
  for (const [text, expected] of [
    ['Implement JWT authentication', 'Implement JWT authentication'],
    ['Größe: 任务 – «ok» 100 %', 'Größe: 任务 – «ok» 100 %'],
    ['one\r\n\ttwo', 'one two'],
    ['\u001b[1;31mred\u001b[0m text', 'red text'],
    ['\u001b]8;;https://evil.example\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['\u009b2Jcleared', 'cleared'],
    ['bell\u0007 nul\u0000', 'bell nul'],
    ['gpj\u202eexe', 'gpj‹U+202E›exe'],
    ['a\u200bb', 'a‹U+200B›b'],
    ['a\u200db', 'a‹U+200D›b'],
    ['\u{e0041}', '‹U+E0041›'],
    ['lone \ud800', 'lone ‹U+D800›'],
    ['👩\u200d💻 and 👩🏽\u200d💻 and ❤️\u200d🔥', '👩\u200d💻 and 👩🏽\u200d💻 and ❤️\u200d🔥'],
    ['\u0661\u0600\u0662', '\u0661\u0600\u0662'],
  ] as const) {
    it(`shows ${JSON.stringify(text)} as ${JSON.stringify(expected)}`, () => { assert.equal(plainLine(text), expected); });
  }

  it('is one line without control, bidi or zero-width characters, for any payload', () => {
    fc.assert(fc.property(payloads, (text) => {
      const shown = plainLine(text).replace(/(?<=\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?)\u200d(?=\p{Extended_Pictographic})/gu, '');
      assert.ok(!dangerous.test(shown) && !shown.includes('\u200d'), JSON.stringify(shown));
    }), { numRuns: 1_000 });
  });

  it('leaves what it made as it is', () => {
    fc.assert(fc.property(payloads, (text) => { assert.equal(plainLine(plainLine(text)), plainLine(text)); }), { numRuns: 300 });
  });

  it('takes time in proportion to the text', () => {
    for (const text of ['\u001b['.repeat(100_000), '\u001b]'.repeat(100_000), '\n'.repeat(100_000), '👩\u200d'.repeat(50_000)]) assert.ok(plainLine(text).length <= 8 * text.length);
  });
});

describe('escapeMarkdown', () => {
  it('puts a backslash before every ASCII punctuation mark, so that Markdown shows it and acts on none', () => {
    fc.assert(fc.property(payloads, (text) => {
      const escaped = escapeMarkdown(text);
      assert.equal(escaped.replace(/\\([!-/:-@[-`{-~])/g, '$1'), plainLine(text));
      assert.ok(!/[!-/:-@[-`{-~]/.test(escaped.replace(/\\[!-/:-@[-`{-~]/g, '')), escaped);
    }), { numRuns: 1_000 });
  });

  it('makes a theme icon and a link plain text', () => {
    assert.equal(escapeMarkdown('$(sync~spin) [x](command:y)'), '\\$\\(sync\\~spin\\) \\[x\\]\\(command\\:y\\)');
  });
});

describe('escapeTodoTitle', () => {
  for (const [title, expected] of [
    ['Implement JWT authentication (OAuth2), part #1', 'Implement JWT authentication (OAuth2), part #1'],
    ['Add user_id to sessions', 'Add user_id to sessions'],
    ['_private_ and __init__', '\\_private\\_ and \\_\\_init\\_\\_'],
    ['a | b] → [c](d)', 'a \\| b\\] → \\[c\\](d)'],
    ['**bold** `code` ~~gone~~', '\\*\\*bold\\*\\* \\`code\\` \\~\\~gone\\~\\~'],
    ['<b>x</b> & y &amp; &#60;', '\\<b>x\\</b> & y \\&amp; \\&#60;'],
    ['two\nlines', 'two lines'],
    ['  blanks around  ', 'blanks around'],
    ['C:\\dir', 'C:\\\\dir'],
  ] as const) {
    it(`writes ${JSON.stringify(title)} as ${JSON.stringify(expected)}`, () => { assert.equal(escapeTodoTitle(title), expected); });
  }

  it('keeps the row one line and closes nothing around it, for any payload', () => {
    fc.assert(fc.property(payloads, (title) => {
      const escaped = escapeTodoTitle(title);
      assert.ok(!/[\r\n\u2028\u2029]/.test(escaped));
      assert.ok(!/[`*[\]|<~\\]/.test(escaped.replace(/\\[!-/:-@[-`{-~]/g, '')), escaped);
    }), { numRuns: 1_000 });
  });
});

describe('excerpt', () => {
  it('keeps a short text', () => { assert.equal(excerpt('in progress'), 'in progress'); });
  it('cuts a long one without breaking a character', () => {
    assert.equal(excerpt('x'.repeat(1_000_000)), `${'x'.repeat(79)}…`);
    assert.equal(excerpt('😀'.repeat(200)), `${'😀'.repeat(79)}…`);
  });
  it('is one plain line', () => { assert.equal(excerpt('a\n\u001b[31mb\u202e'), 'a b‹U+202E›'); });
});
