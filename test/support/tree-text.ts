import type { TreeNode } from '../../src/vscode/trees/tree-node.js';

/** A tree as indented text, one row a line: `icon label | description`. */
export function treeText(nodes: readonly TreeNode[], indent = ''): string {
  return nodes.map((node) => {
    const row = `${indent}${node.icon.id} ${node.label}${node.description === '' ? '' : ` | ${node.description}`}`;
    return [row, ...(node.children.length === 0 ? [] : [treeText(node.children, `${indent}  `)])].join('\n');
  }).join('\n');
}

/** Every row of a tree, depth first. */
export function allRows(nodes: readonly TreeNode[]): TreeNode[] {
  return nodes.flatMap((node) => [node, ...allRows(node.children)]);
}

/** The row of a label; throws when there is none. */
export function rowOf(nodes: readonly TreeNode[], label: string): TreeNode {
  const found = allRows(nodes).find((node) => node.label === label);
  if (found === undefined) throw new Error(`No row "${label}" in\n${treeText(nodes)}`);
  return found;
}
