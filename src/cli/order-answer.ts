import { commitOrder, unknownOrder, type CommitOrder } from '../core/tdd/commit-order.js';
import { fileVerdict, type FileVerdict } from '../core/tdd/file-verdict.js';
import { OrderReport } from '../core/tdd/order-report.js';
import { complies, orderReason } from '../core/tdd/order-words.js';
import { plainLine } from '../core/text/escape.js';
import { HistoryReader, type HistoryOutcome, type HistoryPorts } from '../node/tdd/history.js';
import { isTreeFile, trackedFiles } from '../node/tdd/tree-files.js';
import { answer, type Answer } from './command.js';
import type { OpenTdd } from './open-tdd.js';
import { exitCodes } from './output.js';

/** The order of one source, as `tdd order` answers it; `null`: nobody knows. */
interface OrderJson {
  readonly compliant: boolean | null;
  readonly test_commit: string | null;
  readonly impl_commit: string | null;
  readonly test_first: boolean | null;
  readonly reason: string;
}

export function orderOfOne(path: string, [verdict, read]: readonly [FileVerdict, HistoryOutcome]): Answer {
  const json = jsonOfOne(verdict, read, path);
  return answer(() => json, () => `${plainLine(path)}: ${json.reason}\n`, json.compliant === false ? exitCodes.no : exitCodes.fine);
}

function jsonOfOne(verdict: FileVerdict, read: HistoryOutcome, path: string): OrderJson {
  const nothing = { compliant: true, test_commit: null, impl_commit: null, test_first: null };
  if (verdict.kind === 'test') return { ...nothing, reason: 'It is a test itself.' };
  if (verdict.kind === 'none') return { ...nothing, reason: `It needs no test: ${verdict.why}.` };
  // A test inside of the file is taken to have come with it.
  return orderJson(read.kind === 'shallow' ? unknownOrder : commitOrder(path, read.history, verdict.tests));
}

function orderJson(found: CommitOrder): OrderJson {
  const isKnown = found.kind !== 'unknown' && found.kind !== 'not-committed';
  return {
    compliant: complies(found), test_commit: found.testCommit, impl_commit: found.implementationCommit,
    test_first: isKnown ? found.kind === 'test-first' : null, reason: orderReason(found),
  };
}

/** Every source that git tracks and that needs a test, in the order of paths. */
export async function orderOfAll(tdd: OpenTdd, ports: HistoryPorts): Promise<Answer> {
  const isSource = (path: string): boolean => tdd.rules.roleOf(path).kind === 'source';
  const index = tdd.rules.indexOf([]);
  const report = new OrderReport(isSource, index);
  const following = trackedFiles(ports.top, ports.git).then((files) => { report.follow(files); });
  const [read] = await Promise.all([new HistoryReader(ports).read(), following]);
  const orders = read.kind === 'history' ? report.update(read) : new Map([...index.files].filter(isSource).map((path) => [path, unknownOrder]));
  const sources = [...orders].flatMap(([path, order]) => {
    // Only a file without a test has to be read: it may need none, or have them inside.
    const verdict = order.kind === 'no-test' ? fileVerdict({ path, text: tdd.readText(path) }, tdd.rules, index) : null;
    if (verdict === null) return [{ file: path, ...orderJson(order) }];
    return verdict.kind === 'source' && isTreeFile(ports.top, path) ? [{ file: path, ...jsonOfOne(verdict, read, path) }] : [];
  }).sort((a, b) => (a.file < b.file ? -1 : 1));
  const wrong = sources.filter(({ compliant }) => compliant === false);
  return answer(() => sources, () => [...wrong.map(({ file, reason }) => `${plainLine(file)}: ${reason}\n`), `${summaryOf(sources, wrong.length)}\n`].join(''), wrong.length > 0 ? exitCodes.no : exitCodes.fine);
}

function summaryOf(sources: readonly OrderJson[], wrong: number): string {
  if (sources.length === 0) return 'No source is tracked that needs a test.';
  if (sources.every(({ compliant }) => compliant === null)) return orderReason(unknownOrder);
  return `${sources.length - wrong} of ${sources.length} sources were not written before their tests.`;
}
