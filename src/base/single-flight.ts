/**
 * Runs `fly` never twice at once. Whoever asks while it runs waits for one more run after it, shared by all who ask
 * meanwhile: what they know of may have happened after the running one looked.
 */
export class SingleFlight<Answer> {
  readonly #fly: () => Promise<Answer>;
  #running: Promise<Answer> | null = null;
  #next: Promise<Answer> | null = null;

  constructor(fly: () => Promise<Answer>) {
    this.#fly = fly;
  }

  run(): Promise<Answer> {
    // One that is promised has not begun, even when the one before it is over and it is only about to.
    if (this.#next !== null) return this.#next;
    if (this.#running === null) return this.#start();
    this.#next = this.#running.then(() => this.#again(), () => this.#again());
    return this.#next;
  }

  #again(): Promise<Answer> {
    this.#next = null;
    return this.#start();
  }

  #start(): Promise<Answer> {
    const flight = this.#fly().finally(() => {
      if (this.#running === flight) this.#running = null;
    });
    this.#running = flight;
    return flight;
  }
}
