import { l10n, workspace } from 'vscode';
import { Lifetime, type Disposable } from '../../base/lifetime.js';
import type { ScaffoldName } from '../../core/scaffold/scaffold-kits.js';
import { askOne, tellRefusal } from '../ask.js';
import type { Root } from '../roots/root.js';
import type { AgentTarget, WorktreeTarget } from '../target.js';
import { AgentDesks, type AgentDesk } from './agent-desk.js';
import { askAndSend, askAndStart, askAndStop, openHandOver, release, showAgent } from './agent-gestures.js';
import { agentIcon, agentStateLabel } from './agent-look.js';
import { AgentNotices } from './agent-notices.js';
import type { AgentsView } from './agents-tree.js';
import { AgentsWatch, type AgentsWatchOptions } from './agents-watch.js';
import { checkWorktrees } from './doctor-gesture.js';
import { setUp } from './set-up-gesture.js';
import { askAndCreate, cleanUp, finish, openInNewWindow, openTerminal, sync, worktreeMeant } from './worktree-gestures.js';

/** What of parallel work is loaded late: it looks at worktrees and agents, and does what commands ask. `given`: what VS Code handed over. */
export interface AgentsEditor extends Disposable {
  readonly createWorktree: (root: Root) => Promise<void>;
  readonly startAgents: (root: Root) => Promise<void>;
  readonly stopAgents: (root: Root) => Promise<void>;
  readonly checkWorktrees: (root: Root) => Promise<void>;
  /** `kit`: what to write; `null`: the person picks. */
  readonly setUp: (root: Root, kit: ScaffoldName | null) => Promise<void>;
  /** `target`: what was clicked, `null`: the person picks one. */
  readonly onWorktree: (gesture: WorktreeGesture, root: Root, target: WorktreeTarget | null) => Promise<void>;
  readonly onAgent: (gesture: AgentGesture, root: Root, target: AgentTarget | null) => Promise<void>;
  /** Looks again now. */
  readonly refresh: () => Promise<void>;
}

/** What can be done with a worktree. */
export type WorktreeGesture = 'open' | 'terminal' | 'sync' | 'finish' | 'cleanUp';
/** What can be done with an agent. */
export type AgentGesture = 'show' | 'send' | 'release' | 'handOver';

export interface AgentsEditorOptions extends Omit<AgentsWatchOptions, 'desks'> {
  /** Where our command line is, for the scripts and hooks that call it. Absolute. */
  readonly cli: string;
  readonly show: (views: readonly AgentsView[]) => void;
  /** Brings a row into sight. */
  readonly reveal: (id: string) => Promise<void>;
}

/** Begins to look, at all roots there are and will be. */
export function startAgents(options: AgentsEditorOptions): AgentsEditor {
  const lifetime = new Lifetime();
  const desks = new AgentDesks();
  const watch = lifetime.own(new AgentsWatch({ ...options, desks }));
  const notices = new AgentNotices(options.reveal);
  lifetime.own(watch.onDidChange(() => {
    options.show(watch.views);
    notices.follow(watch.views);
  }));
  /** Nothing runs before trust; afterwards what was done is seen at once. */
  const trusted = async (work: () => Promise<void>): Promise<void> => {
    if (!workspace.isTrusted) {
      tellRefusal(l10n.t('This folder is in Restricted Mode: nothing is run until you trust it.'));
      return;
    }
    await work();
    await watch.refresh();
  };
  return {
    createWorktree: (root) => trusted(async () => askAndCreate(root, await desks.of(root))),
    startAgents: (root) => trusted(async () => askAndStart(root, await desks.of(root))),
    stopAgents: (root) => trusted(async () => askAndStop(await desks.of(root))),
    checkWorktrees: (root) => trusted(async () => checkWorktrees(root, await desks.of(root))),
    setUp: (root, kit) => trusted(() => setUp(root, options.cli, kit)),
    onWorktree: (gesture, root, target) => trusted(async () => withWorktree(gesture, { root, desk: await desks.of(root) }, target)),
    onAgent: (gesture, root, target) => trusted(async () => withAgent(gesture, { root, desk: await desks.of(root), role: target?.role ?? await askRole(watch, root) })),
    refresh: () => watch.refresh(),
    dispose: () => lifetime.dispose(),
  };
}

const worktreeTitles: Readonly<Record<WorktreeGesture, () => string>> = {
  open: () => l10n.t('Open Worktree in New Window'),
  terminal: () => l10n.t('Open Worktree in Terminal'),
  sync: () => l10n.t('Sync Worktree with Base'),
  finish: () => l10n.t('Finish Worktree'),
  cleanUp: () => l10n.t('Clean Up Worktree'),
};

async function withWorktree(gesture: WorktreeGesture, { root, desk }: Pick<MeantAgent, 'root' | 'desk'>, target: WorktreeTarget | null): Promise<void> {
  const state = await worktreeMeant({ root, desk }, target, worktreeTitles[gesture]());
  if (state === null) return;
  if (gesture === 'open') await openInNewWindow(state.path);
  else if (gesture === 'terminal') openTerminal(state);
  else await { sync, finish, cleanUp }[gesture](root, desk, state);
}

interface MeantAgent {
  readonly root: Root;
  readonly desk: AgentDesk;
  /** `null`: the person went away. */
  readonly role: string | null;
}

async function withAgent(gesture: AgentGesture, { root, desk, role }: MeantAgent): Promise<void> {
  if (role === null) return;
  if (gesture === 'show') await showAgent(desk, role);
  else if (gesture === 'send') await askAndSend(desk, role);
  else if (gesture === 'release') await release(desk, role);
  else await openHandOver(root, desk, role);
}

async function askRole(watch: AgentsWatch, { root }: Root): Promise<string | null> {
  const agents = watch.views.filter((view) => view.root === root).flatMap((view) => view.agents);
  if (agents.length === 0) {
    tellRefusal(l10n.t('No agents work here; start some first.'));
    return null;
  }
  return askOne(l10n.t('Which agent?'), agents.map(({ role, state, task }) => ({ label: role, description: agentStateLabel(l10n.t, state), detail: task ?? '', icon: agentIcon(state).id, value: role })));
}
