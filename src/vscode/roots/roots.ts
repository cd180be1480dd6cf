import { isAbsolute, join } from 'node:path';
import { type Uri, workspace, type WorkspaceFolder } from 'vscode';
import { Emitter, type Event } from '../../base/event.js';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { Log } from '../../core/ports.js';
import { allParts } from '../../core/workflow/state-parts.js';
import { openRoot, type OpenRoot } from '../../node/open-root.js';
import { findStateRoot, realFolder, stateRootAt, type StateRoot } from '../../node/state-root.js';
import { isHeld } from '../dirty-files.js';
import { personHere } from '../person-here.js';
import { settingsOf } from '../settings.js';
import { rootOf, type Folder, type Root } from './root.js';

interface Opened {
  readonly root: Root;
  readonly lifetime: Lifetime;
}

type Attachment = (root: Root, lifetime: Lifetime) => void;

/**
 * The state roots of all workspace folders, each once: two folders of one repository, or two of its worktrees, share
 * one. Follows the folders and the setting `workflow.stateRoot`.
 */
export class Roots implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #changed = new Emitter<Root | null>();
  readonly #attachments = new Set<Attachment>();
  #opened: ReadonlyMap<string, Opened> = new Map();

  constructor(private readonly log: Log) {
    this.#lifetime.own(workspace.onDidChangeWorkspaceFolders(() => { this.#follow(); }));
    this.#lifetime.own(workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('workflow.stateRoot')) this.#follow();
    }));
    this.#lifetime.onEnd(() => { for (const { lifetime } of this.#opened.values()) lifetime.dispose(); });
    this.#follow();
  }

  /** In the order of the workspace folders. */
  get all(): readonly Root[] {
    return [...this.#opened.values()].map(({ root }) => root);
  }

  /** Fires when the state of a root changed (that root), and when the roots themselves did (`null`). */
  get onDidChange(): Event<Root | null> {
    return this.#changed.event;
  }

  at(root: string): Root | null {
    return this.#opened.get(root)?.root ?? null;
  }

  /** The root that holds a file of the editor, with the file's path in it. */
  holding(uri: Uri): { readonly root: Root; readonly path: string } | null {
    for (const root of this.all) {
      const path = root.pathOf(uri);
      if (path !== null) return { root, path };
    }
    return null;
  }

  /** Does something for every root there is, and for each that will be until it is disposed; what it makes ends with the root. */
  attach(attachment: Attachment): Disposable {
    this.#attachments.add(attachment);
    for (const { root, lifetime } of this.#opened.values()) attachment(root, lifetime);
    return { dispose: () => void this.#attachments.delete(attachment) };
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #follow(): void {
    const before = this.#opened;
    const wanted = placesOf(workspace.workspaceFolders ?? []);
    const entries = [...wanted].map(([root, { place, folders }]) => {
      const kept = before.get(root);
      const same = kept !== undefined && sameFolders(kept.root.folders, folders);
      return [root, same ? kept : this.#open(place, folders)] as const;
    });
    this.#opened = new Map(entries);
    const kept = new Set(this.#opened.values());
    for (const opened of before.values()) if (!kept.has(opened)) opened.lifetime.dispose();
    const fresh = [...this.#opened.values()].filter((opened) => before.get(opened.root.root) !== opened);
    for (const { root, lifetime } of fresh) this.#attachAll(root, lifetime);
    this.#changed.fire(null);
  }

  #attachAll(root: Root, lifetime: Lifetime): void {
    for (const attachment of this.#attachments) attachment(root, lifetime);
  }

  #open(place: StateRoot, folders: readonly [Folder, ...Folder[]]): Opened {
    const lifetime = new Lifetime();
    const recordHistory = (): boolean => settingsOf(folders[0].uri).recordHistory;
    const open: OpenRoot = lifetime.own(openRoot(place, { log: this.log, actor: personHere(), recordHistory, isHeld: (path) => isHeld(root, path), parts: allParts }));
    const root = rootOf(open, folders);
    this.log.info(`State root ${place.root}${place.linkedWorktree ? ' (of a linked worktree)' : ''}`);
    lifetime.own(open.store.onDidChange(() => { this.#changed.fire(root); }));
    // Nothing there is an answer too, and no change that the store would tell of.
    void open.store.refresh().then(() => { if (!lifetime.ended) this.#changed.fire(root); });
    return { root, lifetime };
  }
}

function placesOf(folders: readonly WorkspaceFolder[]): Map<string, { place: StateRoot; folders: [Folder, ...Folder[]] }> {
  const found = new Map<string, { place: StateRoot; folders: [Folder, ...Folder[]] }>();
  for (const { uri, name } of folders.filter((folder) => folder.uri.scheme === 'file')) {
    const place = placeOf(uri);
    const folder: Folder = { uri, name, real: realFolder(uri.fsPath) };
    const known = found.get(place.root);
    if (known === undefined) found.set(place.root, { place, folders: [folder] });
    else known.folders.push(folder);
  }
  return found;
}

function placeOf(folder: Uri): StateRoot {
  const { stateRoot } = settingsOf(folder);
  if (stateRoot === '') return findStateRoot(folder.fsPath);
  return stateRootAt(isAbsolute(stateRoot) ? stateRoot : join(folder.fsPath, stateRoot));
}

function sameFolders(one: readonly Folder[], other: readonly Folder[]): boolean {
  return one.length === other.length && one.every(({ uri, name }, index) => {
    const twin = other[index];
    return uri.toString() === twin?.uri.toString() && name === twin.name;
  });
}
