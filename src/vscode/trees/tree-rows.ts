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
  #known: ReadonlyMap<string, Known> = new Map();

  constructor(private readonly foldings: ReadonlyMap<string, boolean>) {}

  get roots(): readonly TreeNode[] {
    return this.#roots;
  }

  /** Rows that are as they were stay: VS Code forgets for a moment what a row stands for when it asks again, and a click then means nothing. */
  show(roots: readonly TreeNode[]): void {
    if (sameValue(roots, this.#roots)) return;
    this.#roots = roots;
    this.#known = new Map(entriesOf(roots, undefined));
    this.#changed.fire(undefined);
  }

  find(id: string): TreeNode | undefined {
    return this.#known.get(id)?.node;
  }

  getChildren(node?: TreeNode): TreeNode[] {
    return [...(node === undefined ? this.#roots : (this.find(node.id)?.children ?? []))];
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
}

function entriesOf(nodes: readonly TreeNode[], parent: TreeNode | undefined): [string, Known][] {
  return nodes.flatMap((node) => [[node.id, { node, parent }] as [string, Known], ...entriesOf(node.children, node)]);
}
