import { l10n, workspace } from 'vscode';
import { allRuns } from '../../core/versions/version-selectors.js';
import { checkNames, type CheckName, type CheckResult } from '../../core/versions/version.js';
import type { RunState } from '../../core/versions/versions.js';
import type { CommandCheck } from '../../node/versions/review-checks.js';
import type { ReviewForm, ReviewToHost } from '../../protocol/review.js';
import { openFile } from '../commands/open-file.js';
import type { Root } from '../roots/root.js';
import type { TrustEditor } from '../trust/trust-editor.js';
import { reviewLabel } from '../versions/version-look.js';
import type { ReviewDrafts } from './review-drafts.js';
import { commandOfCheck } from './review-form.js';
import { ReviewRecords } from './review-records.js';
import type { ReviewShow, Shown } from './review-show.js';
import { checkIds, checkLabel } from './review-words.js';
import type { RunningChecks } from './running-checks.js';
import { showRunDiff } from './show-run-diff.js';

export interface ReviewAnswersOptions {
  readonly show: ReviewShow;
  readonly trust: TrustEditor;
  readonly drafts: ReviewDrafts;
  readonly checks: RunningChecks;
}

/** The review that the view shows, with the run that it is about. */
interface ShownReview {
  readonly root: Root;
  readonly run: RunState;
  readonly form: ReviewForm;
  readonly records: ReviewRecords;
}

type MessageOf<Message, Type> = Message extends { readonly type: infer Own } ? (Type extends Own ? Message : never) : never;
type Message<Type extends ReviewToHost['type']> = MessageOf<ReviewToHost, Type>;
/** What is said aloud when it is done; `null`: nothing. */
type Said = Promise<string | null> | string | null;
type Answers = { readonly [Type in ReviewToHost['type']]: (message: Message<Type>, shown: Shown) => Said };

/** What in Restricted Mode may be asked for all the same. */
const looking: readonly ReviewToHost['type'][] = ['open-link', 'choose-run'];

