import { lstatSync, readdirSync, readFileSync, readlinkSync, type Stats } from 'node:fs';
import { chmod, rmdir, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { forEachOf } from '../../base/pool.js';
import { WorkflowError } from '../../base/workflow-error.js';
import type { FileChange } from '../../core/versions/plan-rollback.js';
import { isSameFile, type TreeFile } from '../../core/versions/tree-change.js';
import { errorCode } from '../regular-file.js';
import { confine } from '../writer/confine.js';
import { diskSyscalls, worldFailed, type Syscalls } from '../writer/syscalls.js';
import { discard } from '../writer/whole-file.js';
import { contentHash } from './content-store.js';

/** What is larger was never recorded, so it is nothing that a run left. Bytes. */
const largest = 64 * 1024 * 1024;

/** So many files are written beside each other: each waits for the disk most of the time. */
const atOnce = 4;

/** Something stands there that is neither a file nor a link: never what a run left. */
const other: TreeFile = { hash: '', mode: 'file' };

/**
 * The files of one working tree, as rolling back sees and writes them: only below the tree, through real directories, links as links.
 * Nothing is replaced that is not what the caller saw.
 */
export class TreeFiles {
  /** `top`: absolute path of the working tree. */
  constructor(readonly top: string, private readonly calls: Syscalls = diskSyscalls) {}

  /** What is at a path; a directory, or a path that leads through something else than directories, is nothing. */
  look(path: string): TreeFile | null {
    const stats = this.#statsOf(path);
    if (stats === null || stats.isDirectory()) return null;
    if (stats.isSymbolicLink()) return { hash: contentHash(readlinkSync(join(this.top, path), 'buffer')), mode: 'symlink' };
    if (!stats.isFile() || stats.size > largest) return other;
    return { hash: contentHash(readFileSync(join(this.top, path))), mode: (stats.mode & 0o100) === 0 ? 'file' : 'executable' };
  }

  /** The content at a path, as `look` names it. */
  read(path: string): Buffer {
    const absolute = join(this.top, path);
    return lstatSync(absolute).isSymbolicLink() ? readlinkSync(absolute, 'buffer') : readFileSync(absolute);
  }

  /** What keeps a file from being changed, besides what is at its path: another repository, a file in the place of its folder, or a folder in its own. `goes`: paths that are free then. */
  obstacleTo({ path, to }: FileChange, goes: ReadonlySet<string>): string | null {
    const repository = this.#repositoryAbove(path);
    if (repository !== null) return `${repository} is another repository`;
    if (to === null) return null;
    // The outermost one decides: what lies beyond it is not there.
    const above = ancestorsOf(path).find((each) => this.#isBlocked(each));
    if (above !== undefined) return goes.has(above) ? null : `${above} is no folder any more`;
    const kept = this.#filesBelow(path).find((each) => !goes.has(each));
    return kept === undefined ? null : `there is a folder with ${kept} in its place`;
  }

  /**
   * Makes the changes: first what goes, with folders that it leaves empty, then what comes. What is already done is passed over, so that
   * an interrupted rollback can be finished. Throws when a file is not what it was.
   */
  async apply(changes: readonly FileChange[], contentOf: (hash: string) => Promise<Buffer | null>): Promise<void> {
    const open = changes.filter(({ path, to }) => !isSameFile(this.look(path), to));
    for (const change of open.filter(({ to }) => to === null).toSorted((a, b) => (a.path < b.path ? 1 : -1))) await this.#remove(change);
    const comes = open.flatMap(({ path, from, to }) => (to === null ? [] : [{ path, from, to }]));
    await forEachOf(comes, atOnce, async (change) => this.#write(change, await contentOf(change.to.hash)));
  }

  async #remove({ path, from }: FileChange): Promise<void> {
    const file = await this.#checked(path, from);
    try {
      await this.calls.unlink(file);
    } catch (error) {
      throw worldFailed(error, file);
    }
    for (const above of ancestorsOf(path).reverse()) if (!await removeIfEmpty(join(this.top, above))) return;
  }

  async #write({ path, from, to }: FileChange & { readonly to: TreeFile }, content: Buffer | null): Promise<void> {
    if (content === null) throw new WorkflowError('io', `${path} was not restored: its content is gone from the store.`);
    if (!this.#hasFolder(path)) await this.#makeFolder(path);
    const file = await this.#checked(path, from);
    // Always the same name, so that what a killed process left of it is replaced when somebody goes on.
    const temporary = join(dirname(file), `.${basename(file).slice(0, 60)}~rollback.tmp`);
    try {
      await discard(diskSyscalls, temporary);
      if (to.mode === 'symlink') await symlink(content, temporary);
      else await this.#writeFile(temporary, content, { path, to });
      // Empty folders may stand where the file was; others were found before anything was done.
      if (this.#statsOf(path)?.isDirectory() === true) await removeEmpty(file);
      await this.calls.rename(temporary, file);
    } catch (error) {
      await discard(diskSyscalls, temporary);
      throw worldFailed(error, file);
    }
  }

  /** Who may read and write stays as it is; only the right to execute is recorded. */
  async #writeFile(temporary: string, content: Buffer, { path, to }: { readonly path: string; readonly to: TreeFile }): Promise<void> {
    const stats = this.#statsOf(path);
    const executable = to.mode === 'executable';
    await writeFile(temporary, content, { flag: 'wx', mode: executable ? 0o777 : 0o666 });
    if (stats?.isFile() === true) await chmod(temporary, executable ? (stats.mode & 0o777) | ((stats.mode & 0o444) >> 2) : stats.mode & 0o666);
  }

  #hasFolder(path: string): boolean {
    return lstatSync(dirname(join(this.top, path)), { throwIfNoEntry: false })?.isDirectory() === true;
  }

  async #makeFolder(path: string): Promise<void> {
    const folder = dirname(await confine(this.top, path));
    try {
      await diskSyscalls.mkdir(folder);
    } catch (error) {
      throw worldFailed(error, folder);
    }
  }

  /** The absolute path, if what is there is still what was seen. */
  async #checked(path: string, from: TreeFile | null): Promise<string> {
    const file = await confine(this.top, path);
    if (!isSameFile(this.look(path), from)) throw new WorkflowError('outside', `${path} was changed by somebody just now; nothing more was rolled back. Look at it, then roll back again.`);
    return file;
  }

  #statsOf(path: string): Stats | null {
    for (const above of ancestorsOf(path)) if (this.#isBlocked(above)) return null;
    return lstatSync(join(this.top, path), { throwIfNoEntry: false }) ?? null;
  }

  /** There is something, and it is no directory. Ask of outer folders first. */
  #isBlocked(path: string): boolean {
    return lstatSync(join(this.top, path), { throwIfNoEntry: false })?.isDirectory() === false;
  }

  /** The folder of another repository, or working tree, that a path leads into. */
  #repositoryAbove(path: string): string | null {
    for (const above of ancestorsOf(path)) {
      if (this.#isBlocked(above)) return null;
      if (lstatSync(join(this.top, above, '.git'), { throwIfNoEntry: false }) !== undefined) return above;
    }
    return null;
  }

  #filesBelow(path: string): readonly string[] {
    if (this.#statsOf(path)?.isDirectory() !== true) return [];
    return readdirSync(join(this.top, path), { withFileTypes: true })
      .flatMap((entry) => (entry.isDirectory() ? this.#filesBelow(`${path}/${entry.name}`) : [`${path}/${entry.name}`]));
  }
}

/** The folders on the way to a path, outermost first. */
function ancestorsOf(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

/** A folder that holds nothing but empty folders. */
async function removeEmpty(folder: string): Promise<void> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) if (entry.isDirectory()) await removeEmpty(join(folder, entry.name));
  await rmdir(folder);
}

async function removeIfEmpty(folder: string): Promise<boolean> {
  try {
    await rmdir(folder);
    return true;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(errorCode(error) ?? '')) return false;
    throw worldFailed(error, folder);
  }
}
