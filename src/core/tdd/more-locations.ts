import { compileGlob, globDanger } from '../text/glob.js';
import { codePathOf } from './code-path.js';
import { filledPlace } from './expected-tests.js';
import { placePattern } from './place-pattern.js';
import type { MoreLocations } from './test-index.js';

/** A location that a project adds: sources by a glob, and paths of their tests as in `filledPlace`. */
export interface AddedLocation {
  readonly source: string;
  readonly tests: readonly string[];
}

/** A longer place is nobody's, and stands for no test. UTF-16 units. */
const longestPlace = 256;

/** Globs that may be compiled; one that would cost too much matches nothing. */
export function anyGlob(patterns: readonly string[]): (path: string) => boolean {
  const tests = patterns.filter((pattern) => globDanger(pattern) === null).map(compileGlob);
  return (path) => tests.some((matches) => matches(path));
}

/** The places that a project adds to those of the languages. */
export function moreLocations(added: readonly AddedLocation[]): MoreLocations {
  const rows = added.map(({ source, tests }) => {
    const places = tests.filter((place) => place.length <= longestPlace);
    return { matches: anyGlob([source]), places, patterns: places.map(placePattern) };
  });
  return {
    testsOf: (source) => {
      const parts = codePathOf(source);
      return rows.filter(({ matches }) => matches(source)).flatMap(({ places }) => places.map((place) => filledPlace(place, parts)));
    },
    isTest: (path) => rows.some(({ patterns }) => patterns.some((matches) => matches(path))),
  };
}
