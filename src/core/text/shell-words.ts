import { failure, success, type Result } from '../../base/result.js';

/** What a shell would act on. Nothing of it happens here, so who writes it is told rather than surprised. */
const operator = /[|&;<>()$`*?[\]{}~!#\n]/;

/**
 * Takes a command line apart as a shell does its words: blanks separate, quotes and backslashes keep together. There is no shell, so
 * nothing else has a meaning: what would have one outside of quotes is refused.
 */
export function splitWords(line: string): Result<readonly string[], string> {
  const words: string[] = [];
  let word: string | null = null;
  for (let at = 0; at < line.length; ) {
    const piece = pieceAt(line, at);
    if (!piece.ok) return piece;
    const { text, length } = piece.value;
    if (text !== null) word = (word ?? '') + text;
    else if (word !== null) words.push(word);
    if (text === null) word = null;
    at += length;
  }
  return success(word === null ? words : [...words, word]);
}

/** A part of a word, or a blank (`text: null`), and how much of the line it takes. */
interface Piece {
  readonly text: string | null;
  readonly length: number;
}

function pieceAt(line: string, at: number): Result<Piece, string> {
  const character = line.charAt(at);
  if (character === ' ' || character === '\t') return success({ text: null, length: 1 });
  if (character === "'" || character === '"') return quotedAt(line, at);
  if (character === '\\') return at + 1 < line.length ? success({ text: line.charAt(at + 1), length: 2 }) : failure('It ends with a backslash.');
  if (operator.test(character)) return failure(`It has ${JSON.stringify(character)} outside of quotes, but no shell reads it; quote it, or write: sh -c '…'`);
  return success({ text: character, length: 1 });
}

function quotedAt(line: string, at: number): Result<Piece, string> {
  const found = line.charAt(at) === "'" ? /'([^']*)'/y : /"((?:[^"\\]|\\[^])*)"/y;
  found.lastIndex = at;
  const [whole, inside = ''] = found.exec(line) ?? [];
  if (whole === undefined) return failure('It has a quote that is not closed.');
  const text = whole.startsWith("'") ? inside : inside.replaceAll(/\\(["\\$`])/g, '$1');
  return success({ text, length: whole.length });
}
