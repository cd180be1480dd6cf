import { isOpenReview } from '../../core/versions/plan-review.js';
import { allRuns, approvalsWaiting, runsOfFile, type AwaitedApproval, type FileTouch } from '../../core/versions/version-selectors.js';
import { isSafePath } from '../../core/versions/safe-path.js';
import type { RunState } from '../../core/versions/versions.js';
import type { ReviewModel, ReviewRecord, ReviewRun, ReviewTrust, WaitingApproval } from '../../protocol/review.js';
import { attemptText, formOf } from './review-form.js';
import { ReviewLinks, type ReviewLink } from './review-links.js';
import type { ReviewSource } from './review-source.js';
import { reviewLabel, runStatusLabel } from '../versions/version-look.js';
import { reviewWords } from './review-words.js';

/** What the view shows and what its links stand for. */
export interface ReviewPage {
  readonly model: ReviewModel;
  readonly links: ReviewLinks;
}

/** So many runs and reviews of one file are shown, the latest. */
const most = 20;

/** The Review view of one file (document 001, ux: Review): trust, who touched it, the review of the chosen run, approvals waiting. */
export function deriveReview(source: ReviewSource): ReviewPage {
  const { subject, versions, readOnly, t } = source;
  const links = new ReviewLinks();
  const touches = subject.kind === 'file' ? runsOfFile(versions, subject.path).toReversed() : [];
  const run = runShown(source, touches);
  const model: ReviewModel = {
    file: subject.kind === 'file' ? { name: subject.name, path: subject.path } : null,
    notice: noticeOf(source),
    trust: trustOf(source, links),
    runs: touches.slice(0, most).map((touch) => runOf(touch, source, links)),
    form: run === null ? null : formOf(run, source),
    earlier: earlierOf([...touches.map((touch) => touch.run), ...(run === null ? [] : [run, ...run.attempts])], source),
    approvals: approvalsWaiting(versions).map((approval) => approvalOf(approval, source)),
    readOnly,
    words: reviewWords(t),
  };
  return { model, links };
}

/** The chosen run, else of the tasks whose runs touched the file the latest attempt that waits for a review, else the latest. */
function runShown({ versions, chosen }: ReviewSource, touches: readonly FileTouch[]): RunState | null {
  const named = chosen === null ? undefined : allRuns(versions).find(({ directory }) => directory === chosen);
  if (named !== undefined) return named;
  const runs = touches.filter(({ run }) => run.record.rollback === undefined).map(({ run }) => (
    versions.versions.flatMap((version) => version.runs).find(({ attempts }) => attempts.includes(run)) ?? run));
  return runs.find(({ record }) => record.status === 'review' || isOpenReview(record)) ?? runs[0] ?? null;
}

function noticeOf({ subject, readOnly, t }: ReviewSource): string | null {
  if (subject.kind === 'no-root') return t('Open a folder to see its task runs and reviews.');
  if (readOnly) return t('This folder is in Restricted Mode: nothing is run or recorded until you trust it.');
  if (subject.kind === 'none') return t('Open a file to see how far agents are trusted with it, which task runs touched it, and their reviews.');
  return subject.kind === 'elsewhere' ? t('The file in front is in no open folder.') : null;
}

function trustOf({ trust, t }: ReviewSource, links: ReviewLinks): ReviewTrust | null {
  if (trust === null) return null;
  const { answer: { level, reason, file, origin }, terms, trouble } = trust;
  return {
    level,
    label: t('{0} trust', level),
    reason: [reason, ...terms, ...(trouble === null ? [] : [trouble])].join(' '),
    rule: file === null || origin === null ? null : { text: t('Open the rule: {0}', `${file}:${String(origin.line)}`), link: links.add({ kind: 'line', file, line: origin.line }) },
  };
}

function runOf({ run, operations }: FileTouch, source: ReviewSource, links: ReviewLinks): ReviewRun {
  const { record, directory } = run;
  const what = record.rollback === undefined ? runStatusLabel(source.t, record.status) : source.t('undid {0}', record.rollback.of);
  const diff = diffOf({ run, operations });
  return {
    id: directory,
    label: attemptText(run, source),
    note: [what, record.agent, ...(record.worktree === undefined ? [] : [record.worktree]), record.startedAt].join(' · '),
    diff: diff === null ? null : links.add(diff),
  };
}

/** What the file was before the first of the operations; `null` when only that they were done is recorded, or the record was made to lead elsewhere. */
function diffOf({ run, operations }: FileTouch): ReviewLink | null {
  const [first] = operations;
  const path = operations.at(-1)?.targetPath ?? null;
  const isRecorded = operations.some(({ changes: { before, after } }) => (before ?? after) !== null);
  if (first === undefined || path === null || !isSafePath(path) || !isRecorded) return null;
  return { kind: 'diff', run, path, before: { path: first.rollbackData?.to ?? path, hash: first.changes.before } };
}

/** Reviews that were decided, the latest first. */
function earlierOf(runs: readonly RunState[], source: ReviewSource): readonly ReviewRecord[] {
  const reviews = [...new Set(runs)].flatMap((run) => (run.record.reviewSession === null ? [] : [{ run, review: run.record.reviewSession }])).filter(({ review }) => review.decision !== null);
  return reviews.toSorted((a, b) => ((a.review.completedAt ?? '') < (b.review.completedAt ?? '') ? 1 : -1)).slice(0, most).map(({ run, review }) => ({
    label: `${attemptText(run, source)}: ${reviewLabel(source.t, review)}`,
    note: `${review.reviewer} · ${review.completedAt ?? ''}`,
    lines: [
      ...(review.notes === '' ? [] : [review.notes]),
      ...review.issuesFound.map((issue) => source.t('Issue: {0}', issue)),
      ...review.suggestions.map((suggestion) => source.t('Suggestion: {0}', suggestion)),
    ],
  }));
}

function approvalOf({ version: { name, record }, kind }: AwaitedApproval, { t }: ReviewSource): WaitingApproval {
  const what = kind === 'design' ? t('Design of {0}', name) : t('Implementation of {0}', name);
  return { id: `${name}/${kind}`, label: what, note: record.feature };
}
