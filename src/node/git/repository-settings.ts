import { join } from 'node:path';
import type { GitOutcome } from '../../core/ports.js';
import { workTreeOf } from '../git-directory.js';
import { readRegularFile } from '../regular-file.js';
import { realFolder } from '../state-root.js';
import type { Override } from './hardening.js';

/** Settings by which a repository's own configuration names programs, and what they are instead. */
interface Replaced {
  readonly pattern: RegExp;
  readonly value: string;
}

const replaced: readonly Replaced[] = [
  { pattern: /^filter\..+\.(clean|smudge|process)$/s, value: '' },
  { pattern: /^filter\..+\.required$/s, value: 'false' },
  // What git does by itself with a text.
  { pattern: /^merge\..+\.driver$/s, value: 'git merge-file %A %O %B' },
  { pattern: /^gpg\.(openpgp\.)?program$/, value: 'gpg' },
  { pattern: /^gpg\.x509\.program$/, value: 'gpgsm' },
  { pattern: /^gpg\.ssh\.program$/, value: 'ssh-keygen' },
  { pattern: /^(core|sequence)\.editor$/, value: 'true' },
  { pattern: /^gpg\.ssh\.defaultkeycommand$/, value: '' },
];

/** Programs of everybody, word for word as they write themselves into a repository: not chosen by it. */
const wellKnown: ReadonlySet<string> = new Set([
  'git-lfs clean -- %f', 'git-lfs smudge -- %f', 'git-lfs smudge --skip -- %f', 'git-lfs filter-process', 'git-lfs filter-process --skip',
  'git-crypt clean', 'git-crypt smudge', '"git-crypt" clean', '"git-crypt" smudge',
]);

/** Words without which a configuration names no such program, here or in a file that it includes. */
const suspicious = /filter|merge|gpg|editor|include/i;

/**
 * What to take back of a repository's own configuration. A person's own (global) settings are left alone. `ask` runs
 * `git config` in the folder, and only when the files look as if there were something to find.
 */
export async function replacedSettings(folder: string, ask: (args: readonly string[]) => Promise<GitOutcome>): Promise<readonly Override[]> {
  if (!isSuspicious(folder)) return [];
  const scopes = await Promise.all(['--local', '--worktree'].map((scope) => ask(['config', scope, '--includes', '--null', '--list'])));
  const entries = scopes.filter(({ code }) => code === 0).flatMap(({ stdout }) => stdout.split('\0')).map(entryOf);
  const harmless = new Set(entries.filter(({ value }) => wellKnown.has(value)).map(({ name }) => sectionOf(name)));
  const taken = entries.filter(({ name, value }) => !wellKnown.has(value) && !(name.endsWith('.required') && harmless.has(sectionOf(name))));
  const names = [...new Set(taken.map(({ name }) => name))];
  return names.flatMap((name) => replaced.filter(({ pattern }) => pattern.test(name)).map(({ value }) => ({ name, value })));
}

/** Without a repository there is nothing to read; a configuration that cannot be found from here is asked for. */
function isSuspicious(folder: string): boolean {
  const tree = workTreeOf(realFolder(folder));
  if (tree === null) return false;
  const { gitDir, commonDir } = tree;
  if (gitDir === null || commonDir === null) return true;
  return [join(commonDir, 'config'), join(gitDir, 'config.worktree')].some((path) => {
    const outcome = readRegularFile(path, undefined, { now: 0 });
    return outcome.kind === 'text' ? suspicious.test(outcome.text) : outcome.kind !== 'missing';
  });
}

function entryOf(entry: string): { readonly name: string; readonly value: string } {
  const end = entry.indexOf('\n');
  return end < 0 ? { name: entry, value: '' } : { name: entry.slice(0, end), value: entry.slice(end + 1) };
}

function sectionOf(name: string): string {
  return name.slice(0, name.lastIndexOf('.'));
}
