/** Which folders hold tests, and which folder of sources such a folder stands for. */

const plain = /^(?:tests?|__tests?__|e2e|testsuites?|(?:unit|integration|functional|acceptance|component|system|e2e)[-_]?tests?)$/i;
/** Source sets of Gradle: commonTest, androidTest, integrationTest. */
const sourceSet = /^[a-z]+[0-9]*(?:Unit|Instrumented)?Test$/;
/** A project of tests beside the project: App.Tests, AppTests, App.UnitTests, my-app-tests. */
const project = /^(.+?)(?:[._-]?(?:Unit|Integration|Functional|Acceptance|UI|E2E)?\.?(?:Tests?|Specs?)|[._-](?:unit|integration)?[._-]?tests?)$/;
/** What people sort tests by inside of a folder of tests, and what sources have no folder for. */
const category = /^(?:unit|integration|feature|functional|acceptance|e2e|component|components|system|java|kotlin|groovy|scala|php|python|js|ts|small|medium|large)$/i;
/** Where sources begin. */
const sourceRoot = /^(?:src|lib|app|source|sources|classes|main)$/i;

/** The folder of sources that a folder of tests names (`App` for `App.Tests`), `''` when it names none, `null` when it holds no tests. */
export function testedBy(folder: string): string | null {
  if (plain.test(folder) || sourceSet.test(folder)) return '';
  return project.exec(folder)?.[1] ?? null;
}

/** Folders after which tests begin, by their place in the path. `spec` among sources is about something else. */
export function testRoots(folders: readonly string[]): readonly number[] {
  return folders.flatMap((folder, index) => {
    if (folder === 'spec') return folders.slice(0, index).some((above) => sourceRoot.test(above)) ? [] : [index];
    return testedBy(folder) === null ? [] : [index];
  });
}

/** The folder only sorts tests: `unit`, `integration`, `java`. */
export function isCategory(folder: string): boolean {
  return category.test(folder);
}

/** Where in the folders sources begin: the first folder of sources and the first after it. Without one, both are 0. */
export function sourceRootOf(folders: readonly string[]): { readonly start: number; readonly end: number } {
  const surest = folders.findIndex((folder) => /^(?:src|sources)$/i.test(folder));
  const start = surest < 0 ? folders.findIndex((folder) => sourceRoot.test(folder)) : surest;
  if (start < 0) return { start: 0, end: 0 };
  let end = start + 1;
  while (/^(?:main|java|kotlin|scala|[a-z]+Main)$/.test(folders[end] ?? '')) end += 1;
  return { start, end };
}

/** The folders say nothing but that sources are in them. */
export function onlyRoots(folders: readonly string[]): boolean {
  return folders.every((folder) => sourceRoot.test(folder) || isCategory(folder));
}
