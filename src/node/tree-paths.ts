import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { findStateRoot, type StateRoot } from './state-root.js';
import { workTreeOf } from './git-directory.js';

/** Says under which paths a file is known to a state root; an empty list: it is not in it. */
export type TreePaths = (file: string) => readonly string[];

/**
 * Paths of files relative to the working tree that they are in, with "/" between their parts: a worktree's own place is left
 * out, wherever it is. A file that is reached through links has several: as it is named, and as it really is; one that leads
 * out of the tree has none. The file need not exist. Looks once at each folder.
 */
export function treePaths(place: StateRoot): TreePaths {
  const folders = new Map<string, Folder>();
  const folderOf = (path: string): Folder => {
    const known = folders.get(path) ?? look(path, place);
    folders.set(path, known);
    return known;
  };
  const inTree = (file: string): string | null => pathBelow(folderOf(dirname(file)).tree, join(folderOf(dirname(file)).real, basename(file)));
  const pathsOf = (file: string): readonly string[] => {
    const named = resolve(file);
    const target = targetOf(named);
    const real = inTree(target);
    if (real === null) return [];
    const others = [inTree(named), pathBelow(folderOf(dirname(named)).namedTree, named)];
    return [real, ...others.filter((path) => path !== null)];
  };
  return (file) => [...new Set(readings(file).flatMap(pathsOf))];
}

/** A path from elsewhere may have "\" between its parts, which is a letter of a name here: both readings count, the literal one first. */
function readings(file: string): readonly string[] {
  return sep === '/' && file.includes('\\') ? [file, file.replaceAll('\\', '/')] : [file];
}

interface Folder {
  readonly real: string;
  /** The working tree of the state root that holds it; `null`: none does. */
  readonly tree: string | null;
  /** The same tree as it is named on the way to the folder, when the folder is named through a link. */
  readonly namedTree: string | null;
}

function look(folder: string, place: StateRoot): Folder {
  const real = realPath(folder);
  const top = workTreeOf(real)?.top ?? null;
  const belongs = top !== null && (top === place.root || findStateRoot(top).root === place.root);
  const tree = belongs ? top : pathBelow(place.root, real) === null ? null : place.root;
  return { real, tree, namedTree: tree === null || folder === real ? null : namedTreeOf(folder, tree) };
}

/** The nearest folder above, as it is named, that really is the tree. */
function namedTreeOf(folder: string, tree: string): string | null {
  if (realPath(folder) === tree) return folder;
  const above = dirname(folder);
  return above === folder ? null : namedTreeOf(above, tree);
}

/** The real path of what exists of a path, and the rest as it is. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realPath(above), basename(path));
  }
}

/** Where a link leads; a file that is none, or that may not be looked at, is what it is. */
function targetOf(file: string): string {
  try {
    return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true ? realPath(file) : file;
  } catch {
    return file;
  }
}

function pathBelow(directory: string | null, path: string): string | null {
  if (directory === null) return null;
  const rest = relative(directory, path).split(sep).join('/');
  return rest === '..' || rest.startsWith('../') || rest.startsWith('/') || /^[a-z]:/i.test(rest) ? null : rest;
}
