import type { YamlFault } from '../findings/yaml-finding.js';
import type { TaskId } from '../layout/names.js';
import { isSafePath } from './safe-path.js';
import { taskOfRunId } from './record-ids.js';
import type { RecordFile } from './record-codec.js';
import { endFaults, faultAt, orderFaults, putting, schemaFaults } from './record-fault.js';
import { durationOf } from './summary.js';
import type { Operation, Review, TaskRun } from './version.js';
import type { VersionName } from './version-layout.js';

/** Where the record of a task run is. */
export interface RunPlace {
  readonly version: VersionName;
  readonly task: TaskId;
}

/** Everything that is wrong with the record of a task run, hand-edited or not (document 001). */
export function checkRun(file: RecordFile<'run'>, place: RunPlace): readonly YamlFault[] {
  const { record } = file;
  const ends = endFaults(record, record.status === 'completed' || record.status === 'failed' || record.completedAt !== null, record.reviewSession?.completedAt ?? null);
  return [
    ...schemaFaults(file), ...placeFaults(record, place), ...orderFaults([], record), ...ends, ...durationFaults(record), ...attemptFaults(record),
    ...operationFaults(record.operations), ...(record.reviewSession === null ? [] : reviewFaults(record, record.reviewSession)),
  ];
}

function placeFaults(record: TaskRun, { version, task }: RunPlace): YamlFault[] {
  const differs = (key: 'workflow_version' | 'task_id', found: string, wanted: string): YamlFault[] => (found === wanted || found === '' ? [] : [
    faultAt('version/folder-mismatch', [key])(`The run lies in the folder of ${wanted}, but says ${found}.`, putting(`Replace by ${wanted}`, [key], wanted))]);
  const named = taskOfRunId(record.sessionId);
  const ofId = named === null || named === record.taskId || record.taskId === '' ? [] : [
    faultAt('version/folder-mismatch', ['session_id'])(`The id names the task ${named}, but the run is about ${record.taskId}.`)];
  return [...differs('workflow_version', record.workflowVersion, version), ...differs('task_id', record.taskId, task), ...ofId];
}

function durationFaults(record: TaskRun): YamlFault[] {
  const wanted = durationOf(record);
  if (wanted === record.durationMs) return [];
  return [faultAt('version/wrong-sum', ['duration_ms'])(`duration_ms is ${record.durationMs ?? 'absent'}, but from beginning to end it is ${wanted ?? 'not known yet'}.`,
    putting(`Replace by ${wanted ?? 'null'}`, ['duration_ms'], wanted))];
}

function attemptFaults({ attemptNumber, previousAttempts }: TaskRun): YamlFault[] {
  const wanted = previousAttempts.length + 1;
  if (attemptNumber === wanted) return [];
  return [faultAt('version/wrong-sum', ['attempt_number'])(`attempt_number is ${attemptNumber}, but there were ${wanted - 1} attempts before.`, putting(`Replace by ${wanted}`, ['attempt_number'], wanted))];
}

function operationFaults(operations: readonly Operation[]): YamlFault[] {
  const seen = new Set<string>();
  return operations.flatMap((operation, index) => {
    const isTwin = seen.has(operation.id);
    seen.add(operation.id);
    const twin = isTwin ? [faultAt('version/duplicate-operation', ['operations', index, 'id'])(`The operation ${operation.id} stands here a second time; give it an id of its own.`)] : [];
    return [...twin, ...rollbackFaults(operation, index)];
  });
}

function rollbackFaults({ id, reversible, rollbackData, targetPath }: Operation, index: number): YamlFault[] {
  if (!reversible) return [];
  const never = putting('Say that it cannot be undone', ['operations', index, 'reversible'], false);
  if (rollbackData === null) return [faultAt('version/not-reversible', ['operations', index, 'rollback_data'])(`${id} says that it can be undone, but not how.`, never)];
  const { path, from, to } = rollbackData;
  const unsafe = [targetPath, path, from, to].find((each) => typeof each === 'string' && !isSafePath(each));
  if (unsafe === undefined) return [];
  return [faultAt('version/unsafe-rollback', ['operations', index, 'rollback_data'])(`${id} would write to ${unsafe}, which is not a file that a task run changes; it will never be undone.`, never)];
}

/** A review is open or decided, and what it decided is what the run came to. */
function reviewFaults({ status }: TaskRun, review: Review): YamlFault[] {
  const { decision, completedAt } = review;
  const own = (decision === null) === (completedAt === null) ? [] : [halfOpenFault(review)];
  return [...orderFaults(['review_session'], review), ...own, ...(own.length > 0 ? [] : outcomeFaults(status, decision))];
}

function halfOpenFault({ decision, startedAt }: Review): YamlFault {
  const pointer = ['review_session', 'completed_at'];
  if (decision === null) return faultAt('version/open-review', pointer)('The review ended, but decided nothing.', putting('Open it again', pointer, null));
  return faultAt('version/open-review', pointer)(`The review decided ${decision}, but has no completed_at, so it counts as open.`, putting('Close it with the time of its beginning', pointer, startedAt));
}

function outcomeFaults(status: TaskRun['status'], decision: Review['decision']): YamlFault[] {
  if (decision === null && status !== 'review') {
    return [faultAt('version/open-review', ['review_session', 'completed_at'])(`The review is still open, although the run is ${status}.`, putting('Remove the review', ['review_session'], null))];
  }
  const isAgreed = decision === null || decision === 'approved' || (status !== 'approved' && status !== 'completed');
  return isAgreed ? [] : [faultAt('version/review-mismatch', ['review_session', 'decision'])(`The run is ${status}, but its review says ${decision}.`)];
}
