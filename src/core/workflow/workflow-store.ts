import { Emitter } from '../../base/event.js';
import type { Event } from '../../base/event.js';
import type { Disposable } from '../../base/lifetime.js';
import { SingleFlight } from '../../base/single-flight.js';
import type { Hint, TablePorts } from '../part-table.js';
import type { Log, Time } from '../ports.js';
import { PartTables } from './part-tables.js';
import { emptyParts, type PartName } from './state-parts.js';
import type { WorkflowState } from './workflow-state.js';
import { WorkflowTable } from './workflow-table.js';

/** What the store needs of the world. */
export interface StorePorts extends TablePorts {
  readonly time: Time;
  readonly log: Log;
}

/** One change that somebody could see. Sessions that did not change are the same objects before and after. */
export interface StateChange {
  readonly before: WorkflowState;
  readonly after: WorkflowState;
}

/** Nothing loaded yet: the state before the first look. Its revision is 0; a loaded one has at least 1. */
export const emptyState: WorkflowState = Object.freeze({
  revision: 0,
  initialised: false,
  hasActiveFolder: false,
  sessions: [],
  markers: [],
  active: null,
  parts: emptyParts,
  findings: [],
});

/** A hint is followed when no other has come for this long, and at the latest so long after the first. Milliseconds. */
const quietMs = 50;
const latestMs = 1_000;

/**
 * Holds the state of one state root and keeps it true to the disk. One direction: hints come in, files are read, a new
 * frozen state comes out. Nothing edits the state in memory, and cost follows what changed, not what is there.
 */
export class WorkflowStore implements Disposable {
  readonly #ports: StorePorts;
  readonly #table: WorkflowTable;
  readonly #parts: PartTables;
  readonly #changed = new Emitter<StateChange>();
  readonly #flight = new SingleFlight(() => this.#look());
  #state = emptyState;
  /** The latest look at areas beside sessions, which may take longer than the one at sessions. */
  #partsLook: Promise<void> = Promise.resolve();
  #hints: Set<string> | 'everything' = new Set();
  #firstHintAt = 0;
  #lastHintAt = 0;
  #cancelTimer: (() => void) | null = null;
  #isEnded = false;

  /** `parts`: the areas beside sessions that are to be known; the others stay empty and cost nothing. */
  constructor(ports: StorePorts, parts: readonly PartName[] = []) {
    this.#ports = ports;
    this.#parts = new PartTables(ports, parts);
    this.#table = new WorkflowTable(ports);
  }

  /** The latest state; `emptyState` until the first look is done. */
  get state(): WorkflowState {
    return this.#state;
  }

  /** Fires when there is a new state, never for an equal one. */
  get onDidChange(): Event<StateChange> {
    return this.#changed.event;
  }

  /** Looks again soon: when hints have been quiet for 50 ms, at most 1 s after the first. Returns at once. */
  invalidate(hint: Hint): void {
    if (this.#isEnded) return;
    this.#add(hint);
    this.#lastHintAt = this.#ports.time.now();
    if (this.#cancelTimer !== null) return;
    this.#firstHintAt = this.#lastHintAt;
    this.#wait(quietMs);
  }

  /**
   * Looks again now, at what the hint and all waiting hints name, and answers with the state. Waits for an area beside sessions
   * only when the hint is about it. Never rejects: what cannot be read is a finding.
   */
  refresh(hint: Hint = 'everything'): Promise<WorkflowState> {
    this.#add(hint);
    return this.#settled(hint);
  }

  /** Stops looking; no event comes after. */
  dispose(): void {
    this.#isEnded = true;
    this.#cancel();
  }

  #add(hint: Hint): void {
    if (hint === 'everything' || this.#hints === 'everything') this.#hints = 'everything';
    else for (const path of hint) this.#hints.add(path);
  }

  /** One timer for a whole storm: when it rings too early, it is set anew. */
  #wait(ms: number): void {
    this.#cancelTimer = this.#ports.time.schedule(ms, () => {
      this.#cancelTimer = null;
      const now = this.#ports.time.now();
      const due = Math.min(this.#lastHintAt + quietMs, this.#firstHintAt + latestMs);
      // A clock that was set back must not make anybody wait.
      if (this.#lastHintAt <= now && now < due) this.#wait(due - now);
      else void this.#flight.run();
    });
  }

  #cancel(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  async #look(): Promise<WorkflowState> {
    const hints = this.#hints;
    this.#hints = new Set();
    this.#cancel();
    if (this.#isEnded) return this.#state;
    const hint = hints === 'everything' ? hints : [...hints];
    try {
      await this.#table.look(hint);
    } catch (error) {
      this.#hints = 'everything';
      this.#ports.log.error('The state could not be read again; the last one stays until the next look.', error);
      return this.#state;
    }
    this.#publish();
    this.#partsLook = this.#parts.look(hint).then(() => { this.#publish(); });
    return this.#state;
  }

  async #settled(hint: Hint): Promise<WorkflowState> {
    await this.#flight.run();
    if (this.#parts.concern(hint)) await this.#partsLook;
    return this.#state;
  }

  #publish(): void {
    const before = this.#state;
    const after = this.#table.derive(before, this.#parts.values);
    if (after === before || this.#isEnded) return;
    this.#state = after;
    try {
      this.#changed.fire({ before, after });
    } catch (error) {
      this.#ports.log.error('Somebody who was told of the new state failed.', error);
    }
  }
}
