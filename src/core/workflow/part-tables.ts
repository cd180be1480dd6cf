import { SingleFlight } from '../../base/single-flight.js';
import type { Hint, PartTable, PartValue, TablePorts } from '../part-table.js';
import type { Log } from '../ports.js';
import { emptyParts, stateParts, type PartName, type PartValues, type StatePart } from './state-parts.js';

interface PartPorts extends TablePorts {
  readonly log: Log;
}

/**
 * The areas of the state that somebody wants to know of. One sleeps, and nothing that reads it is loaded, until one of its
 * places is there. They are looked at one look after the other, beside sessions, which never wait for them.
 */
export class PartTables {
  readonly #ports: PartPorts;
  readonly #wanted: readonly PartName[];
  readonly #awake = new Map<PartName, PartTable<PartValue>>();
  readonly #flight = new SingleFlight(() => this.#look());
  #hints: Set<string> | 'everything' = new Set();
  #values = emptyParts;

  constructor(ports: PartPorts, wanted: readonly PartName[]) {
    this.#ports = ports;
    this.#wanted = wanted;
  }

  /** All areas as of the last look that has ended: the same object until one of them changes. */
  get values(): PartValues {
    return this.#values;
  }

  /** Whether a hint is about one of the areas. */
  concern(hint: Hint): boolean {
    return this.#wanted.some((name) => concernOf(stateParts[name].places, hint) !== null);
  }

  /** Looks where the hint concerns an area; at once done when it concerns none. Never rejects. */
  async look(hint: Hint): Promise<void> {
    if (!this.concern(hint)) return;
    if (hint === 'everything' || this.#hints === 'everything') this.#hints = 'everything';
    else for (const path of hint) this.#hints.add(path);
    await this.#flight.run();
  }

  /** An area that fails is logged and stays as it was; the others go on. */
  async #look(): Promise<void> {
    const hint = this.#hints === 'everything' ? this.#hints : [...this.#hints];
    this.#hints = new Set();
    for (const name of this.#wanted) {
      try {
        await this.#lookAt(name, concernOf(stateParts[name].places, hint));
      } catch (error) {
        this.#ports.log.error(`The ${name} of the state could not be read; they stay as they were until the next look.`, error);
      }
    }
  }

  async #lookAt(name: PartName, hint: Hint | null): Promise<void> {
    if (hint === null) return;
    const awake = this.#awake.get(name);
    await (awake === undefined ? this.#wake(name) : awake.look(hint));
    const value = this.#awake.get(name)?.derive();
    if (value !== undefined && value !== this.#values[name]) this.#values = { ...this.#values, [name]: value };
  }

  /** What is new is looked at whole, whatever woke it. */
  async #wake(name: PartName): Promise<void> {
    const part: StatePart<PartValue> = stateParts[name];
    if (!(await this.#isThere(part.places))) return;
    const table = (await part.load())(this.#ports);
    await table.look('everything');
    this.#awake.set(name, table);
  }

  async #isThere(places: readonly string[]): Promise<boolean> {
    for (const place of places) if ((await this.#ports.files.list(place)).kind !== 'missing') return true;
    return false;
  }
}

/** The part of a hint that is about some places: in them, or above. `null` when there is none. */
function concernOf(places: readonly string[], hint: Hint): Hint | null {
  if (hint === 'everything' || hint.includes('')) return 'everything';
  const own = hint.filter((path) => places.some((place) => path === place || path.startsWith(`${place}/`) || place.startsWith(`${path}/`)));
  return own.length === 0 ? null : own;
}
