import { codePathOf, joined, type CodePath } from './code-path.js';
import { languageOf } from './languages.js';
import { sourceRootOf } from './test-folders.js';
import { isTestOf } from './test-index.js';
import { testFileNames } from './test-names.js';

/** So many names are proposed in each place; more would only be noise. */
const namesInPlace = 2;

/** The first paths where a test of a source is looked for, in the order of habit; empty where the language is unknown. At most ten. */
export function expectedTests(path: string): readonly string[] {
  const source = codePathOf(path);
  const language = languageOf(source.extension);
  if (language === null) return [];
  const [first = '', ...others] = testFileNames(language, source).slice(0, namesInPlace);
  const inPlaces = (file: string): readonly string[] => language.places.map((place) => filledPlace(place, source, file));
  return [...new Set([...inPlaces(first), ...others.flatMap((file) => inPlaces(file))])].filter((each) => isTestOf(each, path)).slice(0, 10);
}

/** A place for one source: `{dir}`, `{before}`, `{after}`, `{root}`, `{project}`, `{below}`, `{name}`, `{ext}`, `{test}`. Empty parts of the path are left out. */
export function filledPlace(place: string, source: CodePath, file = ''): string {
  const { start, end } = sourceRootOf(source.folders);
  const after = source.folders.slice(end);
  const values: Readonly<Record<string, string>> = {
    dir: source.folders.join('/'),
    before: source.folders.slice(0, start).join('/'),
    after: after.join('/'),
    root: source.folders.slice(0, end === 0 ? 0 : start + 1).join('/'),
    below: after.slice(1).join('/'),
    project: after[0] ?? '',
    name: source.name,
    ext: source.extension,
    test: file,
  };
  return joined(...place.split('/').map((part) => part.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole)));
}
