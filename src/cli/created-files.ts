import type { Applied } from '../core/plans/applied.js';

/** Paths of the files that a plan made, in the order of its steps. */
export function createdFiles(applied: Applied): readonly string[] {
  return applied.steps.flatMap(({ effect }) => (effect.kind === 'text' && effect.before === null && effect.after !== null ? [effect.path] : []));
}
