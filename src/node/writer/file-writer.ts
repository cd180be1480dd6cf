import { readdir, readFile } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { WorkflowError } from '../../base/workflow-error.js';
import { kindOf } from '../regular-file.js';
import { confine, lookAt } from './confine.js';
import { isIdentity, isProvablyDead, newIdentity } from './identity.js';
import { Revisions, type InFlight, type Revision } from './revisions.js';
import type { Syscalls } from './syscalls.js';
import { discard, publishNew, writeWhole } from './whole-file.js';

/** The new content of a file, or why there is none. `null` bytes: it is right as it is. */
export type Answer<Reason> = { readonly kind: 'write'; readonly bytes: Buffer | null } | { readonly kind: 'refuse'; readonly reason: Reason };

/** What the change was made from and came to; `after` equals `before` when nothing had to be written. */
export type Change<Reason> =
  | { readonly kind: 'changed'; readonly before: Buffer; readonly after: Buffer }
  | { readonly kind: 'refused'; readonly reason: Reason };

/** A regular file as it was read. */
interface Found {
  readonly bytes: Buffer;
  readonly stats: Stats;
}

interface Look {
  readonly latest: Revision | null;
  readonly marks: InFlight;
  readonly found: Found | null;
  /** No revision was published between the first and the last look. */
  readonly isSteady: boolean;
}

/** What a writer found: the file's true content, its look, and the revision that says so. */
interface Base extends Found {
  readonly revision: Revision;
}

/** One go at a write: done, or something moved and it must be done again from the start. */
type Attempt = 'done' | 'again';

/** Writers that come after each other this often without one getting through means that something is wrong. */
const mostAttempts = 2_000;

/**
 * Changes one file so that no acknowledged change is lost, also with the lock of the state root switched off.
 *
 * 1. Read the latest revision, then the marks in flight, then the file, then the latest revision again.
 * 2. File ≠ latest revision and nobody in flight: somebody else edited it. Import that as the next revision.
 *    File ≠ latest and a mark of a dead process: it died between publishing and showing. Finish its write.
 * 3. Set a mark. Write the temporary files. Publish the new content as the next revision, exclusively.
 *    A second writer with the same base fails here and begins again.
 * 4. Rename the temporary file over the file, unless somebody edited it in between. Remove the mark.
 *
 * Why nothing is lost: whoever published has set his mark before, and keeps it until the file shows his revision. Whoever
 * reads that revision as the latest in 1 therefore sees the mark, and waits, or finds the file showing it. So at any time
 * at most one living process is between 3 and 4, and no late rename can put an old content over a newer one.
 * What remains: a program that takes no lock and writes in the microseconds between the last look in 4 and the rename.
 * Its content is then replaced; programs that replace files by rename (editors, `jq … > tmp && mv`) leave it elsewhere.
 */
export class FileWriter {
  constructor(
    private readonly root: string,
    private readonly volatileDir: string,
    private readonly calls: Syscalls,
  ) {}

  /** Changes a file that is there; `missing` is the reason when it is not. `decide` may be asked several times. */
  async change<Reason>(path: string, missing: Reason, decide: (before: Buffer) => Answer<Reason>): Promise<Change<Reason>> {
    const revisions = new Revisions(this.volatileDir, path, this.calls);
    await revisions.prepare();
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const file = await confine(this.root, path);
      const base = await this.#settle(file, revisions);
      if (base === 'missing') return { kind: 'refused', reason: missing };
      if (base === 'again') continue;
      const answer = decide(base.bytes);
      if (answer.kind === 'refuse') return { kind: 'refused', reason: answer.reason };
      const after = answer.bytes ?? base.bytes;
      if (after.equals(base.bytes)) return { kind: 'changed', before: base.bytes, after };
      if (await this.#write(file, revisions, { base, after }) === 'done') return { kind: 'changed', before: base.bytes, after };
    }
    throw new WorkflowError('locked', `${path} was not written: other programs change it without pause. Stop them, then try again; what is in flight stands in ${revisions.inFlightDirectory}.`);
  }

  /** Creates a file in a directory that is there; `false` when something has its name already. */
  async create(path: string, bytes: Buffer, mode: number): Promise<boolean> {
    const file = await confine(this.root, path);
    if (await lookAt(file) !== null) return false;
    await this.#sweep(file);
    return publishNew(this.calls, { path: file, bytes, mode }, temporaryFor(file));
  }

