import { refusal, type Refusal } from '../plans/plan.js';
import { gateBlock, hasBlock, withBlock, withoutBlock } from './hook-block.js';
import type { HookLayout } from './hook-layout.js';
import { beforeSuffix, gateHooks, renderGate, type GateHook } from './render-hook.js';

/** A file of hooks as it is. `isExecutable` is always true where the system knows no such thing. */
export interface HookFile {
  readonly text: string;
  readonly isExecutable: boolean;
}

/** The files of a folder of hooks by name: the hooks of the gate, and those that were there before. Absent ones are not in it. */
export type HookFiles = ReadonlyMap<string, HookFile>;

/** One change in the folder. A written file is executable, or has the mode of the file that it replaces. */
export type HookStep =
  | { readonly kind: 'move'; readonly from: string; readonly to: string }
  | { readonly kind: 'write'; readonly name: string; readonly text: string; readonly executable: boolean }
  | { readonly kind: 'remove'; readonly name: string };

/** What is to be done, and what stays although one might expect otherwise, in sentences. */
export interface HookPlan {
  readonly kind: 'hooks';
  readonly steps: readonly HookStep[];
  readonly notes: readonly string[];
}

/** Whether a hook is the gate itself, of whatever version. */
export function isGate(text: string): boolean {
  return /^#!\/bin\/sh\n# agent-workflow tdd gate\n/.test(text);
}

/** Plans to put the gate into a folder of hooks. What was there is kept and goes on running; doing it twice changes nothing. */
export function planInstall(layout: HookLayout, files: HookFiles): HookPlan | Refusal {
  const steps: HookStep[] = [];
  for (const hook of gateHooks) {
    const more = layout.kind === 'own' ? installOwn(hook, files) : installBlock(hook, layout, files);
    if ('kind' in more) return more;
    steps.push(...more);
  }
  return { kind: 'hooks', steps, notes: [] };
}

function installOwn(hook: GateHook, files: HookFiles): readonly HookStep[] {
  const found = files.get(hook);
  const text = renderGate('hook');
  const write: HookStep = { kind: 'write', name: hook, text, executable: true };
  if (found === undefined) return [write];
  if (isGate(found.text)) return found.text === text && found.isExecutable ? [] : [write];
  const before = hook + beforeSuffix;
  return [...keptAside(before, found, files), { kind: 'move', from: hook, to: before }, write];
}

/** Somebody has put another hook over ours: what was there before ours is kept under a number, unless it is the same. */
function keptAside(before: string, found: HookFile, files: HookFiles): readonly HookStep[] {
  const old = files.get(before);
  if (old === undefined || old.text === found.text) return [];
  let number = 2;
  while (files.has(`${before}.${number}`)) number += 1;
  return [{ kind: 'move', from: before, to: `${before}.${number}` }];
}

function installBlock(hook: GateHook, { needsMode }: HookLayout & { readonly kind: 'called' }, files: HookFiles): readonly HookStep[] | Refusal {
  const found = files.get(hook);
  const text = withBlock(found?.text ?? null, gateBlock(hook, needsMode));
  if (text === null) return refusal('tdd/no-shell', `The hook ${hook} that is there is no shell program, so it cannot call the gate; let it run: workflow tdd pre-commit`);
  if (text === found?.text && (found.isExecutable || !needsMode)) return [];
  return [{ kind: 'write', name: hook, text, executable: needsMode }];
}

/** Plans to take the gate away and to give back what was there before it, every byte. */
export function planUninstall({ kind }: HookLayout, files: HookFiles): HookPlan {
  const plans = gateHooks.map((hook) => (kind === 'own' ? uninstallOwn(hook, files) : uninstallBlock(hook, files)));
  return { kind: 'hooks', steps: plans.flatMap(({ steps }) => steps), notes: plans.flatMap(({ notes }) => notes) };
}

type Part = Pick<HookPlan, 'steps' | 'notes'>;

function uninstallOwn(hook: GateHook, files: HookFiles): Part {
  const [found, before] = [files.get(hook), hook + beforeSuffix];
  if (found !== undefined && !isGate(found.text)) {
    return { steps: [], notes: files.has(before) ? [`${hook} is not ours any more and stays; what was there before ours is still kept as ${before}.`] : [] };
  }
  if (files.has(before)) return { steps: [{ kind: 'move', from: before, to: hook }], notes: [] };
  return { steps: found === undefined ? [] : [{ kind: 'remove', name: hook }], notes: [] };
}

function uninstallBlock(hook: GateHook, files: HookFiles): Part {
  const found = files.get(hook);
  if (found === undefined || !hasBlock(found.text)) return { steps: [], notes: [] };
  const text = withoutBlock(found.text);
  return { steps: [text === '' ? { kind: 'remove', name: hook } : { kind: 'write', name: hook, text, executable: false }], notes: [] };
}
