import type { Finding } from '../findings/finding.js';
import type { FindingCode } from '../findings/finding-codes.js';
import { makeFinding } from '../findings/make-finding.js';
import { excerpt } from '../text/escape.js';
import type { Place } from '../text/place.js';
import { hasInlineTests } from './file-role.js';
import type { TddRules, Weight } from './tdd-rules.js';
import { testLosses, type FileChange, type LossKind, type TestLoss } from './test-losses.js';

/** What is changed at once: what is staged, a commit, a range, the working tree. */
export interface TreeChange {
  readonly files: readonly FileChange[];
  /** Every path before the change, and after it. */
  readonly before: Iterable<string>;
  readonly after: Iterable<string>;
}

/** A finding about tests, with the paths where a test would be found that is missing. */
export interface TddFinding extends Finding {
  readonly expected: readonly string[];
}

/** All that a change does to the rules: sources without tests, tests that it takes away. Nothing when the rules are off. */
export function checkChange(change: TreeChange, rules: TddRules): readonly TddFinding[] {
  return rules.enabled ? [...checkMissingTests(change, rules), ...(rules.preventDeletion ? checkLosses(change, rules) : [])] : [];
}

/** Sources that the change adds or changes and that have no test after it. An empty file is no test. */
function checkMissingTests({ files, after }: TreeChange, rules: TddRules): readonly TddFinding[] {
  const changed = files.filter((file): file is FileChange & { readonly after: string } => file.after !== null);
  const needing = changed.filter(({ path, after: text }) => {
    const role = rules.roleOf(path, text);
    return role.kind === 'source' && !hasInlineTests(role.language, text);
  });
  if (needing.length === 0) return [];
  const empty = new Set(changed.filter(({ after: text }) => text.trim() === '').map(({ path }) => path));
  const index = rules.indexOf(after);
  return needing.filter(({ path }) => index.testsOf(path).every((test) => empty.has(test))).map(({ path }) => missingTest(path, rules));
}

/** The finding that a source has no test. */
export function missingTest(path: string, rules: TddRules): TddFinding {
  const expected = rules.expectedTests(path);
  const [first = ''] = expected;
  const message = `There is no test of this file; write one first, for example ${excerpt(first)}.`;
  return { ...makeFinding({ code: 'tdd/no-test', file: path, message }), severity: rules.severityOf('other'), expected };
}

/** What the change takes away from the tests (decisions 7.3), whatever the rules say about preventing it. */
export function lossesOf({ files, before }: TreeChange, rules: TddRules): readonly TestLoss[] {
  let index: ReturnType<TddRules['indexOf']> | undefined;
  return testLosses(files, { roleOf: rules.roleOf, sourcesOf: (test) => (index ??= rules.indexOf(before)).sourcesOf(test) });
}

/** The same as findings; what strictness makes of them is their severity. */
export function checkLosses(change: TreeChange, rules: TddRules): readonly TddFinding[] {
  return lossesOf(change, rules).map((loss) => {
    const { code, weight, what } = kinds[loss.kind];
    const place: Place = loss.mark === null ? { kind: 'file' } : { kind: 'offset', offset: loss.mark.offset, length: loss.mark.length };
    const file = loss.kind === 'deleted' || loss.now === null ? loss.path : loss.now;
    return { ...makeFinding({ code, file, place, message: `${what(loss)}${named(loss)}` }), severity: rules.severityOf(weight), expected: [] };
  });
}

/** Changed sources whose tests run fewer of their lines than is asked for. `coverageOf`: percent, `null` where no report says it. */
export function checkCoverage({ files }: TreeChange, rules: TddRules, coverageOf: (path: string) => number | null): readonly TddFinding[] {
  return files.filter(({ path, after }) => after !== null && rules.roleOf(path, after).kind === 'source').flatMap(({ path }) => {
    const coverage = coverageOf(path);
    return coverage === null ? [] : lowCoverage(path, coverage, rules);
  });
}

/** The finding that a source's tests run too few of its lines, if they do. */
export function lowCoverage(path: string, coverage: number, rules: TddRules): readonly TddFinding[] {
  if (coverage >= rules.minCoverage) return [];
  const message = `Tests run ${coverage} % of the lines of this file; ${rules.minCoverage} % are asked for.`;
  return [{ ...makeFinding({ code: 'tdd/low-coverage', file: path, message }), severity: rules.severityOf('advice'), expected: [] }];
}

interface Kind {
  readonly code: FindingCode;
  readonly weight: Weight;
  readonly what: (loss: TestLoss) => string;
}

const tests = (count: number): string => (count === 0 ? 'The test' : count === 1 ? 'A test' : `${count} tests`);

const kinds: Readonly<Record<LossKind, Kind>> = {
  'deleted': { code: 'tdd/test-deleted', weight: 'deletion', what: ({ count }) => `${tests(count)} would be deleted while what is tested stays; keep it, or move it to another test file.` },
  'emptied': { code: 'tdd/test-emptied', weight: 'deletion', what: ({ count }) => `Nothing in this file tests any more: ${tests(count).toLowerCase()} would be lost; keep the tests, or delete them with what they test.` },
  'renamed-away': { code: 'tdd/test-renamed-away', weight: 'deletion', what: ({ path, count }) => `${tests(count)} of ${excerpt(path)} would not be found under this name by any test runner; give it the name of a test.` },
  'skipped': { code: 'tdd/test-skipped', weight: 'other', what: ({ count }) => `${count === 1 ? 'A test is' : `${count} tests are`} taken out of the run; repair what is tested instead, or delete both.` },
  'focused': { code: 'tdd/test-focused', weight: 'other', what: () => 'Only this test would be run, all others of the file would not; take the mark away before committing.' },
  'fewer': { code: 'tdd/fewer-tests', weight: 'other', what: ({ count }) => `The file has ${count === 1 ? 'a test' : `${count} tests`} less than before; keep them, or move them to another test file.` },
};

/** The first few names, where they can be read. */
function named({ names }: TestLoss): string {
  if (names.length === 0) return '';
  const shown = names.slice(0, 3).map((name) => `"${excerpt(name)}"`).join(', ');
  return ` (${shown}${names.length > 3 ? ', …' : ''})`;
}
