import { segmentTest, type SegmentShape, type SegmentTest } from './segment-test.js';

/** What no index reaches. */
export const noRule = 0x7fffffff;

/** A literal of a shape, and where in the name it has to stand. */
interface Literal {
  readonly kind: 'exact' | 'prefix' | 'suffix' | 'contains';
  readonly literal: string;
  readonly index: number;
}

/**
 * Finds the first of many tests of a base name. All literals are searched for at once: a table says for each letter of the name
 * which of them may have been read up to there (Aho and Corasick), so that their number does not count.
 */
export class NameTable {
  readonly #literals: Literal[] = [];
  readonly #tests: { readonly index: number; readonly test: SegmentTest }[] = [];
  #automaton: Automaton | null = null;

  /** Adds a test; indexes must be added in rising order. */
  add(shape: SegmentShape, index: number): void {
    this.#automaton = null;
    if (shape.kind === 'any' || shape.kind === 'wild') this.#tests.push({ index, test: segmentTest(shape) });
    else this.#literals.push({ kind: shape.kind, literal: shape.literal, index });
  }

  /**
   * The lowest index below `bound` whose test the name passes, else `bound`; the name begins at an offset of the path. `null`: it
   * has letters that are not ASCII, or others that patterns treat in a way of their own.
   */
  first(path: string, from: number, bound: number): number | null {
    this.#automaton ??= new Automaton(this.#literals);
    const found = this.#automaton.first(path, from);
    if (found === strange) return null;
    let first = Math.min(bound, found);
    for (const { index, test } of this.#tests) {
      if (index >= first) break;
      if (test(path.slice(from).toLowerCase())) first = index;
    }
    return first;
  }
}

/** Letters that are looked up in a table. */
const ascii = 128;
/** The column of letters that names are not searched for with, and the answer for a name with one of them. */
const strangeColumn = 0xff;
const strange = -1;

class Automaton {
  /** Letters that occur in literals have a column each, all others the column 0; both cases share one. */
  readonly #columns = new Uint8Array(ascii);
  readonly #width: number;
  readonly #next: Int32Array;
  /** Lowest index of what has been read when a state is reached: anywhere, at the end of the name. */
  readonly #anywhere: Int32Array;
  readonly #atEnd: Int32Array;

  constructor(literals: readonly Literal[]) {
    this.#width = this.#chooseColumns(literals);
    // A first letter that no name has marks the beginning, so that prefixes are searched for like everything else.
    const most = 2 + literals.reduce((sum, { literal }) => sum + literal.length + 1, 0);
    this.#next = new Int32Array(most * this.#width).fill(-1);
    this.#anywhere = new Int32Array(most).fill(noRule);
    this.#atEnd = new Int32Array(most).fill(noRule);
    const states = this.#grow(literals);
    this.#complete(states);
  }

  first(path: string, from: number): number {
    const columns = this.#columns;
    const next = this.#next;
    const anywhere = this.#anywhere;
    const width = this.#width;
    let state = next[beginning] ?? 0;
    let first = noRule;
    for (let at = from; at < path.length; at++) {
      const column = columns[path.charCodeAt(at)] ?? strangeColumn;
      if (column === strangeColumn) return strange;
      state = next[state * width + column] ?? 0;
      const here = anywhere[state] ?? noRule;
      if (here < first) first = here;
    }
    return Math.min(first, this.#atEnd[state] ?? noRule);
  }

  #chooseColumns(literals: readonly Literal[]): number {
    this.#columns.fill(strangeColumn, 0, 0x20);
    this.#columns[0x7f] = strangeColumn;
    this.#columns[0x5c] = strangeColumn; // the backslash
    let width = beginning + 1;
    for (const { literal } of literals) {
      for (let at = 0; at < literal.length; at++) {
        const code = literal.charCodeAt(at);
        if (this.#columns[code] !== 0) continue;
        this.#columns[code] = width;
        if (code >= 0x61 && code <= 0x7a) this.#columns[code - 0x20] = width;
        width += 1;
      }
    }
    return width;
  }

  /** Makes a state for every beginning of every literal. */
  #grow(literals: readonly Literal[]): number {
    let states = 1;
    const step = (state: number, column: number): number => {
      const cell = state * this.#width + column;
      if (this.#next[cell] === -1) this.#next[cell] = states++;
      return this.#next[cell] ?? 0;
    };
    step(0, beginning);
    for (const { kind, literal, index } of literals) {
      let state = kind === 'exact' || kind === 'prefix' ? step(0, beginning) : 0;
      for (let at = 0; at < literal.length; at++) state = step(state, this.#columns[literal.charCodeAt(at)] ?? 0);
      const table = kind === 'exact' || kind === 'suffix' ? this.#atEnd : this.#anywhere;
      table[state] = Math.min(table[state] ?? noRule, index);
    }
    return states;
  }

  /** Says for every state and letter where to go on when no literal goes on there: with the longest one that also fits. */
  #complete(states: number): void {
    const fallback = new Int32Array(states);
    const queue = [0];
    for (const state of queue) {
      this.#inherit(state, fallback[state] ?? 0);
      for (let column = 0; column < this.#width; column++) {
        const cell = state * this.#width + column;
        const child = this.#next[cell] ?? -1;
        const otherwise = state === 0 ? 0 : this.#next[(fallback[state] ?? 0) * this.#width + column] ?? 0;
        if (child === -1) this.#next[cell] = otherwise;
        else queue.push(child);
        if (child !== -1) fallback[child] = otherwise;
      }
    }
  }

  /** Whoever has read up to a state has read what its fallback stands for, too. */
  #inherit(state: number, other: number): void {
    for (const table of [this.#anywhere, this.#atEnd]) table[state] = Math.min(table[state] ?? noRule, table[other] ?? noRule);
  }
}

/** The column of the beginning of a name; 0 is that of all letters that no literal has. */
const beginning = 1;
