import { lstatSync } from 'node:fs';
import { WorkflowError } from '../../base/workflow-error.js';
import { workTreeOf } from '../git-directory.js';
import { openGit } from '../git/git.js';
import { realFolder } from '../state-root.js';
import type { HookedTree } from './hook-place.js';

/** The working tree that holds a folder; `null` where nothing can be committed. */
export function hookedTreeAt(folder: string): HookedTree | null {
  const tree = workTreeOf(realFolder(folder));
  if (tree === null || tree.commonDir === null || tree.top === tree.commonDir) return null;
  return { git: openGit(tree.top), top: tree.top, commonDir: tree.commonDir };
}

/** Every working tree of a repository that is there. */
export async function hookedTrees({ git, top, commonDir }: HookedTree): Promise<readonly HookedTree[]> {
  const { code, stdout, stderr } = await git.run(['worktree', 'list', '--porcelain', '-z'], { cwd: top });
  if (code !== 0) throw new WorkflowError('io', `git worktree list failed in ${top}: ${stderr.trim()}`);
  const entries = stdout.split('\0\0').map((entry) => entry.split('\0'));
  const tops = entries.filter((fields) => !fields.includes('bare')).flatMap(([first = '']) => (first.startsWith('worktree ') ? [first.slice('worktree '.length)] : []));
  return tops.filter((path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined).map((path) => ({ git: openGit(path), top: realFolder(path), commonDir }));
}
