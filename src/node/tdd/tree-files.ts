import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { WorkflowError } from '../../base/workflow-error.js';
import type { Git } from '../../core/ports.js';
import { isForeignPath } from '../../core/tdd/generated-files.js';

/** Without a repository no more files than this are looked at. */
const mostFiles = 100_000;

/**
 * Every file of a working tree that may be a source or a test: what git tracks or would track, or, without a repository (`git`
 * is `null`), all but what is generated or comes from elsewhere. Relative to `top`, with `/`. A tracked file may be missing.
 */
export async function treeFiles(top: string, git: Git | null): Promise<readonly string[]> {
  return git === null ? walked(top) : listed(top, git, ['--cached', '--others', '--exclude-standard']);
}

/** Every file that git tracks: those that may have a history. Relative to `top`, with `/`. It may be missing. */
export function trackedFiles(top: string, git: Git): Promise<readonly string[]> {
  return listed(top, git, ['--cached']);
}

async function listed(top: string, git: Git, which: readonly string[]): Promise<readonly string[]> {
  const paths: string[] = [];
  let rest = '';
  // Taken apart while git goes on: its answer is as long as the tree has files.
  const onText = (piece: string): void => {
    const found = (rest + piece).split('\0');
    rest = found.pop() ?? '';
    // During a merge git names a file once for each side, one after the other.
    for (const path of found) if (path !== paths.at(-1)) paths.push(path);
  };
  const { code, stderr } = await git.run(['ls-files', '-z', ...which, '--full-name', ':/'], { cwd: top, onText });
  if (code !== 0) throw new WorkflowError('io', `git ls-files failed in ${top}: ${stderr.trim()}`);
  return paths;
}

/** Whether an ordinary file is at a path of the tree. */
export function isTreeFile(top: string, path: string): boolean {
  return lstatSync(join(top, path), { throwIfNoEntry: false })?.isFile() === true;
}

function walked(top: string): readonly string[] {
  const found: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined && found.length < mostFiles; folder = folders.pop()) {
    for (const entry of entriesOf(join(top, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile()) found.push(path);
      else if (entry.isDirectory() && !isForeignPath(`${path}/`.toLowerCase())) folders.push(path);
    }
  }
  return found.sort();
}

/** A folder that may not be read has nothing that could be named. */
function entriesOf(folder: string): ReturnType<typeof readEntries> {
  try {
    return readEntries(folder);
  } catch {
    return [];
  }
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}
