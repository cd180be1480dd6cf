import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isBare, mainTreeOf, workTreeOf } from './git-directory.js';

/** Where the state is and where its volatile things go (decisions 1, quality 1). All paths are absolute. */
export interface StateRoot {
  /** The main working tree of the repository that holds the folder; without one, or in a bare one, the folder itself. */
  readonly root: string;
  /** The git directory that all working trees share; `null` without a repository (or with one that cannot be believed). */
  readonly commonDir: string | null;
  /** Locks, revisions, journal: inside the git directory, so never committed; without one in `.workflow/.state`. */
  readonly volatileDir: string;
  /** The folder lies in a linked worktree: what is shown is the main working tree's. */
  readonly linkedWorktree: boolean;
}

/** Finds the state root of a folder by reading files only; never runs git. */
export function findStateRoot(folder: string): StateRoot {
  const start = realFolder(folder);
  const tree = workTreeOf(start);
  if (tree === null) return plainRoot(start);
  const { top, gitDir, commonDir } = tree;
  if (gitDir === null || commonDir === null) return plainRoot(top);
  const main = mainTreeOf(commonDir);
  if (main === top) return inRepository(top, commonDir);
  // Inside a bare repository, or beside the files of one.
  if (gitDir === commonDir) return start === top && isBare(commonDir) ? inRepository(top, commonDir) : plainRoot(start);
  // A bare repository has no main working tree to share: each worktree is its own root, with its own volatile directory.
  if (main === null) return { root: top, commonDir, volatileDir: join(gitDir, 'workflow'), linkedWorktree: false };
  return { ...inRepository(main, commonDir), linkedWorktree: true };
}

/** The state root when the person names it (setting `workflow.stateRoot`). What is named wins over what is found. */
export function stateRootAt(directory: string): StateRoot {
  const named = realFolder(directory);
  const found = findStateRoot(named);
  return found.root === named ? found : { ...plainRoot(named), commonDir: found.commonDir };
}

function inRepository(root: string, commonDir: string): StateRoot {
  return { root, commonDir, volatileDir: join(commonDir, 'workflow'), linkedWorktree: false };
}

function plainRoot(root: string): StateRoot {
  return { root, commonDir: null, volatileDir: join(root, '.workflow', '.state'), linkedWorktree: false };
}

/** The real path, as git sees it; a folder that is not there yet is taken as written. */
export function realFolder(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return resolve(folder);
  }
}
