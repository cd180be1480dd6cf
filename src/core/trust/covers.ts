import { shapeOf, segmentTest } from './segment-test.js';

/**
 * Does every path that `special` matches also match `general`? `false` also when that is not certain; `true` is always right.
 * Understands patterns without braces, brackets and groups.
 */
export function covers(general: string, special: string): boolean {
  if (general.toLowerCase() === special.toLowerCase()) return true;
  if (![general, special].every((pattern) => /^[ -~]+$/.test(pattern) && !/[[\](){}\\|]|[^/]\*\*|\*\*[^/]/.test(pattern))) return false;
  const [parts, others] = [partsOf(general), partsOf(special)];
  // Every "**" is tried at every place: few of them in short patterns are quick, and nobody writes others.
  if (parts.length > maxParts || others.length > maxParts || parts.filter((part) => part === '**').length > maxCrossings) return false;
  return coversParts(parts, others);
}

const maxParts = 16;
const maxCrossings = 4;

/** A pattern without "/" matches in every folder; "**" at the end needs something to stand for. */
function partsOf(pattern: string): readonly string[] {
  const parts = pattern.toLowerCase().split('/');
  const open = parts.at(-1) === '**' ? [...parts, '*'] : parts;
  return open.length === 1 ? ['**', ...open] : open;
}

function coversParts(general: readonly string[], special: readonly string[]): boolean {
  const [part, ...rest] = general;
  const [other, ...others] = special;
  if (part === undefined) return other === undefined;
  if (part === '**') return coversParts(rest, special) || (other !== undefined && coversParts(general, others));
  return other !== undefined && other !== '**' && coversPart(part, other) && coversParts(rest, others);
}

function coversPart(general: string, special: string): boolean {
  if (general === special || general === '*') return true;
  const shape = shapeOf(general);
  if (!/[*?]/.test(special)) return segmentTest(shape)(special);
  // What the special one says literally at that end is what the general one asks for.
  if (shape.kind === 'suffix') return special.endsWith(shape.literal);
  if (shape.kind === 'prefix') return special.startsWith(shape.literal);
  return shape.kind === 'contains' && special.includes(shape.literal);
}
