import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openGit } from '../../src/node/git/git.js';
import { findStateRoot } from '../../src/node/state-root.js';
import { homeOf, type WorktreePlace } from '../../src/node/worktrees/place.js';
import { git } from './git.js';
import { temporaryFolder, writeFiles } from './temporary-folder.js';

/** A repository with one commit and an ignore list, in a path with spaces and Japanese. */
export function worktreeRepository(files: Readonly<Record<string, string>> = { 'a.txt': 'a\n', 'src/b.txt': 'b\n', '.gitignore': 'node_modules/\n.env\n*.log\n' }): string {
  const top = join(temporaryFolder(), 'mit Leer zeichen 日本');
  mkdirSync(top);
  git(top, 'init', '--quiet');
  writeFiles(top, files);
  git(top, 'add', '--all');
  git(top, 'commit', '--quiet', '--allow-empty', '-m', 'first');
  return top;
}

/** What the functions of `src/node/worktrees` work on, for a folder in a repository. */
export function placeFor(folder: string): WorktreePlace {
  const place = findStateRoot(folder);
  return { place, git: openGit(place.root), home: homeOf(place.root) };
}

/** Commits everything in a working tree. */
export function commitAll(tree: string, message: string): string {
  git(tree, 'add', '--all');
  git(tree, 'commit', '--quiet', '-m', message);
  return git(tree, 'rev-parse', 'HEAD');
}
