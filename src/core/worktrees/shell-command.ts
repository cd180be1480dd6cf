import type { AskedCommand } from '../consent/consent.js';

/** When a command of the configuration runs: after a worktree was made, or before it is removed. */
export type WorktreeMoment = 'setup' | 'teardown';

/**
 * A command of `parallel.setup` or `parallel.teardown` as a person is asked about it: a line for the shell, run in the worktree. Only with
 * consent, which holds for this line in this worktree alone. `null`: none is configured.
 */
export function shellCommand(line: string, where: { readonly moment: WorktreeMoment; readonly worktree: string; readonly windows: boolean }): AskedCommand | null {
  if (line.trim() === '') return null;
  const argv = where.windows ? ['cmd.exe', '/d', '/s', '/c', line] : ['sh', '-c', line];
  return { purpose: `worktree.${where.moment}`, argv, cwd: where.worktree, env: {} };
}
