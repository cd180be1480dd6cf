/**
 * May a path of a record lead to a file that is written? Relative to a working tree, with `/`; nothing that leads out of it, into
 * git's own files or into our state, whatever the case of its letters and whatever Windows makes of it; nothing that no file system takes.
 */
export function isSafePath(path: string): boolean {
  if (path === '' || bytesOf(path) > longestPath || /[\u0000\\]/.test(path) || path.startsWith('/') || /^[a-z]:/i.test(path)) return false;
  const names = path.split('/');
  return names.every(isSafeName) && !isOwnState(path);
}

/** Bytes; with the path of the working tree before it a path has to be one that the system takes. */
const longestPath = 3_000;
const longestName = 255;

/** In UTF-8. */
function bytesOf(text: string): number {
  return Array.from(text, (letter) => (letter.codePointAt(0) ?? 0)).reduce((sum, code) => sum + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4), 0);
}

/** Is a path one of the state itself, which task runs never record? */
export function isOwnState(path: string): boolean {
  return ownState.test(path);
}

/** What task runs never record: the state itself, and what agents say of themselves while they work. */
const ownState = /^\.(?:workflow|ai\/project\/sessions|worktrees)(?:\/|$)/i;

function isSafeName(name: string): boolean {
  if (name === '' || name === '.' || name === '..' || bytesOf(name) > longestName) return false;
  // ".git " and ".git." are ".git" on Windows, and so is "git~1"; HFS+ passes over some characters that cannot be seen.
  const plain = name.replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '').replace(/[. ]+$|:.*$/, '').toLowerCase();
  return plain !== '.git' && plain !== 'git~1';
}
