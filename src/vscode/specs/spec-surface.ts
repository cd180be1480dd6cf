import { type TextDocument, workspace } from 'vscode';
import { LazyPart } from '../../base/lazy-part.js';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { isJudgedWhileOpen } from './spec-files.js';
import type { SpecPorts } from './spec-ports.js';

/** Everything about specs in the editor. It reads YAML, which is much to load, so it comes when the first of them is opened, or the configuration. */
export class SpecSurface implements Disposable {
  readonly #lifetime = new Lifetime();

  constructor(ports: SpecPorts) {
    const editor = this.#lifetime.own(new LazyPart(
      async () => (await import('./spec-editor.js')).startSpecEditor(ports),
      (error) => { ports.log.error('The spec editor could not be started', error); }));
    const look = (document: TextDocument): void => { if (isJudgedWhileOpen(document)) editor.start(); };
    this.#lifetime.own(workspace.onDidOpenTextDocument(look));
    workspace.textDocuments.forEach(look);
  }

  dispose(): void {
    this.#lifetime.dispose();
  }
}
