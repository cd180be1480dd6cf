import { createHash, randomUUID } from 'node:crypto';
import { lstat, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../regular-file.js';
import type { StateRoot } from '../state-root.js';
import { confineVolatile } from '../writer/confine.js';
import { diskSyscalls, worldFailed } from '../writer/syscalls.js';
import { discard } from '../writer/whole-file.js';

const folder = 'content';

/** So much is kept; what more there is to keep is not, until somebody cleans up. Bytes. */
const mostBytes = 2 * 1024 * 1024 * 1024;
/** Of the 256 folders so many are looked at, if so many contents are in them. */
const samples = 16;
const enough = 100;
const pattern = /^sha256:([0-9a-f]{64})$/;

/** The name of a content in records: `sha256:` and lower-case hexadecimal. */
export function contentHash(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** So many contents, and so many bytes in them. */
export interface Swept {
  readonly contents: number;
  readonly bytes: number;
}

/**
 * What files were before and after task runs changed them: each content once, under its hash, among the volatile things of a state
 * root. A content that is not whole counts as absent, so nothing needs to be flushed to the disk while it is written.
 */
export class ContentStore {
  readonly #directory: string;
  #isReady = false;

  constructor(private readonly place: Pick<StateRoot, 'root' | 'volatileDir'>) {
    this.#directory = join(place.volatileDir, folder);
  }

  /** Keeps a content; answers with its name. */
  async keep(bytes: Uint8Array): Promise<string> {
    const name = contentHash(bytes);
    const path = this.#pathOf(name);
    if (path === null || await this.#sizeOf(path) === bytes.length) return name;
    const temporary = `${path}.${randomUUID()}.tmp`;
    try {
      await this.#prepare(path);
      await writeFile(temporary, bytes, { flag: 'wx', mode: 0o600 });
      await rename(temporary, path);
    } catch (error) {
      await discard(diskSyscalls, temporary);
      throw worldFailed(error, path);
    }
    return name;
  }

  /** A content by its name; `null` when it is not there or not whole. */
  async find(name: string): Promise<Buffer | null> {
    const path = this.#pathOf(name);
    if (path === null || await this.#sizeOf(path) === null) return null;
    const bytes = await readFile(path);
    return contentHash(bytes) === name ? bytes : null;
  }

  /** About how many bytes there is still room for: where there are many contents some of the folders are looked at, which are filled evenly. */
  async room(): Promise<number> {
    const folders = Array.from({ length: samples }, (_, sample) => Math.floor((sample * 256) / samples).toString(16).padStart(2, '0'));
    const some = (await Promise.all(folders.map((name) => this.#all(name)))).flat();
    if (some.length < enough) return mostBytes - (await this.measure()).bytes;
    const sizes = await Promise.all(some.map((path) => this.#sizeOf(path)));
    return mostBytes - (sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0) * 256) / samples;
  }

  /** How much there is. */
  async measure(): Promise<Swept> {
    let [contents, bytes] = [0, 0];
    for (const path of await this.#all()) {
      bytes += await this.#sizeOf(path) ?? 0;
      contents += 1;
    }
    return { contents, bytes };
  }

  /** Removes what nobody needs any more; answers with how much that was. `dry`: only counts. */
  async sweep(isNeeded: (name: string) => boolean, dry: boolean): Promise<Swept> {
    let [contents, bytes] = [0, 0];
    for (const path of await this.#all()) {
      if (isNeeded(`sha256:${path.slice(-65, -63)}${path.slice(-62)}`)) continue;
      bytes += await this.#sizeOf(path) ?? 0;
      contents += 1;
      if (!dry) await rm(path, { force: true });
    }
    return { contents, bytes };
  }

  async #all(below = ''): Promise<readonly string[]> {
    try {
      const entries = await readdir(join(this.#directory, below), { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    }
  }

  #pathOf(name: string): string | null {
    const hex = pattern.exec(name)?.[1];
    return hex === undefined ? null : join(this.#directory, hex.slice(0, 2), hex.slice(2));
  }

  async #sizeOf(path: string): Promise<number | null> {
    try {
      const stats = await lstat(path);
      return stats.isFile() ? stats.size : null;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    }
  }

  async #prepare(path: string): Promise<void> {
    if (!this.#isReady) await confineVolatile(this.place.root, this.place.volatileDir, [folder]);
    this.#isReady = true;
    await diskSyscalls.mkdir(join(path, '..'));
  }
}
