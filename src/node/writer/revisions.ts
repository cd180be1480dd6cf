import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../regular-file.js';
import { abandon, isIdentity, isProvablyDead, newIdentity } from './identity.js';
import type { Syscalls } from './syscalls.js';
import { discard, publishNew } from './whole-file.js';

/** A content that the file had, or was about to have. Numbers only rise. */
export interface Revision {
  readonly number: number;
  readonly bytes: Buffer;
}

/** Who is between publishing a revision and showing it in the file, or died there. */
export interface InFlight {
  readonly alive: readonly string[];
  readonly dead: readonly string[];
}

/** How many contents of a file are kept: for undo, and to tell an unfinished write from an outside edit. */
const kept = 20;

/**
 * The numbered contents of one state file, in the volatile directory. A revision is published by exclusive `link`, so of
 * two writers with the same base the second fails instead of winning: this holds with the lock switched off.
 * A mark file in `in-flight` says, by its name alone, who is about to publish; see FileWriter for the argument.
 */
export class Revisions {
  readonly #directory: string;
  /** Where the marks are; named in errors. */
  readonly inFlightDirectory: string;

  /** `path`: of the state file, relative to the state root. */
  constructor(volatileDir: string, path: string, private readonly calls: Syscalls) {
    this.#directory = join(volatileDir, 'revisions', createHash('sha256').update(path).digest('hex').slice(0, 32));
    this.inFlightDirectory = join(this.#directory, 'in-flight');
  }

  async prepare(): Promise<void> {
    await this.calls.mkdir(this.inFlightDirectory);
  }

  async latestNumber(): Promise<number> {
    const names = await readdir(this.#directory);
    return Math.max(0, ...names.filter((name) => /^\d{8,15}$/.test(name)).map(Number));
  }

  /** The newest revision; `null` when there is none. */
  async latest(): Promise<Revision | null> {
    const number = await this.latestNumber();
    const bytes = await this.content(number);
    return bytes === null ? null : { number, bytes };
  }

  /** The content with this number; `null` when there is none (any more). */
  async content(number: number): Promise<Buffer | null> {
    return readIfThere(this.#pathOf(number));
  }

  /** Publishes a content under this number; `false` when somebody else was first. */
  async publish({ number, bytes }: Revision): Promise<boolean> {
    const temporary = join(this.#directory, `${newIdentity()}.tmp`);
    const isOurs = await publishNew(this.calls, { path: this.#pathOf(number), bytes, mode: 0o600 }, temporary);
    if (isOurs && number > kept) await discard(this.calls, this.#pathOf(number - kept));
    return isOurs;
  }

  /**
   * Takes back the newest revision, which never reached the file. Only its publisher may, while its mark stands. If that
   * fails, the next writer takes what the file has for an outside edit and imports it, which is right too.
   */
  async retract(number: number): Promise<void> {
    await discard(this.calls, this.#pathOf(number));
  }

  async inFlight(): Promise<InFlight> {
    const names = (await readdir(this.inFlightDirectory)).filter(isIdentity).sort();
    return { alive: names.filter((name) => !isProvablyDead(name)), dead: names.filter(isProvablyDead) };
  }

  /** Sets a mark of this process and answers with its name. */
  async mark(): Promise<string> {
    const name = newIdentity();
    const handle = await this.calls.create(join(this.inFlightDirectory, name), 0o600);
    await handle.close();
    return name;
  }

  /** Takes over a dead process's mark; `null` when somebody else did. A rename has one winner. */
  async claim(dead: string): Promise<string | null> {
    const name = newIdentity();
    try {
      await this.calls.rename(join(this.inFlightDirectory, dead), join(this.inFlightDirectory, name));
      return name;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    }
  }

  async unmark(name: string): Promise<void> {
    if (!await discard(this.calls, join(this.inFlightDirectory, name))) abandon(name);
  }

  /** Removes temporary files of processes that were killed while they published. */
  async sweep(): Promise<void> {
    for (const name of await readdir(this.#directory)) {
      const identity = name.endsWith('.tmp') ? name.slice(0, -'.tmp'.length) : '';
      if (isIdentity(identity) && isProvablyDead(identity)) await discard(this.calls, join(this.#directory, name));
    }
  }

  #pathOf(number: number): string {
    return join(this.#directory, String(number).padStart(8, '0'));
  }
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
