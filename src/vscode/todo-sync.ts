import { RelativePattern, type TextDocument, Uri, workspace } from 'vscode';
import { Lifetime } from '../base/lifetime.js';
import type { Log } from '../core/ports.js';
import { TodoProjection } from '../core/workflow/todo-projection.js';
import { gitDirectoryOf, isGitBusy, operationMarks } from '../node/git-operation.js';
import { sha256 } from '../node/sha256.js';
import { isHeld } from './dirty-files.js';
import type { Root } from './roots/root.js';

/**
 * Keeps TODO_LIST.md of a root true to its tasks while the person wants it: the folder is trusted and `workflow.todo.sync`
 * is on. A list that the person is writing in waits until it is saved, and all wait while git is in the middle of a merge or rebase.
 */
export function syncTodos(root: Root, lifetime: Lifetime, log: Log): void {
  let running: Lifetime | null = null;
  const follow = (): void => {
    const isWanted = workspace.isTrusted && root.settings().syncTodo;
    if (isWanted && running === null) running = start(root, log);
    if (!isWanted && running !== null) {
      running.dispose();
      running = null;
    }
  };
  lifetime.own(workspace.onDidGrantWorkspaceTrust(follow));
  lifetime.own(workspace.onDidChangeConfiguration((change) => { if (change.affectsConfiguration('workflow.todo.sync')) follow(); }));
  lifetime.onEnd(() => running?.dispose());
  follow();
}

function start(root: Root, log: Log): Lifetime {
  const lifetime = new Lifetime();
  const { store, apply, place } = root.open;
  const projection = lifetime.own(new TodoProjection({ store, apply, sha256, isHeld: (path) => isHeld(root, path) || isGitBusy(place.root), log }));
  const retry = (document: TextDocument): void => { if (root.pathOf(document.uri) !== null) void projection.settled(); };
  lifetime.own(onGitDone(place.root, () => void projection.settled()));
  lifetime.own(workspace.onDidSaveTextDocument(retry));
  lifetime.own(workspace.onDidCloseTextDocument(retry));
  return lifetime;
}

/** Tells when git may be done with what it was in the middle of. */
function onGitDone(folder: string, listener: () => void): Lifetime {
  const lifetime = new Lifetime();
  const gitDir = gitDirectoryOf(folder);
  if (gitDir === null) return lifetime;
  const watcher = lifetime.own(workspace.createFileSystemWatcher(new RelativePattern(Uri.file(gitDir), `{${operationMarks.join(',')}}`), true, true));
  lifetime.own(watcher.onDidDelete(listener));
  return lifetime;
}
