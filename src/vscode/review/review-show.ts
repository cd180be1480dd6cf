import { l10n, type Uri, workspace } from 'vscode';
import { Emitter, type Event } from '../../base/event.js';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { loadConfig } from '../../core/specs/load-config.js';
import { runsOfFile } from '../../core/versions/version-selectors.js';
import { noVersions } from '../../core/versions/versions.js';
import type { ReviewModel } from '../../protocol/review.js';
import type { Root } from '../roots/root.js';
import type { Roots } from '../roots/roots.js';
import type { TrustModels } from '../trust/trust-models.js';
import { termsTexts, troubleText } from '../trust/trust-words.js';
import { FrontFile, type Front } from './front-file.js';
import type { ReviewDrafts } from './review-drafts.js';
import { deriveReview, type ReviewPage } from './review-model.js';
import { noCommands, type CheckCommands, type ReviewSource } from './review-source.js';
import type { RunningChecks } from './running-checks.js';

export interface ReviewShowOptions {
  readonly roots: Roots;
  readonly models: TrustModels;
  readonly drafts: ReviewDrafts;
  readonly checks: RunningChecks;
}

/** What the view shows now, of which root, and what it was made of. */
export interface Shown {
  readonly root: Root;
  readonly page: ReviewPage;
  readonly commands: CheckCommands;
}

/** Makes the model of the Review view: follows the file in front, and keeps to the run that the person chose. */
export class ReviewShow implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #changed = new Emitter<undefined>();
  readonly #options: ReviewShowOptions;
  readonly #front: FrontFile;
  #chosen: { readonly root: string; readonly run: string } | null = null;
  #shown: Shown | null = null;

  constructor(options: ReviewShowOptions) {
    this.#options = options;
    const { roots, models, checks } = options;
    this.#front = this.#lifetime.own(new FrontFile(roots, models));
    const tell = (): void => { this.#changed.fire(undefined); };
    this.#lifetime.own(this.#front.onDidChange(() => {
      this.#letGo();
      tell();
    }));
    for (const event of [roots.onDidChange, models.onDidChange]) this.#lifetime.own(event(tell));
    this.#lifetime.own(checks.onDidChange(tell));
    this.#lifetime.own(workspace.onDidGrantWorkspaceTrust(tell));
  }

  /** Fires when there may be something else to see. */
  get onDidChange(): Event<undefined> {
    return this.#changed.event;
  }

  /** What was shown last; `null`: nothing yet, or there is no root. */
  get shown(): Shown | null {
    return this.#shown;
  }

  /** The file that the view is about. */
  get uri(): Uri | null {
    return this.#front.current.uri;
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  async derive(): Promise<ReviewModel> {
    const front = this.#front.current;
    const root = (this.#chosen === null ? null : this.#options.roots.at(this.#chosen.root)) ?? front.root;
    const commands = root === null ? noCommands : (await loadConfig(root.open.files)).versions.checks;
    const page = deriveReview(this.#sourceOf({ root, front, commands }));
    this.#shown = root === null ? null : { root, page, commands };
    return page.model;
  }

  /** Something that it does not notice by itself is different. */
  refresh(): void {
    this.#changed.fire(undefined);
  }

  /** Shows the review of a run, whatever file is in front. */
  choose(root: string, run: string): void {
    this.#chosen = { root, run };
    this.#changed.fire(undefined);
  }

  /** A run that was chosen stays while the person looks at its files, and no longer. */
  #letGo(): void {
    const { root, subject } = this.#front.current;
    if (this.#chosen === null || subject.kind !== 'file') return;
    const touched = root?.root === this.#chosen.root ? runsOfFile(root.state.parts.versions, subject.path) : [];
    if (!touched.some(({ run }) => run.directory === this.#chosen?.run)) this.#chosen = null;
  }

  #sourceOf({ root, front: { subject, root: home, file }, commands }: { root: Root | null; front: Front; commands: CheckCommands }): ReviewSource {
    const { models, drafts, checks } = this.#options;
    const { t } = l10n;
    const isHere = root === home;
    return {
      subject: isHere ? subject : { kind: 'none' },
      versions: root?.state.parts.versions ?? noVersions,
      trust: !isHere || file === null ? null : { answer: file.answer, terms: termsTexts(t, file.answer), trouble: troubleText(t, file.trust.state) },
      judge: models.all.find((each) => each.root === root)?.judge ?? null,
      chosen: this.#chosen?.run ?? null,
      draftOf: (run) => (root === null ? null : drafts.of(root.root, run)),
      commands,
      stateOf: (run, check) => (root === null ? null : checks.stateOf(root.uriOf(run).fsPath, check)),
      readOnly: !workspace.isTrusted,
      t,
    };
  }
}
