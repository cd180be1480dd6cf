import { plainLine } from '../text/escape.js';
import type { CommitOrder } from './commit-order.js';

/** Why a source was, or was not, tested first: one sentence. */
export function orderReason({ kind, test, testCommit, implementationCommit }: CommitOrder): string {
  const [tested, implemented] = [testCommit, implementationCommit].map((id) => id?.slice(0, 10) ?? '');
  const name = plainLine(test ?? '');
  switch (kind) {
    case 'test-first': return implementationCommit === null ? `The test ${name} is committed (${tested}), the implementation is not yet.` : `The test ${name} was committed (${tested}) before the implementation (${implemented}).`;
    case 'same-commit': return `The test ${name} and the implementation were committed together (${tested}).`;
    case 'implementation-first': return testCommit === null ? `The implementation is committed (${implemented}), its test ${name} is not yet.` : `The implementation was committed (${implemented}) before the test ${name} (${tested}).`;
    case 'no-test': return `The implementation is committed (${implemented}) and has no test.`;
    case 'not-committed': return 'Neither the implementation nor a test of it is committed yet.';
    case 'unknown': return 'Unknown: the history is cut off (a shallow clone); get the rest with "git fetch --unshallow".';
  }
}

/** Whether a source complies; `null`: nobody can say. */
export function complies({ kind }: CommitOrder): boolean | null {
  return kind === 'unknown' ? null : kind !== 'implementation-first' && kind !== 'no-test';
}
