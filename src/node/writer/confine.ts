import { lstat } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { WorkflowError } from '../../base/workflow-error.js';
import { errorCode, kindOf } from '../regular-file.js';

/**
 * The absolute path of something below the root. Throws `outside` for a path that leaves the root or goes through
 * anything but real directories: a link in a repository must not lead our writes elsewhere.
 */
export async function confine(root: string, path: string): Promise<string> {
  const components = path.split('/');
  if (!components.every(isPlainName)) throw new WorkflowError('outside', `${path} is not a path below the state root; nothing was written.`);
  await requireDirectories(root, components.slice(0, -1), path);
  return join(root, path);
}

/** The same for directories of a volatile directory that is made below the root; one that git keeps elsewhere is git's. */
export async function confineVolatile(root: string, volatileDir: string, names: readonly string[]): Promise<void> {
  const below = relative(root, volatileDir);
  const components = below.split(sep);
  if (isAbsolute(below) || components[0] === '..') return;
  for (const name of names) await requireDirectories(root, [...components, name], [...components, name].join('/'));
}

async function requireDirectories(root: string, components: readonly string[], path: string): Promise<void> {
  let directory = root;
  for (const component of components) {
    directory = join(directory, component);
    const stats = await lookAt(directory);
    if (stats === null) return;
    if (!stats.isDirectory()) throw new WorkflowError('outside', `${path} was not written: ${kindOf(stats)} where a directory of the state root should be (${directory}).`);
  }
}

/** What is there, links not followed; `null` for nothing. */
export async function lookAt(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function isPlainName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[\\\0]/.test(name);
}
