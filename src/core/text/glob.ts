import { braceExpand, Minimatch, type MinimatchOptions } from 'minimatch';

/**
 * The one door to `minimatch`, which defines what a pattern matches: case never counts, dot files are files like any
 * other, a pattern without "/" matches the base name at any depth, "!" and "#" are ordinary characters (decisions 5.1).
 */
const options: MinimatchOptions = { dot: true, nocase: true, matchBase: true, nonegate: true, nocomment: true, platform: 'linux' };

/** Longest pattern that is compiled, in UTF-16 units (quality 2). */
const maxGlobLength = 256;
/** Most patterns that the braces of one may stand for. */
const maxAlternatives = 200;
/** Most groups such as `+(a|b)` in one pattern; more are never written by people, and compiling them costs more than it tells. */
const maxGroups = 16;

/** Says whether a path, relative and with "/" between its parts, is meant. */
export type GlobTest = (path: string) => boolean;

/** Why a pattern is not compiled: it is too long or would cost too much. The rest of a sentence that begins with the pattern. */
export type GlobDanger = { readonly kind: 'too-long' | 'dangerous'; readonly reason: string };

/** Looks for what makes a pattern dangerous to compile; `null` when nothing does. */
export function globDanger(pattern: string): GlobDanger | null {
  if (pattern.length > maxGlobLength) return { kind: 'too-long', reason: `has ${pattern.length} characters; at most ${maxGlobLength} are read` };
  if (/[\u0000-\u001f\u007f]/.test(pattern)) return { kind: 'dangerous', reason: 'contains a control character' };
  const groups = pattern.match(/[!?*+@]\(/g)?.length ?? 0;
  if (groups > maxGroups) return { kind: 'dangerous', reason: `has ${groups} groups such as "+(…)"; at most ${maxGroups} are read` };
  if (alternativesOf(pattern).length > maxAlternatives) return { kind: 'dangerous', reason: `stands for more than ${maxAlternatives} patterns, because its braces multiply` };
  return null;
}

/** The patterns without braces that a pattern with braces stands for; cut off just above the limit. */
export function alternativesOf(pattern: string): readonly string[] {
  return braceExpand(pattern, { ...options, braceExpandMax: maxAlternatives + 1 });
}

/** Compiles a pattern that `globDanger` has nothing against. */
export function compileGlob(pattern: string): GlobTest {
  const compiled = new Minimatch(pattern, options);
  return (path) => compiled.match(path);
}
