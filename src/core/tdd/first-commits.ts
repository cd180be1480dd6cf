import { CodePaths } from './code-path.js';
import { roleByParts } from './file-role.js';

/**
 * The first commit of every path in a history: since when a file is there, renames followed. Commits are numbered so that a
 * parent always has a lower number than its children; of commits on parallel branches the older has.
 */
export interface FirstCommits {
  /** Full ids, by number. Only commits that add or rename something. */
  readonly commits: readonly string[];
  /** Path → number of the first commit that has it. */
  readonly first: FirstNumbers;
  /** When the newest of the commits was made, in seconds since the epoch. */
  readonly newest: number;
}

/** Numbers by path: those of a history, and of the commits since on top, so that going on costs as much as there is new. */
export class FirstNumbers {
  readonly #base: FirstNumbers | null;
  readonly #own: Map<string, number>;

  /** On top of `below`. Never more than two layers, because each is looked into. */
  constructor(below: FirstNumbers | null = null) {
    const isOnTop = below !== null && below.#base !== null;
    this.#base = isOnTop ? below.#base : below;
    this.#own = new Map(isOnTop ? below.#own : []);
  }

  get(path: string): number | undefined {
    return this.#own.get(path) ?? this.#base?.get(path);
  }

  set(path: string, number: number): void {
    this.#own.set(path, number);
  }

