/** Something that must be given back. The shape of VS Code's Disposable, so that both fit together. */
export interface Disposable {
  dispose(): void;
}

/**
 * Owns what lives as long as itself. Ending it disposes everything in reverse order; adding to an ended
 * lifetime ends the newcomer at once, so nothing that starts late can leak.
 */
export class Lifetime implements Disposable {
  readonly #owned: Disposable[] = [];
  #ended = false;

  get ended(): boolean {
    return this.#ended;
  }

  own<Owned extends Disposable>(owned: Owned): Owned {
    if (this.#ended) owned.dispose();
    else this.#owned.push(owned);
    return owned;
  }

  onEnd(end: () => void): void {
    this.own({ dispose: end });
  }

  dispose(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const owned of this.#owned.reverse()) owned.dispose();
    this.#owned.length = 0;
  }
}
