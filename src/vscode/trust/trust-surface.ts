import { window } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { Log, Time } from '../../core/ports.js';
import type { Roots } from '../roots/roots.js';
import type { TrustEditor } from './trust-editor.js';

/**
 * File trust in the editor. What judges is much to load, so it comes when there is a file to judge, or when a command asks.
 */
export class TrustSurface implements Disposable {
  readonly #lifetime = new Lifetime();
  #editor: Promise<TrustEditor> | null = null;

  constructor(private readonly roots: Roots, private readonly log: Log, time: Time) {
    const look = (): void => { if (window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) void this.#start(); };
    this.#lifetime.own(window.tabGroups.onDidChangeTabs(look));
    // Not while the extension starts.
    this.#lifetime.onEnd(time.schedule(0, look));
  }

  /** What a command asks. */
  async editor(): Promise<TrustEditor> {
    this.#editor ??= this.#load();
    return this.#editor;
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  async #start(): Promise<void> {
    try {
      await this.editor();
    } catch (error) {
      this.log.error('File trust could not be started', error);
    }
  }

  async #load(): Promise<TrustEditor> {
    const { startTrust } = await import('./trust-editor.js');
    return this.#lifetime.own(await startTrust(this.roots, this.log));
  }
}
