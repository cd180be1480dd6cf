import { RelativePattern, type Uri, window, workspace } from 'vscode';
import type { Lifetime } from '../../base/lifetime.js';
import type { Time } from '../../core/ports.js';
import type { Root } from './root.js';

/**
 * A window that is looked at looks for itself this often, because watchers lose events: one that is told of a new directory
 * too late never learns what happens in it. Milliseconds; a look that takes long is made less often, so that it costs at
 * most a fiftieth of the time.
 */
const rescanEvery = 2000;
const restFactor = 50;

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
  rescan(root, lifetime, time);
}

/** Inside the workspace its own watcher serves; the state of a linked worktree is outside, where only the folders of the state are of interest. */
function watched(root: Root): readonly RelativePattern[] {
  const base = root.uriOf('');
  const isInside = workspace.getWorkspaceFolder(base) !== undefined;
  return isInside ? [new RelativePattern(base, '{.workflow,.ai}/**')] : ['.workflow', '.ai'].map((folder) => new RelativePattern(root.uriOf(folder), '**'));
}

function rescan({ open }: Root, lifetime: Lifetime, time: Time): void {
  let cancel = (): void => undefined;
  const look = async (): Promise<void> => {
    const start = time.now();
    if (window.state.focused) await open.store.refresh();
    wait(Math.max(rescanEvery, (time.now() - start) * restFactor));
  };
  const wait = (ms: number): void => {
    if (!lifetime.ended) cancel = time.schedule(ms, () => void look());
  };
  wait(rescanEvery);
  lifetime.onEnd(() => cancel());
}
