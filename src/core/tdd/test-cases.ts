import { blankText } from './blank-text.js';
import type { LanguageId } from './languages.js';
import { testMarks } from './test-marks.js';

/** Something found in a text. `offset` and `length` in UTF-16 units. */
export interface Mark {
  /** Of a test its name, else the code itself; empty when it has none that can be read. */
  readonly name: string;
  readonly offset: number;
  readonly length: number;
}

/** The tests of a file that are run, and what keeps others from being run. */
export interface TestCases {
  readonly tests: readonly Mark[];
  readonly skips: readonly Mark[];
  readonly onlys: readonly Mark[];
}

/** Longer texts are not looked into; what a test of this size holds was not written by hand. UTF-16 units. */
const longest = 1_000_000;

const nowhere = /(?!)/g;

const none: TestCases = { tests: [], skips: [], onlys: [] };

/** Finds the tests in a text by how they look: what is in comments or strings is no test, what cannot be seen in the text is not found. */
export function testCasesIn(text: string, language: LanguageId): TestCases {
  if (text.length > longest) return none;
  const marks = testMarks[language];
  const blanked = blankText(text, language);
  const found = (kind: 'test' | 'skip' | 'only'): readonly RegExpExecArray[] => [
    ...blanked.matchAll(marks[kind] ?? nowhere), ...text.matchAll(marks.asWritten?.[kind] ?? nowhere)];
  const named = (match: RegExpExecArray): Mark => {
    const { offset, length } = placed(match);
    return { offset, length, name: text.slice(offset, offset + length) };
  };
  return {
    tests: found('test').map((match) => ({ ...placed(match), name: nameOf(match, text, blanked) })),
    skips: found('skip').map(named),
    onlys: found('only').map(named),
  };
}

/** Where the match is, without the blanks around it. */
function placed(match: RegExpExecArray): { readonly offset: number; readonly length: number } {
  const start = match[0].length - match[0].trimStart().length;
  return { offset: match.index + start, length: match[0].trim().length };
}

const firstString = /^\s*(["'`])((?:\\[^]|(?!\1)[^\\])*)\1/;
/** The name comes after a table of values: each([…])('name'. */
const tableString = /\)\s*\(\s*(["'`])((?:\\[^]|(?!\1)[^\\])*)\1/;

/** The name that the mark captured, the string behind it, or the next function. */
function nameOf(match: RegExpExecArray, text: string, blanked: string): string {
  const captured = Array.from<string | undefined>(match).slice(1).find((group) => group !== undefined);
  if (captured !== undefined) return captured;
  const end = match.index + match[0].length;
  const behind = text.slice(end, end + 500);
  const quoted = (firstString.exec(behind) ?? tableString.exec(behind))?.[2];
  if (quoted !== undefined) return quoted;
  return /\b(?:void|fun|func|function|def|Task(?:<[^<>]*>)?|ValueTask)\s+(`[^`\n]+`|\w+)/.exec(blanked.slice(end, end + 400))?.[1] ?? '';
}
