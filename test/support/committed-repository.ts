import { git } from './git.js';
import { temporaryFolder, writeFiles } from './temporary-folder.js';

/** A repository with one commit that has these files. */
export function committedRepository(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder();
  git(root, 'init', '-q');
  writeFiles(root, files);
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'first');
  return root;
}
