import { alternativesOf } from '../../text/glob.js';

/**
 * A pattern in the words that all targets understand: no braces, no groups, anchored at the root. `widened`: it also means
 * files that the model's pattern does not, because a group such as `!(a)` became `*`.
 */
export interface TargetPattern {
  readonly pattern: string;
  readonly widened: boolean;
}

/** The patterns that together mean what one of the model means, or more. */
export function targetPatterns(pattern: string): readonly TargetPattern[] {
  return [...new Set(alternativesOf(pattern))].map((alternative) => {
    const plain = withoutGroups(alternative);
    const parts = plain.split('/').map((part) => (part === '**' ? part : part.replaceAll(/\*{2,}/g, '*')));
    const anchored = parts.length === 1 && parts[0] !== '**' ? ['**', ...parts] : parts;
    return { pattern: anchored.join('/'), widened: plain !== alternative || /\[[[:]/.test(plain) };
  });
}

/** Takes groups out from the inside; "(" that belongs to none stays. */
function withoutGroups(pattern: string): string {
  const next = pattern.replace(/[!?*+@]\([^()]*\)/g, '*').replace(/\[\[:\w+:\]\]/g, '?');
  return next === pattern ? pattern : withoutGroups(next);
}

/** The pattern for a target that minds case, meaning both cases of every letter. Letters in brackets stay as they are. */
export function anyCase(pattern: string): string {
  return pattern.replaceAll(/\[[^\]]*\]|[a-z]/gi, (found) => (found.length > 1 ? found : `[${found.toLowerCase()}${found.toUpperCase()}]`));
}

/** The spellings that people use, for a target that minds case and knows no brackets: as written, small, Capital, LARGE. */
export function spellings(pattern: string): readonly string[] {
  const capital = pattern.toLowerCase().replaceAll(/(^|[/*._-])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
  return [...new Set([pattern, pattern.toLowerCase(), capital, pattern.toUpperCase()])];
}
