import { join, relative, sep } from 'node:path';
import { Uri } from 'vscode';
import type { WorkflowState } from '../../core/workflow/workflow-state.js';
import type { OpenRoot } from '../../node/open-root.js';
import { settingsOf, type Settings } from '../settings.js';
import type { RootView } from '../trees/tree-node.js';

/** A workspace folder and where it really is, which differs when its path has a symbolic link in it. */
export interface Folder {
  readonly uri: Uri;
  readonly name: string;
  readonly real: string;
}

/** One state root that is open in this window, whichever folders led to it. */
export interface Root extends RootView<WorkflowState> {
  readonly folders: readonly Folder[];
  readonly open: OpenRoot;
  readonly settings: () => Settings;
  /** The address under which the editor knows a file of the root: inside a workspace folder if there is one. */
  readonly uriOf: (path: string) => Uri;
  /** The path below the root of something the editor knows; `null` when it is not in this root. */
  readonly pathOf: (uri: Uri) => string | null;
}

export function rootOf(open: OpenRoot, folders: readonly [Folder, ...Folder[]]): Root {
  const { root } = open.place;
  const [first] = folders;
  return {
    root,
    name: first.real === root ? first.name : (root.split(sep).at(-1) ?? root),
    folders,
    open,
    get state() { return open.store.state; },
    settings: () => settingsOf(first.uri),
    uriOf: (path) => uriOf(join(root, path), folders),
    pathOf: (uri) => (uri.scheme === 'file' ? pathBelow(root, realPathOf(uri.fsPath, folders)) : null),
  };
}

function uriOf(path: string, folders: readonly Folder[]): Uri {
  for (const { uri, real } of folders) {
    const rest = pathBelow(real, path);
    if (rest !== null) return Uri.joinPath(uri, rest);
  }
  return Uri.file(path);
}

function realPathOf(path: string, folders: readonly Folder[]): string {
  for (const { uri, real } of folders) {
    const rest = pathBelow(uri.fsPath, path);
    if (rest !== null) return join(real, rest);
  }
  return path;
}

/** `path` relative to the directory, with `/`; empty for the directory itself, `null` when it is outside. */
function pathBelow(directory: string, path: string): string | null {
  const rest = relative(directory, path).split(sep).join('/');
  return rest === '..' || rest.startsWith('../') || rest.startsWith('/') || /^[a-z]:/i.test(rest) ? null : rest;
}
