import { codePathOf } from './code-path.js';
import { languageOf } from './languages.js';
import { folderDistance } from './match-folders.js';
import { sourcesNamedBy } from './test-names.js';

/** Finds the tests of sources and the sources of tests among the files of a working tree. */
export interface TestIndex {
  /** Paths of the tests of a source, the nearest first. The source itself need not be among the files. */
  readonly testsOf: (source: string) => readonly string[];
  /** Paths of the sources that a test tests, the nearest first. */
  readonly sourcesOf: (test: string) => readonly string[];
}

/** Locations that the project adds: which tests a source has by its path, and whether a path is such a test. */
export interface MoreLocations {
  readonly testsOf: (source: string) => readonly string[];
  readonly isTest: (path: string) => boolean;
}

/** A project that adds none. */
const noMoreLocations: MoreLocations = { testsOf: () => [], isTest: () => false };

/** Builds the index. `files`: every file of the tree that may be a source or a test, relative to its root, with `/`. */
export function testIndexOf(files: Iterable<string>, more: MoreLocations = noMoreLocations): TestIndex {
  const all = [...files];
  const known = new Set(all);
  const tests = new Map<string, Named[]>();
  for (const path of all) {
    for (const named of namedBy(path)) put(tests, named.key, named);
  }
  let sources: ReadonlyMap<string, readonly string[]> | undefined;
  const testsOf = (source: string): readonly string[] => {
    const found = nearest((tests.get(sourceKey(source)) ?? []).map((named) => ({ path: named.path, away: distance(named, source) })));
    return [...new Set([...more.testsOf(source).filter((path) => known.has(path)), ...found.filter((path) => path !== source)])];
  };
  const sourcesOf = (test: string): readonly string[] => {
    const bySource = sources ??= sourcesByKey(all);
    const found = nearest(namedBy(test).flatMap((named) => (bySource.get(named.key) ?? []).map((path) => ({ path, away: distance(named, path) }))));
    const added = more.isTest(test) ? all.filter((source) => more.testsOf(source).includes(test)) : [];
    return [...new Set([...added, ...found.filter((path) => path !== test)])];
  };
  return { testsOf, sourcesOf };
}

/** Whether a path would be found as a test of a source. */
export function isTestOf(test: string, source: string): boolean {
  const key = sourceKey(source);
  return namedBy(test).some((named) => named.key === key && distance(named, source) !== null);
}

/** A test under the language and name of a source that it may test. */
interface Named {
  readonly key: string;
  readonly path: string;
  readonly folders: readonly string[];
}

function put<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const before = map.get(key);
  if (before === undefined) map.set(key, [value]);
  else before.push(value);
}

function namedBy(path: string): readonly Named[] {
  return sourcesNamedBy(codePathOf(path)).flatMap(({ name, folders, languages }) => languages.map(({ id }) => ({ key: `${id}:${name}`, path, folders })));
}

/** Language and name of a source; a key that no test has where the language is unknown. */
function sourceKey(path: string): string {
  const { name, extension } = codePathOf(path);
  return `${languageOf(extension)?.id ?? ''}:${name}`;
}

function sourcesByKey(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const path of files) put(found, sourceKey(path), path);
  return found;
}

function distance(test: Named, source: string): number | null {
  const { folders, name } = codePathOf(source);
  return folderDistance(test.folders, folders, name);
}

interface Candidate {
  readonly path: string;
  readonly away: number | null;
}

/** Those that fit, the nearest first; what is equally near stays in the order of the files. */
function nearest(candidates: readonly Candidate[]): readonly string[] {
  return candidates
    .flatMap(({ path, away }) => (away === null ? [] : [{ path, away }]))
    .sort((a, b) => a.away - b.away)
    .map(({ path }) => path);
}
