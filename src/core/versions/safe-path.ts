/**
 * May a path of a record lead to a file that is written? Relative to a working tree, with `/`; nothing that leads out of it, into
 * git's own files or into our state, whatever the case of its letters and whatever Windows makes of it.
 */
export function isSafePath(path: string): boolean {
  if (path === '' || path.length > 4096 || /[\u0000\\]/.test(path) || path.startsWith('/') || /^[a-z]:/i.test(path)) return false;
  const names = path.split('/');
  return names.every(isSafeName) && !isOwnState(path);
}

/** Is a path one of the state itself, which task runs never record? */
export function isOwnState(path: string): boolean {
  return ownState.test(path);
}

/** What task runs never record: the state itself, and what agents say of themselves while they work. */
const ownState = /^\.(?:workflow|ai\/project\/sessions|worktrees)(?:\/|$)/i;

function isSafeName(name: string): boolean {
  if (name === '' || name === '.' || name === '..') return false;
  // ".git " and ".git." are ".git" on Windows, and so is "git~1"; HFS+ passes over some characters that cannot be seen.
  const plain = name.replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '').replace(/[. ]+$|:.*$/, '').toLowerCase();
  return plain !== '.git' && plain !== 'git~1';
}
