import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../regular-file.js';
import type { StateRoot } from '../state-root.js';
import { writeVolatile } from '../volatile-file.js';

const folder = 'recordings';

/**
 * What is remembered of a task run while it is open: how its working tree was when it began. Among the volatile things: without
 * it the run's record still stands, only nobody can say any more what changed.
 */
export interface Recording {
  readonly version: string;
  readonly task: string;
  /** Id of the task run's record. */
  readonly run: string;
  /** Absolute path of the working tree. */
  readonly top: string;
  readonly tree: string;
  readonly leftOut: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

/** The recordings of a state root, a small file each. */
export class Recordings {
  readonly #directory: string;

  constructor(private readonly place: StateRoot) {
    this.#directory = join(place.volatileDir, folder);
  }

  /** What is being recorded, in no order. Half files and what others put there are passed over. */
  async all(): Promise<readonly Recording[]> {
    try {
      const names = (await readdir(this.#directory)).filter((name) => name.endsWith('.json'));
      return (await Promise.all(names.map((name) => this.#read(name)))).flatMap((each) => each ?? []);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    }
  }

  async find(version: string, task: string): Promise<Recording | null> {
    return (await this.all()).find((each) => each.version === version && each.task === task) ?? null;
  }

  /** `false`: it could not be kept, so what changes will not be known. */
  keep(recording: Recording): Promise<boolean> {
    return writeVolatile(this.place, { folder, name: nameOf(recording) }, `${JSON.stringify(recording)}\n`);
  }

  async forget(recording: Pick<Recording, 'version' | 'task'>): Promise<void> {
    await rm(join(this.#directory, nameOf(recording)), { force: true });
  }

  async #read(name: string): Promise<Recording | null> {
    try {
      const value: unknown = JSON.parse(await readFile(join(this.#directory, name), 'utf8'));
      return isRecording(value) ? value : null;
    } catch (error) {
      if (error instanceof SyntaxError || errorCode(error) === 'ENOENT') return null;
      throw error;
    }
  }
}

/** Both names were checked before they came here. */
function nameOf({ version, task }: Pick<Recording, 'version' | 'task'>): string {
  return `${version}~${task}.json`;
}

function isRecording(value: unknown): value is Recording {
  if (typeof value !== 'object' || value === null) return false;
  const { version, task, run, top, tree, leftOut, since } = value as Partial<Record<keyof Recording, unknown>>;
  return [version, task, run, top, tree].every((each) => typeof each === 'string') && /^[0-9a-f]{40,64}$/.test(String(tree))
    && typeof leftOut === 'object' && leftOut !== null && typeof since === 'number';
}