  /** The order of these looks is what the argument above rests on. */
  async #look(file: string, revisions: Revisions): Promise<Look> {
    const latest = await revisions.latest();
    const marks = await revisions.inFlight();
    const found = await readRegular(file);
    const isSteady = await revisions.latestNumber() === (latest?.number ?? 0);
    return { latest, marks, found, isSteady };
  }

  async #settle(file: string, revisions: Revisions): Promise<Base | 'again' | 'missing'> {
    const look = await this.#look(file, revisions);
    const { latest, marks, found } = look;
    if (found === null) return 'missing';
    if (!look.isSteady) return 'again';
    if (latest !== null && found.bytes.equals(latest.bytes)) {
      for (const dead of marks.dead) await revisions.unmark(dead);
      return { ...found, revision: latest };
    }
    if (marks.alive.length > 0) return waitABit();
    const [dead] = marks.dead;
    return dead === undefined ? this.#import(revisions, found, latest) : this.#recover(file, revisions, dead);
  }

  async #import(revisions: Revisions, found: Found, latest: Revision | null): Promise<Base | 'again'> {
    const revision: Revision = { number: (latest?.number ?? 0) + 1, bytes: found.bytes };
    return await this.#publish(revisions, revision) ? { ...found, revision } : 'again';
  }

  /**
   * Finishes what a dead process published, if the file still has what that process started from. Anything else in the
   * file was written by somebody who takes no lock, and is left for the next look to import.
   */
  async #recover(file: string, revisions: Revisions, dead: string): Promise<'again'> {
    const claimed = await revisions.claim(dead);
    if (claimed === null) return 'again';
    const { latest, marks, found } = await this.#look(file, revisions);
    const isAlone = marks.alive.every((mark) => mark === claimed);
    const base = latest === null ? null : await revisions.content(latest.number - 1);
    if (isAlone && latest !== null && base !== null && found?.bytes.equals(base)) await this.#show(file, latest.bytes, found.stats);
    await revisions.sweep();
    await this.#sweep(file);
    await revisions.unmark(claimed);
    return 'again';
  }

  async #write(file: string, revisions: Revisions, { base, after }: { base: Base; after: Buffer }): Promise<Attempt> {
    const mark = await revisions.mark();
    const temporary = temporaryFor(file);
    const number = base.revision.number + 1;
    let published = false;
    try {
      await writeWhole(this.calls, { path: temporary, bytes: after, mode: base.stats.mode & 0o7777 });
      published = await this.#publish(revisions, { number, bytes: after });
      if (!published || !await stillIs(file, base.stats)) return 'again';
      await this.#replace(file, temporary, base);
      published = false;
      return 'done';
    } finally {
      if (published) await revisions.retract(number);
      await discard(this.calls, temporary);
      await revisions.unmark(mark);
    }
  }

  /** What cannot be made durable is taken back, so that a change that failed is not there. */
  async #replace(file: string, temporary: string, base: Base): Promise<void> {
    await this.calls.rename(temporary, file);
    try {
      await this.calls.syncDirectory(dirname(file));
    } catch (error) {
      const now = await lookAt(file);
      if (now !== null) await this.#show(file, base.bytes, now);
      throw error;
    }
  }

  /** A number that was pruned long ago could be taken again by a very late writer; the higher ones give him away. */
  async #publish(revisions: Revisions, revision: Revision): Promise<boolean> {
    if (!await revisions.publish(revision)) return false;
    if (await revisions.latestNumber() === revision.number) return true;
    await revisions.retract(revision.number);
    return false;
  }

  async #show(file: string, bytes: Buffer, was: Stats): Promise<void> {
    const temporary = temporaryFor(file);
    try {
      await writeWhole(this.calls, { path: temporary, bytes, mode: was.mode & 0o7777 });
      if (!await stillIs(file, was)) return;
      await this.calls.rename(temporary, file);
      await this.calls.syncDirectory(dirname(file));
    } finally {
      await discard(this.calls, temporary);
    }
  }

  /** Removes temporary files beside a file whose writer was killed. */
  async #sweep(file: string): Promise<void> {
    for (const name of await readdir(dirname(file))) {
      const identity = /^\..*~(.+)\.tmp$/.exec(name)?.[1] ?? '';
      if (isIdentity(identity) && isProvablyDead(identity)) await discard(this.calls, join(dirname(file), name));
    }
  }
}

/** Beside the file, because only a rename within one file system is atomic. Never looks like a file of the state. */
function temporaryFor(file: string): string {
  return join(dirname(file), `.${basename(file).slice(0, 60)}~${newIdentity()}.tmp`);
}

async function readRegular(file: string): Promise<Found | null> {
  const stats = await lookAt(file);
  if (stats === null) return null;
  if (!stats.isFile()) throw new WorkflowError('outside', `${file} was not written: ${kindOf(stats)}, not a regular file.`);
  return { bytes: await readFile(file), stats };
}

async function stillIs(file: string, was: Stats): Promise<boolean> {
  const now = await lookAt(file);
  return now !== null && now.ino === was.ino && now.size === was.size && now.mtimeMs === was.mtimeMs && now.ctimeMs === was.ctimeMs;
}

async function waitABit(): Promise<'again'> {
  await wait(1 + Math.random() * 4);
  return 'again';
}
