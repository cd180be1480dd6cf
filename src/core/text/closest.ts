/** The candidate nearest to a mistyped word, for "did you mean"; `undefined` when none is near or two are as near. */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = loose(word);
  if (wanted.length > maxLength) return undefined;
  let best: string | undefined;
  let least = Math.min(3, Math.ceil(wanted.length / 2));
  for (const candidate of candidates) {
    // Another spelling of the same word is no other word.
    if (best !== undefined && loose(candidate) === loose(best)) continue;
    const distance = distanceBetween(wanted, loose(candidate));
    if (distance === least) best = undefined;
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

const maxLength = 40;

/** Case, blanks and the kind of dash are no difference that a person means. */
function loose(word: string): string {
  return word.trim().toLowerCase().replace(/[\s-]+/g, '_');
}

/** Letters to insert, drop, change, or swap with their neighbour, to make one word the other. */
function distanceBetween(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const substitution = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(Math.min(substitution, isSwap ? at(i - 2, j - 2) + 1 : Infinity, at(i - 1, j) + 1, at(i, j - 1) + 1));
    }
  }
  return at(a.length, b.length);
}