  /** The same in one piece, for what is gone on from again and again. */
  whole(): FirstNumbers {
    if (this.#base === null) return this;
    const whole = new FirstNumbers();
    for (const [path, number] of this.entries()) whole.set(path, number);
    return whole;
  }

  *entries(): Iterable<readonly [string, number]> {
    for (const entry of this.#base?.entries() ?? []) if (!this.#own.has(entry[0])) yield entry;
    yield* this.#own;
  }
}

/** Before the first commit. */
export const noCommits: FirstCommits = { commits: [], first: new FirstNumbers(), newest: 0 };

/**
 * What git is asked. A path never contains NUL, so its output cannot be misread. The newest commit comes first: in this order git begins
 * to print at once and reads every tree beside one that it has just read.
 */
const log: readonly string[] = ['log', '--date-order', '--root', '--diff-merges=off', '-M', '--name-status', '-z', '--no-relative', '--no-show-signature', '--format=tformat:%x01%m %ct %H'];

/** The call of git that tells all commits up to `head` that add or rename something. */
export const wholeLog = (head: string): readonly string[] => [...log, '--diff-filter=AR', '--end-of-options', head, '--'];

/** The call of git that tells all commits since `head`, so that HEAD is among them, and those before it that are taken back. */
export const logSince = (head: string): readonly string[] => [...log, '--end-of-options', `${head}...HEAD`, '--'];

/** A history that was read on. */
export interface ReadHistory {
  readonly history: FirstCommits;
  /** The paths of which something new is known. */
  readonly changed: readonly string[];
  /** Id of the newest commit in the answer on the side of HEAD; `null`: there is none. */
  readonly head: string | null;
}

/** A commit; its entries are those from `begin` on, up to the next commit's. */
interface LogCommit {
  readonly id: string;
  /** `<`: it is known, and not part of the history any more. */
  readonly side: string;
  /** Seconds since the epoch. */
  readonly time: number;
  readonly begin: number;
}

interface LogEntry {
  readonly path: string;
  /** What it was called before, if it was renamed. */
  readonly from: string | null;
}

/**
 * Reads the answer to `wholeLog` or `logSince`, in pieces as git prints it, on top of what is known of the commits before.
 * A source that becomes a test was none before: only a test's own past counts for it, and a source's for a source.
 */
export class FirstCommitsReader {
  readonly #commits: LogCommit[] = [];
  readonly #entries: LogEntry[] = [];
  readonly #paths = new CodePaths();
  /** What a piece ended with: the beginning of a field. */
  #rest = '';
  /** What the next fields are: paths that follow a status, or (empty) what begins an entry or a commit. */
  #status = '';
  #from: string | null = null;

  /** Throws when it is not what git prints. */
  push(piece: string): void {
    const text = this.#rest + piece;
    let at = 0;
    for (let end = text.indexOf('\0'); end >= 0; end = text.indexOf('\0', at)) {
      this.#field(text.slice(at, end));
      at = end + 1;
    }
    this.#rest = text.slice(at);
  }

  /**
   * What is known now. `null`: it does not go on from there (the history was rewritten, or what is new is older than what is known),
   * so all of it is to be read.
   */
  finish(known: FirstCommits): ReadHistory | null {
    if (this.#rest !== '' || this.#status !== '') throw new Error(`git printed an entry without its end: ${JSON.stringify(this.#rest.slice(0, 100))}`);
    const head = this.#head();
    const commits = [...known.commits];
    const first = new FirstNumbers(known === noCommits ? null : known.first);
    let [{ newest }, end] = [known, this.#entries.length];
    for (const { id, side, time, begin } of this.#commits.reverse()) {
      if (begin === end) continue; // It adds and renames nothing.
      if (side === '<' || time < known.newest) return null;
      for (let at = begin; at < end; at++) this.#follow(first, this.#entries[at], commits.length);
      commits.push(id);
      newest = Math.max(newest, time);
      end = begin;
    }
    return { history: { commits, first, newest }, changed: this.#entries.map(({ path }) => path), head };
  }

  #head(): string | null {
    return this.#commits.find(({ side }) => side === '>')?.id ?? null;
  }

  #follow(first: FirstNumbers, entry: LogEntry | undefined, commit: number): void {
    if (entry === undefined) return;
    const { path, from } = entry;
    const past = from === null || this.#isTest(from) !== this.#isTest(path) ? undefined : first.get(from);
    first.set(path, Math.min(past ?? Infinity, first.get(path) ?? commit));
  }

  #isTest(path: string): boolean {
    return roleByParts(path, this.#paths.of(path)).kind === 'test';
  }

  #field(field: string): void {
    if (this.#status === '') this.#begin(field);
    else if (this.#status === 'R' && this.#from === null) this.#from = field;
    else {
      if (this.#status === 'A' || this.#status === 'R') this.#entries.push({ path: field, from: this.#from });
      [this.#status, this.#from] = ['', null];
    }
  }

  /** `\x01` begins a commit; then come a status and its paths, one or, of a rename, two. The first status of a commit is on a line of its own. */
  #begin(field: string): void {
    const sign = field.charAt(field.startsWith('\n') ? 1 : 0);
    if (sign === '\u0001') this.#commits.push(commitIn(field, this.#entries.length));
    else if (statuses.has(sign)) this.#status = sign;
    else throw new Error(`git printed an entry that cannot be read: ${JSON.stringify(field.slice(0, 100))}`);
  }
}

/** Added and renamed count; deleted, modified, of another type do not. */
const statuses: ReadonlySet<string> = new Set(['A', 'R', 'D', 'M', 'T']);

function commitIn(field: string, begin: number): LogCommit {
  const end = field.indexOf(' ', 3);
  return { id: field.slice(end + 1), side: field.charAt(1), time: Number(field.slice(3, end)), begin };
}

/** A history up to a commit, as it is kept. */
export interface KeptHistory {
  readonly head: string;
  readonly history: FirstCommits;
}

const [format, end] = ['workflow-history-1', 'end'];

/** Fields that end with NUL, which no path contains: quicker to read than anything nested. */
export function renderHistory({ head, history }: KeptHistory): string {
  const { newest, commits, first } = history;
  return [format, head, String(newest), String(commits.length), ...commits, ...Array.from(first.entries(), ([path, number]) => `${path}\0${number}`), end].join('\0');
}

/** Reads what was kept; `null`: it is nothing of ours, or broken. It is only a cache. */
export function parseHistory(text: string): KeptHistory | null {
  const [name, head = '', newest, count, ...rest] = text.split('\0');
  if (name !== format || rest.pop() !== end || !/^[0-9a-f]{40,64}$/.test(head)) return null;
  const commits = rest.slice(0, Number(count));
  const first = new FirstNumbers();
  for (let at = commits.length; at < rest.length; at += 2) first.set(rest[at] ?? '', Number(rest[at + 1]));
  const isWhole = commits.length === Number(count) && Array.from(first.entries()).every(([, number]) => commits[number] !== undefined);
  return isWhole ? { head, history: { commits, first, newest: Number(newest) } } : null;
}
