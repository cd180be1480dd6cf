import type { Run } from '../command.js';
import { followStatus, recordTouched } from './follow-answer.js';
import { checkReview, decideReview, showReview, startReview } from './review-answers.js';
import { rollback } from './rollback-answer.js';
import { finishRun, listOperations, recordOperation, showRun, startRun } from './run-answers.js';
import { approveDesign, approveImplementation, cleanVersions, completeVersion, createVersion, listVersions, showVersion } from './version-answers.js';

/** The answers about versions, runs, operations and reviews: a bundle of its own, because records are YAML. */
export const answers = {
  createVersion, listVersions, showVersion, completeVersion, rollback, cleanVersions, approveDesign, approveImplementation,
  startRun, finishRun, showRun, recordOperation, listOperations, startReview, checkReview, decideReview, showReview,
} as const satisfies Readonly<Record<string, Run>>;

export type AnswerName = keyof typeof answers;

/** What other commands let runs do. */
export const followers = { followStatus, recordTouched } as const;
