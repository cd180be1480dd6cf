/** How far a version is (decisions 2). */
export const versionStatuses = ['pending', 'in_progress', 'completed', 'failed', 'rolled_back'] as const;
export type VersionStatus = (typeof versionStatuses)[number];

/** How far a task run is (decisions 2). */
export const runStatuses = ['pending', 'in_progress', 'review', 'approved', 'completed', 'failed', 'blocked'] as const;
export type RunStatus = (typeof runStatuses)[number];

const versionTransitions: Readonly<Record<VersionStatus, readonly VersionStatus[]>> = {
  pending: ['in_progress'],
  in_progress: ['completed', 'failed', 'rolled_back'],
  completed: ['rolled_back'],
  failed: ['rolled_back'],
  rolled_back: [],
};

const runTransitions: Readonly<Record<RunStatus, readonly RunStatus[]>> = {
  pending: ['in_progress'],
  in_progress: ['review', 'completed', 'blocked', 'failed'],
  review: ['approved', 'in_progress', 'failed'],
  approved: ['completed'],
  completed: [],
  failed: [],
  blocked: ['in_progress', 'failed'],
};

/** Where a version may go from a status. */
export function nextVersionStatuses(from: VersionStatus): readonly VersionStatus[] {
  return versionTransitions[from];
}

/** Where a task run may go from a status. A run that ended stays ended: trying again is a new attempt. */
export function nextRunStatuses(from: RunStatus): readonly RunStatus[] {
  return runTransitions[from];
}

/** A run in one of these keeps its version from being completed. */
export function isOpenRun(status: RunStatus): boolean {
  return status !== 'completed' && status !== 'failed';
}
