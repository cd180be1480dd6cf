import { l10n } from 'vscode';
import type { Desk } from './desk.js';
import { onRoot } from './on-root.js';
import type { CommandTable } from './register-commands.js';

type GateCommands = Pick<CommandTable,
  'workflow.installTddHook' | 'workflow.uninstallTddHook' | 'workflow.checkHookHealth' | 'workflow.proveTestRed' | 'workflow.installActions'>;

/** Commands about the commit gate: what runs git and tests is loaded when it is asked for. */
export function gateCommands(desk: Desk): GateCommands {
  const { cli } = desk;
  const hooks = (): Promise<typeof import('../gate/hook-gestures.js')> => import('../gate/hook-gestures.js');
  return {
    'workflow.installTddHook': onRoot(desk, l10n.t('Install TDD Hook'), async (root) => (await hooks()).installHook(root, cli)),
    'workflow.uninstallTddHook': onRoot(desk, l10n.t('Uninstall TDD Hook'), async (root) => (await hooks()).uninstallHook(root)),
    'workflow.checkHookHealth': onRoot(desk, l10n.t('Check Hook Health'), async (root) => (await hooks()).checkHookHealth(root, cli)),
    'workflow.proveTestRed': onRoot(desk, l10n.t('Prove Test Red'), async (root) => (await import('../gate/red-gesture.js')).askAndProveRed(root)),
    'workflow.installActions': onRoot(desk, l10n.t('Install GitHub Actions'), async (root) => (await desk.agents.editor()).setUp(root, 'actions')),
  };
}
