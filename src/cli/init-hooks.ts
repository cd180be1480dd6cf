import type { Refusal } from '../core/plans/plan.js';
import { applyGate, planGate, type PlacedPlan } from '../node/gate/gate-hooks.js';
import type { HookedTree } from '../node/gate/hook-place.js';
import { runningCommand } from '../node/gate/running-command.js';
import { isRefusal } from './choose-session.js';
import type { Answer, Options } from './command.js';
import { hookedTree, planJson, planText, stepText } from './open-hooks.js';

/** The hooks among the files of `init`: made ready before anything is written, because they may be refused. */
export interface PlannedHooks {
  readonly tree: HookedTree;
  readonly plan: PlacedPlan;
}

/** `null`: they are not asked for. What is only among everything (`--all`) and cannot be is told, and holds up nothing else. */
export async function planHooks({ hooks, all, remove }: Options): Promise<PlannedHooks | Refusal | null> {
  if (hooks !== true && all !== true) return null;
  const tree = hookedTree();
  if (isRefusal(tree)) return tree;
  const plan = await planGate(tree, remove === true ? 'uninstall' : 'install');
  return plan.kind === 'refusal' ? plan : { tree, plan };
}

/** Carries out what was planned, and tells it with the rest. */
export function withHooks(said: Answer, { tree, plan }: PlannedHooks, { remove, dryRun }: Options): Answer {
  if (dryRun !== true) applyGate(tree, plan, remove === true ? null : runningCommand());
  const nothing = remove === true ? 'There is no gate.' : 'The gate is there already.';
  const json = (): unknown => {
    const files = said.json();
    // With --dry-run it is a list of plans.
    return Array.isArray(files) ? [...files as readonly unknown[], { title: 'Hooks of git', steps: plan.steps.map(stepText), warning: null }] : { ...files as object, hooks: planJson(plan) };
  };
  return { ...said, json, text: () => `${said.text()}${planText(plan, nothing)}` };
}
