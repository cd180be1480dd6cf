import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { escapeMarkdown } from '../../core/text/escape.js';
import type { TreeNode } from './tree-node.js';

const shapes: Readonly<Record<TreeNode['shape'], TreeItemCollapsibleState>> = {
  leaf: TreeItemCollapsibleState.None,
  collapsed: TreeItemCollapsibleState.Collapsed,
  expanded: TreeItemCollapsibleState.Expanded,
};

/** What VS Code draws for a row. */
export function treeItemOf(node: TreeNode, shape: TreeNode['shape']): TreeItem {
  const item = new TreeItem(node.label, shapes[shape]);
  item.id = node.id;
  item.description = node.description;
  item.iconPath = new ThemeIcon(node.icon.id, node.icon.color === undefined ? undefined : new ThemeColor(node.icon.color));
  item.contextValue = node.context;
  item.accessibilityInformation = { label: node.spoken, role: 'treeitem' };
  item.tooltip = tooltipOf(node);
  if (node.click !== null) item.command = { command: node.click, title: node.label, arguments: [node] };
  return item;
}

function tooltipOf({ label, description, tooltip }: TreeNode): MarkdownString {
  const [first = label, ...rest] = tooltip.length === 0 ? [`${label} ${description}`] : tooltip;
  const text = new MarkdownString([`**${escapeMarkdown(first)}**`, ...rest.map(escapeMarkdown)].join('\n\n'));
  text.isTrusted = false;
  text.supportHtml = false;
  text.supportThemeIcons = false;
  return text;
}
