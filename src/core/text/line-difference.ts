/** A line that is taken away or added. */
export interface ChangedLine {
  readonly kind: 'removed' | 'added';
  readonly text: string;
}

/**
 * The lines in which two texts differ, those of the first before those of the second; common lines at both ends are left out.
 * Meant for changes in one place: a common line between two changes is told twice.
 */
export function lineDifference(before: string, after: string): readonly ChangedLine[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  let from = 0;
  while (from < old.length && from < now.length && old[from] === now[from]) from += 1;
  let same = 0;
  while (same < old.length - from && same < now.length - from && old[old.length - 1 - same] === now[now.length - 1 - same]) same += 1;
  return [
    ...old.slice(from, old.length - same).map((text) => ({ kind: 'removed', text }) as const),
    ...now.slice(from, now.length - same).map((text) => ({ kind: 'added', text }) as const),
  ];
}

function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
