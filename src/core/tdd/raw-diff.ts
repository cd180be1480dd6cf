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
    const match = /^:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*$/.exec(fields[at] ?? '');
    const [, oldMode = '', newMode = '', oldId = '', newId = '', status = ''] = match ?? [];
    const first = fields[at + 1];
    const second = fields[at + 2];
    const isRename = status === 'R' || status === 'C';
    if (match === null || first === undefined || (isRename && second === undefined)) throw new Error(`git printed an entry that cannot be read: ${JSON.stringify(fields[at])}`);
    entries.push({
      path: isRename ? second ?? first : first,
      from: status === 'R' ? first : null,
      before: status === 'C' ? null : blobOf(oldMode, oldId),
      after: blobOf(newMode, newId),
    });
    at += isRename ? 3 : 2;
  }
  return entries;
}

function blobOf(mode: string, id: string): string | null {
  return mode.startsWith('100') ? id : null;
}

/** The file is in the working tree only. */
export function isUnstored(id: string): boolean {
  return /^0+$/.test(id);
}
