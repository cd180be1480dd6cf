import { RelativePattern, type Uri, window, workspace } from 'vscode';
import type { Lifetime } from '../../base/lifetime.js';
import type { Time } from '../../core/ports.js';
import { lookRegularly } from './look-regularly.js';
import type { Root } from './root.js';

/**
 * Gives the store of a root hints about what may have changed: from a watcher, when the window gets the focus, and now
 * and then while it has it. No hint is believed; a lost one costs only time.
 */
export function watchRoot(root: Root, lifetime: Lifetime, time: Time): void {
  const hint = (uri: Uri): void => {
    const path = root.pathOf(uri);
    if (path !== null) root.open.store.invalidate([path]);
  };
  for (const pattern of watched(root)) {
    const watcher = lifetime.own(workspace.createFileSystemWatcher(pattern));
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) lifetime.own(event(hint));
  }
  lifetime.own(window.onDidChangeWindowState(({ focused }) => {
    if (focused) root.open.store.invalidate('everything');
  }));
  // Each by itself: specs and hand-overs take longer to look at, and sessions do not wait for them.
  const { store } = root.open;
  const isSeen = (): boolean => window.state.focused;
  for (const folder of ['.workflow', '.ai']) lookRegularly({ look: () => store.refresh([folder]), isSeen, onDidChange: store.onDidChange }, lifetime, time);
}

/** Inside the workspace its own watcher serves; the state of a linked worktree is outside, where only the folders of the state are of interest. */
function watched(root: Root): readonly RelativePattern[] {
  const base = root.uriOf('');
  const isInside = workspace.getWorkspaceFolder(base) !== undefined;
  return isInside ? [new RelativePattern(base, '{.workflow,.ai}/**')] : ['.workflow', '.ai'].map((folder) => new RelativePattern(root.uriOf(folder), '**'));
}
