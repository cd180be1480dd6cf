import type { Hint, PartTable, PartValue, TablePorts } from '../part-table.js';
import type { Log } from '../ports.js';
import { stateParts, type PartName, type PartValues, type StatePart } from './state-parts.js';

interface PartPorts extends TablePorts {
  readonly log: Log;
}

/**
 * The areas of the state that somebody wants to know of. One sleeps, and nothing that reads it is loaded, until one of its
 * places is there.
 */
export class PartTables {
  readonly #ports: PartPorts;
  readonly #wanted: readonly PartName[];
  readonly #awake = new Map<PartName, PartTable<PartValue>>();

  constructor(ports: PartPorts, wanted: readonly PartName[]) {
    this.#ports = ports;
    this.#wanted = wanted;
  }

  /** Looks where the hint concerns an area. One that fails is logged and stays as it was; the others go on. */
  async look(hint: Hint): Promise<void> {
    for (const name of this.#wanted) {
      const own = concernOf(stateParts[name].places, hint);
      if (own === null) continue;
      try {
        const awake = this.#awake.get(name);
        await (awake === undefined ? this.#wake(name) : awake.look(own));
      } catch (error) {
        this.#ports.log.error(`The ${name} of the state could not be read; they stay as they were until the next look.`, error);
      }
    }
  }

  /** The values of all areas: `before` itself when none has changed. */
  derive(before: PartValues): PartValues {
    const changed = [...this.#awake].map(([name, table]) => [name, table.derive()] as const).filter(([name, value]) => before[name] !== value);
    return changed.length === 0 ? before : { ...before, ...Object.fromEntries(changed) };
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
