import { Emitter, type Event } from '../base/event.js';
import type { Applied } from '../core/plans/applied.js';

/** Something that was done and can be taken back. */
export interface Doing {
  readonly root: string;
  readonly applied: Applied;
}

const limit = 20;

/** What was done in this window, newest last. */
export class UndoHistory {
  readonly #changed = new Emitter<undefined>();
  #doings: readonly Doing[] = [];

  get onDidChange(): Event<undefined> {
    return this.#changed.event;
  }

  get isEmpty(): boolean {
    return this.#doings.length === 0;
  }

  push(doing: Doing): void {
    this.#doings = [...this.#doings, doing].slice(-limit);
    this.#changed.fire(undefined);
  }

  get last(): Doing | null {
    return this.#doings.at(-1) ?? null;
  }

  /** Forgets a doing; says whether it was still there to be taken back. */
  take(applied: Applied): boolean {
    const rest = this.#doings.filter((doing) => doing.applied !== applied);
    const isThere = rest.length < this.#doings.length;
    this.#doings = rest;
    this.#changed.fire(undefined);
    return isThere;
  }
}
