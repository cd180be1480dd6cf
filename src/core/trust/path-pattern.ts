import { failure, success, type Result } from '../../base/result.js';
import { globDanger } from '../text/glob.js';

/** Why a pattern is not used. `reason` is a sentence. */
export interface PatternProblem {
  readonly code: 'trust/too-long-pattern' | 'trust/dangerous-pattern';
  readonly reason: string;
}

/** A pattern as it is compiled: "\" separates like "/", and "./" in front says nothing. */
function normalPattern(raw: string): string {
  return raw.trim().replaceAll('\\', '/').replace(/^(\.\/+)+/, '');
}

/** Takes a pattern as people write it, or says why it is not used: it is too long, costs too much, or leads out of the root. */
export function readPattern(raw: string): Result<string, PatternProblem> {
  const pattern = normalPattern(raw);
  const name = `The pattern "${pattern.length > 60 ? `${pattern.slice(0, 59)}…` : pattern}"`;
  if (pattern.split('/').includes('..')) return failure({ code: 'trust/dangerous-pattern', reason: `${name} contains "..", which leads out of the folder; write it from the root.` });
  const danger = globDanger(pattern);
  if (danger === null) return success(pattern);
  const code = danger.kind === 'too-long' ? 'trust/too-long-pattern' : 'trust/dangerous-pattern';
  return failure({ code, reason: `${name} ${danger.reason}. Write several shorter ones.` });
}

/** Why a pattern that is used means no path at all, as the rest of a sentence; `null` when it may mean one. */
export function whyNeverMatches(pattern: string): { readonly reason: string; readonly better: string | null } | null {
  if (pattern === '') return { reason: 'is empty', better: null };
  if (pattern.startsWith('/')) return { reason: 'begins with "/", but paths begin at the root without one', better: pattern.replace(/^\/+/, '') };
  if (/^[a-z]:\//i.test(pattern)) return { reason: 'names a drive, but paths are relative to the root', better: null };
  if (pattern.startsWith('~/')) return { reason: 'begins with "~", but paths are relative to the root', better: null };
  if (pattern.endsWith('/')) return { reason: 'ends with "/", but only files have a level', better: `${pattern}**` };
  if (pattern.split('/').includes('.')) return { reason: 'has a part ".", which no path has', better: null };
  return null;
}
