import { failure, success, type Result } from '../../base/result.js';

/** A branch name that was checked and may become part of a command line. */
export type BranchName = string & { readonly brand: 'BranchName' };

/** Longest name: branches are files. */
const longest = 200;

/**
 * Accepts a branch name as it is, or says in a sentence why not: git's own rules (`check-ref-format`), and nothing that a shell, a
 * terminal or an option parser might take for something else.
 */
export function asBranchName(text: string): Result<BranchName, string> {
  const reason = reasonAgainst(text);
  return reason === null ? success(text as BranchName) : failure(`The branch name ${reason}`);
}

function reasonAgainst(text: string): string | null {
  if (text === '') return 'is empty.';
  if (text.length > longest) return `has ${text.length} characters; at most ${longest} are allowed.`;
  const strange = /[^\p{L}\p{N}\p{M}/._+@=-]/u.exec(text)?.[0];
  if (strange !== undefined) return `contains ${shown(strange)}; only letters, digits and / . _ - + @ = are allowed.`;
  if (text.startsWith('-') || text.startsWith('/')) return `begins with "${text.charAt(0)}".`;
  if (/^(?:@|HEAD)$/.test(text) || text.includes('@{')) return 'means something else to git.';
  return parts(text);
}

function parts(text: string): string | null {
  const wrong = text.split('/').find((part) => part === '' || part.startsWith('.') || part.startsWith('-') || part.endsWith('.') || part.endsWith('.lock') || part.includes('..'));
  if (wrong === undefined) return null;
  return wrong === '' ? 'has an empty part between slashes.' : `has the part "${wrong}": none may begin with "." or "-", end with "." or ".lock", or contain "..".`;
}

/** Characters that cannot be seen are named by their number. */
function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return /[\p{L}\p{P}\p{S}]/u.test(character) ? `"${character}"` : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The branch of a role, unless it is given (decisions 8.1). */
export function usualBranch(role: string, feature: string | null): string {
  return feature === null ? `feature/${role}` : `feature/${feature}-${role}`;
}

/** The feature that a branch of a role is for, where it was named as usual. */
export function featureOf(branch: string | null, role: string): string | null {
  const [, feature = null] = branch?.endsWith(`-${role}`) === true ? /^feature\/(.+)$/.exec(branch.slice(0, -role.length - 1)) ?? [] : [];
  return feature;
}

/**
 * A branch that stands in the way: git keeps branches as files, so `a` and `a/b` cannot both be. `null`: none does.
 */
export function branchInTheWay(branch: string, branches: readonly string[]): string | null {
  return branches.find((other) => other.startsWith(`${branch}/`) || branch.startsWith(`${other}/`)) ?? null;
}