/** Does what the Review view asks for, and only what it offered: a page is not to be believed. */
export class ReviewAnswers {
  readonly #options: ReviewAnswersOptions;
  readonly #answers: Answers = {
    'ready': () => null,
    'open-link': ({ link }, shown) => openLink(shown, link),
    'add-rule': () => this.#addRule(),
    'choose-run': ({ run }, shown) => this.#choose(shown, run),
    'start-review': (_, shown) => this.#start(shown),
    'set-check': ({ check, outcome }, shown) => this.#setCheck(shown, check, outcome),
    'run-check': ({ check }, shown) => this.#runCheck(shown, check),
    'cancel-check': ({ check }, shown) => this.#cancelCheck(shown, check),
    'draft': ({ run, draft }, shown) => this.#keep(shown, { run, draft }),
    'submit': (message, shown) => this.#submit(shown, message),
    'approve': ({ approval }, shown) => this.#decide(shown, approval, false),
    'reject': ({ approval }, shown) => this.#decide(shown, approval, true),
  };

  constructor(options: ReviewAnswersOptions) {
    this.#options = options;
  }

  async receive(message: ReviewToHost): Promise<string | null> {
    const { shown } = this.#options.show;
    if (shown === null || !(workspace.isTrusted || looking.includes(message.type))) return null;
    const answer = this.#answers[message.type] as (message: ReviewToHost, shown: Shown) => Said;
    return answer(message, shown);
  }

  async #addRule(): Promise<null> {
    const { show, trust } = this.#options;
    await trust.addRule(show.uri);
    return null;
  }

  #choose({ root, page }: Shown, run: string): null {
    if (page.model.runs.some(({ id }) => id === run)) this.#options.show.choose(root.root, run);
    return null;
  }

  async #start(shown: Shown): Promise<string | null> {
    const review = this.#reviewIn(shown);
    if (review === null || review.form.refusal !== null || review.form.isOpen) return null;
    return await review.records.look(review.run) ? l10n.t('The review is open.') : null;
  }

  async #setCheck(shown: Shown, check: string, outcome: string): Promise<null> {
    const name = checkNamed(check);
    const result = (['pass', 'fail', 'skip'] satisfies CheckResult[]).find((each) => each === outcome);
    const review = this.#openReviewIn(shown);
    if (name !== null && result !== undefined) await review?.records.setCheck(review.run, name, result);
    return null;
  }

  async #runCheck(shown: Shown, check: string): Promise<string | null> {
    const name = checkNamed(check);
    const review = this.#openReviewIn(shown);
    if (name === null || review === null) return null;
    if (name === 'fileExists' || name === 'manifestCompliance') return await review.records.look(review.run, [name]) ? l10n.t('{0} was checked.', checkLabel(l10n.t, name)) : null;
    return this.#runCommand(review, name, commandOfCheck(name, shown) ?? []);
  }

  async #runCommand({ run, root, records }: ShownReview, name: CommandCheck, argv: readonly string[]): Promise<string | null> {
    const top = records.topOf(run);
    if (argv.length === 0 || top === null) return null;
    const checked = await this.#options.checks.run({ run: root.uriOf(run.directory).fsPath, name, argv, top });
    if (checked === null || !await records.setCheck(run, name, checked.result)) return null;
    return `${checkLabel(l10n.t, name)}: ${checked.result === 'pass' ? l10n.t('pass') : l10n.t('fail')}`;
  }

  #cancelCheck(shown: Shown, check: string): null {
    const name = checkNamed(check);
    const review = this.#openReviewIn(shown);
    if (name !== null && review !== null) this.#options.checks.cancel(review.root.uriOf(review.run.directory).fsPath, name);
    return null;
  }

  /** Kept, but not shown again: who types knows what was typed. */
  #keep(shown: Shown, { run, draft }: Pick<Message<'draft'>, 'run' | 'draft'>): null {
    if (this.#openReviewIn(shown)?.run.directory === run) this.#options.drafts.keep(shown.root.root, run, draft);
    return null;
  }

  async #submit(shown: Shown, { run: directory, draft }: Message<'submit'>): Promise<string | null> {
    const review = this.#openReviewIn(shown);
    const offered = review?.form.decisions.find(({ decision, disabled }) => decision === draft.decision && disabled === null);
    if (review === null || offered === undefined || review.run.directory !== directory) return null;
    this.#options.drafts.keep(review.root.root, directory, draft);
    if (!await review.records.submit(review.run, offered.decision, draft)) return null;
    this.#options.drafts.forget(review.root.root, directory);
    return l10n.t('Review of {0} recorded: {1}', review.run.task, reviewLabel(l10n.t, offered));
  }

  async #decide({ root }: Shown, approval: string, reject: boolean): Promise<string | null> {
    if (!await new ReviewRecords(root).decide(approval, reject)) return null;
    return reject ? l10n.t('Rejected.') : l10n.t('Approved.');
  }

  #openReviewIn(shown: Shown): ShownReview | null {
    const review = this.#reviewIn(shown);
    return review?.form.isOpen === true && review.form.refusal === null ? review : null;
  }

  #reviewIn({ root, page: { model: { form } } }: Shown): ShownReview | null {
    const run = form === null ? undefined : allRuns(root.state.parts.versions).find(({ directory }) => directory === form.run);
    return form === null || run === undefined ? null : { root, run, form, records: new ReviewRecords(root) };
  }
}

async function openLink({ root, page: { links } }: Shown, id: string): Promise<null> {
  const link = links.target(id);
  if (link?.kind === 'line') await openFile(root, link.file, { kind: 'line', line: link.line });
  else if (link !== undefined) await showRunDiff(root, link);
  return null;
}

function checkNamed(id: string): CheckName | null {
  return checkNames.find((name) => checkIds[name] === id) ?? null;
}
