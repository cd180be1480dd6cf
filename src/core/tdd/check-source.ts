import { makeFinding } from '../findings/make-finding.js';
import { lowCoverage, missingTest, type TddFinding } from './check-change.js';
import { commitOrder } from './commit-order.js';
import { hasInlineTests } from './file-role.js';
import type { FirstCommits } from './first-commits.js';
import { orderReason } from './order-words.js';
import type { TddRules } from './tdd-rules.js';
import type { TestIndex } from './test-index.js';

/** What is known of the tree that a source is in. */
export interface SourceContext {
  readonly rules: TddRules;
  readonly index: TestIndex;
  /** `null`: no history, or one that is cut off. */
  readonly history: FirstCommits | null;
  readonly readText: (path: string) => string | null;
  /** Percent; `null`: no report says it. */
  readonly coverageOf: (path: string) => number | null;
}

/** All that is wrong with the tests of one file, changed or not: for whoever asks about it, or about all. Reads a file only if no test of it is found. */
export function checkSource(path: string, context: SourceContext): readonly TddFinding[] {
  const { rules, index, history } = context;
  if (!rules.enabled || rules.roleOf(path).kind !== 'source') return [];
  const tests = index.testsOf(path);
  if (tests.length === 0) return needsTest(path, context) ? [missingTest(path, rules)] : [];
  const order = history === null || !rules.requireTestFirst ? null : commitOrder(path, history, tests);
  const coverage = context.coverageOf(path);
  return [
    ...(order?.kind === 'implementation-first' ? [{ ...makeFinding({ code: 'tdd/implementation-first', file: path, message: orderReason(order) }), severity: rules.severityOf('other'), expected: [] }] : []),
    ...(coverage === null ? [] : lowCoverage(path, coverage, rules)),
  ];
}

/** Its text may say that it needs none, or have them in it. */
function needsTest(path: string, { rules, readText }: SourceContext): boolean {
  const text = readText(path);
  const role = text === null ? null : rules.roleOf(path, text);
  return role?.kind === 'source' && !hasInlineTests(role.language, text ?? '');
}
