import { Lifetime, type Disposable } from './lifetime.js';

/**
 * A part that is loaded once, when it is first wanted, and ends with its owner. `load` may fail: who asked hears why, and the next to
 * ask has it tried again.
 */
export class LazyPart<Part extends Disposable> implements Disposable {
  readonly #lifetime = new Lifetime();
  #part: Promise<Part> | null = null;

  /** `onFailure`: told when a part could not be loaded that nobody waits for. */
  constructor(private readonly load: () => Promise<Part>, private readonly onFailure: (error: unknown) => void) {}

  /** What a command asks. */
  get(): Promise<Part> {
    this.#part ??= this.#load();
    return this.#part;
  }

  /** Loads it because there is something for it to show; nobody waits. */
  start(): void {
    this.get().catch(this.onFailure);
  }

  dispose(): void {
    this.#lifetime.dispose();
  }

  async #load(): Promise<Part> {
    try {
      return this.#lifetime.own(await this.load());
    } catch (error) {
      this.#part = null;
      throw error;
    }
  }
}
