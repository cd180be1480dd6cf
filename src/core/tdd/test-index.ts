import { codePathOf, CodePaths, oncePerFolder, type CodePath } from './code-path.js';
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
export function testIndexOf(files: Iterable<string>, more: MoreLocations = noMoreLocations): LiveTestIndex {
  const index = new LiveTestIndex(more);
  for (const path of files) index.add(path);
  return index;
}

/** An index that follows the files. */
export class LiveTestIndex implements TestIndex {
  readonly #more: MoreLocations;
  readonly #spots = new Spots();
  readonly #paths = new CodePaths();
  readonly #files = new Set<string>();
  readonly #tests = new Map<string, Named[]>();
  readonly #sources = new Map<string, string[]>();

  constructor(more: MoreLocations = noMoreLocations) {
    this.#more = more;
  }

  /** The files in it. */
  get files(): ReadonlySet<string> {
    return this.#files;
  }

  add(path: string): void {
    if (this.#files.has(path)) return;
    this.#files.add(path);
    const parts = this.#paths.of(path);
    put(this.#sources, parts.name, path);
    for (const named of this.#spots.namedBy(path, parts)) put(this.#tests, named.name, named);
  }

  remove(path: string): void {
    if (!this.#files.delete(path)) return;
    const parts = this.#paths.of(path);
    take(this.#sources, parts.name, (each) => each === path);
    for (const { name } of this.#spots.namedBy(path, parts)) take(this.#tests, name, (each) => each.path === path);
  }

  testsOf(source: string): readonly string[] {
    const parts = this.#paths.of(source);
    const found = nearest((this.#tests.get(parts.name) ?? []).map((named) => ({ path: named.path, away: distance(named, parts) })), source);
    const added = this.#more.testsOf(source).filter((path) => this.#files.has(path));
    return added.length === 0 ? found : [...new Set([...added, ...found])];
  }

  sourcesOf(test: string): readonly string[] {
    const candidates = this.#namedBy(test).flatMap((named) => this.#sourcesNamed(named.name).map((path) => ({ path, away: distance(named, this.#paths.of(path)) })));
    const added = this.#more.isTest(test) ? [...this.#files].filter((source) => this.#more.testsOf(source).includes(test)) : [];
    return [...new Set([...added, ...nearest(candidates, test)])];
  }

  /** Files of which a change to a path can change the tests: those of its name, and those that it may test. */
  near(path: string): readonly string[] {
    return [...new Set([this.#paths.of(path).name, ...this.#namedBy(path).map(({ name }) => name)])].flatMap((name) => this.#sourcesNamed(name));
  }

  #namedBy(path: string): readonly Named[] {
    return this.#spots.namedBy(path, this.#paths.of(path));
  }

  #sourcesNamed(name: string): readonly string[] {
    return this.#sources.get(name) ?? [];
  }
}

/** Whether a path would be found as a test of a source. */
export function isTestOf(test: string, source: string): boolean {
  const parts = codePathOf(source);
  return new Spots().namedBy(test, codePathOf(test)).some((named) => named.name === parts.name && distance(named, parts) !== null);
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
  readonly #spotOf = oncePerFolder(testSpot);

  namedBy(path: string, parts: CodePath): readonly Named[] {
    return sourcesNamedBy(parts).map(({ name, folders, languages }) => ({ name, path, languages, spot: this.#spotOf(folders) }));
  }
}

function put<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const before = map.get(key);
  if (before === undefined) map.set(key, [value]);
  else before.push(value);
}

function take<Value>(map: Map<string, Value[]>, key: string, isMeant: (value: Value) => boolean): void {
  map.set(key, (map.get(key) ?? []).filter((value) => !isMeant(value)));
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
