import { fileForPerson, operationsOf } from '../../core/versions/needs-person.js';
import { isOpenReview, reasonAgainstReview } from '../../core/versions/plan-review.js';
import { checkNames, type CheckName, type Review, type ReviewDecision } from '../../core/versions/version.js';
import type { RunState } from '../../core/versions/versions.js';
import type { ReviewCheck, ReviewDraft, ReviewForm } from '../../protocol/review.js';
import { refusalText } from '../next-commands.js';
import type { ReviewSource } from './review-source.js';
import { checkIds, checkLabel, decisionLabel } from './review-words.js';

/** Decisions in the order in which they are offered: the one that lets work go on comes first. */
const offered: readonly ReviewDecision[] = ['approved', 'needs_changes', 'rejected'];

/** The review of a run as a form, or why none can be recorded. */
export function formOf(run: RunState, source: ReviewSource): ReviewForm {
  const { t } = source;
  const isOpen = isOpenReview(run.record);
  return {
    run: run.directory,
    title: t('Review of {0}', attemptText(run, source)),
    isOpen,
    checks: isOpen && run.record.reviewSession !== null ? checksOf(run, run.record.reviewSession, source) : [],
    draft: source.draftOf(run.directory) ?? draftOf(isOpen ? run.record.reviewSession : null),
    decisions: offered.map((decision) => ({ decision, label: decisionLabel(t, decision), disabled: against(run, decision, t) })),
    refusal: refusalOf(run, source),
    person: personOf(run, source),
  };
}

/** A run as it is called: its task, its version and, if it is not the first, which attempt it is. */
export function attemptText({ task, version, record }: RunState, { t }: Pick<ReviewSource, 't'>): string {
  return record.attemptNumber > 1 ? t('{0} in {1}, attempt {2}', task, version, record.attemptNumber) : t('{0} in {1}', task, version);
}

function refusalOf(run: RunState, { versions, t }: ReviewSource): string | null {
  if (run.record.rollback !== undefined) return t('This undid {0}; it is not reviewed.', run.record.rollback.of);
  const isLatest = versions.versions.some(({ runs }) => runs.includes(run));
  return isLatest ? against(run, null, t) ?? approvedBefore(run, t) : t('A later attempt has taken its place.');
}

function against(run: RunState, decision: ReviewDecision | null, t: ReviewSource['t']): string | null {
  const refusal = reasonAgainstReview(run, decision);
  return refusal === null ? null : refusalText(t, refusal);
}

/** A run that is completed may be approved once; then nothing is left to say. */
function approvedBefore({ record: { status, reviewSession } }: RunState, t: ReviewSource['t']): string | null {
  return status === 'completed' && reviewSession?.decision === 'approved' ? t('It is approved.') : null;
}

function personOf(run: RunState, { judge, t }: ReviewSource): string | null {
  const found = judge === null ? null : fileForPerson(operationsOf([run]), judge);
  return found === null ? null : t('No agent may approve this: {0} was changed and {1}. It needs you.', found.path, found.why);
}

function checksOf(run: RunState, review: Review, source: ReviewSource): readonly ReviewCheck[] {
  return checkNames.map((name) => {
    const state = source.stateOf(run.directory, name);
    const command = commandOfCheck(name, source);
    return {
      name: checkIds[name],
      label: checkLabel(source.t, name),
      outcome: review.checks[name],
      note: state?.kind === 'running' ? source.t('Running …') : [noteOf(name, source), state?.said ?? ''].filter((part) => part !== '').join(' · '),
      canRun: command === null || command.length > 0,
      running: state?.kind === 'running',
    };
  });
}

/** The command of a check; empty: none is set; `null`: it needs none, because it is made by looking. */
export function commandOfCheck(name: CheckName, { commands }: Pick<ReviewSource, 'commands'>): readonly string[] | null {
  const id = checkIds[name];
  return id === 'file_exists' || id === 'manifest_compliance' ? null : commands[id];
}

function noteOf(name: CheckName, source: ReviewSource): string {
  const command = commandOfCheck(name, source);
  if (name === 'fileExists') return source.t('What was made is there, what was deleted is gone.');
  if (command === null) return source.t('Every file is one that the task declares.');
  return command.length > 0 ? command.join(' ') : source.t('No command is set: versions.checks.{0} in config.yaml.', checkIds[name]);
}

/** What a review that was opened elsewhere says already. */
export function draftOf(review: Review | null): ReviewDraft {
  return { decision: null, notes: review?.notes ?? '', issues: (review?.issuesFound ?? []).join('\n'), suggestions: (review?.suggestions ?? []).join('\n') };
}
