import type { ContentStore } from './content-store.js';

/** So much of what was read is remembered. Bytes. */
const mostBytes = 64 * 1024 * 1024;

/** Contents that are needed several times in one rolling back: read and checked once, as long as they are not too much to remember. */
export class ReadContents {
  readonly #known = new Map<string, Buffer>();
  #room = mostBytes;

  constructor(private readonly store: ContentStore) {}

  /** As `ContentStore.find`. */
  async find(name: string): Promise<Buffer | null> {
    const known = this.#known.get(name) ?? await this.store.find(name);
    if (known !== null && !this.#known.has(name) && known.length <= this.#room) {
      this.#known.set(name, known);
      this.#room -= known.length;
    }
    return known;
  }
}
