import { plainLine } from '../../core/text/escape.js';
import type { Operation, OperationType } from '../../core/versions/version.js';
import type { Approval, Review } from '../../core/versions/version.js';
import { isOperationId } from '../../core/versions/record-ids.js';
import type { RunState } from '../../core/versions/versions.js';
import type { RunStatus, VersionStatus } from '../../core/versions/version-status.js';
import type { Translate } from '../translate.js';
import type { Icon } from '../trees/tree-node.js';

const runIcons: Readonly<Record<RunStatus, Icon>> = {
  pending: { id: 'circle-large-outline' },
  in_progress: { id: 'record', color: 'charts.blue' },
  review: { id: 'eye', color: 'list.warningForeground' },
  approved: { id: 'thumbsup', color: 'testing.iconPassed' },
  completed: { id: 'pass-filled', color: 'testing.iconPassed' },
  failed: { id: 'error', color: 'list.errorForeground' },
  blocked: { id: 'circle-slash', color: 'list.warningForeground' },
};

export function runIcon(status: RunStatus): Icon {
  return runIcons[status];
}

export function runStatusLabel(t: Translate, status: RunStatus): string {
  const labels: Readonly<Record<RunStatus, string>> = {
    pending: t('pending'),
    in_progress: t('in progress'),
    review: t('waits for review'),
    approved: t('approved'),
    completed: t('completed'),
    failed: t('failed'),
    blocked: t('blocked'),
  };
  return labels[status];
}

const versionIcons: Readonly<Record<VersionStatus, Icon>> = {
  pending: { id: 'circle-large-outline' },
  in_progress: { id: 'versions', color: 'charts.blue' },
  completed: { id: 'pass-filled', color: 'testing.iconPassed' },
  failed: { id: 'error', color: 'list.errorForeground' },
  rolled_back: { id: 'discard' },
};

export function versionIcon(status: VersionStatus): Icon {
  return versionIcons[status];
}

export function versionStatusLabel(t: Translate, status: VersionStatus): string {
  const labels: Readonly<Record<VersionStatus, string>> = {
    pending: t('pending'),
    in_progress: t('in progress'),
    completed: t('completed'),
    failed: t('failed'),
    rolled_back: t('rolled back'),
  };
  return labels[status];
}

const operationIcons: Readonly<Record<OperationType, Icon>> = {
  CREATE: { id: 'diff-added', color: 'gitDecoration.addedResourceForeground' },
  UPDATE: { id: 'diff-modified', color: 'gitDecoration.modifiedResourceForeground' },
  DELETE: { id: 'diff-removed', color: 'gitDecoration.deletedResourceForeground' },
  RENAME: { id: 'diff-renamed', color: 'gitDecoration.renamedResourceForeground' },
  MOVE: { id: 'diff-renamed', color: 'gitDecoration.renamedResourceForeground' },
};

export function operationIcon(type: OperationType): Icon {
  return operationIcons[type];
}

export function operationLabel(t: Translate, type: OperationType): string {
  const labels: Readonly<Record<OperationType, string>> = {
    CREATE: t('created'),
    UPDATE: t('changed'),
    DELETE: t('deleted'),
    RENAME: t('renamed'),
    MOVE: t('moved'),
  };
  return labels[type];
}

/** What a rollback undid, as a person calls it: of a single change, its file. */
export function rollbackLabel(t: Translate, { task, record: { rollback, operations: [first] } }: RunState): string {
  const of = rollback?.of ?? task;
  return t('Rollback of {0}', plainLine(first !== undefined && isOperationId(of) ? operationSubject(first) : of));
}

/** What is said of a change beside what kind it is: recorded ones begin with their kind. */
export function changeSummary({ changes: { diffSummary } }: Operation): string {
  return diffSummary.replace(/^(?:Created|Changed|Deleted), /, '');
}

/** What an operation was done to, as its row is called. */
export function operationSubject({ targetPath, targetId, targetType }: Operation): string {
  return targetPath ?? `${targetType} ${targetId}`;
}

const approvalIcons: Readonly<Record<Approval['status'], Icon>> = {
  pending: { id: 'bell-dot', color: 'list.warningForeground' },
  approved: { id: 'thumbsup', color: 'testing.iconPassed' },
  rejected: { id: 'thumbsdown', color: 'list.errorForeground' },
};

export function approvalIcon(status: Approval['status']): Icon {
  return approvalIcons[status];
}

export function approvalStatusLabel(t: Translate, status: Approval['status']): string {
  const labels: Readonly<Record<Approval['status'], string>> = { pending: t('waits for you'), approved: t('approved'), rejected: t('rejected') };
  return labels[status];
}

export function reviewIcon({ decision }: Review): Icon {
  if (decision === null) return { id: 'eye', color: 'list.warningForeground' };
  return { approved: approvalIcons.approved, rejected: approvalIcons.rejected, needs_changes: { id: 'request-changes', color: 'list.warningForeground' } }[decision];
}

export function reviewLabel(t: Translate, { decision }: Pick<Review, 'decision'>): string {
  if (decision === null) return t('open');
  const labels = { approved: t('approved'), rejected: t('rejected'), needs_changes: t('needs changes') };
  return labels[decision];
}

/** A time span a person would say: the two largest units that are in it. */
export function durationText(t: Translate, milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60];
  if (days > 0) return t('{0} d {1} h', days, hours);
  if (hours > 0) return t('{0} h {1} min', hours, minutes);
  return minutes > 0 ? t('{0} min {1} s', minutes, seconds % 60) : t('{0} s', seconds);
}
