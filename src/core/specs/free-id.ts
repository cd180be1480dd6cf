/**
 * Answers, for an id, with the next one like it that nobody has: the highest number of its prefix plus one, padded as the given one
 * is. Asking many times costs no more than looking at the taken ids once.
 */
export function freeIds(taken: Iterable<string>): (like: string) => string {
  let highest: ReadonlyMap<string, number> | undefined;
  return (like) => {
    highest ??= highestNumbers(taken);
    const { prefix, digits } = partsOf(like) ?? { prefix: `${like}-`, digits: '1' };
    return `${prefix}${String((highest.get(prefix) ?? 0) + 1).padStart(digits.length, '0')}`;
  };
}

function highestNumbers(ids: Iterable<string>): ReadonlyMap<string, number> {
  const highest = new Map<string, number>();
  for (const id of ids) {
    const parts = partsOf(id);
    if (parts !== null && parts.digits.length <= mostDigits) highest.set(parts.prefix, Math.max(highest.get(parts.prefix) ?? 0, Number(parts.digits)));
  }
  return highest;
}

/** Longer ones are no numbers that somebody counts by. */
const mostDigits = 9;

function partsOf(id: string): { readonly prefix: string; readonly digits: string } | null {
  const digits = /\d+$/.exec(id)?.[0];
  return digits === undefined ? null : { prefix: id.slice(0, -digits.length), digits };
}
