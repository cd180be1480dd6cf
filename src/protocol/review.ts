/**
 * Messages between the extension and the Review view (document 001, ux: Review). The view is a dumb window: it says `ready`, gets
 * the whole model, sends back intents by name. It names runs, links and approvals by the ids that the model gave it.
 */

/** The six checks of a review, in the order in which they are shown (document 001). */
export type ReviewCheckName = 'file_exists' | 'manifest_compliance' | 'code_quality' | 'lint' | 'build' | 'tests';
export type ReviewCheckOutcome = 'pass' | 'fail' | 'skip';
export type ReviewDecision = 'approved' | 'needs_changes' | 'rejected';

/** How far agents are trusted with the active file, and by which rule; `rule` is a link to the line that decides. */
export interface ReviewTrust {
  readonly level: 'high' | 'medium' | 'low';
  readonly label: string;
  readonly reason: string;
  readonly rule: { readonly text: string; readonly link: string } | null;
}

/** A task run that touched the active file. `diff` is a link that compares the file with what it was before the run. */
export interface ReviewRun {
  readonly id: string;
  readonly label: string;
  readonly note: string;
  readonly diff: string | null;
}

/** One of the six checks. `canRun`: a command is configured for it; `running`: it is at work and can be cancelled. */
export interface ReviewCheck {
  readonly name: ReviewCheckName;
  readonly label: string;
  readonly outcome: ReviewCheckOutcome;
  readonly note: string;
  readonly canRun: boolean;
  readonly running: boolean;
}

/** What a person has written of a review and not handed in yet; kept across reloads of the window. */
export interface ReviewDraft {
  readonly decision: ReviewDecision | null;
  readonly notes: string;
  /** One issue or suggestion a line; an issue may begin with `path:line:`. */
  readonly issues: string;
  readonly suggestions: string;
}

/** The review of the chosen run; its id is the run's. `refusal`: why none can be recorded now. */
export interface ReviewForm {
  readonly run: string;
  readonly title: string;
  readonly isOpen: boolean;
  readonly checks: readonly ReviewCheck[];
  readonly draft: ReviewDraft;
  readonly decisions: readonly { readonly decision: ReviewDecision; readonly label: string; readonly disabled: string | null }[];
  readonly refusal: string | null;
  /** Why no agent may approve this, and so needs a person; `null`: one may. */
  readonly person: string | null;
}

/** A review that was handed in. */
export interface ReviewRecord {
  readonly label: string;
  readonly note: string;
  readonly lines: readonly string[];
}

/** An approval that waits for the person. */
export interface WaitingApproval {
  readonly id: string;
  readonly label: string;
  readonly note: string;
}

/** Everything the view shows. `notice` says why there is nothing, if so. */
export interface ReviewModel {
  readonly file: { readonly name: string; readonly path: string } | null;
  readonly notice: string | null;
  readonly trust: ReviewTrust | null;
  readonly runs: readonly ReviewRun[];
  readonly form: ReviewForm | null;
  readonly earlier: readonly ReviewRecord[];
  readonly approvals: readonly WaitingApproval[];
  /** Nothing may be changed: Restricted Mode. */
  readonly readOnly: boolean;
  /** Words of the view itself, in the person's language. */
  readonly words: ReviewWords;
}

/** Names of the texts of the view itself. */
export type ReviewWord =
  | 'trust' | 'addRule' | 'runs' | 'noRuns' | 'showDiff' | 'startReview' | 'checks' | 'runCheck' | 'cancelCheck'
  | 'pass' | 'fail' | 'skip' | 'decision' | 'notes' | 'issues' | 'issuesHint' | 'suggestions' | 'submit' | 'earlier' | 'approvals' | 'approve' | 'reject';
/** Those texts, translated. */
export type ReviewWords = Readonly<Record<ReviewWord, string>>;

/** What the extension sends: always the whole model, and what was done as a sentence to be said aloud. */
export type ReviewFromHost =
  | { readonly type: 'model'; readonly model: ReviewModel }
  | { readonly type: 'said'; readonly text: string };

/** What the view sends. Checked by the extension before it believes a word of it. */
export type ReviewToHost =
  | { readonly type: 'ready' | 'add-rule' | 'start-review' }
  | { readonly type: 'open-link'; readonly link: string }
  | { readonly type: 'choose-run'; readonly run: string }
  | { readonly type: 'set-check'; readonly check: string; readonly outcome: string }
  | { readonly type: 'run-check' | 'cancel-check'; readonly check: string }
  | { readonly type: 'draft' | 'submit'; readonly run: string; readonly draft: ReviewDraft }
  | { readonly type: 'approve' | 'reject'; readonly approval: string };
