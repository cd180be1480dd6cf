import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workTreeOf } from './git-directory.js';

/** What git leaves in the git directory of a working tree while a merge, rebase, cherry-pick or revert waits to be gone on with. */
export const operationMarks = ['MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REVERT_HEAD', 'rebase-merge', 'rebase-apply'] as const;

/** The git directory of the working tree that holds a folder, where its marks are; `null` without one. `folder`: a real path. */
export function gitDirectoryOf(folder: string): string | null {
  return workTreeOf(folder)?.gitDir ?? null;
}

/**
 * Whether git is in the middle of something in the working tree that holds a folder: what is in it is half of one state and half of
 * another, and what is made from it would stand in the way. Found without running git.
 */
export function isGitBusy(folder: string): boolean {
  const gitDir = gitDirectoryOf(folder);
  return gitDir !== null && operationMarks.some((mark) => existsSync(join(gitDir, mark)));
}
