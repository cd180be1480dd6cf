/**
 * How projects of a language name and place their tests: data for everything that looks for tests (decisions 7.1).
 * `{name}` is the name of the source file without its extension.
 */
export interface Language {
  readonly id: LanguageId;
  /** Of source files, without the dot. */
  readonly extensions: readonly string[];
  /** Names of tests, without extension, that count wherever a test may be; the first is the one to propose. */
  readonly names: readonly string[];
  /** Names that are tests only inside a folder of tests. */
  readonly insideNames?: readonly string[];
  /** Extensions that tests of this language's sources have; without it, that of the source, then `extensions`. */
  readonly testExtensions?: readonly string[];
  /** Name of a file that tests the module whose folder it is in. */
  readonly moduleTest?: string;
  /** Extensions that only tests have, so that the name alone is enough. */
  readonly testOnly?: readonly string[];
  /**
   * Where a test is expected, in the order of habit. `{dir}` is the source's folder; `{before}` and `{after}` what stands
   * before and after the folder of sources in it (`packages/a` and `core` of `packages/a/src/core`), `{root}` the first with that
   * folder, `{project}` and `{below}` the first folder of `{after}` and the rest; `{test}` a test's file name.
   */
  readonly places: readonly string[];
  /** Tests may stand in the source file itself, where this matches. */
  readonly inline?: RegExp;
  /** Files that need no test, by their path from the root in lower case. */
  readonly needless: RegExp | null;
}

/** The languages of the table. */
export type LanguageId =
  | 'typescript' | 'javascript' | 'vue' | 'svelte' | 'python' | 'php' | 'go' | 'rust' | 'java' | 'kotlin' | 'csharp' | 'ruby' | 'swift' | 'shell';

const scriptNames = ['{name}.test', '{name}.spec', '{name}-test', '{name}_test', '{name}.tests', '{name}.cy', '{name}.e2e', '{name}.e2e-spec', '{name}.integration.test', '{name}.unit.test'];
const scriptExtensions = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'];
const scriptPlaces = ['{dir}/{test}', '{dir}/__tests__/{test}', '{before}/tests/{after}/{test}', '{before}/test/{after}/{test}', '{before}/spec/{after}/{test}'];
const scriptNeedless = /\.d\.[mc]?ts$|\.d\.[^/.]+\.ts$|\.(config|conf|setup|stories|story|fixture|mock)\.[^/]+$|(^|\/)\.[^/]*rc\.[mc]?js$|\.min\.m?js$|(^|\/)(gulpfile|gruntfile|jakefile|vite-env|next-env|reporterconfig)\.[^/]+$/;

const script = { names: scriptNames, insideNames: ['{name}', '{name}-spec', '{name}_spec', 'test-{name}', 'test_{name}'], places: scriptPlaces, inline: /\bimport\.meta\.vitest\b/, needless: scriptNeedless } as const;
const component = { ...script, names: ['{name}.test', '{name}.spec', '{name}.svelte.test', '{name}.vue.spec', '{name}.svelte.spec', '{name}.vue.test', '{name}.nuxt.test', '{name}.nuxt.spec', '{name}.cy', '{name}-test'], testExtensions: scriptExtensions } as const;

const jvmNames = ['{name}Test', '{name}Tests', 'Test{name}', '{name}TestCase', '{name}IntegrationTest', '{name}UnitTest', '{name}E2ETest'];
const jvmInsideNames = ['{name}IT', '{name}ITCase', '{name}Spec'];

