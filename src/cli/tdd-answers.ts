import type { Finding } from '../core/findings/finding.js';
import type { Refusal } from '../core/plans/plan.js';
import { checkChange, checkCoverage, checkLosses, lossesOf } from '../core/tdd/check-change.js';
import { fileVerdict, type FileVerdict } from '../core/tdd/file-verdict.js';
import { plainLine } from '../core/text/escape.js';
import { HistoryReader } from '../node/tdd/history.js';
import { readChange } from '../node/tdd/read-change.js';
import { CoverageReports } from '../node/tdd/read-coverage.js';
import { isTreeFile, treeFiles } from '../node/tdd/tree-files.js';
import { answer, type Answer, type Context, type Run } from './command.js';
import { openTdd, repositoryOf, type OpenTdd } from './open-tdd.js';
import { orderOfAll, orderOfOne } from './order-answer.js';
import { exitCodes } from './output.js';

/** Whether a file has tests, as `tdd tests-exist` answers it. */
interface TestsExist {
  readonly has_tests: boolean;
  readonly test_file: string | null;
  readonly expected: readonly string[];
  /** Percent of the file's lines, from a report that is there; `null` without one. */
  readonly coverage: number | null;
}

/** What is tracked and not there any more is no test. */
async function judged(tdd: OpenTdd, path: string): Promise<FileVerdict> {
  const verdict = fileVerdict({ path, text: tdd.readText(path) }, tdd.rules, tdd.rules.indexOf(await treeFiles(tdd.top, tdd.git)));
  return verdict.kind === 'source' ? { ...verdict, tests: verdict.tests.filter((test) => isTreeFile(tdd.top, test)) } : verdict;
}

/** A file that needs no test, or that is one, is missing nothing. */
function testsJson(tdd: OpenTdd, path: string, verdict: FileVerdict): TestsExist {
  const nothing = { has_tests: false, test_file: null, expected: [], coverage: null };
  switch (verdict.kind) {
    case 'none': return nothing;
    case 'test': return { ...nothing, has_tests: true, test_file: path };
    case 'source': {
      const [test = null] = verdict.tests;
      return { has_tests: test !== null, test_file: test, expected: verdict.expected, coverage: new CoverageReports(tdd.top).percentOf(path) };
    }
  }
}

export const testsExist: Run = async (context, words) => {
  const tdd = await openTdd(context);
  const path = tdd.pathOf(words[0] ?? '');
  if (typeof path !== 'string') return path;
  const verdict = await judged(tdd, path);
  const json = testsJson(tdd, path, verdict);
  const isMissing = verdict.kind === 'source' && !json.has_tests;
  return answer(() => json, () => `${plainLine(path)} ${testsWords(verdict, json, tdd)}`, isMissing ? exitCodes.no : exitCodes.fine);
};

/** The rest of a sentence that begins with the file. */
function testsWords(verdict: FileVerdict, { test_file: test, expected, coverage }: TestsExist, { rules }: OpenTdd): string {
  if (verdict.kind === 'none') return `needs no test: ${verdict.why}.\n`;
  if (verdict.kind === 'test') return 'is a test itself.\n';
  if (test === null) return `has no test. It is looked for as:\n${expected.map((each) => `  ${plainLine(each)}\n`).join('')}`;
  const covered = coverage === null ? '' : ` Its tests run ${coverage} % of its lines; ${rules.minCoverage} % are asked for.`;
  return `is tested by ${plainLine(test)}.${covered}\n`;
}

export const deletion: Run = async (context, words): Promise<Answer | Refusal> => {
  const tdd = await openTdd(context);
  const git = repositoryOf(tdd);
  if ('kind' in git) return git;
  const [commit] = words;
  const change = await readChange(commit === undefined ? { kind: 'staged' } : { kind: 'commit', commit }, { git, readText: tdd.readText }, tdd.rules);
  if ('kind' in change) return change;
  const files = [...new Set(lossesOf(change, tdd.rules).map(({ path }) => path))];
  return answer(
    () => ({ tests_deleted: files.length > 0, deleted_tests: files }),
    () => (files.length === 0 ? 'No test is lost.\n' : checkLosses(change, tdd.rules).map(({ file, code, message }) => `${plainLine(file)} ${code} ${plainLine(message)}\n`).join('')),
    files.length > 0 ? exitCodes.no : exitCodes.fine,
  );
};

export const order: Run = async (context, [word]): Promise<Answer | Refusal> => {
  const tdd = await openTdd(context);
  const git = repositoryOf(tdd);
  if ('kind' in git) return git;
  const ports = { git, place: context.root.place, top: tdd.top };
  if (word === undefined) return orderOfAll(tdd, ports);
  const path = tdd.pathOf(word);
  return typeof path === 'string' ? orderOfOne(path, await Promise.all([judged(tdd, path), new HistoryReader(ports).read()])) : path;
};

/**
 * What `check` says about tests: of what is changed and not committed, where the project's configuration speaks of tests. What was
 * committed long ago without a test is nothing that a check of everything should begin with.
 */
export async function changeFindings(context: Context): Promise<readonly Finding[]> {
  const tdd = await openTdd(context);
  if (tdd.git === null || !tdd.isConfigured || !tdd.rules.enabled) return [];
  const change = await readChange({ kind: 'working-tree' }, { git: tdd.git, readText: tdd.readText }, tdd.rules);
  if ('kind' in change) return [];
  const reports = new CoverageReports(tdd.top);
  return [...checkChange(change, tdd.rules), ...checkCoverage(change, tdd.rules, (path) => reports.percentOf(path))];
}
