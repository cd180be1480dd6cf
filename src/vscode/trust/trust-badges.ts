import { EventEmitter, FileDecoration, type FileDecorationProvider, type Uri, l10n, window, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { plainLine } from '../../core/text/escape.js';
import type { TrustModels } from './trust-models.js';

/** Marks files of low trust in the Explorer and on tabs. No colour of its own. */
export class TrustBadges implements FileDecorationProvider, Disposable {
  readonly #lifetime = new Lifetime();
  readonly #changed = this.#lifetime.own(new EventEmitter<undefined>());
  readonly onDidChangeFileDecorations = this.#changed.event;

  constructor(private readonly models: TrustModels) {
    this.#lifetime.own(models.onDidChange(() => { this.#changed.fire(undefined); }));
    this.#lifetime.own(workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('workflow.trust.explorerBadges')) this.#changed.fire(undefined);
    }));
    this.#lifetime.own(window.registerFileDecorationProvider(this));
  }

  provideFileDecoration(uri: Uri): FileDecoration | undefined {
    if (!workspace.getConfiguration('workflow', uri).get<boolean>('trust.explorerBadges', true)) return undefined;
    const file = this.models.judge(uri);
    // A folder has the level of nothing; its own path is empty, and most patterns mean what is in it.
    if (file?.answer.level !== 'low' || file.path === '') return undefined;
    return new FileDecoration('L', plainLine(l10n.t('File trust: low. {0}', file.answer.reason)));
  }

  dispose(): void {
    this.#lifetime.dispose();
  }
}
