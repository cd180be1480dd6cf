import { l10n, ProgressLocation, window, workspace } from 'vscode';
import type { HookStep } from '../../core/gate/plan-hooks.js';
import { applyGate, gateHealth, gateHealths, planGate } from '../../node/gate/gate-hooks.js';
import { hookedTreeAt } from '../../node/gate/hooked-trees.js';
import type { HookedTree } from '../../node/gate/hook-place.js';
import { askModal, tellDone, tellRefusal } from '../ask.js';
import type { Root } from '../roots/root.js';
import { tellRefused } from '../tell-refused.js';

/** Puts the gate into the hooks of git after saying where, and tries whether git runs it. `cli`: our command line, absolute. */
export async function installHook(root: Root, cli: string): Promise<void> {
  const { t } = l10n;
  const tree = treeOf(root);
  const plan = tree === null ? null : await planGate(tree, 'install');
  if (tree === null || plan === null) return;
  if (plan.kind === 'refusal') {
    tellRefused(plan);
    return;
  }
  const detail = [plan.layout.folder, ...plan.steps.map(stepText)].join('\n');
  if (plan.steps.length > 0 && !await askModal(t('Let git ask the TDD gate before each commit?'), detail, t('Install'))) return;
  applyGate(tree, plan, { node: process.execPath, script: cli });
  const health = await trying(() => gateHealth(tree));
  if (health.problems.length === 0) void tellDone(t('The TDD hook is installed, and git runs it.'));
  else tellRefusal(health.problems.join(' '));
}

/** Takes the gate away and gives back what was there before. */
export async function uninstallHook(root: Root): Promise<void> {
  const { t } = l10n;
  const tree = treeOf(root);
  const plan = tree === null ? null : await planGate(tree, 'uninstall');
  if (tree === null || plan === null) return;
  if (plan.kind === 'refusal') {
    tellRefused(plan);
    return;
  }
  const notes = plan.notes.join(' ');
  if (plan.steps.length === 0) {
    void tellDone([t('There is no TDD hook here.'), notes].join(' ').trim());
    return;
  }
  if (!await askModal(t('Take the TDD hook away?'), [plan.layout.folder, ...plan.steps.map(stepText)].join('\n'), t('Uninstall'))) return;
  applyGate(tree, plan, null);
  void tellDone([t('The TDD hook is gone; what was there before is back.'), notes].join(' ').trim());
}

/** Tries in every worktree whether git runs the gate, and offers to install it where it does not. */
export async function checkHookHealth(root: Root, cli: string): Promise<void> {
  const { t } = l10n;
  const tree = treeOf(root);
  if (tree === null) return;
  const all = await trying(() => gateHealths(tree));
  const ill = all.filter(({ problems }) => problems.length > 0);
  if (ill.length === 0) {
    void tellDone(all.length === 1 ? t('git runs the TDD hook.') : t('git runs the TDD hook in all {0} worktrees.', all.length));
    return;
  }
  const detail = ill.flatMap(({ top, problems }) => [top, ...problems.map((problem) => `• ${problem}`)]).join('\n');
  if (await askModal(t('The TDD hook does not stand everywhere. Install it again?'), detail, t('Install'))) await installHook(root, cli);
}

/** The working tree of the window. Hooks are programs, so there are none without trust. */
function treeOf(root: Root): HookedTree | null {
  const { t } = l10n;
  if (!workspace.isTrusted) {
    tellRefusal(t('This folder is in Restricted Mode: git runs nothing until you trust it.'));
    return null;
  }
  const tree = hookedTreeAt(root.folders[0]?.real ?? root.root);
  if (tree === null) tellRefusal(t('This folder is in no working tree of git, so there is nothing to commit to.'));
  return tree;
}

function trying<Outcome>(work: () => Promise<Outcome>): Thenable<Outcome> {
  return window.withProgress({ location: ProgressLocation.Notification, title: l10n.t('Trying whether git runs the TDD hook') }, work);
}

function stepText(step: HookStep): string {
  const { t } = l10n;
  if (step.kind === 'move') return t('{0} is kept as {1}', step.from, step.to);
  return step.kind === 'write' ? t('{0} is written', step.name) : t('{0} is removed', step.name);
}
