import type { DirectoryOutcome, Files, Log, ReadOutcome, ReadRequest, Time } from '../../src/core/ports.js';
import type { ReadLongYaml } from '../../src/core/text/read-yaml.js';
import type { PartName } from '../../src/core/workflow/state-parts.js';
import { WorkflowStore } from '../../src/core/workflow/workflow-store.js';
import type { StateChange } from '../../src/core/workflow/workflow-store.js';
import { DiskFiles } from '../../src/node/disk-files.js';
import { sha256 } from '../../src/node/sha256.js';

/** The real disk, writing down what it was asked for. */
export class WatchedFiles implements Files {
  readonly #disk: DiskFiles;
  /** `list <directory>`, `read <path>` (text was read) or `stat <path>` (anything else), in order. */
  log: string[] = [];
  /** Thrown by the next listings, as if the port had a bug. */
  failure: Error | null = null;

  constructor(root: string) {
    this.#disk = new DiskFiles(root);
  }

  async list(directory: string): Promise<DirectoryOutcome> {
    this.log.push(`list ${directory}`);
    if (this.failure !== null) throw this.failure;
    return this.#disk.list(directory);
  }

  async read(requests: readonly ReadRequest[], visit: (path: string, outcome: ReadOutcome) => void): Promise<void> {
    await this.#disk.read(requests, (path, outcome) => {
      this.log.push(`${outcome.kind === 'text' ? 'read' : 'stat'} ${path}`);
      visit(path, outcome);
    });
  }

  /** What was asked for since the last time. */
  take(): readonly string[] {
    const taken = this.log;
    this.log = [];
    return taken;
  }
}

/** A clock that stands until it is moved. */
export class HandClock implements Time {
  #now = 1_000_000;
  #timers: { readonly at: number; readonly callback: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  schedule(ms: number, callback: () => void): () => void {
    const timer = { at: this.#now + ms, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  get waiting(): number {
    return this.#timers.length;
  }

  /** Moves on, ringing what is due in order. */
  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((other) => other !== due);
      this.#now = due.at;
      due.callback();
    }
    this.#now = end;
  }

  /** Sets the clock, in either direction, without ringing anything. */
  set(now: number): void {
    this.#now = now;
  }
}

/** A store on the real disk, with everything it did to look at. */
export interface OpenStore {
  readonly store: WorkflowStore;
  readonly files: WatchedFiles;
  readonly time: HandClock;
  readonly changes: StateChange[];
  readonly errors: string[];
}

/** Opens a store on a folder that knows these areas beside sessions. Nothing is read yet. */
export function openStore(root: string, parts: readonly PartName[] = [], readLongYaml?: ReadLongYaml): OpenStore {
  const files = new WatchedFiles(root);
  const time = new HandClock();
  const errors: string[] = [];
  const log: Log = { info: () => undefined, warn: (message) => errors.push(message), error: (message, cause) => errors.push(`${message} ${String(cause)}`) };
  const store = new WorkflowStore({ files, time, sha256, log, readLongYaml }, parts);
  const changes: StateChange[] = [];
  store.onDidChange((change) => {
    deepFreeze(change.after);
    changes.push(change);
  });
  return { store, files, time, changes, errors };
}

/** Whoever changes a state in memory after it was given out fails: here, every object in it is frozen. */
function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Object.isFrozen(value) && !isShallow(value)) return;
  Object.freeze(value);
  for (const part of value instanceof Map ? value.values() : Object.values(value)) deepFreeze(part);
}

/** The store itself freezes states, sessions and areas, and only those. */
function isShallow(value: object): boolean {
  return 'sessions' in value || 'summaries' in value || 'findings' in value;
}
