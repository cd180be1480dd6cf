import { window, workspace } from 'vscode';
import { LazyPart } from '../../base/lazy-part.js';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { Roots } from '../roots/roots.js';
import type { TddEditor } from './tdd-editor.js';
import type { ProblemPorts } from './tdd-problems.js';

/** Tests first in the editor. What knows languages and asks git is loaded when there is a file to judge, or when a command asks; never in Restricted Mode. */
export class TddSurface implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #editor: LazyPart<TddEditor>;

  constructor(roots: Roots, ports: ProblemPorts) {
    this.#editor = this.#lifetime.own(new LazyPart(
      async () => (await import('./tdd-editor.js')).startTdd(roots, ports),
      (error) => { ports.log.error('The tests of files could not be looked at', error); }));
    const look = (): void => { if (workspace.isTrusted && window.activeTextEditor?.document.uri.scheme === 'file') this.#editor.start(); };
    this.#lifetime.own(window.onDidChangeActiveTextEditor(look));
    this.#lifetime.own(workspace.onDidGrantWorkspaceTrust(look));
    // Not while the extension starts.
    this.#lifetime.onEnd(ports.time.schedule(0, look));
  }

  /** What a command asks. */
  editor(): Promise<TddEditor> {
    return this.#editor.get();
  }

  dispose(): void {
    this.#lifetime.dispose();
  }
}
