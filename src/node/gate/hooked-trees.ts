import { lstatSync } from 'node:fs';
import { WorkflowError } from '../../base/workflow-error.js';
import { openGit } from '../git/git.js';
import { realFolder } from '../state-root.js';
import type { HookedTree } from './hook-place.js';

/** Every working tree of a repository that is there. */
export async function hookedTrees({ git, top, commonDir }: HookedTree): Promise<readonly HookedTree[]> {
  const { code, stdout, stderr } = await git.run(['worktree', 'list', '--porcelain', '-z'], { cwd: top });
  if (code !== 0) throw new WorkflowError('io', `git worktree list failed in ${top}: ${stderr.trim()}`);
  const entries = stdout.split('\0\0').map((entry) => entry.split('\0'));
  const tops = entries.filter((fields) => !fields.includes('bare')).flatMap(([first = '']) => (first.startsWith('worktree ') ? [first.slice('worktree '.length)] : []));
  return tops.filter((path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined).map((path) => ({ git: openGit(path), top: realFolder(path), commonDir }));
}
