import type { HookStep } from '../core/gate/plan-hooks.js';
import { refusal, type Refusal } from '../core/plans/plan.js';
import { plainLine } from '../core/text/escape.js';
import type { PlacedPlan } from '../node/gate/gate-hooks.js';
import type { HookedTree } from '../node/gate/hook-place.js';
import { hookedTreeAt } from '../node/gate/hooked-trees.js';

/** The working tree in which the command was started. */
export function hookedTree(): HookedTree | Refusal {
  const here = process.cwd();
  return hookedTreeAt(here) ?? refusal('tdd/no-tree', `${here} is in no working tree of git, so there is nothing to commit to; go into one, or name it with -C.`);
}

/** A step as a person reads it. */
export function stepText(step: HookStep): string {
  if (step.kind === 'move') return `${step.from} is kept as ${step.to}`;
  return step.kind === 'write' ? `${step.name} is written` : `${step.name} is removed`;
}

/** What a plan does, or did, a line a file. */
export function planText({ layout, steps, notes }: PlacedPlan, nothing: string): string {
  const lines = steps.length === 0 && notes.length === 0 ? [nothing] : [...steps.map(stepText), ...notes];
  return `${plainLine(layout.folder)}\n${lines.map((line) => `  ${plainLine(line)}\n`).join('')}`;
}

export const planJson = ({ layout, steps, notes }: PlacedPlan): Readonly<Record<string, unknown>> => (
  { folder: layout.folder, layout: layout.kind, changed: steps.map((step) => (step.kind === 'move' ? step.to : step.name)), notes });
