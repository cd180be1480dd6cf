import { codePathOf, type CodePath } from './code-path.js';
import { languageOf } from './languages.js';
import type { TddRules } from './tdd-rules.js';
import type { TestIndex } from './test-index.js';
import { testFrameworks, type TestFramework } from './test-frameworks.js';

/** A test that does not exist yet: where it goes and what it says. */
export interface NewTest {
  readonly path: string;
  readonly text: string;
  /** Id of the framework that it is written for. */
  readonly framework: string;
}

/** What a new test is made from. */
export interface NewTestInput {
  readonly source: string;
  /** The text of the source. */
  readonly text: string;
  /** Texts of the project's manifests, the nearest to the source first. */
  readonly manifests: readonly string[];
  readonly rules: TddRules;
  /** Tests of the project, whose places are taken for a habit. */
  readonly index: TestIndex;
  /** Other sources of the project that may have tests, the nearest first. */
  readonly neighbours: readonly string[];
}

/** The test to propose for a source, in the framework and at the place that the project is used to; `null`: no test is known for its language. */
export function newTest(input: NewTestInput): NewTest | null {
  const source = codePathOf(input.source);
  const language = languageOf(source.extension);
  if (language === null) return null;
  const framework = frameworkOf(language.id, input.manifests);
  const path = placeOf(input, framework);
  if (framework === null || path === undefined) return null;
  return { path, framework: framework.id, text: filledTemplate(framework.template, input, codePathOf(path)) };
}

/** The framework that the nearest manifest shows; else what the language brings along. */
function frameworkOf(language: TestFramework['languages'][number], manifests: readonly string[]): TestFramework | null {
  const rows = testFrameworks.filter(({ languages }) => languages.includes(language));
  for (const manifest of manifests) {
    const shown = rows.find(({ evidence }) => evidence?.test(manifest) === true);
    if (shown !== undefined) return shown;
  }
  return rows.find(({ evidence }) => evidence === null) ?? null;
}

/** Where the nearest neighbour has its test, the source has its own; else the first place of habit. */
function placeOf({ source, rules, index, neighbours }: NewTestInput, framework: TestFramework | null): string | undefined {
  const expected = rules.expectedTests(source);
  const habit = habitOf({ rules, index, neighbours }, expected);
  const name = framework?.fileName?.replace('{name}', () => codePathOf(source).name);
  return habit ?? (name === undefined ? undefined : expected.find((path) => codePathOf(path).name === name)) ?? expected[0];
}

/** The place, among the expected ones, where the first neighbour that has a test has it. */
function habitOf({ rules, index, neighbours }: Pick<NewTestInput, 'rules' | 'index' | 'neighbours'>, expected: readonly string[]): string | undefined {
  for (const neighbour of neighbours) {
    const [test] = index.testsOf(neighbour);
    const at = test === undefined ? -1 : rules.expectedTests(neighbour).indexOf(test);
    if (at >= 0 && expected[at] !== undefined) return expected[at];
  }
  return undefined;
}

function filledTemplate(template: string, { source, text }: NewTestInput, test: CodePath): string {
  const from = codePathOf(source);
  const values: Readonly<Record<string, string>> = {
    name: from.name.replace(/['"\\`\n\r]/g, ' '),
    Type: pascal(from.name),
    identifier: snakeOrCamel(from),
    import: importPath(from, test, text).replace(/[\\']/g, '\\$&'),
    package: packageLine(from, text),
    namespace: namespaceLine(from, test, text),
    module: from.folders[from.folders.indexOf('Sources') + 1] ?? pascal(from.folders[0] ?? 'App'),
  };
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}

const words = (name: string): readonly string[] => name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');

function pascal(name: string): string {
  const joined = words(name).map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('');
  return /^\p{N}/u.test(joined) || joined === '' ? `The${joined}` : joined;
}

/** Words that name nothing in a script. */
const reserved = /^(?:await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|false|finally|for|function|if|import|in|instanceof|let|new|null|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield)$/;

function snakeOrCamel({ name, extension }: CodePath): string {
  if (['py', 'rs', 'rb'].includes(extension)) return words(name).join('_').toLowerCase() || 'it';
  const type = pascal(name);
  const camel = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  return reserved.test(camel) ? `${camel}Module` : camel;
}

/** From the test's folder to the source, without extension, unless the source imports with one. */
function importPath(source: CodePath, test: CodePath, text: string): string {
  let shared = 0;
  while (shared < Math.min(source.folders.length, test.folders.length) && source.folders[shared] === test.folders[shared]) shared += 1;
  const up = test.folders.slice(shared).map(() => '..');
  const way = [...(up.length === 0 ? ['.'] : up), ...source.folders.slice(shared), source.name].join('/');
  if (['vue', 'svelte', 'mjs', 'cjs'].includes(source.extension)) return `${way}.${source.extension}`;
  const [, imported] = /from\s+["']\.{1,2}\/[^"']*?(\.[mc]?[jt]sx?)["']/.exec(text) ?? [];
  return imported === undefined ? way : `${way}${imported}`;
}

/** What the source says of its package, or where it is in the tree of packages. */
function packageLine({ extension, folders }: CodePath, text: string): string {
  const said = /^[ \t]*package[ \t]+([\w.`]+)[ \t]*;?/m.exec(text)?.[1];
  const end = extension === 'java' ? ';' : '';
  const root = folders.findLastIndex((folder) => folder === 'java' || folder === 'kotlin');
  const name = said ?? (extension === 'go' ? folders.at(-1)?.replace(/\W/g, '') ?? 'main' : root < 0 ? undefined : folders.slice(root + 1).join('.'));
  return name === undefined || name === '' ? '' : `package ${name}${end}\n\n`;
}

/** PHP: the folders of the test. C#: the namespace of the source with `.Tests`. */
function namespaceLine({ extension }: CodePath, test: CodePath, text: string): string {
  if (extension === 'php') return `namespace ${test.folders.map(pascal).join('\\')};\n\n`;
  const said = /^[ \t]*namespace[ \t]+([\w.]+)/m.exec(text)?.[1];
  return said === undefined ? '' : `namespace ${said}.Tests;\n\n`;
}
