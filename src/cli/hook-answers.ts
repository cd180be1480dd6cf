import { plainLine } from '../core/text/escape.js';
import { applyGate, gateHealth, gateHealths, planGate, type GateHealth, type PlacedPlan } from '../node/gate/gate-hooks.js';
import type { HookedTree } from '../node/gate/hook-place.js';
import { runningCommand } from '../node/gate/running-command.js';
import { isRefusal } from './choose-session.js';
import { answer, type Answer, type Run } from './command.js';
import { hookedTree, planJson, planText } from './open-hooks.js';
import { exitCodes, paint } from './output.js';

const changing = (what: 'install' | 'uninstall', done: (tree: HookedTree, plan: PlacedPlan) => Promise<Answer>): Run => async ({ options }) => {
  const tree = hookedTree();
  if (isRefusal(tree)) return tree;
  const plan = await planGate(tree, what);
  if (plan.kind === 'refusal') return plan;
  if (options.dryRun === true) return answer(() => planJson(plan), () => planText(plan, 'Nothing would be changed.'));
  applyGate(tree, plan, what === 'install' ? runningCommand() : null);
  return done(tree, plan);
};

/** Puts the gate in place, and tries whether git runs it. */
export const installHook = changing('install', async (tree, plan) => {
  const health = await gateHealth(tree);
  const text = `${planText(plan, 'The gate is there already.')}${healthText(health)}`;
  return answer(() => ({ ...planJson(plan), fires: health.fires, problems: health.problems }), () => text, health.problems.length === 0 ? exitCodes.fine : exitCodes.no);
});

export const uninstallHook = changing('uninstall', (_, plan) => Promise.resolve(answer(() => planJson(plan), () => planText(plan, 'There is no gate.'))));

/** How the gate stands in each working tree. */
export const doctor: Run = async () => {
  const tree = hookedTree();
  if (isRefusal(tree)) return tree;
  const all = await gateHealths(tree);
  const isFine = all.every(({ problems }) => problems.length === 0);
  return answer(
    () => all.map(({ top, folder, hooks, fires, problems }) => ({ worktree: top, healthy: problems.length === 0, fires, hooks_path: folder, hooks, problems })),
    () => all.map((each) => `${plainLine(each.top)}\n${healthText(each)}`).join(''),
    isFine ? exitCodes.fine : exitCodes.no,
  );
};

function healthText({ fires, problems }: GateHealth): string {
  const fine = fires === true ? `  ${paint('git runs the gate here.', 'good')}\n` : '';
  return `${fine}${problems.map((problem) => `  ${paint(plainLine(problem), 'bad')}\n`).join('')}`;
}
