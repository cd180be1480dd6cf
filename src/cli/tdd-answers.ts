import type { Refusal } from '../core/plans/plan.js';
import { checkLosses, lossesOf } from '../core/tdd/check-change.js';
import { hasInlineTests } from '../core/tdd/file-role.js';
import { plainLine } from '../core/text/escape.js';
import { readChange } from '../node/tdd/read-change.js';
import { isTreeFile, treeFiles } from '../node/tdd/tree-files.js';
import { answer, type Answer, type Run } from './command.js';
import { openTdd, repositoryOf, type OpenTdd } from './open-tdd.js';
import { exitCodes } from './output.js';

/** Whether a file has tests, as `tdd tests-exist` answers it. */
interface TestsExist {
  readonly has_tests: boolean;
  readonly test_file: string | null;
  readonly expected: readonly string[];
  /** Percent of the file's lines, from a report that is there; `null` without one. */
  readonly coverage: number | null;
}

/** A file that needs no test, or that is one, is missing nothing. */
async function findTests(tdd: OpenTdd, path: string): Promise<{ readonly found: TestsExist; readonly note: string | null }> {
  const text = tdd.readText(path) ?? undefined;
  const role = tdd.rules.roleOf(path, text);
  const nothing = { has_tests: false, test_file: null, expected: [], coverage: null };
  if (role.kind === 'none') return { found: nothing, note: `needs no test: ${role.why}` };
  if (role.kind === 'test') return { found: { ...nothing, has_tests: true, test_file: path }, note: 'is a test itself' };
  const expected = tdd.rules.expectedTests(path);
  const index = tdd.rules.indexOf(await treeFiles(tdd.top, tdd.git));
  const inline = text !== undefined && hasInlineTests(role.language, text) ? path : null;
  const test = index.testsOf(path).find((each) => isTreeFile(tdd.top, each)) ?? inline;
  return { found: { has_tests: test !== null, test_file: test, expected, coverage: null }, note: null };
}

export const testsExist: Run = async (context, words) => {
  const tdd = await openTdd(context);
  const path = tdd.pathOf(words[0] ?? '');
  if (typeof path !== 'string') return path;
  const { found, note } = await findTests(tdd, path);
  const missing = !found.has_tests && note === null;
  return answer(() => found, () => testsText(path, found, note), missing ? exitCodes.no : exitCodes.fine);
};

function testsText(path: string, { test_file: test, expected }: TestsExist, note: string | null): string {
  if (note !== null) return `${plainLine(path)} ${note}.\n`;
  if (test !== null) return `${plainLine(path)} is tested by ${plainLine(test)}.\n`;
  return `${plainLine(path)} has no test. It is looked for as:\n${expected.map((each) => `  ${plainLine(each)}\n`).join('')}`;
}

export const deletion: Run = async (context, words): Promise<Answer | Refusal> => {
  const tdd = await openTdd(context);
  const git = repositoryOf(tdd);
  if ('kind' in git) return git;
  const [commit] = words;
  const change = await readChange(commit === undefined ? { kind: 'staged' } : { kind: 'commit', commit }, { git, readText: tdd.readText }, tdd.rules);
  if ('kind' in change) return change;
  const lost = lossesOf(change, tdd.rules);
  const files = [...new Set(lost.map(({ path }) => path))];
  return answer(
    () => ({ tests_deleted: files.length > 0, deleted_tests: files }),
    () => (lost.length === 0 ? 'No test is lost.\n' : checkLosses(change, tdd.rules).map(({ file, code, message }) => `${plainLine(file)} ${code} ${plainLine(message)}\n`).join('')),
    files.length > 0 ? exitCodes.no : exitCodes.fine,
  );
};
