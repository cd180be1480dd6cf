import type { Refusal } from '../core/plans/plan.js';
import { checkLosses, lossesOf } from '../core/tdd/check-change.js';
import { commitOrder, unknownOrder } from '../core/tdd/commit-order.js';
import { hasInlineTests } from '../core/tdd/file-role.js';
import { complies, orderReason } from '../core/tdd/order-words.js';
import { plainLine } from '../core/text/escape.js';
import { loadHistory, type HistoryPorts } from '../node/tdd/history.js';
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

/** The order of one source, as `tdd order` answers it; `null`: nobody knows. */
interface OrderJson {
  readonly compliant: boolean | null;
  readonly test_commit: string | null;
  readonly impl_commit: string | null;
  readonly test_first: boolean | null;
  readonly reason: string;
}

export const order: Run = async (context, words): Promise<Answer | Refusal> => {
  const tdd = await openTdd(context);
  const git = repositoryOf(tdd);
  if ('kind' in git) return git;
  const path = tdd.pathOf(words[0] ?? '');
  if (typeof path !== 'string') return path;
  const json = await orderOf(tdd, { git, place: context.root.place, top: tdd.top }, path);
  return answer(() => json, () => `${plainLine(path)}: ${json.reason}\n`, json.compliant === false ? exitCodes.no : exitCodes.fine);
};

async function orderOf(tdd: OpenTdd, ports: HistoryPorts, path: string): Promise<OrderJson> {
  const role = tdd.rules.roleOf(path, tdd.readText(path) ?? undefined);
  const nothing = { test_commit: null, impl_commit: null };
  if (role.kind === 'test') return { ...nothing, compliant: true, test_first: null, reason: 'It is a test itself.' };
  if (role.kind === 'none') return { ...nothing, compliant: true, test_first: null, reason: `It needs no test: ${role.why}.` };
  const [loaded, files] = await Promise.all([loadHistory(ports), treeFiles(tdd.top, tdd.git)]);
  const text = tdd.readText(path) ?? '';
  // Tests inside of the file came when they came: that they came with it is the best that can be said.
  const inline = hasInlineTests(role.language, text) ? [path] : [];
  const found = loaded.kind === 'shallow' ? unknownOrder : commitOrder(path, loaded.history, [...tdd.rules.indexOf(files).testsOf(path), ...inline]);
  const isKnown = found.kind !== 'unknown' && found.kind !== 'not-committed';
  return {
    compliant: complies(found), test_commit: found.testCommit, impl_commit: found.implementationCommit,
    test_first: isKnown ? found.kind === 'test-first' : null, reason: orderReason(found),
  };
}
