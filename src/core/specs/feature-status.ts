/** The states of a feature (document 000, 3.1; decisions 2). */
export const featureStatuses = ['planning', 'in_progress', 'review', 'completed', 'blocked'] as const;
export type FeatureStatus = (typeof featureStatuses)[number];

const transitions: Readonly<Record<Exclude<FeatureStatus, 'blocked'>, readonly FeatureStatus[]>> = {
  planning: ['in_progress', 'blocked'],
  in_progress: ['review', 'blocked'],
  review: ['completed', 'blocked'],
  completed: [],
};

/** The status a word means, `null` when it is none of ours. */
export function asFeatureStatus(word: unknown): FeatureStatus | null {
  return featureStatuses.find((status) => status === word) ?? null;
}

/**
 * Where a feature may go from here. A blocked one goes back to the status it came from (`metadata.blocked_from` of the spec);
 * where nothing says which that was, to any that can be blocked.
 */
export function nextFeatureStatuses(status: FeatureStatus, blockedFrom: FeatureStatus | null): readonly FeatureStatus[] {
  if (status !== 'blocked') return transitions[status];
  const back: readonly FeatureStatus[] = ['planning', 'in_progress', 'review'];
  return blockedFrom !== null && back.includes(blockedFrom) ? [blockedFrom] : back;
}
