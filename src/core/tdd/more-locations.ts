import { compileGlob, globDanger } from '../text/glob.js';
import { codePathOf } from './code-path.js';
import { filledPlace } from './expected-tests.js';
import type { MoreLocations } from './test-index.js';

/** A location that a project adds: sources by a glob, and paths of their tests as in `filledPlace`. */
export interface AddedLocation {
  readonly source: string;
  readonly tests: readonly string[];
}

/** Globs that may be compiled; one that would cost too much matches nothing. */
export function anyGlob(patterns: readonly string[]): (path: string) => boolean {
  const tests = patterns.filter((pattern) => globDanger(pattern) === null).map(compileGlob);
  return (path) => tests.some((matches) => matches(path));
}

/** The places that a project adds to those of the languages. */
export function moreLocations(added: readonly AddedLocation[]): MoreLocations {
  const rows = added.map(({ source, tests }) => ({ matches: anyGlob([source]), tests, testPaths: tests.map(pathsOf) }));
  return {
    testsOf: (source) => {
      const parts = codePathOf(source);
      return rows.filter(({ matches }) => matches(source)).flatMap(({ tests }) => tests.map((place) => filledPlace(place, parts)));
    },
    isTest: (path) => rows.some(({ testPaths }) => testPaths.some((pattern) => pattern.test(path))),
  };
}

/** What the paths look like that a place stands for: folders may be empty, and then go with their "/". */
function pathsOf(place: string): RegExp {
  const parts = place.split('/').map((part) => part.split(/\{(\w+)\}/).map((piece, index) => (
    index % 2 === 0 ? piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : piece === 'name' || piece === 'ext' ? '[^/]+' : '.*')).join(''));
  return new RegExp(`^${parts.join('/').replaceAll('.*/', '(?:.*/)?')}$`, 's');
}
