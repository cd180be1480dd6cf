import { readdir, readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { WorkflowError } from '../../base/workflow-error.js';
import { clock } from '../clock.js';
import { errorCode } from '../regular-file.js';
import { abandon, isIdentity, isProvablyDead, newIdentity, type Identity } from './identity.js';
import { worldFailed, type Syscalls } from './syscalls.js';
import { discard, publishNew } from './whole-file.js';

/** What a lock file says of its owner, for the machine (`identity`) and for people. */
interface Owner {
  readonly identity: Identity;
  readonly pid: number;
  readonly host: string;
  readonly since: string;
  readonly doing: string;
}

/** The lock while it is held. */
export interface Lease {
  release(): Promise<void>;
}

interface Generations {
  /** The highest generation; 0 when there never was one. */
  readonly top: number;
  readonly topIsFree: boolean;
  readonly names: readonly string[];
}

/**
 * The one lock of a state root, held around a whole plan. Lock files are numbered generations: to take the lock is to
 * create, exclusively and complete (`link`), the generation after one that is free or whose owner is provably dead; to
 * give it back is to rename `<n>` to `<n>.free`, which needs no room on a full disk. A stale lock is never deleted, so two
 * heirs of a dead owner cannot both succeed. Generations below the highest are swept up by the next owner; whoever
 * re-creates a number that was freed or swept in the meantime sees the freed or higher one beside his and withdraws.
 * No clock decides who owns it; only the patience of those who wait has a limit.
 */
export class StateLock {
  /** `directory`: absolute, made when first needed. `patienceMs`: how long to wait for a living owner. */
  constructor(
    private readonly directory: string,
    private readonly calls: Syscalls,
    private readonly patienceMs = 10_000,
  ) {}

  /** Waits for the lock and takes it. Throws a WorkflowError `locked` that names the owner when patience ends. */
  async acquire(doing: string): Promise<Lease> {
    try {
      await this.calls.mkdir(this.directory);
      const end = performance.now() + this.patienceMs;
      for (;;) {
        const generations = await this.#list();
        const owner = await this.#ownerOf(generations);
        const lease = owner === 'nobody' ? await this.#take(generations.top + 1, doing) : null;
        if (lease) return lease;
        if (performance.now() > end && owner !== 'nobody') throw held(owner, this.directory);
        await wait(1 + Math.random() * 9);
      }
    } catch (error) {
      throw worldFailed(error, this.directory);
    }
  }

  async #list(): Promise<Generations> {
    const names = await readdir(this.directory);
    const top = names.reduce((highest, name) => Math.max(highest, generationOf(name)), 0);
    return { top, topIsFree: top === 0 || names.includes(freeName(top)), names };
  }

  async #ownerOf({ top, topIsFree }: Generations): Promise<Owner | 'nobody' | 'unknown'> {
    if (topIsFree) return 'nobody';
    const owner = await this.#readOwner(top);
    return owner !== 'unknown' && isProvablyDead(owner.identity) ? 'nobody' : owner;
  }

  /** A lock file is complete from the first moment, so one that says nothing was not made by us, or was just swept up. */
  async #readOwner(generation: number): Promise<Owner | 'unknown'> {
    try {
      const said: unknown = JSON.parse(await readFile(join(this.directory, String(generation)), 'utf8'));
      return isOwner(said) ? said : 'unknown';
    } catch (error) {
      if (error instanceof SyntaxError || errorCode(error) === 'ENOENT') return 'unknown';
      throw error;
    }
  }

  async #take(generation: number, doing: string): Promise<Lease | null> {
    const identity = newIdentity();
    const owner: Owner = { identity, pid: process.pid, host: hostname(), since: new Date(clock.now()).toISOString(), doing };
    const path = join(this.directory, String(generation));
    const file = { path, bytes: Buffer.from(`${JSON.stringify(owner)}\n`), mode: 0o644 };
    if (!await publishNew(this.calls, file, join(this.directory, `${identity}.tmp`))) return null;
    try {
      const now = await this.#list();
      if (now.top === generation && !now.topIsFree) {
        await this.#sweep(now.names, generation);
        return { release: () => this.#release(generation, identity) };
      }
      await this.#withdraw(generation, identity);
      return null;
    } catch (error) {
      await this.#withdraw(generation, identity);
      throw error;
    }
  }

  async #release(generation: number, identity: Identity): Promise<void> {
    try {
      await this.calls.rename(join(this.directory, String(generation)), join(this.directory, freeName(generation)));
    } catch {
      await this.#withdraw(generation, identity);
    }
  }

  /** Without its file nobody holds the lock. If even that fails the file stays, and others wait until this process ends. */
  async #withdraw(generation: number, identity: Identity): Promise<void> {
    if (!await discard(this.calls, join(this.directory, String(generation)))) abandon(identity);
  }

  /** Removes what lower generations and killed processes left. */
  async #sweep(names: readonly string[], held: number): Promise<void> {
    for (const name of names) {
      const generation = generationOf(name);
      const isLeftOver = generation === 0 ? isDeadTemporary(name) : generation < held;
      if (isLeftOver) await discard(this.calls, join(this.directory, name));
    }
  }
}

function generationOf(name: string): number {
  return /^\d{1,15}(\.free)?$/.test(name) ? Number.parseInt(name, 10) : 0;
}

function freeName(generation: number): string {
  return `${String(generation)}.free`;
}

function isDeadTemporary(name: string): boolean {
  const identity = name.endsWith('.tmp') ? name.slice(0, -'.tmp'.length) : '';
  return isIdentity(identity) && isProvablyDead(identity);
}

function isOwner(said: unknown): said is Owner {
  return typeof said === 'object' && said !== null && 'identity' in said && typeof said.identity === 'string' && isIdentity(said.identity);
}

function held(owner: Owner | 'unknown', directory: string): WorkflowError {
  if (owner === 'unknown') return new WorkflowError('locked', `${directory} holds a lock that names no owner; remove that directory if no other program uses it, then try again.`);
  const who = `process ${String(owner.pid)} on ${owner.host} (${owner.doing}, since ${owner.since})`;
  return new WorkflowError('locked', `The state is locked by ${who}; wait for it or end it, then try again.`);
}
