import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join, parse, relative } from 'node:path';
import { WorkflowError } from '../../base/workflow-error.js';
import type { Git, GitOutcome } from '../../core/ports.js';
import { errorCode } from '../regular-file.js';
import type { StateRoot } from '../state-root.js';
import { confineVolatile } from '../writer/confine.js';
import { StateLock } from '../writer/state-lock.js';
import { diskSyscalls, type Syscalls } from '../writer/syscalls.js';
import { adoptIndex, sharedObjects } from './adopt-index.js';

/** Where they are, among the volatile things. */
export const snapshotsFolder = 'snapshots';

/** The folder in there of one working tree. */
export function snapshotName(place: Pick<StateRoot, 'root'>, top: string): string {
  return createHash('sha256').update(relative(place.root, top)).digest('hex').slice(0, 16);
}

/** What the tree says of a path: git's id of its content, and its mode as in `git ls-tree`. */
export interface ShadowEntry {
  readonly id: string;
  readonly mode: string;
}

/**
 * A git directory of our own for one working tree, among the volatile things: an index that remembers what files were, and room for
 * contents that the repository does not have. The repository itself, its index and its objects are only looked at. Contents are taken
 * byte for byte: neither line ends nor filters nor programs that the repository names have a say.
 */
export class ShadowIndex {
  readonly directory: string;
  readonly #index: string;
  #isReady = false;

  /** `top`: absolute path of the working tree. */
  constructor(private readonly place: StateRoot, readonly top: string, private readonly git: Git) {
    this.directory = join(place.volatileDir, snapshotsFolder, snapshotName(place, top));
    this.#index = join(this.directory, 'index');
  }

  /** Runs git on the working tree, with this index unless another one is named. Throws when git cannot do it. */
  async run(args: readonly string[], { input, index = this.#index }: { readonly input?: string; readonly index?: string } = {}): Promise<GitOutcome> {
    await this.#prepare();
    const outcome = await this.git.run(args, {
      cwd: outside, maxBytes: mostOutput, changes: true, indexFile: index, input: input ?? '',
      env: { GIT_DIR: this.directory, GIT_WORK_TREE: this.top },
    });
    if (outcome.code !== 0) throw new WorkflowError('io', `git ${args[0] ?? ''} could not look at ${this.top}: ${outcome.stderr.trim().split('\n').at(-1) ?? ''}`);
    return outcome;
  }

  /**
   * Does some work while no other process records changes of this working tree: from looking to writing down what was seen, so that who
   * looked first is also first to say so. Taken before the lock of the state root, never while that is held.
   */
  inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    return this.#locked('turn', `recording changes of ${this.top}`, work);
  }

  /** Does some work while no other process uses this directory; what a killed one left locked is freed. */
  alone<Value>(work: () => Promise<Value>): Promise<Value> {
    return this.#locked('lock', `looking at ${this.top}`, async () => {
      await this.#prepare();
      for (const name of ['index', 'partial-index', 'overlay-index']) await rm(join(this.directory, `${name}.lock`), { force: true });
      if (!existsSync(this.#index)) await this.#adopt();
      return work();
    });
  }

  /** Begins the index again, with what git knows now: nothing in the old one can be relied on. Only in `alone`. */
  async renew(): Promise<void> {
    await rm(this.#index, { force: true });
    await this.#adopt();
  }

  async #adopt(): Promise<void> {
    if (sharedObjects(this.place) !== null) await adoptIndex(this.git, this.top, this.#index);
  }

  async #locked<Value>(name: 'lock' | 'turn', doing: string, work: () => Promise<Value>): Promise<Value> {
    await this.#confine();
    const lease = await new StateLock(join(this.directory, name), forgetful, patienceMs).acquire(doing);
    try {
      return await work();
    } finally {
      await lease.release();
    }
  }

  /** Forgets what files were, if that is more than so many bytes. It is found out anew when it is needed again. */
  async shrink(most: number): Promise<void> {
    if (await this.#size() <= most) return;
    await this.alone(async () => {
      for (const name of ['index', 'objects']) await rm(join(this.directory, name), { recursive: true, force: true });
    });
  }

  /** About how many bytes are remembered: some of the folders are looked at, which are filled evenly. */
  async #size(): Promise<number> {
    let bytes = 0;
    for (let sample = 0; sample < samples; sample++) {
      const folder = join(this.directory, 'objects', Math.floor((sample * 256) / samples).toString(16).padStart(2, '0'));
      for (const name of existsSync(folder) ? await readdir(folder) : []) bytes += await blocksOf(join(folder, name));
    }
    return (bytes * 256) / samples;
  }

  /** What git ignores may have changed since the last time, so it is read again. */
  async refreshExcludes(): Promise<void> {
    await this.#prepare();
    const own = join(this.directory, 'info', 'exclude');
    const { commonDir } = this.place;
    try {
      if (commonDir === null) await rm(own, { force: true });
      else await copyFile(join(commonDir, 'info', 'exclude'), own);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
      await rm(own, { force: true });
    }
  }

  #confine(): Promise<void> {
    return confineVolatile(this.place.root, this.place.volatileDir, [snapshotsFolder]);
  }

  /** Only while no other process runs git here: it would find half a directory. */
  async #prepare(): Promise<void> {
    if (this.#isReady) return;
    const shared = sharedObjects(this.place);
    await this.#confine();
    for (const name of ['objects/info', 'refs', 'info']) await mkdir(join(this.directory, name), { recursive: true });
    await writeFile(join(this.directory, 'HEAD'), 'ref: refs/heads/none\n');
    await writeFile(join(this.directory, 'config'), config());
    await writeFile(join(this.directory, 'info', 'attributes'), '* -text !eol !ident !filter !working-tree-encoding\n');
    await writeFile(join(this.directory, 'objects', 'info', 'alternates'), shared === null ? '' : `${shared}\n`);
    this.#isReady = true;
  }
}

/** How many of the 256 folders are looked at. */
const samples = 16;

/** What a file takes up at least, as file systems do. */
async function blocksOf(path: string): Promise<number> {
  return Math.max(4_096, (await lstat(path)).size);
}

/** How long to wait for another process that looks at the same tree. */
const patienceMs = 120_000;

/** Where git is started: not inside the working tree, where paths would be relative to. */
const outside = parse(process.cwd()).root;

/** Nobody needs this lock after the machine went down. */
const forgetful: Syscalls = { ...diskSyscalls, sync: () => Promise.resolve(), syncDirectory: () => Promise.resolve() };

/** Bytes that git may print in one answer. */
const mostOutput = 256 * 1024 * 1024;

/** What `git init` would find out about the file system, and nothing that asks for durability: what is lost is looked at anew. */
function config(): string {
  const windows = process.platform === 'win32';
  const folds = windows || process.platform === 'darwin';
  const core = {
    repositoryformatversion: '0', bare: 'false', filemode: String(!windows), symlinks: String(!windows), ignorecase: String(folds), precomposeunicode: String(process.platform === 'darwin'),
    autocrlf: 'false', safecrlf: 'false', compression: '1', looseCompression: '1', fsync: 'none', untrackedCache: 'false', splitIndex: 'false', longpaths: 'true',
  };
  return `[core]\n${Object.entries(core).map(([name, value]) => `\t${name} = ${value}\n`).join('')}`;
}
