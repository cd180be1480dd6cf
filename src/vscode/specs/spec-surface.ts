import { type TextDocument, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { isJudgedWhileOpen } from './spec-files.js';
import type { SpecPorts } from './spec-ports.js';

/** Everything about specs in the editor. It reads YAML, which is much to load, so it comes when the first of them is opened, or the configuration. */
export class SpecSurface implements Disposable {
  readonly #lifetime = new Lifetime();
  #isStarted = false;

  constructor(private readonly ports: SpecPorts) {
    const look = (document: TextDocument): void => { if (isJudgedWhileOpen(document)) void this.#start(); };
    this.#lifetime.own(workspace.onDidOpenTextDocument(look));
    workspace.textDocuments.forEach(look);
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  async #start(): Promise<void> {
    if (this.#isStarted) return;
    this.#isStarted = true;
    try {
      const { startSpecEditor } = await import('./spec-editor.js');
      this.#lifetime.own(startSpecEditor(this.ports));
    } catch (error) {
      this.ports.log.error('The spec editor could not be started', error);
    }
  }
}
