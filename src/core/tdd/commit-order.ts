import type { FirstCommits } from './first-commits.js';

/**
 * Whether a source was tested first (decisions 7.2). `test-first` and `same-commit` comply, `implementation-first` and
 * `no-test` do not; of `not-committed` and `unknown` nobody can say so yet.
 */
export type OrderKind = 'test-first' | 'same-commit' | 'implementation-first' | 'no-test' | 'not-committed' | 'unknown';

/** What came first, with the commits that show it. */
export interface CommitOrder {
  readonly kind: OrderKind;
  /** Full ids; `null`: not committed, or not known. */
  readonly testCommit: string | null;
  readonly implementationCommit: string | null;
  /** The test that was there first. */
  readonly test: string | null;
}

/** Compares the first commit that has a test of the source with the first that has the source. */
export function commitOrder(source: string, { commits, first }: FirstCommits, tests: readonly string[]): CommitOrder {
  const implementation = first.get(source);
  let earliest: number | undefined;
  let test = tests[0] ?? null;
  for (const each of tests) {
    const number = first.get(each);
    if (number === undefined || number >= (earliest ?? Infinity)) continue;
    earliest = number;
    test = each;
  }
  const idOf = (number: number | undefined): string | null => (number === undefined ? null : commits[number] ?? null);
  const kind = kindOf({ implementation, test: earliest, hasTest: tests.length > 0 });
  return { kind, testCommit: idOf(earliest), implementationCommit: idOf(implementation), test };
}

interface Compared {
  readonly implementation: number | undefined;
  readonly test: number | undefined;
  readonly hasTest: boolean;
}

function kindOf({ implementation, test, hasTest }: Compared): OrderKind {
  if (implementation === undefined) return test === undefined ? 'not-committed' : 'test-first';
  if (test === undefined) return hasTest ? 'implementation-first' : 'no-test';
  if (test === implementation) return 'same-commit';
  return test < implementation ? 'test-first' : 'implementation-first';
}

/** Where the history is cut off nothing is known of what came first. */
export const unknownOrder: CommitOrder = { kind: 'unknown', testCommit: null, implementationCommit: null, test: null };
