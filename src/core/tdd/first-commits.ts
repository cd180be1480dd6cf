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

/** A history that was read on, and the paths of which something new is known. */
export interface ReadHistory {
  readonly history: FirstCommits;
  readonly changed: readonly string[];
}

/**
 * Reads the answer on top of what is known of the commits before; a range `<known>...HEAD` gives the new ones. `null`: it does not go
 * on from there (the history was rewritten, or what is new is older than what is known), so all of it is to be read.
 * A source that becomes a test was none before: only a test's own past counts for it, and a source's for a source.
 */
export function readFirstCommits(log: string, known: FirstCommits): ReadHistory | null {
  const changed: string[] = [];
  const commits = [...known.commits];
  const first = new Map(known.first);
  let { newest } = known;
  for (const { commit, path, from } of entriesIn(log)) {
    if (commit.side === '<' || commit.time < known.newest) return null;
    if (commits.at(-1) !== commit.id) commits.push(commit.id);
    newest = Math.max(newest, commit.time);
    changed.push(path);
    const past = from === null || isTest(from) !== isTest(path) ? undefined : first.get(from);
    first.set(path, Math.min(past ?? Infinity, first.get(path) ?? commits.length - 1));
  }
  return { history: { commits, first, newest }, changed };
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
    // The first status of a commit is on a line of its own.
    const status = field.charAt(field.startsWith('\n') ? 1 : 0);
    if (status === '\u0001') commit = commitIn(field);
    else if (status === 'A') yield { commit, from: null, path: next() };
    else if (status === 'R') yield { commit, from: next(), path: next() };
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

const [format, end] = ['workflow-history-1', 'end'];

/** Fields that end with NUL, which no path contains: quicker to read than anything nested. */
export function renderHistory({ head, history }: KeptHistory): string {
  const { newest, commits, first } = history;
  return [format, head, String(newest), String(commits.length), ...commits, ...Array.from(first, ([path, number]) => `${path}\0${number}`), end].join('\0');
}

/** Reads what was kept; `null`: it is nothing of ours, or broken. It is only a cache. */
export function parseHistory(text: string): KeptHistory | null {
  const [name, head = '', newest, count, ...rest] = text.split('\0');
  if (name !== format || rest.pop() !== end || !/^[0-9a-f]{40,64}$/.test(head)) return null;
  const commits = rest.slice(0, Number(count));
  const first = new Map<string, number>();
  for (let at = commits.length; at < rest.length; at += 2) first.set(rest[at] ?? '', Number(rest[at + 1]));
  const isWhole = commits.length === Number(count) && Array.from(first.values()).every((number) => commits[number] !== undefined);
  return isWhole ? { head, history: { commits, first, newest: Number(newest) } } : null;
}
