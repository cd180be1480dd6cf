import { lstatSync, readdirSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DirectoryEntry, DirectoryOutcome, Files, ReadOutcome, ReadRequest } from '../core/ports.js';
import { largestBytes } from '../core/layout/file-sizes.js';
import { clock } from './clock.js';
import { errorCode, kindOf, readRegularFile } from './regular-file.js';

/** After this long at a stretch others get their turn. Synchronous reads in slices beat promises 4 to 7 times. */
const sliceMs = 5;

/** What stands in the way to a file: nothing (`null`), or why the directory is not gone into. */
type Obstacle = null | { readonly kind: 'missing' } | { readonly kind: 'unreadable'; readonly reason: string };

/** One look at the disk: what it learns of directories holds until it ends, and not longer. */
type Obstacles = Map<string, Obstacle>;

/**
 * The Files port on this machine's disk. Every path stays inside the root: `..` is refused and no symbolic link below
 * the root is followed, neither as a file nor as a directory on the way.
 */
export class DiskFiles implements Files {
  readonly #root: string;
  /** When this turn of the event loop began to read; `null` before it does. */
  #sliceStart: number | null = null;

  /** `root`: absolute path of the state root; it may itself be reached through a link. */
  constructor(root: string) {
    this.#root = root;
  }

  async list(directory: string): Promise<DirectoryOutcome> {
    if (this.#isSliceUsedUp()) await nextTurn();
    const obstacle = this.#obstacleAt(directory, new Map());
    if (obstacle !== null) return obstacle;
    try {
      const entries = readdirSync(this.#absolute(directory), { withFileTypes: true });
      return { kind: 'entries', entries: entries.map(entryOf) };
    } catch (error) {
      return errorCode(error) === 'ENOENT' ? { kind: 'missing' } : { kind: 'unreadable', reason: messageOf(error) };
    }
  }

  async read(requests: readonly ReadRequest[], visit: (path: string, outcome: ReadOutcome) => void): Promise<void> {
    const obstacles: Obstacles = new Map();
    for (const request of requests) {
      if (this.#isSliceUsedUp()) await nextTurn();
      visit(request.path, this.#readOne(request, obstacles));
    }
  }

  #readOne({ path, known }: ReadRequest, obstacles: Obstacles): ReadOutcome {
    const end = path.lastIndexOf('/');
    const obstacle = isPlainName(path.slice(end + 1)) ? this.#obstacleAt(path.slice(0, Math.max(0, end)), obstacles) : outside;
    if (obstacle?.kind === 'missing') return obstacle;
    if (obstacle !== null) return { kind: 'unreadable', reason: 'not-a-file', detail: obstacle.reason, stamp: undefined };
    return readRegularFile(this.#absolute(path), known, { now: clock.now(), largest: largestBytes(path) });
  }

  /** Looks at every component of a directory once. The root itself is taken as it is. */
  #obstacleAt(directory: string, obstacles: Obstacles): Obstacle {
    const seen = directory === '' ? null : obstacles.get(directory);
    if (seen !== undefined) return seen;
    const end = directory.lastIndexOf('/');
    const above = this.#obstacleAt(directory.slice(0, Math.max(0, end)), obstacles);
    const obstacle = above ?? this.#obstacleIn(directory, directory.slice(end + 1));
    obstacles.set(directory, obstacle);
    return obstacle;
  }

  #obstacleIn(directory: string, name: string): Obstacle {
    if (!isPlainName(name)) return outside;
    try {
      const stats = lstatSync(this.#absolute(directory), { throwIfNoEntry: false });
      if (stats === undefined) return { kind: 'missing' };
      return stats.isDirectory() ? null : { kind: 'unreadable', reason: kindOf(stats) };
    } catch (error) {
      return { kind: 'unreadable', reason: messageOf(error) };
    }
  }

  #absolute(path: string): string {
    return `${this.#root}/${path}`;
  }

  /** A slice begins with the first call in a turn and ends with the turn, so what callers compute in between counts too. */
  #isSliceUsedUp(): boolean {
    if (this.#sliceStart !== null) return performance.now() - this.#sliceStart > sliceMs;
    this.#sliceStart = performance.now();
    setImmediate(() => {
      this.#sliceStart = null;
    });
    return false;
  }
}

const outside: Obstacle = { kind: 'unreadable', reason: 'it leads outside of the state root' };

/** A name that stays where it is, on every platform. */
function isPlainName(name: string): boolean {
  return !/^\.{0,2}$|[\\\0]/.test(name);
}

function entryOf(entry: Dirent): DirectoryEntry {
  if (entry.isFile()) return { name: entry.name, kind: 'file' };
  return { name: entry.name, kind: entry.isDirectory() ? 'directory' : 'other' };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
