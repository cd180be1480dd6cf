import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isWorkflowError } from '../../base/workflow-error.js';
import type { TreeChange } from '../../core/versions/tree-change.js';
import { isRunOpen } from '../../core/versions/version-selectors.js';
import type { Versions } from '../../core/versions/versions.js';
import { clock } from '../clock.js';
import { openGit } from '../git/git.js';
import { workTreeOf } from '../git-directory.js';
import { realFolder, type StateRoot } from '../state-root.js';
import { ContentStore } from './content-store.js';
import { Recordings, type Recording } from './recordings.js';
import { ShadowIndex, snapshotName, snapshotsFolder } from './shadow-index.js';
import { TreeRecorder, type TreeSnapshot } from './tree-recorder.js';

/** What was recorded of a run, and what happens to its recording. `next`: the tree that further changes are compared with. */
export interface Recorded {
  readonly changes: readonly TreeChange[];
  readonly leftOut: readonly string[];
  readonly recording: Recording | null;
  readonly next: TreeSnapshot | null;
}

/** Nobody looked, or nobody knows how it was. */
export const nothingRecorded: Recorded = { changes: [], leftOut: [], recording: null, next: null };

/** Records what changes while task runs are open: each in the working tree that its agent works in. */
export class RunRecorder {
  readonly recordings: Recordings;
  readonly store: ContentStore;

  constructor(private readonly place: StateRoot) {
    this.recordings = new Recordings(place);
    this.store = new ContentStore(place);
  }

  /** git says what is ignored, and tells quickly what changed. */
  get isInRepository(): boolean {
    return this.place.commonDir !== null;
  }

  /** The working tree of a folder, as records name it: relative to the state root, `null` for the state root itself. */
  worktreeOf(folder: string): string | null {
    const real = realFolder(folder);
    const tree = workTreeOf(real);
    const isOurs = tree !== null && tree.commonDir === this.place.commonDir && this.place.commonDir !== null;
    const top = isOurs ? tree.top : this.place.root;
    return top === this.place.root ? null : relative(this.place.root, top).split(sep).join('/');
  }

  /** Absolute path of a working tree of a record; `null` when it is none of this repository (any more): records can be edited. */
  topOf(worktree: string | undefined): string | null {
    if (worktree === undefined) return this.place.root;
    const top = realFolder(join(this.place.root, worktree));
    const tree = workTreeOf(top);
    return tree !== null && tree.top === top && tree.commonDir !== null && tree.commonDir === this.place.commonDir ? top : null;
  }

