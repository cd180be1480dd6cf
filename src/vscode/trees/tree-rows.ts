import { EventEmitter, type TreeDataProvider, type TreeItem } from 'vscode';
import type { Disposable } from '../../base/lifetime.js';
import { sameValue } from '../../base/same-value.js';
import { treeItemOf } from './tree-items.js';
import type { TreeNode } from './tree-node.js';

interface Known {
  readonly node: TreeNode;
  readonly parent: TreeNode | undefined;
}

/** The thin skin between a tree of plain rows and VS Code: hands out rows, knows parents and what the person has folded. */
export class TreeRows implements TreeDataProvider<TreeNode>, Disposable {
  readonly #changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #roots: readonly TreeNode[] = [];
  /** Rows that were asked for: children may be costly to make, and most of them nobody ever unfolds. */
  readonly #known = new Map<string, Known>();

  constructor(private readonly foldings: ReadonlyMap<string, boolean>) {}

  get roots(): readonly TreeNode[] {
    return this.#roots;
  }

  /** Rows that are as they were stay: VS Code forgets for a moment what a row stands for when it asks again, and a click then means nothing. */
  show(roots: readonly TreeNode[]): void {
    if (sameValue(roots, this.#roots)) return;
    this.#roots = roots;
    this.#known.clear();
    this.#learn(roots, undefined);
    this.#changed.fire(undefined);
  }

  /** Looks through everything when the row was not asked for yet. */
  find(id: string): TreeNode | undefined {
    return this.#known.get(id)?.node ?? this.#search(id, this.#roots);
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (node === undefined) return [...this.#roots];
    const found = this.find(node.id);
    const children = found?.children ?? [];
    this.#learn(children, found);
    return [...children];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return this.#known.get(node.id)?.parent;
  }

  getTreeItem(node: TreeNode): TreeItem {
    const isOpen = this.foldings.get(node.id);
    const shape = isOpen === undefined || node.shape === 'leaf' ? node.shape : isOpen ? 'expanded' : 'collapsed';
    return treeItemOf(node, shape);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #learn(nodes: readonly TreeNode[], parent: TreeNode | undefined): void {
    for (const node of nodes) this.#known.set(node.id, { node, parent });
  }

  #search(id: string, nodes: readonly TreeNode[]): TreeNode | undefined {
    for (const node of nodes) {
      this.#learn(node.children, node);
      const found = this.#known.get(id)?.node ?? this.#search(id, node.children);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}
