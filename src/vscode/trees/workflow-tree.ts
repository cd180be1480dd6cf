import { type Event, type Memento, type TreeDragAndDropController, type TreeView, type ViewBadge, window } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { TreeNode } from './tree-node.js';
import { TreeRows } from './tree-rows.js';

export interface TreeOptions {
  readonly id: string;
  readonly memory: Memento;
  readonly drag?: TreeDragAndDropController<TreeNode>;
}

/** What a tree shows besides its rows. `badge` counts what needs the person. */
export interface TreeSurroundings {
  readonly title?: string;
  readonly message?: string;
  readonly badge?: ViewBadge;
}

/** A tree view whose selection and folding are as they were after a reload of the window. */
export class WorkflowTree implements Disposable {
  readonly #lifetime = new Lifetime();
  readonly #rows: TreeRows;
  readonly #view: TreeView<TreeNode>;
  readonly #memory: Remembered;
  #isRestored = false;

  constructor({ id, memory, drag }: TreeOptions) {
    this.#memory = new Remembered(memory, id);
    this.#rows = this.#lifetime.own(new TreeRows(this.#memory.foldings));
    const options = { treeDataProvider: this.#rows, canSelectMany: true, showCollapseAll: true };
    this.#view = this.#lifetime.own(window.createTreeView(id, { ...options, ...(drag === undefined ? {} : { dragAndDropController: drag }) }));
    this.#lifetime.own(this.#view.onDidExpandElement(({ element }) => { this.#memory.fold(element.id, true); }));
    this.#lifetime.own(this.#view.onDidCollapseElement(({ element }) => { this.#memory.fold(element.id, false); }));
    this.#lifetime.own(this.#view.onDidChangeSelection(({ selection }) => { if (this.#isRestored) this.#memory.select(selection.map((node) => node.id)); }));
    this.#lifetime.own(this.#view.onDidChangeVisibility(() => { this.#restore(); }));
  }

  get roots(): readonly TreeNode[] {
    return this.#rows.roots;
  }

  /** The person sees it now. */
  get visible(): boolean {
    return this.#view.visible;
  }

  get onDidChangeVisibility(): Event<unknown> {
    return this.#view.onDidChangeVisibility;
  }

  get selection(): readonly TreeNode[] {
    return this.#view.selection;
  }

  show(roots: readonly TreeNode[], { title, message, badge }: TreeSurroundings = {}): void {
    this.#rows.show(roots);
    this.#view.description = title ?? '';
    this.#view.message = message ?? '';
    this.#view.badge = badge;
    this.#restore();
  }

  /** Brings a row into sight and selects it; nothing happens when it is not (or no longer) there. */
  async reveal(id: string): Promise<void> {
    const node = this.#rows.find(id);
    if (node !== undefined) await this.#view.reveal(node, { select: true, focus: true, expand: true });
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  /** Once, and only in sight: to reveal a row in a hidden view would open the view. */
  #restore(): void {
    if (this.#isRestored || !this.#view.visible || this.#rows.roots.length === 0) return;
    this.#isRestored = true;
    const node = this.#memory.selected.map((id) => this.#rows.find(id)).find((found) => found !== undefined);
    if (node !== undefined) void this.#view.reveal(node, { select: true, focus: false });
  }
}

/** What of a tree outlives the window. Foldings are kept only where the person folded; the oldest are forgotten. */
class Remembered {
  readonly foldings: Map<string, boolean>;
  readonly selected: readonly string[];

  constructor(private readonly memory: Memento, private readonly view: string) {
    this.foldings = new Map(memory.get<[string, boolean][]>(`${view}.foldings`, []));
    this.selected = memory.get<string[]>(`${view}.selected`, []);
  }

  fold(id: string, isOpen: boolean): void {
    this.foldings.delete(id);
    this.foldings.set(id, isOpen);
    void this.memory.update(`${this.view}.foldings`, [...this.foldings].slice(-200));
  }

  select(ids: readonly string[]): void {
    void this.memory.update(`${this.view}.selected`, ids.slice(0, 1));
  }
}
