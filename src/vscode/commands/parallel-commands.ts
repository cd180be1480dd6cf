import { l10n } from 'vscode';
import type { AgentGesture, WorktreeGesture } from '../parallel/agents-editor.js';
import type { Root } from '../roots/root.js';
import type { AgentTarget, WorktreeTarget } from '../target.js';
import { askRoot, targetsOf, type Desk } from './desk.js';
import { onRoot } from './on-root.js';
import type { Command, CommandTable } from './register-commands.js';

type ParallelCommands = Pick<CommandTable,
  | 'workflow.createWorktree' | 'workflow.openWorktree' | 'workflow.openWorktreeTerminal' | 'workflow.syncWorktree' | 'workflow.finishWorktree'
  | 'workflow.cleanUpWorktree' | 'workflow.checkWorktrees' | 'workflow.startAgents' | 'workflow.stopAgents' | 'workflow.showAgent' | 'workflow.sendToAgent'
  | 'workflow.releasePort' | 'workflow.showHandOver' | 'workflow.setUp'>;

/** Commands about worktrees, agents that work side by side, and what they hand over. */
export function parallelCommands(desk: Desk): ParallelCommands {
  return {
    'workflow.createWorktree': onRoot(desk, l10n.t('Create Worktree'), async (root) => (await desk.agents.editor()).createWorktree(root)),
    'workflow.openWorktree': onWorktree(desk, 'open'),
    'workflow.openWorktreeTerminal': onWorktree(desk, 'terminal'),
    'workflow.syncWorktree': onWorktree(desk, 'sync'),
    'workflow.finishWorktree': onWorktree(desk, 'finish'),
    'workflow.cleanUpWorktree': onWorktree(desk, 'cleanUp'),
    'workflow.checkWorktrees': onRoot(desk, l10n.t('Check Worktrees'), async (root) => (await desk.agents.editor()).checkWorktrees(root)),
    'workflow.startAgents': onRoot(desk, l10n.t('Start Parallel Agents'), async (root) => (await desk.agents.editor()).startAgents(root)),
    'workflow.stopAgents': onRoot(desk, l10n.t('Stop Parallel Agents'), async (root) => (await desk.agents.editor()).stopAgents(root)),
    'workflow.showAgent': onAgent(desk, 'show'),
    'workflow.sendToAgent': onAgent(desk, 'send'),
    'workflow.releasePort': onAgent(desk, 'release'),
    'workflow.showHandOver': onAgent(desk, 'handOver'),
    'workflow.setUp': onRoot(desk, l10n.t('Set Up Scripts, Agent Hooks and CI'), async (root) => (await desk.agents.editor()).setUp(root, null)),
  };
}

function onWorktree(desk: Desk, gesture: WorktreeGesture): Command {
  return async (given) => {
    const target = targetsOf(desk, given).find((each): each is WorktreeTarget => each.kind === 'worktree') ?? null;
    const root = await rootOf(desk, target);
    if (root !== null) await (await desk.agents.editor()).onWorktree(gesture, root, target);
  };
}

function onAgent(desk: Desk, gesture: AgentGesture): Command {
  return async (given) => {
    const target = targetsOf(desk, given).find((each): each is AgentTarget => each.kind === 'agent') ?? null;
    const root = await rootOf(desk, target);
    if (root !== null) await (await desk.agents.editor()).onAgent(gesture, root, target);
  };
}

async function rootOf(desk: Desk, target: { readonly root: string } | null): Promise<Root | null> {
  return target === null ? askRoot(desk, l10n.t('In which folder?')) : desk.roots.at(target.root);
}
