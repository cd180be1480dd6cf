import { l10n, type Memento, workspace } from 'vscode';
import { LazyPart } from '../../base/lazy-part.js';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { Log } from '../../core/ports.js';
import type { SetContextKey } from '../context-keys.js';
import type { Roots } from '../roots/roots.js';
import { WorkflowTree } from '../trees/workflow-tree.js';
import { ContentDocuments } from './content-documents.js';
import type { ShownVersions, VersionsEditor } from './versions-editor.js';
import type { VersionsEmptyReason } from './versions-view.js';

export interface VersionsSurfaceOptions {
  readonly roots: Roots;
  readonly memory: Memento;
  readonly log: Log;
  readonly setContextKey: SetContextKey;
}

/** The view *Versions* with its badge, and what files were. What draws and acts is loaded when there are versions, or a command asks. */
export class VersionsSurface implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #options: VersionsSurfaceOptions;
  readonly #tree: WorkflowTree;
  readonly #editor: LazyPart<VersionsEditor>;

  constructor(options: VersionsSurfaceOptions) {
    this.#options = options;
    const { roots, memory, log } = options;
    this.#editor = this.#lifetime.own(new LazyPart(() => this.#load(), (error) => { log.error('Versions could not be shown', error); }));
    this.#tree = this.#lifetime.own(new WorkflowTree({ id: 'workflow.versions', memory }));
    this.#lifetime.own(new ContentDocuments(async (address) => (await this.#editor.get()).findContent(address)));
    const look = (): void => {
      if (this.#hasVersions()) this.#editor.start();
      this.#tellEmptyReason();
    };
    this.#lifetime.own(roots.onDidChange(look));
    this.#lifetime.own(workspace.onDidGrantWorkspaceTrust(look));
    look();
  }

  get rows(): WorkflowTree['roots'] {
    return this.#tree.roots;
  }

  /** What a command asks. */
  editor(): Promise<VersionsEditor> {
    return this.#editor.get();
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #hasVersions(): boolean {
    return this.#options.roots.all.some(({ state }) => state.parts.versions.versions.length > 0);
  }

  async #load(): Promise<VersionsEditor> {
    const { startVersions } = await import('./versions-editor.js');
    return startVersions({ roots: this.#options.roots, show: (shown) => { this.#show(shown); } });
  }

  #show({ rows, waiting, waitingText }: ShownVersions): void {
    const isReadOnly = !workspace.isTrusted && rows.length > 0;
    this.#tree.show(rows, {
      message: isReadOnly ? l10n.t('Restricted Mode: you can look; nothing is written until you trust the folder.') : '',
      ...(waiting === 0 ? {} : { badge: { value: waiting, tooltip: l10n.t('Waiting for you: {0}', waitingText) } }),
    });
  }

  /** Why the view is empty: one of the welcome texts of package.json. */
  #tellEmptyReason(): void {
    this.#options.setContextKey('workflow.versionsEmpty', this.#emptyReason());
  }

  #emptyReason(): VersionsEmptyReason | null {
    const { all } = this.#options.roots;
    if (all.length === 0) return 'no-folder';
    if (this.#hasVersions()) return null;
    if (all.every(({ state }) => state.revision === 0)) return 'loading';
    if (!workspace.isTrusted) return 'restricted';
    return all.some(({ state }) => state.initialised) ? 'no-versions' : 'not-initialised';
  }
}
