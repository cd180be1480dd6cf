import { oncePerFolder, type CodePath } from './code-path.js';
import { languages, testExtensionsOf, type Language } from './languages.js';
import { testRoots } from './test-folders.js';

/** One way in which the name of a test holds that of its source, for languages that name tests so. */
interface NamePattern {
  readonly prefix: string;
  readonly suffix: string;
  /** It counts in a folder of tests only. */
  readonly inside: boolean;
  readonly languages: readonly Language[];
}

/** What a test's name says: the source's name without extension, and the languages in which that holds. */
export interface Tested {
  readonly name: string;
  /** Where the test counts as being: its folder, or that around its module. */
  readonly folders: readonly string[];
  readonly languages: readonly Language[];
  /** The name says it without the help of the folder. */
  readonly strong: boolean;
}

/** Patterns by the extension of the test. */
const patterns: ReadonlyMap<string, readonly NamePattern[]> = allPatterns();

function allPatterns(): ReadonlyMap<string, readonly NamePattern[]> {
  const found = new Map<string, Map<string, NamePattern>>();
  for (const language of languages) {
    for (const extension of testExtensionsOf(language)) {
      const known = found.get(extension) ?? new Map<string, NamePattern>();
      found.set(extension, known);
      for (const pattern of patternsOf(language, extension)) addPattern(known, pattern);
    }
  }
  return new Map([...found].map(([extension, known]) => [extension, [...known.values()]]));
}

function patternsOf(language: Language, extension: string): readonly NamePattern[] {
  const always = language.testOnly?.includes(extension) === true ? ['{name}', ...language.names] : language.names;
  const row = (inside: boolean) => (template: string): NamePattern => {
    const [prefix = '', suffix = ''] = template.split('{name}');
    return { prefix, suffix, inside, languages: [language] };
  };
  return [...always.map(row(false)), ...(language.insideNames ?? []).map(row(true))];
}

function addPattern(known: Map<string, NamePattern>, pattern: NamePattern): void {
  const key = `${pattern.prefix}*${pattern.suffix}*${pattern.inside}`;
  const before = known.get(key);
  known.set(key, before === undefined ? pattern : { ...pattern, languages: [...before.languages, ...pattern.languages] });
}

/** What a file would test if it is a test; an empty list: it is none. */
export function sourcesNamedBy(path: CodePath): readonly Tested[] {
  const { folders, name, extension } = path;
  const known = patterns.get(extension);
  if (known === undefined || isMainSource(folders)) return [];
  const found: Tested[] = [...moduleTests(path)];
  for (const { prefix, suffix, inside, languages: of } of known) {
    const tested = nameBetween(name, prefix, suffix);
    if (tested !== null && (!inside || isInTestFolder(folders))) found.push({ name: tested, folders, languages: of, strong: !inside });
  }
  return found;
}

const withModuleTests = languages.filter(({ moduleTest }) => moduleTest !== undefined);

/** `src/net/tests.rs` tests `src/net.rs` or `src/net/mod.rs`. */
function moduleTests({ folders, name, extension }: CodePath): readonly Tested[] {
  return withModuleTests.filter(({ moduleTest, extensions }) => moduleTest === name && extensions.includes(extension)).flatMap((language) => {
    const found = { languages: [language], strong: true };
    return [{ ...found, name: folders.at(-1) ?? 'lib', folders: folders.slice(0, -1) }, ...['mod', 'lib', 'main'].map((each) => ({ ...found, name: each, folders }))];
  });
}

/** Maven and Gradle put nothing that tests there, whatever its name. */
const isMainSource = oncePerFolder((folders) => folders.some((folder, index) => folder === 'src' && /^(?:main|[a-z]+Main)$/.test(folders[index + 1] ?? '')));

const isInTestFolder = oncePerFolder((folders) => testRoots(folders).length > 0);

function nameBetween(name: string, prefix: string, suffix: string): string | null {
  if (name.length <= prefix.length + suffix.length || !name.startsWith(prefix) || !name.endsWith(suffix)) return null;
  const tested = name.slice(prefix.length, name.length - suffix.length);
  // "Test" before a name is a word of its own: Testing is not the test of ing.
  return /[A-Za-z]$/.test(prefix) && !/^[A-Z]/.test(tested) ? null : tested;
}

/** File names, with extension, that a test of a source may have; those that need a folder of tests are not among them. */
export function testFileNames(language: Language, { name, extension }: CodePath): readonly string[] {
  const [first = extension, ...others] = orderedExtensions(language, extension);
  const inFirst = language.testOnly?.includes(first) === true ? [`${name}.${first}`] : language.names.map((template) => `${template.replace('{name}', () => name)}.${first}`);
  return [...inFirst, ...others.flatMap((each) => language.names.slice(0, 2).map((template) => `${template.replace('{name}', () => name)}.${each}`))];
}

/** The source's own extension first, then those of the language. */
function orderedExtensions(language: Language, extension: string): readonly string[] {
  const all = testExtensionsOf(language);
  const own = all.includes(extension) && language.testOnly === undefined ? [extension] : [];
  return [...new Set([...own, ...all])];
}
