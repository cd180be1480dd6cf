import { classifyPath } from '../layout/state-layout.js';
import type { JsonEdit } from '../text/json-edit.js';
import type { JsonPointer } from '../text/json-pointer.js';
import { jsonValueAt } from '../text/json-text.js';
import type { Applied, AppliedStep } from './applied.js';
import { refusal, type JsonExpectation, type Plan, type Refusal, type Step, type Transition } from './plan.js';

/**
 * The plan that undoes an applied one, step by step backwards. It expects what the plan left behind, so whatever was changed
 * since stays: JSON fields are put back one by one beside other people's changes, whole texts only if nobody touched them.
 * A state machine does not hold here, because undoing is not going on. Folders that were made stay, empty. A created session
 * is refused: an empty session folder is worse than a session.
 */
export function inversePlan(applied: Applied): Plan | Refusal {
  const { plan, steps } = applied;
  if (steps.some(isNewFolder) && plan.steps.some(isNewSession)) {
    return refusal('undo/created-session', `"${plan.title}" cannot be undone, because others may already work in the new session; archive it or remove its folder.`);
  }
  return {
    kind: 'plan',
    title: `Undo: ${plan.title}`,
    steps: steps.toReversed().flatMap(inverseStep),
    transitions: plan.transitions.toReversed().map(inverseTransition),
  };
}

function isNewFolder({ effect }: AppliedStep): boolean {
  return effect.kind === 'directory' && !effect.existed;
}

function isNewSession(step: Step): boolean {
  return step.kind === 'create-file' && classifyPath(step.path).kind === 'session-file';
}

function inverseTransition({ from, to, entity, session, id }: Transition): Transition {
  return { entity, session, id, from: to, to: from, reason: 'undone' };
}

function inverseStep({ step, effect }: AppliedStep): Step[] {
  if (effect.kind === 'directory') return [];
  if (effect.kind === 'moved') return [{ kind: 'move', from: effect.to, to: effect.from }];
  const { path, before, after } = effect;
  if (before === after) return [];
  if (after === null) return [{ kind: 'create-file', path, content: before ?? '' }];
  if (before === null) return [{ kind: 'remove-file', path, from: after }];
  if (step.kind !== 'edit-json') return [{ kind: 'write-text', path, from: after, to: before }];
  return [inverseEdit(step, before, after)];
}

function inverseEdit({ path, edits }: Step & { kind: 'edit-json' }, before: string, after: string): Step {
  const restored = touchedPointers(edits, before).map((pointer) => restore(before, after, pointer));
  const unique = new Map(restored.map((each) => [JSON.stringify(each.edit.pointer), each]));
  const all = [...unique.values()].reverse();
  return { kind: 'edit-json', path, edits: all.map(({ edit }) => edit), expect: all.map(({ expected }) => expected) };
}

/** What the edits set, removed or added; added items by their index, which the list's earlier length tells. */
function touchedPointers(edits: readonly JsonEdit[], before: string): JsonPointer[] {
  const added = new Map<string, number>();
  return edits.map(({ kind, pointer }) => {
    if (kind !== 'append') return pointer;
    const key = JSON.stringify(pointer);
    const list = jsonValueAt(before, pointer);
    const index = (Array.isArray(list) ? list.length : 0) + (added.get(key) ?? 0);
    added.set(key, (added.get(key) ?? 0) + 1);
    return [...pointer, index];
  });
}

/** Puts back one value: what was absent goes again together with the objects that were made around it. */
function restore(before: string, after: string, pointer: JsonPointer): { readonly edit: JsonEdit; readonly expected: JsonExpectation } {
  const depth = pointer.findIndex((_, index) => (jsonValueAt(before, pointer.slice(0, index + 1)) ?? null) === null);
  const place = depth < 0 ? pointer : pointer.slice(0, depth + 1);
  const value = jsonValueAt(before, place);
  const edit: JsonEdit = value === undefined ? { kind: 'remove', pointer: place } : { kind: 'set', pointer: place, value };
  return { edit, expected: { pointer: place, value: jsonValueAt(after, place) } };
}
