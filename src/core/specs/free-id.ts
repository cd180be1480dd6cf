/** The next id like a given one that nobody has: the highest number of its prefix plus one, padded as the given one is. */
export function freeId(like: string, taken: Iterable<string>): string {
  const match = /^(.*?)(\d+)$/.exec(like);
  const prefix = match?.[1] ?? `${like}-`;
  const width = match?.[2]?.length ?? 1;
  let highest = 0;
  for (const id of taken) {
    const number = id.startsWith(prefix) ? id.slice(prefix.length) : '';
    if (/^\d{1,9}$/.test(number)) highest = Math.max(highest, Number(number));
  }
  return `${prefix}${String(highest + 1).padStart(width, '0')}`;
}
