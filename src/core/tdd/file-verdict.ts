import { hasInlineTests } from './file-role.js';
import type { TddRules } from './tdd-rules.js';
import type { TestIndex } from './test-index.js';

/**
 * What is to be said about the tests of one file. `source`: its tests, the nearest first (the file itself for tests inside of it),
 * and where one is expected. `test`: the sources that it tests. `none`: why it needs no test, the rest of a sentence.
 */
export type FileVerdict =
  | { readonly kind: 'source'; readonly tests: readonly string[]; readonly expected: readonly string[] }
  | { readonly kind: 'test'; readonly sources: readonly string[] }
  | { readonly kind: 'none'; readonly why: string };

/** What is asked about: a path, and its text where there is one. */
export interface AskedFile {
  readonly path: string;
  readonly text: string | null;
}

/** Judges one file of a tree. */
export function fileVerdict({ path, text }: AskedFile, rules: TddRules, index: TestIndex): FileVerdict {
  const role = rules.roleOf(path, text ?? undefined);
  if (role.kind === 'none') return { kind: 'none', why: role.why };
  if (role.kind === 'test') return { kind: 'test', sources: index.sourcesOf(path) };
  const inline = text !== null && hasInlineTests(role.language, text) ? [path] : [];
  return { kind: 'source', tests: [...index.testsOf(path), ...inline], expected: rules.expectedTests(path) };
}
