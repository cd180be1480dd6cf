import { plainLine } from '../../core/text/escape.js';
import { wordOf, type LookedAt, type WorktreeState } from '../../core/worktrees/worktree.js';
import type { Translate } from '../translate.js';
import type { Icon } from '../trees/tree-node.js';

const icons: Readonly<Record<ReturnType<typeof wordOf>, Icon>> = {
  active: { id: 'git-branch' },
  dirty: { id: 'git-branch', color: 'gitDecoration.modifiedResourceForeground' },
  stale: { id: 'warning', color: 'list.warningForeground' },
  locked: { id: 'lock' },
};

export function worktreeIcon(worktree: WorktreeState): Icon {
  return icons[wordOf(worktree)];
}

/** What stands behind a worktree's name: what is wrong with it, else what is uncommitted and how it stands to its base. */
export function worktreeDetails({ gone, locked, status }: WorktreeState, t: Translate): readonly string[] {
  if (gone) return [t('directory is gone')];
  return [...(locked === null ? [] : [t('locked')]), ...(status === null ? [] : countsOf(status, t))];
}

function countsOf({ uncommitted, conflicts, ahead, behind }: LookedAt, t: Translate): readonly string[] {
  const sides = [...(ahead !== null && ahead > 0 ? [`↑${ahead}`] : []), ...(behind !== null && behind > 0 ? [`↓${behind}`] : [])].join(' ');
  return [
    ...(conflicts.length === 0 ? [] : [t('{0} conflicts', conflicts.length)]),
    ...(uncommitted === 0 ? [] : [t('{0} uncommitted', uncommitted)]),
    ...(sides === '' ? [] : [sides]),
  ];
}

export function worktreeTooltip({ role, path, branch, base, locked, status }: WorktreeState, t: Translate): readonly string[] {
  return [
    plainLine(role),
    path,
    branch === null ? t('On no branch') : t('Branch {0}', branch),
    ...(base === null || status === null ? [] : [t('{0} commits ahead of {1}, {2} behind', status.ahead ?? 0, base, status.behind ?? 0)]),
    ...(status === null ? [] : [t('{0} uncommitted, of which {1} untracked', status.uncommitted, status.untracked)]),
    ...(locked === null ? [] : [t('Locked: {0}', locked === '' ? t('no reason given') : locked)]),
  ];
}

/** What may be done to a worktree, as the words that menus look for. One whose directory is gone can only be cleared away. */
export function worktreeVerbs({ gone, locked, ours }: WorktreeState): readonly string[] {
  if (gone) return locked === null ? ['clear'] : [];
  return ['open', ...(ours ? ['sync', ...(locked === null ? ['finish', 'clean'] : [])] : [])];
}
