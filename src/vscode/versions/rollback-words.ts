import type { FileChange, Rollback } from '../../core/versions/plan-rollback.js';
import type { Translate } from '../translate.js';

/** What rolling back comes to, as far as it is told (`RollbackPreview`). */
export interface ToldRollback {
  readonly trees: readonly { readonly worktree: string | null; readonly rollback: Pick<Rollback, 'changes' | 'obstacles' | 'untouched'> }[];
  /** Changes that were never recorded, so they stay. */
  readonly leftOut: readonly string[];
}

/** Something stands against undoing all of it. */
export function isHindered({ trees, leftOut }: ToldRollback): boolean {
  return leftOut.length > 0 || trees.some(({ rollback }) => rollback.obstacles.length > 0);
}

export function changesOf({ trees }: ToldRollback): readonly FileChange[] {
  return trees.flatMap(({ rollback }) => rollback.changes);
}

/** A modal that is longer than the window cannot be answered. */
const mostLines = 12;

/** What will be done to which file, what stays as it is and why: all that a person has to know before they agree. */
export function rollbackDetail(t: Translate, told: ToldRollback): string {
  const changes = told.trees.flatMap(({ worktree, rollback }) => rollback.changes.map((change) => changeLine(t, change, worktree)));
  const obstacles = told.trees.flatMap(({ rollback }) => rollback.obstacles.map(({ path, operation, why }) => t('{0}: {1}', path ?? operation, why)));
  const untouched = told.trees.flatMap(({ rollback }) => rollback.untouched.map(({ targetType, targetId }) => t('{0} {1}: nothing is known about undoing it', targetType, targetId)));
  return [
    ...section(t('What will be done:'), changes, t),
    ...section(t('What cannot be undone:'), obstacles, t),
    ...section(t('What stays, because it was not recorded:'), told.leftOut, t),
    ...section(t('What stays:'), untouched, t),
    ...(changes.length === 0 ? [] : [t('What the files are now is kept, so that this can be undone.')]),
  ].join('\n');
}

function section(title: string, lines: readonly string[], t: Translate): readonly string[] {
  if (lines.length === 0) return [];
  const more = lines.length > mostLines ? [t('and {0} more', lines.length - mostLines)] : [];
  return [title, ...lines.slice(0, mostLines).map((line) => `• ${line}`), ...more, ''];
}

function changeLine(t: Translate, { path, from, to }: FileChange, worktree: string | null): string {
  const where = worktree === null ? path : t('{0} (in {1})', path, worktree);
  if (from === null) return t('restore {0}', where);
  if (to === null) return t('delete {0}', where);
  return from.hash === to.hash ? t('change the permissions of {0}', where) : t('put back {0}', where);
}
