import type { Disposable } from './lifetime.js';

/** Subscribes a listener until the returned disposable is disposed. */
export type Event<Value> = (listener: (value: Value) => void) => Disposable;

/** The sending side of an event. A listener added or removed while firing takes effect with the next firing. */
export class Emitter<Value> {
  #listeners: readonly ((value: Value) => void)[] = [];

  readonly event: Event<Value> = (listener) => {
    this.#listeners = [...this.#listeners, listener];
    return {
      dispose: () => {
        this.#listeners = this.#listeners.filter((other) => other !== listener);
      },
    };
  };

  fire(value: Value): void {
    for (const listener of this.#listeners) listener(value);
  }
}
