import type { JsonPointer } from './json-pointer.js';

/**
 * Where in a YAML text somebody types, judged by indentation alone, because a line in the making mostly leaves the text unreadable.
 * `path` leads to the map (or list) that is typed in; indexes of lists are 0, since only the schema is asked with it.
 */
export interface LineContext {
  readonly path: JsonPointer;
  /** The key whose value is typed, `null` while a key is typed. */
  readonly key: string | null;
  /** What stands between there and the cursor. */
  readonly prefix: string;
  /** Keys that the map has already. */
  readonly siblings: readonly string[];
}

interface Line {
  readonly dashes: readonly number[];
  readonly column: number;
  readonly key: string | null;
}

const shape = /^(\s*)((?:-\s+)*)(?:(["']?)([\w.$-]+)\3\s*:(?=\s|$)|(\S)?)/;

/** Reads the context of a cursor; `null` in a comment. */
export function lineContextAt(text: string, offset: number): LineContext | null {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const typed = text.slice(start, offset);
  if (/^\s*#|\s#/.test(typed)) return null;
  const current = lineOf(typed);
  const above = linesOf(text.slice(0, start)).toReversed();
  const below = linesOf(text.slice(text.indexOf('\n', offset) < 0 ? text.length : text.indexOf('\n', offset) + 1));
  const climb = climbFrom(current, above);
  if (current.key !== null) {
    const value = /:\s+(.*)$/.exec(typed);
    return value === null ? null : { path: climb.path, key: current.key, prefix: value[1] ?? '', siblings: [] };
  }
  return { path: climb.path, key: null, prefix: typed.trimStart().replace(/^(?:-\s+)*/, ''), siblings: [...climb.siblings, ...siblingsBelow(current.column, below)] };
}

function linesOf(text: string): Line[] {
  return text.split('\n').filter((line) => /^\s*[^\s#]/.test(line)).map(lineOf);
}

function lineOf(line: string): Line {
  const match = shape.exec(line);
  const indent = match?.[1]?.length ?? 0;
  const marks = match?.[2] ?? '';
  const dashes = [...marks.matchAll(/-/g)].map(({ index }) => indent + index);
  return { dashes, column: indent + marks.length, key: match?.[4] ?? null };
}

/** Goes up from line to line to the one that owns what is below, until the margin is reached. */
class Climber {
  readonly path: (string | number)[] = [];
  readonly siblings: string[] = [];
  #column: number;
  #inList = false;
  #inOwnMap = true;

  constructor(current: Line) {
    this.#column = current.column;
    this.#enter(current);
    this.#inOwnMap = !this.#inList;
  }

  see(line: Line): void {
    if (line.key !== null && this.#isOwner(line)) this.#climbTo(line, line.key);
    else if (!this.#inList && line.column === this.#column) this.#pass(line);
  }

  /** A key further left; a list may stand as far left as its key. */
  #isOwner(line: Line): boolean {
    return line.column < this.#column || (this.#inList && line.column === this.#column && line.dashes.length === 0);
  }

  #climbTo(line: Line, key: string): void {
    this.path.unshift(key);
    this.#column = line.column;
    this.#inList = false;
    this.#inOwnMap = false;
    this.#enter(line);
  }

  #pass(line: Line): void {
    if (this.#inOwnMap && line.key !== null) this.siblings.push(line.key);
    if (line.dashes.length > 0) this.#inOwnMap = false;
    this.#enter(line);
  }

  /** A line with dashes is in a list at each of them. */
  #enter(line: Line): void {
    for (const dash of line.dashes.toReversed()) {
      this.path.unshift(0);
      this.#column = dash;
      this.#inList = true;
    }
  }
}

function climbFrom(current: Line, above: readonly Line[]): Climber {
  const climber = new Climber(current);
  for (const line of above) climber.see(line);
  return climber;
}

function siblingsBelow(column: number, below: readonly Line[]): string[] {
  const end = below.findIndex((line) => line.column < column || line.dashes.some((dash) => dash < column));
  return (end < 0 ? below : below.slice(0, end)).flatMap((line) => (line.column === column && line.key !== null ? [line.key] : []));
}
