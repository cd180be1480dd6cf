/** Tests one part of a path, in lower case and not empty. */
export type SegmentTest = (segment: string) => boolean;

/** How a part of a pattern is written; `*` at either end of a literal is by far the most frequent. */
export type SegmentShape =
  | { readonly kind: 'any' }
  | { readonly kind: 'exact' | 'prefix' | 'suffix' | 'contains'; readonly literal: string }
  | { readonly kind: 'wild'; readonly pattern: string };

/** The shape of a part that has no other signs than `*` and `?`, in lower case. */
export function shapeOf(segment: string): SegmentShape {
  const pattern = segment.toLowerCase();
  const literal = pattern.replace(/^\*/, '').replace(/\*$/, '');
  if (pattern === '*') return { kind: 'any' };
  if (/[*?]/.test(literal) || literal === '') return { kind: 'wild', pattern };
  const open = `${pattern.startsWith('*') ? '*' : ''}|${pattern.endsWith('*') ? '*' : ''}`;
  const kinds = { '|': 'exact', '|*': 'prefix', '*|': 'suffix', '*|*': 'contains' } as const;
  return { kind: kinds[open as keyof typeof kinds], literal };
}

/** Compiles a shape. */
export function segmentTest(shape: SegmentShape): SegmentTest {
  switch (shape.kind) {
    case 'any':
      return () => true;
    case 'exact':
      return (segment) => segment === shape.literal;
    case 'prefix':
      return (segment) => segment.startsWith(shape.literal);
    case 'suffix':
      return (segment) => segment.endsWith(shape.literal);
    case 'contains':
      return (segment) => segment.includes(shape.literal);
    case 'wild':
      return (segment) => isWildMatch(segment, shape.pattern);
  }
}

/** `*` stands for any characters, `?` for one. Goes back only to the last `*`, so it never takes longer than both lengths multiplied. */
function isWildMatch(text: string, pattern: string): boolean {
  let [at, sign, star, mark] = [0, 0, -1, 0];
  while (at < text.length) {
    const wanted = pattern[sign];
    if (wanted === '*') {
      [star, mark] = [sign, at];
      sign += 1;
    } else if (wanted === '?' || wanted === text[at]) {
      at += 1;
      sign += 1;
    } else if (star >= 0) {
      sign = star + 1;
      mark += 1;
      at = mark;
    } else {
      return false;
    }
  }
  while (pattern[sign] === '*') sign += 1;
  return sign === pattern.length;
}
