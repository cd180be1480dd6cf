import type { TddFinding } from '../tdd/check-change.js';
import { asksToSkip } from './skip-marker.js';

/** What the gate says about one commit, made or about to be made. */
export interface Verdict {
  readonly findings: readonly TddFinding[];
  /** Something is refused, and nothing lets it through. */
  readonly isRefused: boolean;
  /** What lets through what would be refused: the commit's own message. */
  readonly isSkipped: boolean;
}

/**
 * Judges by the findings: an error refuses, whatever else is only told (decisions 7.4). `message`: the commit's own, `null` when
 * it is not written yet; `commentMark` as for `asksToSkip`.
 */
export function verdictOf(findings: readonly TddFinding[], message: string | null, commentMark?: string): Verdict {
  const wouldRefuse = findings.some(({ severity }) => severity === 'error');
  const isSkipped = wouldRefuse && message !== null && asksToSkip(message, commentMark);
  return { findings, isRefused: wouldRefuse && !isSkipped, isSkipped };
}
