import { segmentTest, shapeOf, type SegmentShape, type SegmentTest } from './segment-test.js';

/**
 * Patterns in a form that is tested quickly. Only what surely means the same as for minimatch has one: ASCII, no braces,
 * brackets or groups, `**` only as a whole part, no odd parts. Everything else is left to minimatch.
 */
export type FastPattern =
  /** No "/": the base name decides, in every folder. */
  | { readonly kind: 'name'; readonly shape: SegmentShape }
  /** Between two `**`: everything below a folder of such a name, wherever it is. */
  | { readonly kind: 'within'; readonly shape: SegmentShape }
  /** Parts from the root; `null` is `**`. */
  | { readonly kind: 'path'; readonly parts: readonly (SegmentTest | null)[] };

/** States of a walk through the parts fit into the bits of an integer. */
const maxParts = 28;

/** The fast form of a pattern, `null` when it has none. */
export function fastPattern(pattern: string): FastPattern | null {
  const parts = pattern.split('/');
  if (!isPlain(pattern, parts)) return null;
  const [first = ''] = parts;
  if (parts.length === 1) return first === '**' ? null : { kind: 'name', shape: shapeOf(first) };
  const within = /^\*\*\/([^/]+)\/\*\*$/.exec(pattern)?.[1];
  return within === undefined ? { kind: 'path', parts: parts.map(partTest) } : { kind: 'within', shape: shapeOf(within) };
}

function isPlain(pattern: string, parts: readonly string[]): boolean {
  if (!/^[ -~]+$/.test(pattern) || /[[\](){}\\|]/.test(pattern) || parts.length > maxParts) return false;
  return parts.every((part, index) => isPlainPart(part) && !(part === '**' && parts[index + 1] === '**'));
}

function partTest(part: string): SegmentTest | null {
  return part === '**' ? null : segmentTest(shapeOf(part));
}

function isPlainPart(segment: string): boolean {
  if (segment === '' || segment === '.' || segment === '..') return false;
  return segment === '**' || !segment.includes('**');
}

/** Where a walk may stand: bit n means that the parts before n are used up. */
export type Standing = number;

/** Where a walk stands before the first folder. */
export function startOf({ parts }: { readonly parts: readonly (SegmentTest | null)[] }): Standing {
  return closed(parts, 1);
}

/** Where it stands after a folder; 0: nothing below can match. */
export function after(parts: readonly (SegmentTest | null)[], standing: Standing, folder: string): Standing {
  let next = 0;
  for (let rest = standing; rest !== 0; rest &= rest - 1) {
    const at = 31 - Math.clz32(rest & -rest);
    const part = parts[at];
    if (part === null) next |= 1 << at;
    else if (part?.(folder) === true) next |= 1 << (at + 1);
  }
  // All parts used up by a folder: the pattern means that folder, not what is in it.
  return closed(parts, next & ((1 << parts.length) - 1));
}

/** `**` may stand for nothing, so whoever stands before it stands behind it too; not at the end, where it needs something. */
function closed(parts: readonly (SegmentTest | null)[], standing: Standing): Standing {
  let all = standing;
  for (let at = 0; at < parts.length - 1; at++) {
    if ((all & (1 << at)) !== 0 && parts[at] === null) all |= 1 << (at + 1);
  }
  return all;
}

/** What decides about a file in a folder where a walk stands: all match, none does, or its name tells. */
export function verdictAt(parts: readonly (SegmentTest | null)[], standing: Standing): SegmentTest | boolean {
  const last = parts.length - 1;
  if ((standing & (1 << last)) === 0) return false;
  return parts[last] ?? true;
}
