import { l10n, type Uri, type WebviewView } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { SingleFlight } from '../../base/single-flight.js';
import type { ReviewFromHost } from '../../protocol/review.js';
import { fillWebview } from '../fill-webview.js';
import type { RunLogged } from '../versions/following-runs.js';
import type { ReviewAnswers } from './review-answers.js';
import { parseReviewMessage } from './review-messages.js';
import type { ReviewShow } from './review-show.js';

export interface ReviewViewOptions {
  readonly extensionUri: Uri;
  readonly show: ReviewShow;
  readonly answers: ReviewAnswers;
  /** Runs work that came from the view: logs it and tells the person if it failed. */
  readonly run: RunLogged;
}

/** The view as VS Code gives it: is drawn when it says `ready`, and again whenever there is something else to see. */
export class ReviewView implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #options: ReviewViewOptions;
  readonly #flight = new SingleFlight(() => this.#draw());
  #view: WebviewView | null = null;

  constructor(options: ReviewViewOptions) {
    this.#options = options;
    this.#lifetime.own(options.show.onDidChange(() => { void options.run('Review', () => this.#flight.run()); }));
  }

  adopt(view: WebviewView): void {
    this.#view = view;
    view.onDidDispose(() => { if (this.#view === view) this.#view = null; });
    view.onDidChangeVisibility(() => { void this.#options.run('Review', () => this.#flight.run()); });
    view.webview.onDidReceiveMessage((message: unknown) => { void this.#options.run('Review', () => this.#receive(message)); });
    fillWebview(view.webview, this.#options.extensionUri, { program: 'review', title: l10n.t('Review'), look: 'view' });
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  async #draw(): Promise<void> {
    if (this.#view?.visible === true) await this.#send({ type: 'model', model: await this.#options.show.derive() });
  }

  async #receive(received: unknown): Promise<void> {
    const message = parseReviewMessage(received);
    if (message === null) return;
    if (message.type === 'ready') await this.#draw();
    const said = message.type === 'ready' ? null : await this.#options.answers.receive(message);
    if (said === null) return;
    await this.#flight.run();
    await this.#send({ type: 'said', text: said });
  }

  async #send(message: ReviewFromHost): Promise<void> {
    await this.#view?.webview.postMessage(message);
  }
}
