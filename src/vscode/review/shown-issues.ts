import { parseIssue, parseIssueLines } from '../../core/versions/review-issue.js';
import { isSafePath } from '../../core/versions/safe-path.js';
import { isOpenReview } from '../../core/versions/plan-review.js';
import { expectedFiles } from '../../core/versions/check-review.js';
import type { Review } from '../../core/versions/version.js';
import type { RunState, Versions } from '../../core/versions/versions.js';
import type { ReviewDraft } from '../../protocol/review.js';

/** An issue that stands at a line of a file. `path` is relative to the run's working tree, lines count from 1. */
export interface ShownIssue {
  readonly run: RunState;
  readonly path: string;
  readonly line: number;
  readonly text: string;
  readonly review: Review;
  /** `draft`: not handed in; `settled`: the work is approved, or another attempt has begun. */
  readonly state: 'draft' | 'open' | 'settled';
}

/** The issues at lines that reviews of the latest attempts have, of versions that are not over; what is typed of an open one included. Those outside of a working tree are nowhere. */
export function shownIssues(versions: Versions, draftOf: (run: string) => ReviewDraft | null): readonly ShownIssue[] {
  return latestRuns(versions).flatMap((run) => {
    const reviewed = run.record.reviewSession === null ? run.attempts.at(-1) : run;
    const review = reviewed?.record.reviewSession ?? null;
    if (reviewed === undefined || review === null) return [];
    const state = stateOf(run, reviewed);
    const draft = state === 'draft' ? draftOf(run.directory) : null;
    const issues = draft === null ? review.issuesFound : parseIssueLines(draft.issues);
    return [...new Set(issues)].flatMap((issue) => {
      const placed = parseIssue(issue);
      return placed === null || !isSafePath(placed.path) ? [] : [{ ...placed, run: reviewed, review, state }];
    });
  });
}

/** Latest attempts whose review is open. */
export function openReviews(versions: Versions): readonly RunState[] {
  return latestRuns(versions).filter(({ record }) => isOpenReview(record));
}

/** A file of a run whose review is open. */
export interface ReviewedFile {
  readonly run: RunState;
  /** Relative to the run's working tree. */
  readonly path: string;
}

/** The open review that an issue in a file belongs to: its run touched the file, and of several it is the latest. `pathIn`: the file as a run calls it. */
export function openReviewOf(versions: Versions, pathIn: (run: RunState) => string | null): ReviewedFile | null {
  return openReviews(versions).flatMap((run) => {
    const path = pathIn(run);
    return path !== null && expectedFiles(run.record.operations).has(path) ? [{ run, path }] : [];
  }).at(-1) ?? null;
}

function latestRuns({ versions }: Versions): readonly RunState[] {
  return versions.filter(({ record, broken }) => !broken && (record.status === 'pending' || record.status === 'in_progress')).flatMap(({ runs }) => runs);
}

function stateOf(latest: RunState, reviewed: RunState): ShownIssue['state'] {
  if (isOpenReview(reviewed.record)) return 'draft';
  return latest !== reviewed || reviewed.record.reviewSession?.decision === 'approved' ? 'settled' : 'open';
}
