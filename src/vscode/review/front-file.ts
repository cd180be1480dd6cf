import { basename } from 'node:path';
import { type Uri, window } from 'vscode';
import { Emitter, type Event } from '../../base/event.js';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { Roots } from '../roots/roots.js';
import type { Root } from '../roots/root.js';
import type { JudgedFile, TrustModels } from '../trust/trust-models.js';
import { subjectInFront } from '../trust/trust-subject.js';
import type { ReviewSubject } from './review-source.js';

/** What the view is about: the file, its root, and how far it is trusted. */
export interface Front {
  readonly subject: ReviewSubject;
  readonly root: Root | null;
  readonly file: JudgedFile | null;
  readonly uri: Uri | null;
}

/**
 * The file that the person looks at. What is no file of theirs (a terminal, settings, what a file was before) does not count: the file
 * before it stays.
 */
export class FrontFile implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #changed = new Emitter<undefined>();
  #uri: Uri | null = null;

  constructor(private readonly roots: Roots, private readonly models: TrustModels) {
    const look = (): void => { this.#look(); };
    this.#lifetime.own(window.tabGroups.onDidChangeTabs(look));
    this.#lifetime.own(window.tabGroups.onDidChangeTabGroups(look));
    look();
  }

  /** Fires when another file is in front. */
  get onDidChange(): Event<undefined> {
    return this.#changed.event;
  }

  get current(): Front {
    const uri = this.#uri;
    const file = uri === null ? null : this.models.judge(uri);
    const [first = null] = this.roots.all;
    if (first === null) return { subject: { kind: 'no-root' }, root: null, file: null, uri };
    if (uri === null) return { subject: { kind: 'none' }, root: first, file: null, uri };
    if (file === null) return { subject: { kind: 'elsewhere' }, root: first, file: null, uri };
    return { subject: { kind: 'file', name: basename(file.path), path: file.path }, root: file.trust.root, file, uri };
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #look(): void {
    const front = subjectInFront();
    const isNothing = window.tabGroups.all.every(({ tabs }) => tabs.length === 0);
    const uri = front?.kind === 'file' ? front.uri : isNothing ? null : this.#uri;
    if (uri?.toString() === this.#uri?.toString()) return;
    this.#uri = uri;
    this.#changed.fire(undefined);
  }
}
