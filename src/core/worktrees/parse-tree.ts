import type { TreeStatus } from './worktree.js';

/** Reads what `git status --porcelain=v2 --branch -z` says. Ignored files in it do not count. */
export function parseTreeStatus(text: string): TreeStatus {
  const fields = text.split('\0');
  let [head, branch]: [string | null, string | null] = [null, null];
  let [changed, untracked] = [0, 0];
  const conflicts: string[] = [];
  for (let at = 0; at < fields.length; at++) {
    const field = fields[at] ?? '';
    if (field.startsWith('# branch.oid ')) head = commitOf(field.slice('# branch.oid '.length));
    else if (field.startsWith('# branch.head ')) branch = branchOf(field.slice('# branch.head '.length));
    else if (field.startsWith('? ')) untracked += 1;
    else if (/^[12u] /.test(field)) changed += 1;
    if (field.startsWith('u ')) conflicts.push(field.split(' ').slice(10).join(' '));
    if (field.startsWith('2 ')) at += 1; // The path it was renamed from.
  }
  return { head, branch, changed, untracked, conflicts };
}

const commitOf = (word: string): string | null => (word === '(initial)' ? null : word);

const branchOf = (word: string): string | null => (word === '(detached)' ? null : word);
