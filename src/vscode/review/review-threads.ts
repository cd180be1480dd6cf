import { type Comment, CommentMode, type CommentController, type CommentThread, CommentThreadCollapsibleState, CommentThreadState, comments, l10n, Range, type Uri } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { plainLine } from '../../core/text/escape.js';
import { parseIssueLines, renderIssue } from '../../core/versions/review-issue.js';
import type { RunState } from '../../core/versions/versions.js';
import type { Root } from '../roots/root.js';
import type { Roots } from '../roots/roots.js';
import { reviewLabel } from '../versions/version-look.js';
import type { ReviewDrafts } from './review-drafts.js';
import { attemptText, draftOf } from './review-form.js';
import { fileOfRun, pathInRun } from './run-files.js';
import { openReviewOf, openReviews, shownIssues, type ShownIssue } from './shown-issues.js';

/** Where a person may say that there is an issue: a file of a run whose review is open. */
interface Place {
  readonly root: Root;
  readonly run: RunState;
  readonly path: string;
}

/** An issue with the file that it stands in. */
interface PlacedThread {
  readonly root: Root;
  readonly issue: ShownIssue;
  readonly uri: Uri;
}

/** What a person types at a line, as VS Code hands it over. */
export interface TypedIssue {
  readonly thread: Pick<CommentThread, 'uri' | 'range' | 'dispose'>;
  readonly text: string;
}

/** Issues of reviews as threads at their lines. A thread that the person adds is an issue of the review that is open, until it is handed in a draft. */
export class ReviewThreads implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #controller: CommentController;
  readonly #threads = new Map<string, { readonly thread: CommentThread; readonly issue: ShownIssue; readonly root: Root }>();
  #open = '';

  constructor(private readonly roots: Roots, private readonly drafts: ReviewDrafts) {
    this.#controller = this.#lifetime.own(comments.createCommentController('workflow.review', l10n.t('Review')));
    this.#controller.options = { prompt: l10n.t('Add an issue to the review'), placeHolder: l10n.t('What is wrong here?') };
    const show = (): void => { this.#show(); };
    this.#lifetime.own(roots.onDidChange(show));
    this.#lifetime.own(drafts.onDidChange(show));
    this.#show();
  }

  /** What is shown, for tests. */
  get all(): readonly CommentThread[] {
    return [...this.#threads.values()].map(({ thread }) => thread);
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  /** Makes what was typed at a line an issue of the draft. */
  add({ thread, text }: TypedIssue): void {
    const place = this.#placeOf(thread.uri);
    const said = plainLine(text.replaceAll(/\s+/g, ' ')).trim();
    thread.dispose();
    if (place === null || said === '') return;
    const issue = renderIssue({ path: place.path, line: (thread.range?.start.line ?? 0) + 1, text: said });
    this.#change(place.root, place.run, (issues) => [...issues, issue]);
  }

  /** Takes the issue of a thread out of the draft. */
  remove(thread: CommentThread): void {
    const found = [...this.#threads.values()].find((each) => each.thread === thread);
    if (found?.issue.state !== 'draft') return;
    const gone = renderIssue(found.issue);
    this.#change(found.root, found.issue.run, (issues) => issues.filter((issue) => issue !== gone));
  }

  #change(root: Root, run: RunState, change: (issues: readonly string[]) => readonly string[]): void {
    const draft = this.drafts.of(root.root, run.directory) ?? draftOf(run.record.reviewSession);
    this.drafts.keep(root.root, run.directory, { ...draft, issues: change(parseIssueLines(draft.issues)).join('\n') });
  }

  #show(): void {
    const wanted = new Map(this.roots.all.flatMap((root) => this.#issuesOf(root)));
    for (const [key, { thread }] of this.#threads) {
      if (wanted.has(key)) continue;
      thread.dispose();
      this.#threads.delete(key);
    }
    this.#tellWhere();
    for (const [key, { root, issue, uri }] of wanted) {
      const thread = this.#threads.get(key)?.thread ?? this.#make(uri, issue);
      this.#threads.set(key, { thread, issue, root });
    }
  }

  #issuesOf(root: Root): readonly (readonly [string, PlacedThread])[] {
    return shownIssues(root.state.parts.versions, (run) => this.drafts.of(root.root, run)).flatMap((issue) => {
      const uri = fileOfRun(root, issue.run, issue.path);
      return uri === null ? [] : [[JSON.stringify([root.root, issue.run.directory, issue.state, renderIssue(issue)]), { root, issue, uri }] as const];
    });
  }

  #make(uri: Uri, issue: ShownIssue): CommentThread {
    const { run, review, state, text, line } = issue;
    const comment: Comment = { body: text, mode: CommentMode.Preview, author: { name: review.reviewer }, contextValue: state };
    const thread = this.#controller.createCommentThread(uri, new Range(line - 1, 0, line - 1, 0), [comment]);
    thread.canReply = false;
    thread.contextValue = state;
    thread.label = `${l10n.t('Review of {0}', attemptText(run, l10n))} · ${reviewLabel(l10n.t, review)}`;
    thread.state = state === 'settled' ? CommentThreadState.Resolved : CommentThreadState.Unresolved;
    thread.collapsibleState = CommentThreadCollapsibleState.Collapsed;
    return thread;
  }

  /**
   * VS Code asks again where issues may be added when it is given who to ask, and then shows all threads that it knows anew. So this
   * comes before new threads: one that it is just about to show would be shown twice.
   */
  #tellWhere(): void {
    const open = JSON.stringify(this.roots.all.map(({ root, state }) => [root, openReviews(state.parts.versions).map(({ directory }) => directory)]));
    if (open === this.#open) return;
    this.#open = open;
    this.#controller.commentingRangeProvider = {
      provideCommentingRanges: ({ uri, lineCount }) => (this.#placeOf(uri) === null ? [] : [new Range(0, 0, lineCount - 1, 0)]),
    };
  }

  #placeOf(uri: Uri): Place | null {
    for (const root of this.roots.all) {
      const found = openReviewOf(root.state.parts.versions, (run) => pathInRun(root, run, uri));
      if (found !== null) return { root, ...found };
    }
    return null;
  }
}
