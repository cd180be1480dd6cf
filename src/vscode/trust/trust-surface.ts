import { window } from 'vscode';
import { LazyPart } from '../../base/lazy-part.js';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { Log, Time } from '../../core/ports.js';
import type { Roots } from '../roots/roots.js';
import type { TrustEditor } from './trust-editor.js';

/**
 * File trust in the editor. What judges is much to load, so it comes when there is a file to judge, or when a command asks.
 */
export class TrustSurface implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #editor: LazyPart<TrustEditor>;

  constructor(roots: Roots, log: Log, time: Time) {
    this.#editor = this.#lifetime.own(new LazyPart(
      async () => (await import('./trust-editor.js')).startTrust(roots, log),
      (error) => { log.error('File trust could not be started', error); }));
    const look = (): void => { if (window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) this.#editor.start(); };
    this.#lifetime.own(window.tabGroups.onDidChangeTabs(look));
    // Not while the extension starts.
    this.#lifetime.onEnd(time.schedule(0, look));
  }

  /** What a command asks. */
  editor(): Promise<TrustEditor> {
    return this.#editor.get();
  }

  dispose(): void {
    this.#lifetime.dispose();
  }
}
