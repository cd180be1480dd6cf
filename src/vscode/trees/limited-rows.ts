import type { Translate } from '../translate.js';
import type { TreeNode } from './tree-node.js';

/** How many rows of a list are shown; `limits` has the lists of which the person wanted more. */
export interface Limits {
  readonly t: Translate;
  readonly limit: number;
  readonly limits: ReadonlyMap<string, number>;
}

/** The first rows of a list, and a row that shows more where there are more. `list` names it among all lists of all views. */
export function limitedRows<Item>({ t, limit, limits }: Limits, { list, items }: { readonly list: string; readonly items: readonly Item[] }, rowOf: (item: Item) => TreeNode): TreeNode[] {
  const shown = limits.get(list) ?? limit;
  const rows = items.slice(0, shown).map(rowOf);
  if (items.length <= shown) return rows;
  const label = t('Show more');
  const rest = t('{0} of {1} shown', shown, items.length);
  return [...rows, {
    id: `more:${list}`,
    target: { kind: 'more', list },
    label,
    description: rest,
    tooltip: [],
    spoken: `${label}, ${rest}`,
    icon: { id: 'ellipsis' },
    context: 'more',
    children: [],
    shape: 'leaf',
    click: 'workflow.showMore',
  }];
}
