import { lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { Pool } from '../../base/pool.js';
import { isWorkflowError } from '../../base/workflow-error.js';
import { isOwnState, isSafePath } from '../../core/versions/safe-path.js';
import type { TreeChange, TreeFile } from '../../core/versions/tree-change.js';
import type { FileMode } from '../../core/versions/version.js';
import { contentHash, type ContentStore } from './content-store.js';
import { describeChange } from './describe-change.js';
import { reasonAgainstRecording } from './recordable-file.js';
import type { ShadowEntry, ShadowIndex } from './shadow-index.js';

/** More changes than these in one run are not recorded: a record has to stay readable. */
const mostChanges = 4_000;
/** Contents are fetched from git in portions of so many bytes. */
const portion = 64 * 1024 * 1024;

/** So many contents are written at a time. */
const atOnce = 8;

/** File systems read a clock that ticks this slowly; milliseconds. */
const clockTick = 20;

/** A working tree at one moment: git's id of it, and what had to be left out, with the reason. */
export interface TreeSnapshot {
  readonly tree: string;
  readonly leftOut: ReadonlyMap<string, string>;
}

/** What became of a working tree between two moments. */
export interface TreeDifference {
  readonly changes: readonly TreeChange[];
  readonly leftOut: readonly string[];
}

/** Remembers how a working tree is, and says what has changed since. Only what changed is ever read. */
export class TreeRecorder {
  constructor(private readonly shadow: ShadowIndex, private readonly store: ContentStore) {}

  /** The tree as it is now. Ignored files, other repositories, large files and what is no file are left out. */
  async snapshot(): Promise<TreeSnapshot> {
    try {
      return await this.#update();
    } catch (error) {
      if (!isOfGit(error)) throw error;
      await this.shadow.renew();
      return this.#update();
    }
  }

  /**
   * Does what needs a tree that was seen before. `null`: part of that tree is gone. What the repository had already is not kept a second
   * time, so `git gc` may have thrown it away after a rebase.
   */
  async from<Value>(tree: string, work: () => Promise<Value>): Promise<Value | null> {
    try {
      return await work();
    } catch (error) {
      if (!isOfGit(error) || await this.#isWhole(tree)) throw error;
      return null;
    }
  }

  async #isWhole(tree: string): Promise<boolean> {
    try {
      await this.shadow.run(['ls-tree', '-r', '-t', '-z', '--name-only', tree]);
      return true;
    } catch (error) {
      if (isOfGit(error)) return false;
      throw error;
    }
  }

  /** The tree that results when only these paths are taken from the working tree, all others from the tree before. */
  async snapshotOf(base: string, paths: readonly string[]): Promise<TreeSnapshot> {
    const index = `${this.shadow.directory}/partial-index`;
    await this.shadow.run(['read-tree', base], { index });
    return this.#update(index, paths);
  }

  async #update(index?: string, only: readonly string[] = []): Promise<TreeSnapshot> {
    await this.shadow.refreshExcludes();
    const place = index === undefined ? {} : { index };
    const { stdout } = await this.shadow.run(['ls-files', '-z', '-t', '--others', '--modified', '--deleted', '--exclude-standard', '--', ...only.map((path) => `:(literal)${path}`)], place);
    const leftOut = new Map<string, string>();
    const found = stdout.split('\0').filter((line) => line !== '').map((line) => ({ isGone: line.startsWith('R') || this.#isFolderNow(line), path: line.slice(2) }));
    const gone = new Set(found.filter(({ isGone, path }) => isGone && !isOwnState(path)).map(({ path }) => path));
    const there = found.flatMap(({ path }) => (!gone.has(path) && this.#isWanted(path, leftOut) ? [path] : []));
    if (gone.size > 0) await this.shadow.run(['update-index', '-z', '--force-remove', '--stdin'], { ...place, input: `${[...gone].join('\0')}\0` });
    if (there.length > 0) await this.shadow.run(['update-index', '-z', '--add', '--remove', '--replace', '--stdin'], { ...place, input: `${there.join('\0')}\0` });
    return { tree: await this.#writeTree(index), leftOut };
  }

  /** A tree with these changes made to it: how another run's beginning comes to be as if they had been there before. */
  async overlay(base: string, changed: ReadonlyMap<string, ShadowEntry | null>): Promise<string> {
    const index = `${this.shadow.directory}/overlay-index`;
    const lines = [...changed].map(([path, entry]) => (entry === null ? `0 ${'0'.repeat(40)}\t${path}` : `${entry.mode} ${entry.id}\t${path}`));
    await this.shadow.run(['read-tree', base], { index });
    await this.shadow.run(['update-index', '-z', '--index-info'], { index, input: `${lines.join('\0')}\0` });
    return this.#writeTree(index);
  }

  /** Which paths differ between two trees, and what they are in the second. */
  async differing(from: string, to: string): Promise<ReadonlyMap<string, ShadowEntry | null>> {
    return new Map([...await this.#compare(from, to)].map(([path, { after }]) => [path, after]));
  }

  /**
   * What changed between two trees, with the contents before and after kept in the store. `since`, `now`: milliseconds since the
   * epoch; a change is dated by its file, within those.
   */
  async difference(from: TreeSnapshot, to: TreeSnapshot, { since, now }: { readonly since: number; readonly now: number }): Promise<TreeDifference> {
    const compared = await this.#compare(from.tree, to.tree);
    const { wanted, leftOut } = this.#choose(compared, since);
    leftOut.unshift(...[...to.leftOut].filter(([path]) => !from.leftOut.has(path) || this.#changedSince(path, since)).map(([path, reason]) => `${path}: ${reason}`));
    if (wanted.length > mostChanges) {
      return { changes: [], leftOut: [...leftOut, `all ${wanted.length} changes: more than ${mostChanges} are not recorded in one run`] };
    }
    const contents = await this.#fetch(wanted.flatMap(([, { before, after }]) => [before, after].flatMap((each) => each?.id ?? [])));
    const kept = await this.#keepAll(wanted, contents);
    const dated = kept.changes.map((change) => ({ ...change, performedAt: this.#timeOf(change.path, since, now) }));
    return { changes: dated, leftOut: [...leftOut, ...kept.leftOut] };
  }

  /** Contents go to the store as long as there is room. Without the one before, a change is recorded but cannot be undone. */
  async #keepAll(wanted: readonly [string, Compared][], contents: ReadonlyMap<string, Buffer>): Promise<{ readonly changes: readonly UndatedChange[]; readonly leftOut: readonly string[] }> {
    let room = wanted.length === 0 ? 0 : await this.store.room();
    const kept: Buffer[] = [];
    const changes: UndatedChange[] = [];
    const leftOut: string[] = [];
    for (const [path, { before, after }] of wanted) {
      const [was, is] = [contentOf(contents, before), contentOf(contents, after)];
      if (was === undefined || is === undefined) {
        leftOut.push(`${path}: its content could not be found any more`);
        continue;
      }
      room -= sizeOf(was) + sizeOf(is);
      if (room >= 0) kept.push(...[was, is].filter((each) => each !== null));
      const lost = room < 0 && was !== null;
      if (lost) leftOut.push(`${path}: there is no room for its content before; make some with: workflow version clean`);
      changes.push({ path, before: fileOf(was, before), after: fileOf(is, after), said: describeChange(was, is), lost });
    }
    const pool = new Pool(atOnce);
    await Promise.all(kept.map((each) => pool.run(() => this.store.keep(each))));
    return { changes, leftOut };
  }

  #choose(compared: ReadonlyMap<string, Compared>, since: number): { readonly wanted: readonly [string, Compared][]; readonly leftOut: string[] } {
    const mayAppear = touchesIgnoreRules(compared);
    const known = new Set([...compared.values()].flatMap(({ before }) => before?.id ?? []));
    const wasIgnored = (path: string, { before, after }: Compared): boolean => mayAppear && before === null && after !== null && !known.has(after.id) && this.#wasThere(path, since);
    const leftOut: string[] = [];
    const wanted = [...compared].filter(([path, each]) => {
      const reason = reasonAgainst(path, each) ?? (wasIgnored(path, each) ? 'it was there before, but ignored' : null);
      if (reason !== null) leftOut.push(`${path}: ${reason}`);
      return reason === null;
    });
    return { wanted, leftOut };
  }

  /** A content that is gone is missed when it is needed, not before. git is slower where it may not count on them, so that comes second. */
  async #writeTree(index?: string): Promise<string> {
    const place = index === undefined ? {} : { index };
    try {
      return (await this.shadow.run(['write-tree'], place)).stdout.trim();
    } catch (error) {
      if (!isOfGit(error)) throw error;
      return (await this.shadow.run(['write-tree', '--missing-ok'], place)).stdout.trim();
    }
  }

  async #compare(from: string, to: string): Promise<ReadonlyMap<string, Compared>> {
    if (from === to) return new Map();
    const { stdout } = await this.shadow.run(['diff-tree', '-r', '-z', '--no-renames', '--no-abbrev', from, to]);
    const parts = stdout.split('\0');
    const compared = new Map<string, Compared>();
    for (let at = 0; at + 1 < parts.length; at += 2) {
      const [oldMode = '', newMode = '', oldId = '', newId = ''] = (parts[at] ?? '').slice(1).split(' ');
      compared.set(parts[at + 1] ?? '', { before: entryOf(oldMode, oldId), after: entryOf(newMode, newId) });
    }
    return compared;
  }

  /** The contents of these ids, as far as they are there. */
  async #fetch(ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const unique = [...new Set(ids)];
    const contents = new Map<string, Buffer>();
    if (unique.length === 0) return contents;
    const { stdout } = await this.shadow.run(['cat-file', '--batch-check=%(objectname) %(objectsize)'], { input: `${unique.join('\n')}\n` });
    const sizes = stdout.split('\n').map((line) => line.split(' ')).filter(([, size]) => /^\d+$/.test(size ?? ''));
    let batch: string[] = [];
    let bytes = 0;
    for (const [id = '', size = '0'] of sizes) {
      batch.push(id);
      bytes += Number(size);
      if (bytes < portion) continue;
      await this.#fetchBatch(batch, contents);
      [batch, bytes] = [[], 0];
    }
    if (batch.length > 0) await this.#fetchBatch(batch, contents);
    return contents;
  }

  async #fetchBatch(ids: readonly string[], contents: Map<string, Buffer>): Promise<void> {
    const outcome = await this.shadow.run(['cat-file', '--batch'], { input: `${ids.join('\n')}\n` });
    const bytes = Buffer.from(outcome.bytes.buffer, outcome.bytes.byteOffset, outcome.bytes.byteLength);
    for (let at = 0; at < bytes.length;) {
      const end = bytes.indexOf(0x0a, at);
      const [id = '', , size = '0'] = bytes.toString('latin1', at, end).split(' ');
      contents.set(id, bytes.subarray(end + 1, end + 1 + Number(size)));
      at = end + 2 + Number(size);
    }
  }

  /** Whether a path is to be recorded; what is left out and might be missed is said. */
  #isWanted(path: string, leftOut: Map<string, string>): boolean {
    if (path.includes('\ufffd')) leftOut.set(path, 'its name is not UTF-8');
    else if (path.endsWith('/')) leftOut.set(path, 'it is a repository of its own');
    else if (isOwnState(path)) return false;
    else if (!isSafePath(path)) leftOut.set(path, oddName);
    else {
      const reason = reasonAgainstRecording(join(this.shadow.top, path));
      if (reason !== null) leftOut.set(path, reason);
    }
    return !leftOut.has(path);
  }

  #look(path: string): Stats | undefined {
    try {
      return lstatSync(join(this.shadow.top, path), { throwIfNoEntry: false });
    } catch {
      return undefined; // A file on the way to it, or nobody may look: either way there is nothing to be said of it.
    }
  }

  /** A file in whose place a folder is has gone. */
  #isFolderNow(line: string): boolean {
    return line.startsWith('C') && this.#look(line.slice(2))?.isDirectory() === true;
  }

  #changedSince(path: string, since: number): boolean {
    return (this.#look(path)?.ctimeMs ?? 0) >= since;
  }

  /** A file system that keeps no time of birth says the time of the last change of anything. */
  #wasThere(path: string, since: number): boolean {
    const stats = this.#look(path);
    return stats !== undefined && (stats.birthtimeMs > 0 ? stats.birthtimeMs : stats.ctimeMs) < since - clockTick;
  }

  #timeOf(path: string, since: number, now: number): number {
    const time = this.#look(path)?.mtimeMs ?? now;
    return Math.min(now, Math.max(since, time));
  }
}

/** git could not do it; not: nobody could run git. */
function isOfGit(error: unknown): boolean {
  return isWorkflowError(error) && error.code === 'io';
}

type UndatedChange = Omit<TreeChange, 'performedAt'>;

function sizeOf(bytes: Buffer | null): number {
  return bytes?.length ?? 0;
}

interface Compared {
  readonly before: ShadowEntry | null;
  readonly after: ShadowEntry | null;
}

const oddName = 'its name means something else to git or to other systems';

const modes: Readonly<Record<string, FileMode>> = { '100644': 'file', '100755': 'executable', '120000': 'symlink' };

function entryOf(mode: string, id: string): ShadowEntry | null {
  return mode === '000000' ? null : { mode, id };
}

function fileOf(bytes: Buffer | null, entry: ShadowEntry | null): TreeFile | null {
  return bytes === null || entry === null ? null : { hash: contentHash(bytes), mode: modes[entry.mode] ?? 'file' };
}

/** `null`: there was none; `undefined`: it is lost. */
function contentOf(contents: ReadonlyMap<string, Buffer>, entry: ShadowEntry | null): Buffer | null | undefined {
  return entry === null ? null : contents.get(entry.id);
}

function reasonAgainst(path: string, { before, after }: Compared): string | null {
  if (!isSafePath(path)) return oddName;
  return [before, after].some((each) => each !== null && modes[each.mode] === undefined) ? 'it is a repository of its own' : null;
}

/** Whoever changes what is ignored makes files appear that were there all along. */
function touchesIgnoreRules(compared: ReadonlyMap<string, Compared>): boolean {
  return [...compared.keys()].some((path) => path === '.gitignore' || path.endsWith('/.gitignore'));
}
