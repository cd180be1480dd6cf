/** One entry of `git diff --raw -z`. Ids of blobs are full; one of nothing but zeros is not stored yet. */
export interface RawEntry {
  readonly path: string;
  readonly from: string | null;
  /** The blob before and after; `null`: it is no ordinary file there (missing, a link, a submodule). */
  readonly before: string | null;
  readonly after: string | null;
}

/** Reads the output of `git diff-index` or `git diff-tree` with `--raw -z --no-abbrev -M`. Throws on anything else: git said what it never says. */
export function parseRawDiff(text: string): readonly RawEntry[] {
  const fields = text.split('\0');
  const entries: RawEntry[] = [];
  for (let at = 0; at < fields.length - 1;) {
    const header = headerOf(fields[at]);
    const paths = fields.slice(at + 1, at + 1 + header.paths);
    entries.push(entryOf(header, paths));
    at += 1 + header.paths;
  }
  return entries;
}

interface Header {
  readonly before: string | null;
  readonly after: string | null;
  readonly status: string;
  /** How many paths follow: two of a rename. */
  readonly paths: number;
}

function headerOf(field: string | undefined): Header {
  const match = /^:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*$/.exec(field ?? '');
  if (match === null) throw new Error(`git printed an entry that cannot be read: ${JSON.stringify(field)}`);
  const [, oldMode = '', newMode = '', oldId = '', newId = '', status = ''] = match;
  return { before: blobOf(oldMode, oldId), after: blobOf(newMode, newId), status, paths: status === 'R' || status === 'C' ? 2 : 1 };
}

function entryOf({ before, after, status }: Header, paths: readonly string[]): RawEntry {
  const path = paths.at(-1);
  if (path === undefined) throw new Error('git printed an entry without its path.');
  return { path, from: status === 'R' ? paths[0] ?? null : null, before: status === 'C' ? null : before, after };
}

function blobOf(mode: string, id: string): string | null {
  return mode.startsWith('100') ? id : null;
}

/** The file is in the working tree only. */
export function isUnstored(id: string): boolean {
  return /^0+$/.test(id);
}
