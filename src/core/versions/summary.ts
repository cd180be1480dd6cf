import { timeOf } from './record-ids.js';
import type { IndexEntry, Operation, TaskRun, Version, VersionIndex, VersionSummary } from './version.js';
import { versionNumber, type VersionName } from './version-layout.js';

/** What the runs of a version come to: the latest attempt at each task counts. Files that were renamed or moved were updated. */
export function deriveSummary(runs: readonly TaskRun[]): VersionSummary {
  const operations = runs.flatMap((run) => run.operations);
  return {
    totalTasks: runs.length,
    tasksCompleted: runs.filter(({ status }) => status === 'completed').length,
    entitiesCreated: count(operations, 'entity', ['CREATE']),
    entitiesUpdated: count(operations, 'entity', ['UPDATE', 'RENAME', 'MOVE']),
    entitiesDeleted: count(operations, 'entity', ['DELETE']),
    filesCreated: count(operations, 'file', ['CREATE']),
    filesUpdated: count(operations, 'file', ['UPDATE', 'RENAME', 'MOVE']),
    filesDeleted: count(operations, 'file', ['DELETE']),
  };
}

function count(operations: readonly Operation[], target: Operation['targetType'], types: readonly Operation['type'][]): number {
  return operations.filter(({ targetType, type }) => targetType === target && types.includes(type)).length;
}

/** How long a run took, in milliseconds; `null` while it goes on or when its times are none. */
export function durationOf({ startedAt, completedAt }: Pick<TaskRun, 'startedAt' | 'completedAt'>): number | null {
  const [from, to] = [timeOf(startedAt), timeOf(completedAt)];
  return from === null || to === null ? null : Math.max(0, to - from);
}

/** A version with the runs that belong to it. */
export interface VersionWithRuns {
  readonly name: VersionName;
  readonly record: Version;
  readonly runs: readonly { readonly record: TaskRun }[];
}

/** The index as the folders say it (decisions 6.2): in the order of numbers. */
export function deriveIndex(versions: readonly VersionWithRuns[]): VersionIndex {
  const ordered = versions.toSorted((a, b) => versionNumber(a.name) - versionNumber(b.name));
  return { versions: ordered.map(entryOf), latestVersion: ordered.at(-1)?.name ?? null, totalVersions: ordered.length };
}

function entryOf({ name, record, runs }: VersionWithRuns): IndexEntry {
  const { feature, status, startedAt, completedAt } = record;
  const operationsCount = runs.reduce((sum, run) => sum + run.record.operations.length, 0);
  return { version: name, feature, status, startedAt, completedAt, tasksCount: runs.length, operationsCount };
}
