import { JsonLexer, type Token } from './json-lexer.js';

/**
 * Why a text is not accepted as JSON. `offset` and `length` count UTF-16 units of the text as given, BOM included.
 * - `json/syntax`: not JSON as RFC 8259 has it: comments, trailing commas, NaN, two documents, truncated, empty
 * - `json/duplicate-key`: a key stands twice in one object, so that readers would disagree about the value
 * - `json/unsafe`: nested too deep, too large, NUL, or keys that reach into prototypes
 */
export interface JsonProblem {
  readonly code: 'json/syntax' | 'json/duplicate-key' | 'json/unsafe';
  readonly message: string;
  readonly offset: number;
  readonly length: number;
}

/** Deepest nesting that is read. */
export const maxJsonDepth = 64;
/** Largest document that is read, in bytes of UTF-8. */
export const maxJsonBytes = 256 * 1024;

/** An object or array that is still open while the text is walked. */
interface Open {
  readonly kind: '{' | '[';
  readonly token: Token;
  /** Keys so far → their offset; only for objects. */
  readonly keys: Map<string, number>;
  lastKey: string;
  /** What may come next: a value, a key, the colon, or a comma or the end. `first-…` also allows the end. */
  next: 'first-key' | 'key' | 'colon' | 'value' | 'first-value' | 'comma';
}

/** The first thing that is wrong with a text, exactly where it is; `null` when it is JSON that we accept. */
export function findJsonProblem(text: string): JsonProblem | null {
  return new Walk(text).problem();
}

/** One pass over the tokens with an explicit stack, so that no nesting, however deep, can exhaust the engine's own. */
class Walk {
  readonly #text: string;
  readonly #lexer: JsonLexer;
  readonly #open: Open[] = [];
  #complete = false;

  constructor(text: string) {
    this.#text = text;
    this.#lexer = new JsonLexer(text);
  }

  problem(): JsonProblem | null {
    for (;;) {
      const token = this.#lexer.next();
      if (token.kind === 'wrong') return at(token, token.message);
      if (token.kind === 'end') return this.#atEnd(token);
      const problem = this.#complete ? secondDocument(token) : this.#step(token);
      if (problem) return problem;
    }
  }

  #atEnd(token: Token): JsonProblem | null {
    const open = this.#open.at(-1);
    if (open) {
      const what = open.kind === '{' ? 'object' : 'list';
      return at(token, `The file ends inside the ${what} that begins in line ${this.#lineOf(open.token.offset)}; it looks cut off.`);
    }
    return this.#complete ? null : at(token, 'The file is empty; it must hold one JSON object.');
  }

  #step(token: Token): JsonProblem | null {
    const open = this.#open.at(-1);
    if (!open) return this.#value(token);
    switch (open.next) {
      case 'first-key':
      case 'key':
        return this.#key(token, open);
      case 'colon':
        open.next = 'value';
        return token.kind === ':' ? null : at(token, `After the key ${quoted(open.lastKey)} a colon must follow, not ${named(token)}.`);
      case 'first-value':
      case 'value':
        return this.#item(token, open);
      case 'comma':
        return this.#separator(token, open);
    }
  }

  #item(token: Token, open: Open): JsonProblem | null {
    if (token.kind === ']' && open.kind === '[') {
      return open.next === 'first-value' ? this.#close() : at(token, 'A comma stands before this "]"; after the last item of a list JSON allows none.');
    }
    open.next = 'comma';
    return this.#value(token);
  }

  #key(token: Token, open: Open): JsonProblem | null {
    if (token.kind === '}') {
      return open.next === 'first-key' ? this.#close() : at(token, 'A comma stands before this "}"; after the last entry of an object JSON allows none.');
    }
    if (token.kind !== 'string') return at(token, `A key in double quotes must stand here, not ${named(token)}.`);
    const key = JSON.parse(token.text) as string;
    const problem = this.#unsafeKey(token, key) ?? this.#repeatedKey(token, key, open);
    open.keys.set(key, token.offset);
    open.lastKey = key;
    open.next = 'colon';
    return problem;
  }

  #unsafeKey(token: Token, key: string): JsonProblem | null {
    const underConstructor = key === 'prototype' && this.#open.at(-2)?.lastKey === 'constructor';
    if (key !== '__proto__' && !underConstructor) return null;
    return at(token, `The key ${quoted(key)} is refused here, because it could change every object of a program that reads the file.`, 'json/unsafe');
  }

  #repeatedKey(token: Token, key: string, open: Open): JsonProblem | null {
    const first = open.keys.get(key);
    if (first === undefined) return null;
    const where = `the first one is in line ${this.#lineOf(first)}`;
    return at(token, `The key ${quoted(key)} stands twice in the same object (${where}); keep only one of them.`, 'json/duplicate-key');
  }

  #separator(token: Token, open: Open): JsonProblem | null {
    const end = open.kind === '{' ? '}' : ']';
    if (token.kind === end) return this.#close();
    if (token.kind === ',') {
      open.next = open.kind === '{' ? 'key' : 'value';
      return null;
    }
    if (token.kind === '}' || token.kind === ']') return at(token, `This ${quoted(token.kind)} closes what began with "${open.kind}" in line ${this.#lineOf(open.token.offset)}; "${end}" must stand here.`);
    return at(token, `A comma is missing before ${named(token)}, or "${end}" to close what began in line ${this.#lineOf(open.token.offset)}.`);
  }

  #value(token: Token): JsonProblem | null {
    if (token.kind === '{' || token.kind === '[') return this.#enter(token, token.kind);
    if (token.kind === 'string' || token.kind === 'literal') {
      this.#complete = this.#open.length === 0;
      return null;
    }
    return at(token, `A value must stand here, not ${named(token)}.`);
  }

  #enter(token: Token, kind: '{' | '['): JsonProblem | null {
    if (this.#open.length >= maxJsonDepth) return at(token, `Objects and lists are nested deeper than ${maxJsonDepth} levels.`, 'json/unsafe');
    this.#open.push({ kind, token, keys: new Map(), lastKey: '', next: kind === '{' ? 'first-key' : 'first-value' });
    return null;
  }

  #close(): null {
    this.#open.pop();
    this.#complete = this.#open.length === 0;
    return null;
  }

  #lineOf(offset: number): number {
    return this.#text.slice(0, offset).split(/\r\n|\r|\n/).length;
  }
}

function secondDocument(token: Token): JsonProblem {
  return at(token, `The file must hold exactly one JSON value; ${named(token)} after it is one too many.`);
}

function at(token: Token, message: string, code: JsonProblem['code'] = 'json/syntax'): JsonProblem {
  return { code, message, offset: token.offset, length: token.length };
}

/** A token as a person reads it, cut to a readable length. */
function named(token: Token): string {
  if (token.kind === 'end') return 'the end of the file';
  const text = token.kind === 'string' || token.kind === 'literal' ? token.text : token.kind;
  return token.kind === 'string' ? short(text) : `"${short(text)}"`;
}

function quoted(text: string): string {
  return JSON.stringify(short(text));
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
