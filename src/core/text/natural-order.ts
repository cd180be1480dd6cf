/**
 * Natural order of ids, names and paths: digits count as numbers, a prefix comes first, so
 * IMPL-2 < IMPL-10 and IMPL-1 < IMPL-1.1 < IMPL-1.10 < IMPL-2. A total order: 0 only for equal texts.
 * Zero padding only decides between texts that are the same otherwise (IMPL-001 < IMPL-1 < IMPL-001.1).
 */
export function compareNatural(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const unitA = a.charCodeAt(i);
    const unitB = b.charCodeAt(j);
    if (isDigit(unitA) && isDigit(unitB)) {
      const endA = endOfDigits(a, i);
      const endB = endOfDigits(b, j);
      const difference = compareNumbers({ text: a, from: i, to: endA }, { text: b, from: j, to: endB });
      if (difference !== 0) return difference;
      i = endA;
      j = endB;
    } else {
      if (unitA !== unitB) return unitA - unitB;
      i++;
      j++;
    }
  }
  return a.length - i - (b.length - j) || compareText(a, b);
}

/** A run of digits inside a text. */
interface Digits {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

function endOfDigits(text: string, from: number): number {
  let end = from + 1;
  while (end < text.length && isDigit(text.charCodeAt(end))) end++;
  return end;
}

function isDigit(unit: number): boolean {
  return unit >= zero && unit <= nine;
}

const zero = 48;
const nine = 57;

/** Of any length: without zeros in front the longer one is the larger one. */
function compareNumbers(a: Digits, b: Digits): number {
  const startA = withoutPadding(a);
  const startB = withoutPadding(b);
  const length = a.to - startA;
  if (length !== b.to - startB) return length - (b.to - startB);
  for (let at = 0; at < length; at++) {
    const difference = a.text.charCodeAt(startA + at) - b.text.charCodeAt(startB + at);
    if (difference !== 0) return difference;
  }
  return 0;
}

function withoutPadding({ text, from, to }: Digits): number {
  let start = from;
  while (start < to - 1 && text.charCodeAt(start) === zero) start++;
  return start;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
