import { type CommentThread, type Memento, type Uri, type WebviewView, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { Log } from '../../core/ports.js';
import type { ReviewModel, ReviewToHost } from '../../protocol/review.js';
import type { Roots } from '../roots/roots.js';
import type { VersionTarget } from '../target.js';
import type { TrustEditor } from '../trust/trust-editor.js';
import { recordReview } from './record-gesture.js';
import { ReviewAnswers } from './review-answers.js';
import { ReviewDrafts } from './review-drafts.js';
import { ReviewShow } from './review-show.js';
import { ReviewThreads, type TypedIssue } from './review-threads.js';
import { ReviewView, type ReviewViewOptions } from './review-view.js';
import { RunningChecks } from './running-checks.js';

export interface ReviewEditorOptions {
  readonly extensionUri: Uri;
  readonly roots: Roots;
  readonly trust: TrustEditor;
  readonly memory: Memento;
  readonly log: Log;
  readonly run: ReviewViewOptions['run'];
}

/** What of reviews is loaded late. */
export interface ReviewEditor extends Disposable {
  /** Fills the view. */
  readonly adopt: (view: WebviewView) => void;
  /** Brings the review of a run into sight; `null`: the person picks one. */
  readonly record: (target: VersionTarget | null) => Promise<void>;
  /** Adds what the person typed at a line to the review that is open. */
  readonly addIssue: (typed: TypedIssue) => void;
  readonly removeIssue: (thread: CommentThread) => void;
  /** The issues that stand in files. */
  readonly threads: () => readonly CommentThread[];
  /** What the view shows now, or would. */
  readonly model: () => Promise<ReviewModel>;
  /** Does what a message of the view asks for; answers with what is said aloud. */
  readonly receive: (message: ReviewToHost) => Promise<string | null>;
}

export function startReviews({ extensionUri, roots, trust, memory, log, run }: ReviewEditorOptions): ReviewEditor {
  const lifetime = new Lifetime();
  const drafts = new ReviewDrafts(memory);
  const checks = lifetime.own(new RunningChecks(log));
  const show = lifetime.own(new ReviewShow({ roots, models: trust.models, drafts, checks }));
  const answers = new ReviewAnswers({ show, trust, drafts, checks });
  const view = lifetime.own(new ReviewView({ extensionUri, show, answers, run }));
  let threads: ReviewThreads | null = null;
  const comment = (): void => { if (workspace.isTrusted) threads ??= lifetime.own(new ReviewThreads(roots, drafts)); };
  lifetime.own(workspace.onDidGrantWorkspaceTrust(comment));
  comment();
  return {
    addIssue: (typed) => {
      threads?.add(typed);
      show.refresh();
    },
    removeIssue: (thread) => {
      threads?.remove(thread);
      show.refresh();
    },
    threads: () => threads?.all ?? [],
    model: () => show.derive(),
    receive: (message) => answers.receive(message),
    adopt: (given) => { view.adopt(given); },
    record: (target) => recordReview(roots, show, target),
    dispose: () => lifetime.dispose(),
  };
}
