/** A path from the root of the working tree, taken apart: `src/a/user.test.ts` has the folders `src`, `a`, the name `user.test`, the extension `ts`. */
export interface CodePath {
  readonly folders: readonly string[];
  readonly name: string;
  /** In lower case; empty without one. */
  readonly extension: string;
}

/** Takes a path apart. A name that begins with its only dot has no extension. */
export function codePathOf(path: string): CodePath {
  return new CodePaths().of(path);
}

/** Takes paths apart many of which are in one folder: each folder once, so that it is the same list for all that are in it. */
export class CodePaths {
  readonly #folders = new Map<string, readonly string[]>();

  of(path: string): CodePath {
    const file = path.lastIndexOf('/') + 1;
    const folder = path.slice(0, Math.max(0, file - 1));
    const folders = this.#folders.get(folder) ?? (file === 0 ? [] : folder.split('/'));
    this.#folders.set(folder, folders);
    const dot = path.lastIndexOf('.');
    return dot <= file ? { folders, name: path.slice(file), extension: '' } : { folders, name: path.slice(file, dot), extension: path.slice(dot + 1).toLowerCase() };
  }
}

/** What is asked of folders again and again is found out once for each list. */
export function oncePerFolder<Answer>(ask: (folders: readonly string[]) => Answer): (folders: readonly string[]) => Answer {
  const known = new WeakMap<readonly string[], { readonly answer: Answer }>();
  return (folders) => {
    const found = known.get(folders) ?? { answer: ask(folders) };
    known.set(folders, found);
    return found.answer;
  };
}

/** The path from the root of parts some of which may be empty. */
export function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}
