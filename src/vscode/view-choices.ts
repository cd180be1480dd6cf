import type { Memento } from 'vscode';
import { Emitter, type Event } from '../base/event.js';
import type { SessionTarget } from './target.js';
import { everything, type TaskFilter } from './trees/task-filter.js';

/** What the person has chosen to see. */
export interface Choices {
  readonly filter: TaskFilter;
  /** The session whose tasks are shown instead of the active one. */
  readonly session: SessionTarget | null;
}

const key = 'choices';

/** Keeps what the person has chosen to see, also across reloads of the window. */
export class ViewChoices {
  readonly #memory: Memento;
  readonly #changed = new Emitter<Choices>();
  #current: Choices;

  constructor(memory: Memento) {
    this.#memory = memory;
    this.#current = { filter: everything, session: null, ...memory.get<Partial<Choices>>(key) };
  }

  get current(): Choices {
    return this.#current;
  }

  get onDidChange(): Event<Choices> {
    return this.#changed.event;
  }

  change(part: Partial<Choices>): void {
    this.#current = { ...this.#current, ...part };
    void this.#memory.update(key, this.#current);
    this.#changed.fire(this.#current);
  }

  changeFilter(part: Partial<TaskFilter>): void {
    this.change({ filter: { ...this.#current.filter, ...part } });
  }
}
