import { type TextDocument, Uri, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { SingleFlight } from '../../base/single-flight.js';
import type { Log } from '../../core/ports.js';
import type { Root } from '../roots/root.js';
import type { Roots } from '../roots/roots.js';
import { Collections } from './collections.js';
import { JudgedFiles, type ShownFiles } from './judged-files.js';
import type { ShownFinding } from './shown-finding.js';

/** Everything that is to be said about the files of every root, in Problems, as typed and not only as saved. */
export class Problems implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #collections = this.#lifetime.own(new Collections());
  readonly #flight = new SingleFlight(() => this.#publish());
  readonly #judged = new WeakMap<Root, JudgedFiles>();
  #shown: ShownFiles = new Map();

  constructor(private readonly roots: Roots, private readonly log: Log) {
    const look = (): void => void this.#flight.run();
    this.#lifetime.own(roots.onDidChange(look));
    const lookIfOurs = (document: TextDocument): void => { if (isOurs(roots.holding(document.uri)?.path)) look(); };
    this.#lifetime.own(workspace.onDidChangeTextDocument(({ document }) => { lookIfOurs(document); }));
    this.#lifetime.own(workspace.onDidOpenTextDocument(lookIfOurs));
    this.#lifetime.own(workspace.onDidCloseTextDocument(lookIfOurs));
    look();
  }

  /** What is shown of one file now. */
  shownIn(uri: Uri): readonly ShownFinding[] {
    return this.#shown.get(uri.toString()) ?? [];
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  async #publish(): Promise<void> {
    try {
      const shown = await this.#lookAtAll();
      if (!this.#lifetime.ended) this.#show(shown);
    } catch (error) {
      this.log.error('Problems could not be shown', error);
    }
  }

  async #lookAtAll(): Promise<ShownFiles> {
    const files: (readonly [string, readonly ShownFinding[]])[] = [];
    for (const root of this.roots.all) {
      const judged = this.#judged.get(root) ?? new JudgedFiles(root);
      this.#judged.set(root, judged);
      files.push(...(await judged.look()));
    }
    return new Map(files);
  }

  #show(shown: ShownFiles): void {
    const before = this.#shown;
    this.#shown = shown;
    for (const uri of before.keys()) if (!shown.has(uri)) this.#collections.show(Uri.parse(uri, true), []);
    for (const [uri, findings] of shown) if (before.get(uri) !== findings) this.#collections.show(Uri.parse(uri, true), findings);
  }
}

function isOurs(path: string | undefined): boolean {
  return path !== undefined && /^\.(?:workflow|ai)\//.test(path);
}
