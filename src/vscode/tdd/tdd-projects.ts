import { dirname } from 'node:path';
import { Uri, workspace } from 'vscode';
import { Emitter, type Event } from '../../base/event.js';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { workTreeOf } from '../../node/git-directory.js';
import { realFolder } from '../../node/state-root.js';
import { treePaths } from '../../node/tree-paths.js';
import type { Root } from '../roots/root.js';
import type { Roots } from '../roots/roots.js';
import { TddProject } from './tdd-project.js';

/** A file of the editor in its working tree. */
export interface FileInProject {
  readonly project: TddProject;
  /** Relative to the top of the tree. */
  readonly path: string;
}

/** The working trees of all roots that are open: the main one, and linked ones in which files are open. */
export class TddProjects implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #changed = new Emitter<null>();
  readonly #projects = new Map<string, TddProject>();

  constructor(private readonly roots: Roots) {
    const watcher = this.#lifetime.own(workspace.createFileSystemWatcher('**/*', false, true, false));
    const listed = (): void => { for (const project of this.#projects.values()) project.forgetFiles(); this.#changed.fire(null); };
    this.#lifetime.own(watcher.onDidCreate(listed));
    this.#lifetime.own(watcher.onDidDelete(listed));
    this.#lifetime.own(workspace.onDidSaveTextDocument(() => { this.#changed.fire(null); }));
    this.#lifetime.own(workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration('workflow.tdd')) return;
      for (const project of this.#projects.values()) project.forgetRules();
      this.#changed.fire(null);
    }));
  }

  /** Fires when the tests of any file may have changed. */
  get onDidChange(): Event<null> {
    return this.#changed.event;
  }

  /** One for each workspace folder that is a root or in one. */
  get all(): readonly TddProject[] {
    const folders = this.roots.all.flatMap((root) => root.folders.map(({ real }) => this.#projectAt(root, real)));
    return [...new Set(folders)];
  }

  /** The file in its tree; `null`: it is in no root that is open. */
  of(uri: Uri): FileInProject | null {
    if (uri.scheme !== 'file') return null;
    for (const root of this.roots.all) {
      const [path] = treePaths(root.open.place)(uri.fsPath);
      if (path !== undefined) return { project: this.#projectAt(root, realFolder(dirname(uri.fsPath))), path };
    }
    return null;
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  #projectAt(root: Root, folder: string): TddProject {
    const { place } = root.open;
    const top = (place.commonDir === null ? null : workTreeOf(folder)?.top) ?? place.root;
    const key = `${place.root}\n${top}`;
    const known = this.#projects.get(key);
    if (known?.root === root) return known;
    const project = new TddProject(root, top);
    this.#projects.set(key, project);
    return project;
  }
}
