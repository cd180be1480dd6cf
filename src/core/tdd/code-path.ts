/** A path from the root of the working tree, taken apart: `src/a/user.test.ts` has the folders `src`, `a`, the name `user.test`, the extension `ts`. */
export interface CodePath {
  readonly folders: readonly string[];
  readonly name: string;
  /** In lower case; empty without one. */
  readonly extension: string;
}

/** Takes a path apart. A name that begins with its only dot has no extension. */
export function codePathOf(path: string): CodePath {
  const parts = path.split('/');
  const file = parts.pop() ?? '';
  const dot = file.lastIndexOf('.');
  return dot <= 0 ? { folders: parts, name: file, extension: '' } : { folders: parts, name: file.slice(0, dot), extension: file.slice(dot + 1).toLowerCase() };
}

/** The path from the root of parts some of which may be empty. */
export function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}
