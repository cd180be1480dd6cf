import { intendedChanges } from './plan-rollback.js';
import { isSameFile, type TreeChange, type TreeFile } from './tree-change.js';
import type { Operation } from './version.js';

/**
 * The changes that are left when those are taken away that a run has recorded already. Who compares with an older state of a file than
 * the one that the run last left, because another process was faster or was killed in between, goes on from the last. A state that the
 * run never recorded is somebody else's, and stays what the file was before.
 */
export function withoutRecorded(changes: readonly TreeChange[], operations: readonly Operation[]): readonly TreeChange[] {
  const recorded = statesOf(operations);
  return changes.flatMap((change) => {
    const states = recorded.get(change.path) ?? [];
    const last = states.at(-1);
    if (last === undefined || isSameFile(last, change.before) || !states.some((state) => isSameFile(state, change.before))) return [change];
    return isSameFile(last, change.after) ? [] : [{ ...change, before: last }];
  });
}

/** The states that a run saw of every file it recorded, first to last. */
function statesOf(operations: readonly Operation[]): ReadonlyMap<string, readonly (TreeFile | null)[]> {
  const states = new Map<string, (TreeFile | null)[]>();
  for (const { path, from, to } of intendedChanges(operations.filter(({ targetType }) => targetType === 'file'))) states.set(path, [...states.get(path) ?? [from], to]);
  return states;
}
