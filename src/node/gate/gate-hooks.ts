import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hookProblem, hookStatesOf, type HookState } from '../../core/gate/hook-health.js';
import { hookLayoutOf, type HookLayout } from '../../core/gate/hook-layout.js';
import { planInstall, planUninstall, type HookPlan } from '../../core/gate/plan-hooks.js';
import { gateHooks, renderGate, type GateHook } from '../../core/gate/render-hook.js';
import type { Refusal } from '../../core/plans/plan.js';
import { workTreeOf } from '../git-directory.js';
import { realFolder } from '../state-root.js';
import { applyHookSteps, readHookFiles } from './hook-files.js';
import { hookedTrees } from './hooked-trees.js';
import { readHookPlace, type HookedTree } from './hook-place.js';
import { probeHooks } from './probe-hooks.js';

/** The command that the gate asks where none is on the PATH: a program of Node and the script for it. Absolute paths. */
export interface GateCommand {
  readonly node: string;
  readonly script: string;
}

/** What is to be done in which folder. */
export interface PlacedPlan extends HookPlan {
  readonly layout: HookLayout;
}

/** How the gate stands in one working tree. */
export interface GateHealth {
  readonly top: string;
  /** Where git looks for hooks here. */
  readonly folder: string;
  readonly hooks: Readonly<Record<GateHook, HookState>> | null;
  /** git ran both hooks when it was tried; `null`: it was not tried, because no hook of the gate is there. */
  readonly fires: boolean | null;
  /** Sentences; none where all is well. */
  readonly problems: readonly string[];
}

/** Where the gate keeps what is its own in a clone: the program that hooks call, and the command. */
const homeOf = ({ commonDir }: HookedTree): string => join(commonDir, 'workflow', 'tdd');

export async function planGate(tree: HookedTree, what: 'install' | 'uninstall'): Promise<PlacedPlan | Refusal> {
  const layout = hookLayoutOf(await readHookPlace(tree));
  if (layout.kind === 'refusal') return layout;
  const files = readHookFiles(layout.folder);
  const plan = what === 'install' ? planInstall(layout, files) : planUninstall(layout, files);
  return plan.kind === 'refusal' ? plan : { ...plan, layout };
}

/** Carries out a plan. The command is recorded in any case: it may have moved since. */
export function applyGate(tree: HookedTree, { layout, steps }: PlacedPlan, command: GateCommand | null): void {
  if (command !== null) {
    recordCommand(tree, command);
    if (layout.kind === 'called') applyHookSteps(homeOf(tree), [{ kind: 'write', name: 'gate', text: renderGate('called'), executable: true }]);
  }
  applyHookSteps(layout.folder, steps);
}

/** Tells the gate of this clone where the command is now. */
function recordCommand(tree: HookedTree, { node, script }: GateCommand): void {
  applyHookSteps(homeOf(tree), [{ kind: 'write', name: 'command', text: `${node}\n${script}\n`, executable: false }]);
}

/** Looks at the hooks of a working tree, and tries whether git runs them. */
export async function gateHealth(tree: HookedTree): Promise<GateHealth> {
  const place = await readHookPlace(tree);
  const layout = hookLayoutOf(place);
  const nothing = { top: tree.top, folder: place.folder, hooks: null, fires: null };
  if (layout.kind === 'refusal') return { ...nothing, problems: [layout.message] };
  const hooks = hookStatesOf(layout, readHookFiles(layout.folder), gateAt(tree));
  const problems = gateHooks.flatMap((hook) => hookProblem(hook, hooks[hook]) ?? []);
  const isThere = gateHooks.some((hook) => hooks[hook] !== 'missing');
  if (!isThere) return { ...nothing, hooks, problems };
  const gitDir = workTreeOf(realFolder(tree.top))?.gitDir ?? tree.commonDir;
  const ran = await probeHooks(tree, gitDir);
  const silent = gateHooks.filter((hook) => !ran.has(hook) && (hooks[hook] === 'fine' || hooks[hook] === 'outdated'));
  const more = silent.map((hook) => `git does not run the hook ${hook} here, although it is there; look what runs instead in ${place.folder}`);
  return { ...nothing, hooks, fires: gateHooks.every((hook) => ran.has(hook)), problems: [...problems, ...more, ...commandProblems(tree)] };
}

/** The same in each working tree of the repository, one after the other: trying starts what others have put beside the gate. */
export async function gateHealths(tree: HookedTree): Promise<readonly GateHealth[]> {
  const all: GateHealth[] = [];
  for (const each of await hookedTrees(tree)) all.push(await gateHealth(each));
  return all;
}

function gateAt(tree: HookedTree): string | null {
  return textAt(join(homeOf(tree), 'gate'));
}

function commandProblems(tree: HookedTree): readonly string[] {
  const [, script = ''] = textAt(join(homeOf(tree), 'command'))?.split('\n') ?? [];
  const isThere = script !== '' && lstatSync(script, { throwIfNoEntry: false }) !== undefined;
  return isThere ? [] : ['The command that the gate asks is not where it was, so commits that need a closer look are refused; run: workflow tdd install-hook'];
}

function textAt(path: string): string | null {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(path, 'latin1') : null;
}
