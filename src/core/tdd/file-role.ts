import { codePathOf, type CodePath } from './code-path.js';
import { onlyDeclares } from './declarations.js';
import { isForeignPath, saysGenerated } from './generated-files.js';
import { languageOf, languages, testExtensionsOf, type Language } from './languages.js';
import { testRoots } from './test-folders.js';
import { sourcesNamedBy } from './test-names.js';

/**
 * What a file is to tests. `source` needs a test. `test`: it tests; `isSure` is false when only its folder says so. `none` needs
 * no test, and `why` says in words why: another language, declarations, generated, configuration, something that helps tests.
 */
export type FileRole =
  | { readonly kind: 'source'; readonly language: Language }
  | { readonly kind: 'test'; readonly language: Language; readonly isSure: boolean }
  | { readonly kind: 'none'; readonly language: Language | null; readonly why: string };

/** What a file is by its path alone. */
export function roleByPath(path: string): FileRole {
  return roleByParts(path, codePathOf(path));
}

/** The same of a path that is taken apart already. */
export function roleByParts(path: string, parts: CodePath): FileRole {
  const language = languageOf(parts.extension);
  const tested = sourcesNamedBy(parts);
  const none = (why: string): FileRole => ({ kind: 'none', language, why });
  const lower = path.toLowerCase();
  if (isForeignPath(lower)) return none('it is generated, or comes from elsewhere');
  const needless = language?.needless?.test(lower) === true;
  if (tested.length > 0 && !needless) return { kind: 'test', language: language ?? testsLanguage(parts), isSure: tested.some(({ strong }) => strong) };
  if (language === null) return none('no tests are known for this kind of file');
  if (needless) return none('it is configuration or a declaration');
  return testRoots(parts.folders).length > 0 ? none('it helps tests') : { kind: 'source', language };
}

/** What a file is by its path and its text: a source in which nothing happens needs no test. */
export function roleOf(path: string, text: string): FileRole {
  const role = roleByPath(path);
  if (role.kind !== 'source') return role;
  const { language } = role;
  if (saysGenerated(text)) return { kind: 'none', language, why: 'it says that it is generated' };
  return onlyDeclares(codePathOf(path), text, language.id) ? { kind: 'none', language, why: 'it only declares or passes on' } : role;
}

/** The file has tests of its own in it. */
export function hasInlineTests(language: Language, text: string): boolean {
  return language.inline?.test(text) === true;
}

/** Of a test whose extension no source has. */
function testsLanguage({ extension }: CodePath): Language {
  const found = languages.find((language) => testExtensionsOf(language).includes(extension));
  if (found === undefined) throw new Error(`No language has tests with the extension ${extension}.`);
  return found;
}
