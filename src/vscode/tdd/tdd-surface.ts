import { window, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { Roots } from '../roots/roots.js';
import type { TddEditor } from './tdd-editor.js';
import type { ProblemPorts } from './tdd-problems.js';

/** Tests first in the editor. What knows languages and asks git is loaded when there is a file to judge, or when a command asks; never in Restricted Mode. */
export class TddSurface implements Disposable {
  readonly #lifetime = new Lifetime();
  #editor: Promise<TddEditor> | null = null;

  constructor(private readonly roots: Roots, private readonly ports: ProblemPorts) {
    const look = (): void => { if (workspace.isTrusted && window.activeTextEditor?.document.uri.scheme === 'file') void this.#start(); };
    this.#lifetime.own(window.onDidChangeActiveTextEditor(look));
    this.#lifetime.own(workspace.onDidGrantWorkspaceTrust(look));
    // Not while the extension starts.
    this.#lifetime.onEnd(ports.time.schedule(0, look));
  }

  /** What a command asks. */
  async editor(): Promise<TddEditor> {
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
      this.ports.log.error('The tests of files could not be looked at', error);
    }
  }

  async #load(): Promise<TddEditor> {
    const { startTdd } = await import('./tdd-editor.js');
    return this.#lifetime.own(startTdd(this.roots, this.ports));
  }
}
