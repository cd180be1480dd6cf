import { resolve } from 'node:path';
import type { Git } from '../../core/ports.js';

/** Variables by which git tells a hook about which repository, working tree and index it is: `git commit file` has an index of its own. */
const told = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE'] as const;

/** git as a hook of git means it: on the index that is about to be committed. Outside of a hook, as it is. */
export function gitOfHook(git: Git, env: Readonly<Record<string, string | undefined>>): Git {
  const set = told.flatMap((name) => {
    const path = env[name] ?? '';
    return path === '' ? [] : [[name, resolve(path)] as const];
  });
  if (set.length === 0) return git;
  return { run: (args, options = {}) => git.run(args, { ...options, env: { ...Object.fromEntries(set), ...options.env } }) };
}
