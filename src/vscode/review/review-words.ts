import type { CheckName, ReviewDecision } from '../../core/versions/version.js';
import type { ReviewCheckName, ReviewWords } from '../../protocol/review.js';
import type { Translate } from '../translate.js';

/** The texts of the view itself. */
export function reviewWords(t: Translate): ReviewWords {
  return {
    trust: t('File trust'), addRule: t('Add Trust Rule…'),
    runs: t('Task runs that touched it'), noRuns: t('No task run has touched it.'), showDiff: t('Compare with Before'),
    startReview: t('Start Review'),
    checks: t('Checks'), runCheck: t('Run'), cancelCheck: t('Cancel'), pass: t('pass'), fail: t('fail'), skip: t('skipped'),
    decision: t('Decision'), notes: t('Notes'), issues: t('Issues'), issuesHint: t('One a line; "path:line: text" names a place.'), suggestions: t('Suggestions'),
    submit: t('Submit Review'),
    earlier: t('Earlier reviews'), approvals: t('Approvals waiting'), approve: t('Approve'), reject: t('Reject…'),
  };
}

/** How the view calls the checks; records call them by their names of document 001. */
export const checkIds: Readonly<Record<CheckName, ReviewCheckName>> = {
  fileExists: 'file_exists', manifestCompliance: 'manifest_compliance', codeQuality: 'code_quality', lint: 'lint', build: 'build', tests: 'tests',
};

export function checkLabel(t: Translate, name: CheckName): string {
  const labels: Readonly<Record<CheckName, string>> = {
    fileExists: t('Files exist'), manifestCompliance: t('Only declared files'), codeQuality: t('Code quality'), lint: t('Lint'), build: t('Build'), tests: t('Tests'),
  };
  return labels[name];
}

export function decisionLabel(t: Translate, decision: ReviewDecision): string {
  const labels: Readonly<Record<ReviewDecision, string>> = { approved: t('Approve'), needs_changes: t('Needs changes'), rejected: t('Reject') };
  return labels[decision];
}
