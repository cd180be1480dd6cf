import type { TextRange } from './place.js';

/** Turns offsets of a text into lines and columns as editors count them: \n, \r\n and \r end a line, a BOM takes no column. */
export class TextLines {
  readonly #text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#text = text;
    const starts = [text.charCodeAt(0) === 0xfeff ? 1 : 0];
    for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
    this.#starts = starts;
  }

  /** The range of so many UTF-16 units from an offset, both held within the text. */
  range(offset: number, length: number): TextRange {
    const [line, column] = this.#position(offset);
    const [endLine, endColumn] = this.#position(offset + Math.max(0, length));
    return { line, column, endLine, endColumn };
  }

  /** The whole of a line without its end; a line beyond the last is the last. */
  lineRange(line: number): TextRange {
    const index = Math.min(Math.max(1, line), this.#starts.length) - 1;
    const start = this.#starts[index] ?? 0;
    const next = this.#starts[index + 1] ?? this.#text.length;
    const length = this.#text.slice(start, next).replace(/[\r\n]+$/, '').length;
    return { line: index + 1, column: 1, endLine: index + 1, endColumn: length + 1 };
  }

  #position(offset: number): [line: number, column: number] {
    const inside = Math.min(Math.max(0, offset), this.#text.length);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= inside) low = middle;
      else high = middle - 1;
    }
    return [low + 1, Math.max(0, inside - (this.#starts[low] ?? 0)) + 1];
  }
}