/** A row for each language; another one is another row. */
export const languages: readonly Language[] = [
  { id: 'typescript', extensions: ['ts', 'tsx', 'mts', 'cts'], testExtensions: scriptExtensions, ...script },
  { id: 'javascript', extensions: ['js', 'jsx', 'mjs', 'cjs'], testExtensions: ['js', 'jsx', 'mjs', 'cjs', 'ts', 'tsx', 'mts', 'cts'], ...script },
  { id: 'vue', extensions: ['vue'], ...component },
  { id: 'svelte', extensions: ['svelte'], ...component },
  {
    id: 'python', extensions: ['py'], names: ['test_{name}', '{name}_test'],
    places: ['{before}/tests/{after}/{test}', '{before}/tests/{test}', '{before}/tests/unit/{after}/{test}', '{before}/test/{after}/{test}', '{dir}/{test}', '{dir}/tests/{test}'],
    needless: /(^|\/)(conftest|setup|manage|noxfile|wsgi|asgi|__main__|_version|fabfile|tasks)\.py$|(^|\/)docs\/(.*\/)?conf\.py$|_pb2(_grpc)?\.py$/,
  },
  {
    id: 'php', extensions: ['php'], names: ['{name}Test', '{name}Spec', '{name}Cest', '{name}IntegrationTest'],
    places: ['{before}/tests/Unit/{after}/{test}', '{before}/tests/{after}/{test}', '{before}/tests/Feature/{after}/{test}', '{before}/tests/unit/{after}/{test}', '{before}/spec/{after}/{test}'],
    needless: /\.blade\.php$|\.phtml$|(^|\/)(config|lang|routes|bootstrap|public|resources)\/[^]*\.php$|(^|\/)(rector|ecs|\.php-cs-fixer(\.dist)?|phpstan-bootstrap|artisan|autoload|_ide_helper)\.php$/,
  },
  { id: 'go', extensions: ['go'], names: ['{name}_test', '{name}_internal_test', '{name}_external_test', '{name}_integration_test'], places: ['{dir}/{test}', '{before}/tests/{after}/{test}', '{before}/test/{after}/{test}'], needless: /(^|\/)doc\.go$|\.pb(\.gw)?\.go$|_gen\.go$|(^|\/)zz_generated[^/]*\.go$|_string\.go$|(^|\/)wire_gen\.go$/ },
  {
    id: 'rust', extensions: ['rs'], names: ['{name}_test', '{name}_tests', 'test_{name}', 'tests_{name}'], insideNames: ['{name}'], moduleTest: 'tests',
    places: ['{before}/tests/{test}', '{before}/tests/{after}/{test}', '{dir}/{test}', '{dir}/{name}/tests.rs', '{dir}/tests/{test}'],
    inline: /#\[\s*cfg\s*\(\s*(?:test\b|all\s*\(\s*test\b|any\s*\(\s*test\b)|#\[\s*(?:\w+\s*::\s*)*(?:test|rstest|test_case)\b/, needless: /(^|\/)build\.rs$/,
  },
  {
    id: 'java', extensions: ['java'], testExtensions: ['java', 'kt', 'groovy'], names: jvmNames, insideNames: jvmInsideNames,
    places: ['{before}/src/test/java/{after}/{test}', '{before}/test/{after}/{test}', '{before}/tests/{after}/{test}'],
    needless: /(^|\/)(package-info|module-info)\.java$/,
  },
  {
    id: 'kotlin', extensions: ['kt', 'kts'], testExtensions: ['kt', 'java'], names: jvmNames, insideNames: jvmInsideNames,
    places: ['{before}/src/test/kotlin/{after}/{test}', '{before}/src/test/java/{after}/{test}', '{before}/src/commonTest/kotlin/{after}/{test}', '{before}/test/{after}/{test}'],
    needless: /\.gradle\.kts$|(^|\/)buildsrc\//,
  },
  {
    id: 'csharp', extensions: ['cs'], names: ['{name}Tests', '{name}Test', '{name}IntegrationTests', '{name}UnitTests'], insideNames: ['{name}Specs', '{name}Spec', '{name}Should'],
    places: ['{before}/tests/{project}.Tests/{below}/{test}', '{root}/{project}.Tests/{below}/{test}', '{before}/test/{project}.Tests/{below}/{test}', '{before}/tests/{project}.UnitTests/{below}/{test}', '{before}/tests/{after}/{test}'],
    needless: /\.(designer|g|g\.i|generated|assemblyattributes)\.cs$|(^|\/)(assemblyinfo|globalusings|usings|globalsuppressions)\.cs$/,
  },
  {
    id: 'ruby', extensions: ['rb'], names: ['{name}_spec', '{name}_test', 'test_{name}'],
    places: ['{before}/spec/{after}/{test}', '{before}/test/{after}/{test}', '{before}/tests/{after}/{test}', '{dir}/{test}'],
    needless: /(^|\/)(db\/migrate|db\/seeds|config|bin)\/|(^|\/)(db\/(schema|seeds)|version|spec_helper|rails_helper|test_helper|rakefile)\.rb$/,
  },
  {
    id: 'swift', extensions: ['swift'], names: ['{name}Tests', '{name}Test', '{name}UITests'], insideNames: ['{name}Spec'],
    places: ['{before}/Tests/{project}Tests/{below}/{test}', '{root}/{project}Tests/{below}/{test}', '{before}/Tests/{after}/{test}', '{dir}/{test}'],
    needless: /(^|\/)(package(@swift-[\d.]+)?|linuxmain|xctestmanifests)\.swift$/,
  },
  {
    id: 'shell', extensions: ['sh', 'bash', 'zsh', 'ksh'], testExtensions: ['bats', 'sh', 'bash', 'zsh', 'ksh'], testOnly: ['bats'],
    names: ['test_{name}', '{name}_test', '{name}.test', 'test-{name}', '{name}-test', '{name}_spec', '{name}.spec'],
    places: ['{before}/tests/{after}/{test}', '{before}/test/{after}/{test}', '{dir}/{test}', '{dir}/tests/{test}', '{before}/spec/{after}/{test}'],
    needless: null,
  },
];

const byExtension = new Map(languages.flatMap((language) => language.extensions.map((extension) => [extension, language] as const)));

/** The language of source files with an extension; `null`: none that is known. */
export function languageOf(extension: string): Language | null {
  return byExtension.get(extension.toLowerCase()) ?? null;
}

/** Extensions that a test of a language's sources may have. */
export function testExtensionsOf(language: Language): readonly string[] {
  return language.testExtensions ?? language.extensions;
}
