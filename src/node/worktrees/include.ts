import { constants, copyFileSync, lstatSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Git } from '../../core/ports.js';
import { errorCode, readRegularFile } from '../regular-file.js';
import { occupied } from './place.js';

/** Names files that a new worktree should have although git ignores them, such as `.env`: patterns as in `.gitignore`. */
const includeName = '.worktreeinclude';

/** Larger files are not copied: whoever needs them says so in a setup command. Bytes. */
const largest = 64 * 1024 * 1024;
const most = 10_000;

/** What came of copying. Paths are relative. */
export interface Included {
  readonly copied: readonly string[];
  readonly left: readonly { readonly path: string; readonly reason: string }[];
}

/**
 * Copies the ignored files that `.worktreeinclude` of the state root names into a worktree. Files that git keeps are in the worktree
 * anyway, links are not followed, nothing is overwritten.
 */
export async function copyIncluded(git: Git, root: string, worktree: string): Promise<Included> {
  if (readRegularFile(join(root, includeName), undefined, { now: 0 }).kind !== 'text') return { copied: [], left: [] };
  const paths = await namedFiles(git, root);
  const left: { path: string; reason: string }[] = [];
  const copied: string[] = [];
  for (const path of paths.slice(0, most)) {
    const reason = copyOne(root, worktree, path);
    if (reason === null) copied.push(path);
    else left.push({ path, reason });
  }
  if (paths.length > most) left.push({ path: includeName, reason: `it names ${paths.length} files; the first ${most} were copied` });
  return { copied, left };
}

/** Ignored files that the patterns mean: named by both, git's own rules and the list. */
async function namedFiles(git: Git, root: string): Promise<readonly string[]> {
  const listed = async (exclude: string): Promise<readonly string[]> => {
    const { code, stdout } = await git.run(['ls-files', '-z', '--others', '--ignored', exclude], { cwd: root });
    return code === 0 ? stdout.split('\0').filter((path) => path !== '') : [];
  };
  const [named, ignored] = await Promise.all([listed(`--exclude-from=${includeName}`), listed('--exclude-standard')]);
  const both = new Set(ignored);
  return named.filter((path) => both.has(path));
}

function copyOne(root: string, worktree: string, path: string): string | null {
  const [from, to] = [join(root, path), join(worktree, path)];
  const stats = lstatSync(from, { throwIfNoEntry: false });
  if (stats?.isFile() !== true) return 'it is no regular file';
  if (stats.size > largest) return `it is larger than ${largest / 1024 / 1024} MiB`;
  if (occupied(worktree, to) !== 'nothing') return 'something is there already';
  try {
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    return null;
  } catch (error) {
    return `it could not be copied (${errorCode(error) ?? String(error)})`;
  }
}
