import { l10n, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import { tellRefusal } from '../ask.js';
import type { Root } from '../roots/root.js';
import { targetOf, type AgentTarget, type WorktreeTarget } from '../target.js';
import { AgentDesks, type AgentDesk } from './agent-desk.js';
import { askAndSend, askAndStart, askAndStop, release, showAgent } from './agent-gestures.js';
import { AgentNotices } from './agent-notices.js';
import type { AgentsView } from './agents-tree.js';
import { AgentsWatch, type AgentsWatchOptions } from './agents-watch.js';
import { checkWorktrees } from './doctor-gesture.js';
import { showHandOver } from './hand-over-page.js';
import { installHooks } from './hooks-gesture.js';
import { askAndCreate, cleanUp, finish, openInNewWindow, openTerminal, sync, worktreeMeant } from './worktree-gestures.js';

/** What of parallel work is loaded late: it looks at worktrees and agents, and does what commands ask. `given`: what VS Code handed over. */
export interface AgentsEditor extends Disposable {
  readonly createWorktree: (root: Root) => Promise<void>;
  readonly startAgents: (root: Root) => Promise<void>;
  readonly stopAgents: (root: Root) => Promise<void>;
  readonly checkWorktrees: (root: Root) => Promise<void>;
  readonly installHooks: (root: Root) => Promise<void>;
  readonly onWorktree: (gesture: WorktreeGesture, given: unknown, askRoot: () => Promise<Root | null>) => Promise<void>;
  readonly onAgent: (gesture: AgentGesture, given: unknown, askRoot: () => Promise<Root | null>) => Promise<void>;
  /** Looks again now. */
  readonly refresh: () => Promise<void>;
}

const worktreeGestures = { open: openWorktree, terminal: openWorktreeTerminal, sync, finish, cleanUp } as const;
export type WorktreeGesture = keyof typeof worktreeGestures;

const agentGestures = { show: showAgent, send: askAndSend, release, handOver: showHandOver } as const;
export type AgentGesture = keyof typeof agentGestures;

export interface AgentsEditorOptions extends Omit<AgentsWatchOptions, 'desks'> {
  readonly show: (views: readonly AgentsView[]) => void;
  /** Brings a row into sight. */
  readonly reveal: (id: string) => Promise<void>;
}

export function startAgents(options: AgentsEditorOptions): AgentsEditor {
  const lifetime = new Lifetime();
  const desks = new AgentDesks();
  const watch = lifetime.own(new AgentsWatch({ ...options, desks }));
  const notices = new AgentNotices(options.reveal);
  lifetime.own(watch.onDidChange(() => {
    options.show(watch.views);
    notices.follow(watch.views);
  }));
  const then = async (work: Promise<void>): Promise<void> => {
    await work;
    await watch.refresh();
  };
  const trusted = (work: () => Promise<void>): Promise<void> => (workspace.isTrusted ? then(work()) : Promise.resolve(tellRefusal(l10n.t('This folder is in Restricted Mode: nothing is run until you trust it.'))));
  return {
    createWorktree: (root) => trusted(() => askAndCreate(root)),
    startAgents: (root) => trusted(async () => askAndStart(root, await desks.of(root))),
    stopAgents: (root) => trusted(async () => askAndStop(await desks.of(root))),
    checkWorktrees: (root) => trusted(() => checkWorktrees(root)),
    installHooks: (root) => trusted(() => installHooks(root)),
    onWorktree: (gesture, given, askRoot) => trusted(() => onWorktree(options, { gesture, given, askRoot })),
    onAgent: (gesture, given, askRoot) => trusted(() => onAgent({ options, desks, watch }, { gesture, given, askRoot })),
    refresh: () => watch.refresh(),
    dispose: () => lifetime.dispose(),
  };
}
