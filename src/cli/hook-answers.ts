import { refusal, type Refusal } from '../core/plans/plan.js';
import type { HookStep } from '../core/gate/plan-hooks.js';
import { plainLine } from '../core/text/escape.js';
import { applyGate, gateHealth, planGate, type GateHealth, type PlacedPlan } from '../node/gate/gate-hooks.js';
import type { HookedTree } from '../node/gate/hook-place.js';
import { runningCommand } from '../node/gate/running-command.js';
import { hookedTrees } from '../node/gate/hooked-trees.js';
import { workTreeOf } from '../node/git-directory.js';
import { openGit } from '../node/git/git.js';
import { realFolder } from '../node/state-root.js';
import { isRefusal } from './choose-session.js';
import { answer, type Answer, type Run } from './command.js';
import { exitCodes, paint } from './output.js';

/** The working tree in which the command was started. */
function hookedTree(): HookedTree | Refusal {
  const tree = workTreeOf(realFolder(process.cwd()));
  if (tree?.commonDir === undefined || tree.commonDir === null || tree.top === tree.commonDir) {
    return refusal('tdd/no-tree', `${process.cwd()} is in no working tree of git, so there is nothing to commit to; go into one, or name it with -C.`);
  }
  return { git: openGit(tree.top), top: tree.top, commonDir: tree.commonDir };
}

function stepText(step: HookStep): string {
  if (step.kind === 'move') return `${step.from} is kept as ${step.to}`;
  return step.kind === 'write' ? `${step.name} is written` : `${step.name} is removed`;
}

function planText({ layout, steps, notes }: PlacedPlan, nothing: string): string {
  const lines = steps.length === 0 && notes.length === 0 ? [nothing] : [...steps.map(stepText), ...notes];
  return `${plainLine(layout.folder)}\n${lines.map((line) => `  ${plainLine(line)}\n`).join('')}`;
}

const planJson = ({ layout, steps, notes }: PlacedPlan): Readonly<Record<string, unknown>> => (
  { folder: layout.folder, layout: layout.kind, changed: steps.map((step) => (step.kind === 'move' ? step.to : step.name)), notes });

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
  const all: GateHealth[] = [];
  for (const each of await hookedTrees(tree)) all.push(await gateHealth(each));
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
