import { lstatSync, readdirSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { Git } from '../../core/ports.js';
import type { Occupied } from '../../core/worktrees/plan-create.js';
import { isBare } from '../git-directory.js';
import type { StateRoot } from '../state-root.js';

/** Where worktrees of a state root are, and what they are read and made with. */
export interface WorktreePlace {
  readonly place: StateRoot;
  readonly git: Git;
  /** The folder of our worktrees, absolute: `.worktrees` in the state root unless configured. */
  readonly home: string;
}

/** Where worktrees go unless `parallel.worktree_base` of the configuration says otherwise. */
const usualHome = '.worktrees';

/** The folder of worktrees as the configuration names it; one outside of the state root does not count. */
export function homeOf(root: string, configured: string = usualHome): string {
  const home = join(root, configured);
  const inside = relative(root, home);
  return isAbsolute(configured) || inside === '' || inside === '.git' || inside.split(sep)[0] === '..' ? join(root, usualHome) : home;
}

/** Whether the state root is a bare repository itself, which has no working tree to put others beside. */
export function isBareRoot({ root, commonDir }: StateRoot): boolean {
  return root === commonDir && isBare(commonDir);
}

/** What is at a path. A link on the way below `root` counts as something else: nobody knows where it leads tomorrow. */
export function occupied(root: string, path: string): Occupied {
  const parts = relative(root, path).split(sep);
  const ways = parts.map((_, index) => join(root, ...parts.slice(0, index + 1)));
  for (const way of ways) {
    const stats = lstatSync(way, { throwIfNoEntry: false });
    if (stats === undefined) return 'nothing';
    if (!stats.isDirectory()) return 'other';
  }
  return readdirSync(path).length === 0 ? 'empty-directory' : 'directory';
}
