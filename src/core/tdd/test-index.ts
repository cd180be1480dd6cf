import { codePathOf, type CodePath } from './code-path.js';
import { languageOf, type Language } from './languages.js';
import { folderDistance, testSpot, type TestSpot } from './match-folders.js';
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
  const spots = new Spots();
  const tests = new Map<string, Named[]>();
  for (const path of all) {
    for (const named of spots.namedBy(path)) put(tests, named.name, named);
  }
  let sources: ReadonlyMap<string, readonly string[]> | undefined;
  const testsOf = (source: string): readonly string[] => {
    const parts = codePathOf(source);
    const found = nearest((tests.get(parts.name) ?? []).map((named) => ({ path: named.path, away: distance(named, parts) })), source);
    const added = more.testsOf(source).filter((path) => known.has(path));
    return added.length === 0 ? found : [...new Set([...added, ...found])];
  };
  const sourcesOf = (test: string): readonly string[] => {
    const byName = sources ??= sourcesByName(all);
    const found = nearest(spots.namedBy(test).flatMap((named) => (byName.get(named.name) ?? []).map((path) => ({ path, away: distance(named, codePathOf(path)) }))), test);
    const added = more.isTest(test) ? all.filter((source) => more.testsOf(source).includes(test)) : [];
    return [...new Set([...added, ...found])];
  };
  return { testsOf, sourcesOf };
}

/** Whether a path would be found as a test of a source. */
export function isTestOf(test: string, source: string): boolean {
  const parts = codePathOf(source);
  return new Spots().namedBy(test).some((named) => named.name === parts.name && distance(named, parts) !== null);
}

/** A test under the name of a source that it may test. */
interface Named {
  readonly name: string;
  readonly path: string;
  readonly spot: TestSpot;
  readonly languages: readonly Language[];
}

/** The folders of tests, each looked at once. */
class Spots {
  readonly #known = new Map<string, TestSpot>();

  namedBy(path: string): readonly Named[] {
    return sourcesNamedBy(codePathOf(path)).map(({ name, folders, languages }) => ({ name, path, languages, spot: this.#spotOf(folders) }));
  }

  #spotOf(folders: readonly string[]): TestSpot {
    const key = folders.join('/');
    const known = this.#known.get(key) ?? testSpot(folders);
    this.#known.set(key, known);
    return known;
  }
}

function put<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const before = map.get(key);
  if (before === undefined) map.set(key, [value]);
  else before.push(value);
}

function sourcesByName(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const path of files) put(found, codePathOf(path).name, path);
  return found;
}

function distance(test: Named, { folders, name, extension }: CodePath): number | null {
  const language = languageOf(extension);
  return language === null || !test.languages.includes(language) ? null : folderDistance(test.spot, folders, name);
}

interface Candidate {
  readonly path: string;
  readonly away: number | null;
}

/** Those that fit, each once, the nearest first; what is equally near stays in the order of the files. */
function nearest(candidates: readonly Candidate[], besides: string): readonly string[] {
  const fitting = candidates.filter((each): each is Candidate & { readonly away: number } => each.away !== null && each.path !== besides);
  const [only] = fitting;
  if (only === undefined || fitting.length === 1) return only === undefined ? [] : [only.path];
  return [...new Set(fitting.sort((a, b) => a.away - b.away).map(({ path }) => path))];
}
