/** One token of a JSON text. `wrong` is what begins no token of JSON, with a sentence about it. */
export type Token =
  | { readonly kind: '{' | '}' | '[' | ']' | ',' | ':' | 'end'; readonly offset: number; readonly length: number }
  | { readonly kind: 'string' | 'literal'; readonly offset: number; readonly length: number; readonly text: string }
  | { readonly kind: 'wrong'; readonly offset: number; readonly length: number; readonly message: string };

const punctuation = ['{', '}', '[', ']', ',', ':'] as const;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Whatever a person may have meant as one word. */
const word = /[\p{L}\p{N}_$+.-]+/uy;
const escapes = 'A backslash in a text must be followed by " \\ / b f n r t, or by u and four hexadecimal digits';

/** What people write for the values that JSON spells differently. */
const meant: ReadonlyMap<string, string> = new Map([
  ['True', 'true'], ['TRUE', 'true'], ['False', 'false'], ['FALSE', 'false'],
  ['None', 'null'], ['nil', 'null'], ['Null', 'null'], ['NULL', 'null'], ['undefined', 'null'],
]);

/** Reads the tokens of a JSON text one by one, strictly by RFC 8259; a BOM at the very start is skipped. */
export class JsonLexer {
  readonly #text: string;
  #at: number;

  constructor(text: string) {
    this.#text = text;
    this.#at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  next(): Token {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at++;
    const offset = this.#at;
    if (offset >= this.#text.length) return { kind: 'end', offset: this.#text.length, length: 0 };
    const token = this.#read(offset);
    this.#at = offset + token.length;
    return token;
  }

  #read(offset: number): Token {
    const character = this.#text.charAt(offset);
    const sign = punctuation.find((each) => each === character);
    if (sign) return { kind: sign, offset, length: 1 };
    if (character === '"') return this.#string(offset);
    if (character === '/' && /[/*]/.test(this.#text.charAt(offset + 1))) return wrong(offset, 2, 'JSON has no comments; remove it.');
    if (character === "'") return wrong(offset, 1, 'Texts stand in double quotes in JSON, not in single ones.');
    return this.#word(offset);
  }

  #word(offset: number): Token {
    word.lastIndex = offset;
    const text = word.exec(this.#text)?.[0];
    if (text === undefined) return this.#stray(offset);
    if (text === 'true' || text === 'false' || text === 'null' || isNumber(text)) return { kind: 'literal', offset, length: text.length, text };
    const instead = meant.get(text);
    const hint = instead ? ` Did you mean ${instead}?` : '';
    const shown = text.length > 40 ? `${text.slice(0, 39)}…` : text;
    return wrong(offset, text.length, `"${shown}" is no JSON value; allowed are texts in double quotes, numbers, true, false, null, lists and objects.${hint}`);
  }

  #stray(offset: number): Token {
    const code = this.#text.codePointAt(offset) ?? 0;
    return wrong(offset, code > 0xffff ? 2 : 1, `The character ${nameOf(code)} cannot stand here.`);
  }

  #string(offset: number): Token {
    let at = offset + 1;
    for (;;) {
      const code = this.#text.charCodeAt(at);
      if (Number.isNaN(code)) return wrong(offset, at - offset, 'This text is never closed; a double quote is missing, or the file is cut off.');
      if (code === 0x22) return { kind: 'string', offset, length: at + 1 - offset, text: this.#text.slice(offset, at + 1) };
      if (code < 0x20) return wrong(at, 1, controlMessage(code));
      const width = code === 0x5c ? this.#escapeWidth(at) : 1;
      if (width === 0) return wrong(at, Math.min(2, this.#text.length - at), `${escapes}; to write a backslash itself, double it.`);
      at += width;
    }
  }

  /** Length of the escape at a backslash, 0 when it is none. */
  #escapeWidth(at: number): number {
    const next = this.#text.charAt(at + 1);
    if (next === 'u') return /^[0-9a-fA-F]{4}$/.test(this.#text.slice(at + 2, at + 6)) ? 6 : 0;
    return next !== '' && '"\\/bfnrt'.includes(next) ? 2 : 0;
  }
}

/** White space of JSON: blank, line feed, carriage return, tab. */
export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function isNumber(text: string): boolean {
  number.lastIndex = 0;
  return number.exec(text)?.[0] === text;
}

function controlMessage(code: number): string {
  if (code === 0x0a || code === 0x0d) return 'A text must end on its line; write a line break inside it as \\n, or close it with a double quote.';
  if (code === 0x09) return 'Write a tab inside a text as \\t.';
  return `The control character ${nameOf(code)} cannot stand in a text; write it as an escape or remove it.`;
}

function nameOf(code: number): string {
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const character = String.fromCodePoint(code);
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? `"${character}" (${hex})` : hex;
}

function wrong(offset: number, length: number, message: string): Token {
  return { kind: 'wrong', offset, length, message };
}
