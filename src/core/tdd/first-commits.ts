import { isRecord } from '../specs/feature-spec.js';
import { roleByPath } from './file-role.js';

/**
 * The first commit of every path in a history: since when a file is there, renames followed. Commits are numbered so that a
 * parent always has a lower number than its children; of commits on parallel branches the older has.
 */
export interface FirstCommits {
  /** Full ids, by number. Only commits that add or rename something. */
  readonly commits: readonly string[];
  /** Path → number of the first commit that has it. */
  readonly first: ReadonlyMap<string, number>;
  /** When the newest of the commits was made, in seconds since the epoch. */
  readonly newest: number;
}

/** Before the first commit. */
export const noCommits: FirstCommits = { commits: [], first: new Map(), newest: 0 };

/** What git is asked: `log` with these arguments and a range. A path never contains NUL, so its output cannot be misread. */
export const firstCommitsLog: readonly string[] = [
  'log', '--reverse', '--date-order', '--root', '--diff-merges=off', '-M', '--name-status', '--diff-filter=AR', '-z', '--no-relative', '--no-show-signature', '--format=tformat:%x01%m %ct %H', '--end-of-options',
];

/**
 * Reads the answer on top of what is known of the commits before; a range `<known>...HEAD` gives the new ones. `null`: it does not go
 * on from there (the history was rewritten, or what is new is older than what is known), so all of it is to be read.
 * A source that becomes a test was none before: only a test's own past counts for it, and a source's for a source.
 */
export function readFirstCommits(log: string, known: FirstCommits): FirstCommits | null {
  const commits = [...known.commits];
  const first = new Map(known.first);
  let { newest } = known;
  for (const { commit, path, from } of entriesIn(log)) {
    if (commit.side === '<' || commit.time < known.newest) return null;
    if (commits.at(-1) !== commit.id) commits.push(commit.id);
    newest = Math.max(newest, commit.time);
    const past = from === null || isTest(from) !== isTest(path) ? undefined : first.get(from);
    first.set(path, Math.min(past ?? Infinity, first.get(path) ?? commits.length - 1));
  }
  return { commits, first, newest };
}

const isTest = (path: string): boolean => roleByPath(path).kind === 'test';

interface LogEntry {
  readonly commit: LogCommit;
  readonly path: string;
  /** What it was called before, if it was renamed. */
  readonly from: string | null;
}

interface LogCommit {
  readonly id: string;
  /** `<`: it is known, and not part of the history any more. */
  readonly side: string;
  /** Seconds since the epoch. */
  readonly time: number;
}

/** `\x01` begins a commit; then come a status and its paths, one or, of a rename, two. */
function* entriesIn(log: string): Generator<LogEntry> {
  let commit: LogCommit = { id: '', side: '', time: 0 };
  let at = 0;
  const next = (): string => {
    const end = log.indexOf('\0', at);
    const field = log.slice(at, end < 0 ? log.length : end);
    at = end < 0 ? log.length : end + 1;
    return field;
  };
  while (at < log.length) {
    const field = next();
    if (field.startsWith('\u0001')) commit = commitIn(field);
    else if (/^\n?A$/.test(field)) yield { commit, from: null, path: next() };
    else if (/^\n?R\d*$/.test(field)) yield { commit, from: next(), path: next() };
    else throw new Error(`git printed an entry that cannot be read: ${JSON.stringify(field.slice(0, 100))}`);
  }
}

function commitIn(field: string): LogCommit {
  const [side = '', time, id = ''] = field.slice(1).split(' ');
  return { id, side, time: Number(time) };
}

/** A history up to a commit, as it is kept. */
export interface KeptHistory {
  readonly head: string;
  readonly history: FirstCommits;
}

const version = 1;

/** One line of JSON: two lists of the same length instead of a map, which is quicker to read. */
export function renderHistory({ head, history }: KeptHistory): string {
  return JSON.stringify({ version, head, newest: history.newest, commits: history.commits, paths: [...history.first.keys()], first: [...history.first.values()] });
}

/** Reads what was kept; `null`: it is nothing of ours, or broken. It is only a cache. */
export function parseHistory(text: string): KeptHistory | null {
  const value = parsedJson(text);
  if (!isRecord(value) || value['version'] !== version || typeof value['head'] !== 'string' || typeof value['newest'] !== 'number') return null;
  const { head, newest, commits, paths, first } = value;
  if (!isListOf(commits, 'string') || !isListOf(paths, 'string') || !isListOf(first, 'number') || paths.length !== first.length) return null;
  if (first.some((number) => commits[number] === undefined)) return null;
  return { head, history: { commits, newest, first: new Map(paths.map((path, index) => [path, first[index] ?? 0])) } };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Half written, or somebody else's.
  }
}

interface Kinds {
  readonly string: string;
  readonly number: number;
}

function isListOf<Kind extends keyof Kinds>(value: unknown, kind: Kind): value is readonly Kinds[Kind][] {
  return Array.isArray(value) && value.every((item) => typeof item === kind);
}
