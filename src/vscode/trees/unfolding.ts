import type { TreeNode } from './tree-node.js';

/** A row whose children are made when somebody first looks at them: for trees in which most rows are never unfolded. */
export function unfolding(row: Omit<TreeNode, 'children'>, make: () => readonly TreeNode[]): TreeNode {
  let made: readonly TreeNode[] | undefined;
  return { ...row, get children() { return (made ??= make()); } };
}