  /** How a working tree is now; or, in words, why nothing can be recorded in it. */
  async begin(worktree: string | undefined): Promise<{ readonly top: string; readonly snapshot: TreeSnapshot; readonly since: number } | string> {
    const top = this.topOf(worktree);
    if (top === null) return `${worktree ?? ''} is no working tree of this repository`;
    const since = clock.now();
    try {
      return { top, since, snapshot: await this.#alone(top, (recorder) => recorder.snapshot()) };
    } catch (error) {
      if (isWorkflowError(error)) return error.code === 'missing-program' ? 'git is not installed' : error.message;
      throw error;
    }
  }

  /** Does what looks at a working tree and writes down what it saw, while no other process does that there. */
  inTurn<Value>(top: string | null, work: () => Promise<Value>): Promise<Value> {
    return top === null ? work() : new ShadowIndex(this.place, top, openGit(top)).inTurn(work);
  }

  /** The same for several. In one order, so that nobody waits for who waits for him. */
  inTurns<Value>(tops: readonly string[], work: () => Promise<Value>): Promise<Value> {
    return tops.filter((top) => existsSync(top)).toSorted().reduce((inner, top) => () => this.inTurn(top, inner), work)();
  }

  /** What changed in the working tree of a run since it began; with `paths`, only there. */
  async look(version: string, { task, sessionId }: { readonly task: string; readonly sessionId: string }, paths?: readonly string[]): Promise<Recorded> {
    const recording = await this.recordings.find(version, task);
    if (recording?.run !== sessionId) return nothingRecorded;
    if (!existsSync(recording.top)) return { ...nothingRecorded, leftOut: ['what changed since it began: its working tree is gone'] };
    const base: TreeSnapshot = { tree: recording.tree, leftOut: new Map(Object.entries(recording.leftOut)) };
    const seen = await this.#alone(recording.top, (recorder) => recorder.from(base.tree, async () => {
      const next = paths === undefined ? await recorder.snapshot() : await recorder.snapshotOf(base.tree, paths);
      const { changes, leftOut } = await recorder.difference(base, next, { since: recording.since, now: clock.now() });
      return { changes, leftOut, recording, next };
    }));
    return seen ?? { ...nothingRecorded, leftOut: ['what changed since it began: git threw away how the working tree was then'] };
  }

  /** What was recorded now is what further changes of the run are compared with, beside what others did to its beginning meanwhile. */
  async advance({ recording, next }: Recorded): Promise<void> {
    if (recording === null || next === null || recording.tree === next.tree) return;
    await this.#alone(recording.top, async (recorder) => {
      const now = await this.recordings.find(recording.version, recording.task);
      if (now?.run !== recording.run) return;
      if (now.tree === recording.tree) await this.recordings.keep({ ...now, tree: next.tree });
      else await this.#goOn(recorder, now, async () => recorder.overlay(now.tree, await recorder.differing(recording.tree, next.tree)));
    });
  }

  /**
   * Other runs that are open in the same working tree go on as if what was recorded here had been there before them, so that
   * nothing is recorded twice: what several do in one tree belongs to who is first to say so.
   */
  async share({ recording, next }: Recorded): Promise<void> {
    if (recording === null || next === null || recording.tree === next.tree) return;
    const others = (await this.recordings.all()).filter((each) => each.top === recording.top && each.run !== recording.run);
    if (others.length === 0) return;
    await this.#alone(recording.top, async (recorder) => {
      const changed = await recorder.differing(recording.tree, next.tree);
      for (const other of others) await this.#goOn(recorder, other, () => recorder.overlay(other.tree, changed));
    });
  }

  /** What was rolled back in a working tree is no change of the runs that are open there. */
  async adopt(top: string, paths: readonly string[]): Promise<void> {
    const open = (await this.recordings.all()).filter((each) => each.top === top);
    if (open.length === 0 || paths.length === 0) return;
    await this.#alone(top, async (recorder) => {
      for (const each of open) await this.#goOn(recorder, each, async () => (await recorder.snapshotOf(each.tree, paths)).tree);
    });
  }

  /** What is remembered of a working tree does not grow for ever; while something is recorded there it is needed. */
  async shrink(top: string, most: number): Promise<void> {
    if ((await this.recordings.all()).every((each) => each.top !== top)) await new ShadowIndex(this.place, top, openGit(top)).shrink(most);
  }

  /** Recordings of runs that are over, or gone, and of working trees that are gone. `versions` were read after the recordings. */
  ended(recordings: readonly Recording[], versions: Versions): readonly Recording[] {
    return recordings.filter((each) => !isRunOpen(versions, each) || !existsSync(each.top));
  }

  /** Forgets recordings, and what is remembered of working trees in which nothing else is recorded. */
  async forget(ended: readonly Recording[]): Promise<void> {
    for (const each of ended) await this.recordings.forget(each);
    const snapshots = join(this.place.volatileDir, snapshotsFolder);
    const kept = new Set((await this.recordings.all()).map(({ top }) => snapshotName(this.place, top)));
    if (kept.size === 0) await rm(snapshots, { recursive: true, force: true });
    const names = existsSync(snapshots) ? await readdir(snapshots) : [];
    for (const name of names) if (!kept.has(name)) await rm(join(snapshots, name), { recursive: true, force: true });
  }

  /** A run goes on from another tree. One whose own tree is gone stays as it is, and says so when it ends. */
  async #goOn(recorder: TreeRecorder, recording: Recording, make: () => Promise<string>): Promise<void> {
    const tree = await recorder.from(recording.tree, make);
    if (tree !== null) await this.recordings.keep({ ...recording, tree });
  }

  #alone<Value>(top: string, work: (recorder: TreeRecorder) => Promise<Value>): Promise<Value> {
    const shadow = new ShadowIndex(this.place, top, openGit(top));
    return shadow.alone(() => work(new TreeRecorder(shadow, this.store)));
  }
}
