import type { Finding } from '../findings/finding.js';
import type { TaskId } from '../layout/names.js';
import type { FileStamp } from '../ports.js';
import type { TaskRun, TaskSnapshot, Version } from './version.js';
import type { VersionName } from './version-layout.js';

/** One task run as it was read. What is wrong in its file has a default in `record`; a file that cannot be read has `broken`. */
export interface RunState {
  /** Directory, relative to the state root. Unique: the id of a run everywhere inside. */
  readonly directory: string;
  /** Path of its record. */
  readonly path: string;
  readonly version: VersionName;
  /** Name of the folder. */
  readonly task: TaskId;
  readonly record: TaskRun;
  readonly broken: boolean;
  /** The task as it was when the run began; `null`: there is no snapshot, or none that can be read. */
  readonly snapshot: TaskSnapshot | null;
  /** The attempts before this one, first to last. */
  readonly attempts: readonly RunState[];
}

/** One version as it was read, with its task runs in natural order and what rolling back did, oldest first. */
export interface VersionState {
  readonly name: VersionName;
  readonly directory: string;
  readonly path: string;
  readonly record: Version;
  readonly broken: boolean;
  readonly runs: readonly RunState[];
  readonly rollbacks: readonly RunState[];
}

/** All versions of a state root, in the order of their numbers, and everything there is to say about their files. */
export interface Versions {
  readonly versions: readonly VersionState[];
  /** Every folder that has the name of a version, also one with no record in it (yet): its number is taken (decisions 6.2). */
  readonly taken: readonly VersionName[];
  readonly findings: readonly Finding[];
  /** To be given to the next load, so that what did not change is not read again. */
  readonly known: KnownRecords;
}

/** What was read of a file, by path. */
export type KnownRecords = ReadonlyMap<string, { readonly stamp: FileStamp; readonly entry: unknown }>;

/** Nothing was read yet, or there is nothing. */
export const noVersions: Versions = { versions: [], taken: [], findings: [], known: new Map() };
