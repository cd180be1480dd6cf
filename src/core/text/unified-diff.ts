import { commonEnds } from '../../base/common-ends.js';

/** Lines around a change that are shown with it. */
const context = 3;
/** So many changed lines are compared one by one; of more only the whole is told. */
const mostEdits = 2_000;

interface Line {
  readonly kind: ' ' | '-' | '+';
  readonly text: string;
}

/**
 * The difference of two texts as `diff -u` writes it, without the two lines at its head; empty when they are the same. A last line
 * without a line break is marked as git does it.
 */
export function unifiedDiff(before: string, after: string): string {
  if (before === after) return '';
  const lines = compareLines(linesOf(before), linesOf(after));
  return hunksOf(lines).map(renderHunk).join('');
}

/** Each line keeps its line break, so that a missing one is a difference. */
function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

function compareLines(old: readonly string[], now: readonly string[]): readonly Line[] {
  const { begin: head, end: tail } = commonEnds(old, now);
  const same = (text: string): Line => ({ kind: ' ', text });
  return [
    ...old.slice(0, head).map(same),
    ...shortestEdits(old.slice(head, old.length - tail), now.slice(head, now.length - tail)),
    ...old.slice(old.length - tail).map(same),
  ];
}

/** Myers' greedy algorithm: how far one gets with so many edits, on each diagonal. */
function shortestEdits(old: readonly string[], now: readonly string[]): readonly Line[] {
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: ReadonlyMap<number, number>[] = [];
  for (let edits = 0; edits <= Math.min(old.length + now.length, mostEdits); edits++) {
    trace.push(new Map(furthest));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = stepOn(furthest, diagonal, edits);
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x += 1;
      furthest.set(diagonal, x);
      if (x >= old.length && x - diagonal >= now.length) return walkBack(trace, old, now);
    }
  }
  return [...old.map((text): Line => ({ kind: '-', text })), ...now.map((text): Line => ({ kind: '+', text }))];
}

/** Downwards (a line more) or to the right (a line less), whichever got further. */
function goesDown(furthest: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean {
  return diagonal === -edits || (diagonal !== edits && (furthest.get(diagonal - 1) ?? -1) < (furthest.get(diagonal + 1) ?? -1));
}

function stepOn(furthest: ReadonlyMap<number, number>, diagonal: number, edits: number): number {
  return goesDown(furthest, diagonal, edits) ? furthest.get(diagonal + 1) ?? 0 : (furthest.get(diagonal - 1) ?? 0) + 1;
}

function walkBack(trace: readonly ReadonlyMap<number, number>[], old: readonly string[], now: readonly string[]): readonly Line[] {
  const lines: Line[] = [];
  let [x, y] = [old.length, now.length];
  const backTo = (fromX: number): void => {
    for (; x > fromX; x--, y--) lines.push({ kind: ' ', text: old[x - 1] ?? '' });
  };
  for (const [edits, furthest] of [...trace.entries()].slice(1).reverse()) {
    const isDown = goesDown(furthest, x - y, edits);
    const diagonal = isDown ? x - y + 1 : x - y - 1;
    const fromX = furthest.get(diagonal) ?? 0;
    backTo(isDown ? fromX : fromX + 1);
    lines.push(isDown ? { kind: '+', text: now[y - 1] ?? '' } : { kind: '-', text: old[x - 1] ?? '' });
    [x, y] = [fromX, fromX - diagonal];
  }
  backTo(0);
  return lines.reverse();
}

interface Hunk {
  readonly oldStart: number;
  readonly newStart: number;
  readonly lines: readonly Line[];
}

/** Changes with lines around them; those whose surroundings touch stand together. */
function hunksOf(lines: readonly Line[]): readonly Hunk[] {
  const changed = lines.flatMap(({ kind }, index) => (kind === ' ' ? [] : [index]));
  const spans: [number, number][] = [];
  for (const index of changed) {
    const last = spans.at(-1);
    if (last !== undefined && index - last[1] <= 2 * context) last[1] = index;
    else spans.push([index, index]);
  }
  const before = (end: number, without: '-' | '+'): number => lines.slice(0, end).filter(({ kind }) => kind !== without).length;
  return spans.map(([first, last]) => {
    const start = Math.max(0, first - context);
    return { oldStart: before(start, '+'), newStart: before(start, '-'), lines: lines.slice(start, last + context + 1) };
  });
}

function renderHunk({ oldStart, newStart, lines }: Hunk): string {
  const range = (start: number, without: '-' | '+'): string => {
    const length = lines.filter(({ kind }) => kind !== without).length;
    return `${length === 0 ? start : start + 1}${length === 1 ? '' : `,${length}`}`;
  };
  const body = lines.map(({ kind, text }) => (text.endsWith('\n') ? `${kind}${text}` : `${kind}${text}\n\\ No newline at end of file\n`));
  return `@@ -${range(oldStart, '+')} +${range(newStart, '-')} @@\n${body.join('')}`;
}
