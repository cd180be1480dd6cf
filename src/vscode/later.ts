import { Uri, type WebviewPanel } from 'vscode';
import { Lifetime, type Disposable } from '../base/lifetime.js';
import type { Log } from '../core/ports.js';
import { commandTable } from './commands/command-table.js';
import { Gestures } from './commands/gestures.js';
import type { CommandTable } from './commands/register-commands.js';
import type { AgentsSurface } from './parallel/agents-surface.js';
import type { ReviewSurface } from './review/review-surface.js';
import type { Roots } from './roots/roots.js';
import { taskPageHost } from './task-page/task-page-host.js';
import { TaskPagePanel } from './task-page/task-page-panel.js';
import type { MoveTask } from './trees/task-drag.js';
import type { TreeViews } from './trees/tree-views.js';
import type { TddSurface } from './tdd/tdd-surface.js';
import type { TrustSurface } from './trust/trust-surface.js';
import type { UndoHistory } from './undo-history.js';
import { FollowingRuns, type RunLogged } from './versions/following-runs.js';
import type { VersionsSurface } from './versions/versions-surface.js';
import { versionLists } from './versions/versions-view.js';
import type { ViewChoices } from './view-choices.js';

/** What acting needs of what is there from the start. */
export interface LaterNeeds {
  readonly extensionUri: Uri;
  readonly roots: Roots;
  readonly choices: ViewChoices;
  readonly history: UndoHistory;
  readonly trees: TreeViews | null;
  readonly trust: Pick<TrustSurface, 'editor'>;
  readonly agents: Pick<AgentsSurface, 'editor'>;
  readonly tdd: Pick<TddSurface, 'editor'>;
  readonly versions: Pick<VersionsSurface, 'editor'>;
  readonly reviews: Pick<ReviewSurface, 'editor'>;
  readonly log: Log;
  readonly run: RunLogged;
}

/** Everything that a person sets in motion. */
export interface Later extends Disposable {
  readonly commands: CommandTable;
  readonly moveTask: MoveTask;
  readonly restorePage: (panel: WebviewPanel, saved: unknown) => void;
}

/**
 * Commands and the Task page: not needed to show what is there, so they are a bundle of their own that is loaded when a
 * person first does something.
 */
export function openLater({ extensionUri, roots, choices, history, trees, trust, tdd, agents, versions, reviews, log, run }: LaterNeeds): Later {
  const lifetime = new Lifetime();
  const gestures = new Gestures(roots, history, new FollowingRuns(run, log).follow);
  const page = lifetime.own(new TaskPagePanel(extensionUri, taskPageHost(roots, (what, work) => void run(what, work))));
  const commands = commandTable({
    roots, choices, gestures,
    showTask: (task) => page.show(task),
    revealTask: async (task) => trees?.revealTask(task),
    showMore: async (list) => (list.startsWith(versionLists) ? (await versions.editor()).showMore(list) : trees?.showMore(list)),
    cli: Uri.joinPath(extensionUri, 'dist', 'cli.js').fsPath,
    trust, tdd, agents, versions, reviews,
  });
  return {
    commands,
    moveTask: (task, parent) => gestures.move(task, parent),
    restorePage: (panel, saved) => page.restore(panel, saved),
    dispose: () => lifetime.dispose(),
  };
}
