import { join, relative, sep } from 'node:path';
import { Uri } from 'vscode';
import type { RunState } from '../../core/versions/versions.js';
import { RunRecorder } from '../../node/versions/run-recorder.js';
import type { Root } from '../roots/root.js';

/** The address of a file in the working tree of a run, inside a workspace folder if there is one; `null`: the tree is gone. */
export function fileOfRun(root: Root, { record: { worktree } }: RunState, path: string): Uri | null {
  if (worktree === undefined) return root.uriOf(path);
  const top = new RunRecorder(root.open.place).topOf(worktree);
  return top === null ? null : addressOf(root, join(top, path));
}

/** The path of a file of the editor in the working tree of a run; `null`: it is not in it. */
export function pathInRun(root: Root, { record: { worktree } }: RunState, uri: Uri): string | null {
  if (uri.scheme !== 'file') return null;
  if (worktree === undefined) return root.pathOf(uri);
  const top = new RunRecorder(root.open.place).topOf(worktree);
  const path = top === null ? '..' : relative(top, uri.fsPath).split(sep).join('/');
  return path === '..' || path.startsWith('../') ? null : path;
}

function addressOf(root: Root, file: string): Uri {
  const path = root.pathOf(Uri.file(file));
  return path === null ? Uri.file(file) : root.uriOf(path);
}
