import type { SessionState } from '../../core/workflow/workflow-state.js';
import type { TaskStatus } from '../../core/tasks/task-status.js';
import type { Translate } from '../translate.js';
import type { Icon } from './tree-node.js';

type Look = Readonly<Record<TaskStatus | 'unknown', Icon>>;

const taskIcons: Look = {
  pending: { id: 'circle-large-outline' },
  active: { id: 'play-circle', color: 'charts.blue' },
  completed: { id: 'pass-filled', color: 'testing.iconPassed' },
  blocked: { id: 'circle-slash', color: 'list.warningForeground' },
  failed: { id: 'error', color: 'list.errorForeground' },
  skipped: { id: 'debug-step-over', color: 'disabledForeground' },
  unknown: { id: 'question' },
};

export const brokenIcon: Icon = { id: 'warning', color: 'list.errorForeground' };

export function taskIcon(status: TaskStatus | 'unknown'): Icon {
  return taskIcons[status];
}

export function taskStatusLabel(t: Translate, status: TaskStatus): string {
  const labels: Readonly<Record<TaskStatus, string>> = {
    pending: t('pending'),
    active: t('active'),
    completed: t('completed'),
    blocked: t('blocked'),
    failed: t('failed'),
    skipped: t('skipped'),
  };
  return labels[status];
}

const sessionIcons: Readonly<Record<SessionState['status'], Icon>> = {
  active: { id: 'play-circle' },
  paused: { id: 'debug-pause' },
  completed: { id: 'pass-filled', color: 'testing.iconPassed' },
  archived: { id: 'archive' },
  unknown: { id: 'question' },
};

/** The active session stands out; a broken one more so. */
export function sessionIcon(session: SessionState, isActive: boolean): Icon {
  if (session.file.broken) return brokenIcon;
  return isActive ? { id: 'target', color: 'charts.blue' } : sessionIcons[session.status];
}

export function sessionStatusLabel(t: Translate, session: SessionState, isActive: boolean): string {
  if (isActive) return t('active session');
  const labels: Readonly<Record<SessionState['status'], string>> = {
    active: t('open'),
    paused: t('paused'),
    completed: t('completed'),
    archived: t('archived'),
    unknown: session.file.rawStatus ?? t('no status'),
  };
  return labels[session.status];
}
