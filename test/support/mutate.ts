/** Pseudo-random numbers that are the same for the same seed, so that a failure can be repeated. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, not including, `below`. */
  below(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  }

  one<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('There is nothing to choose from.');
    return item;
  }
}

/** What tends to upset parsers. */
const morsels = [
  '{', '}', '[', ']', ',', ':', '"', '\\', "'", '/', '//', '/*', '*/', '\\u', '\\ud800', '\\u0000', '\u0000', '\ufeff', '\u2028', '\u00a0', '\r', '\n', '\t', '\ud800',
  '{"a":', '[[', '":', '" :', '""', '-', '+', '.', 'e', '1e999', '-0', '00', '9'.repeat(400), 'NaN', 'Infinity', 'true', 'True', 'null', 'undefined', '😀',
  '"__proto__":', '"\\u005f_proto__":', '"constructor":{"prototype":1}', '"status":', '"id":', '"context":', '"depends_on":', '"flow_control":{"pre_analysis":[{}]}', '<<<<<<< HEAD\n', '=======\n', '>>>>>>> theirs\n',
];

type Mutation = (text: string, chance: Chance, other: string) => string;

const mutations: readonly Mutation[] = [
  (text, chance) => text.slice(0, chance.below(text.length + 1)),
  (text, chance) => text.slice(chance.below(text.length + 1)),
  (text, chance) => cut(text, chance, ''),
  (text, chance) => cut(text, chance, chance.one(morsels)),
  (text, chance) => cut(text, chance, chance.one(morsels)),
  (text, chance) => insert(text, chance, chance.one(morsels)),
  (text, chance) => insert(text, chance, chance.one(morsels)),
  (text, chance) => insert(text, chance, chance.one(morsels).repeat(chance.below(200))),
  (text, chance) => insert(text, chance, String.fromCharCode(chance.below(0x10000))),
  (text, chance, other) => insert(text, chance, slice(other, chance)),
  (text, chance, other) => text.slice(0, chance.below(text.length + 1)) + other.slice(chance.below(other.length + 1)),
  (text, chance) => text + slice(text, chance),
  (text, chance) => text.replaceAll(chance.one(['\n', ' ', '"', ':', ',']), chance.one(morsels)),
  (text, chance) => (chance.below(40) === 0 ? text + chance.one(morsels).repeat(chance.below(300_000 / 4)) : text),
];

/** A text with one to five changes of the kinds that crashes, merges, editors and attackers make. */
export function mutate(texts: readonly string[], chance: Chance): string {
  let text = chance.one(texts);
  for (let count = chance.below(5); count >= 0; count--) text = chance.one(mutations)(text, chance, chance.one(texts));
  return text;
}

function insert(text: string, chance: Chance, piece: string): string {
  const at = chance.below(text.length + 1);
  return text.slice(0, at) + piece + text.slice(at);
}

function cut(text: string, chance: Chance, instead: string): string {
  const at = chance.below(text.length + 1);
  return text.slice(0, at) + instead + text.slice(at + chance.below(8));
}

function slice(text: string, chance: Chance): string {
  const from = chance.below(text.length + 1);
  return text.slice(from, from + chance.below(2_000));
}
