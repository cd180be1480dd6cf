import { compileGlob } from '../text/glob.js';
import { readPattern } from './path-pattern.js';

/** Which of some paths a pattern means, as it stands in a model, exceptions aside; `null`: it is not used (`readPattern` says why). */
export function matchesOf(raw: string, paths: readonly string[]): readonly string[] | null {
  const pattern = readPattern(raw);
  return pattern.ok ? paths.filter(compileGlob(pattern.value)) : null;
}
