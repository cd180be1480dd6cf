import { type Memento, type Uri, window, workspace } from 'vscode';
import { LazyPart } from '../../base/lazy-part.js';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { Log } from '../../core/ports.js';
import type { Roots } from '../roots/roots.js';
import type { TrustSurface } from '../trust/trust-surface.js';
import type { RunLogged } from '../versions/following-runs.js';
import type { ReviewEditor } from './review-editor.js';

export interface ReviewSurfaceOptions {
  readonly extensionUri: Uri;
  readonly roots: Roots;
  readonly trust: Pick<TrustSurface, 'editor'>;
  readonly memory: Memento;
  readonly log: Log;
  /** Runs work that came from the view: logs it and tells the person if it failed. */
  readonly run: RunLogged;
}

/** The view *Review*, and reviews as threads in files. What fills them is loaded when the view is opened, or there is something to show. */
export class ReviewSurface implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #options: ReviewSurfaceOptions;
  readonly #editor: LazyPart<ReviewEditor>;

  constructor(options: ReviewSurfaceOptions) {
    this.#options = options;
    const { roots, log } = options;
    this.#editor = this.#lifetime.own(new LazyPart(() => this.#load(), (error) => { log.error('Reviews could not be shown', error); }));
    this.#lifetime.own(window.registerWebviewViewProvider('workflow.review', { resolveWebviewView: async (view) => { (await this.#editor.get()).adopt(view); } }));
    const look = (): void => { if (this.#isWanted()) this.#editor.start(); };
    this.#lifetime.own(roots.onDidChange(look));
    this.#lifetime.own(workspace.onDidGrantWorkspaceTrust(look));
    look();
  }

  /** What a command asks. */
  editor(): Promise<ReviewEditor> {
    return this.#editor.get();
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  /** There are reviews, whose issues stand in files. */
  #isWanted(): boolean {
    return workspace.isTrusted && this.#options.roots.all.some(({ state }) => (
      state.parts.versions.versions.some(({ runs }) => runs.some(({ record }) => record.reviewSession !== null))));
  }

  async #load(): Promise<ReviewEditor> {
    const { extensionUri, roots, trust, memory, log, run } = this.#options;
    const [{ startReviews }, trustEditor] = await Promise.all([import('./review-editor.js'), trust.editor()]);
    return startReviews({ extensionUri, roots, trust: trustEditor, memory, log, run });
  }
}
