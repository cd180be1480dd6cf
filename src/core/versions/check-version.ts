import { sameValue } from '../../base/same-value.js';
import type { YamlFault } from '../findings/yaml-finding.js';
import { recordJson, type RecordFile } from './record-codec.js';
import { endFaults, faultAt, orderFaults, putting, schemaFaults } from './record-fault.js';
import { deriveSummary } from './summary.js';
import { approvalKinds, type Approval, type TaskRun, type Version } from './version.js';
import type { VersionName } from './version-layout.js';

/** What there is around the record of a version. */
export interface VersionSurroundings {
  readonly name: VersionName;
  /** The records of its runs, as far as they can be read; `null` for one that cannot. */
  readonly runs: readonly (TaskRun | null)[];
  /** The parent of every version, by name. */
  readonly parents: ReadonlyMap<string, string | null>;
}

/** Everything that is wrong with the record of a version, hand-edited or not (document 001). */
export function checkVersion(file: RecordFile<'version'>, around: VersionSurroundings): readonly YamlFault[] {
  const { record } = file;
  const { status } = record;
  // Rolling back does not unsay that a version ended, or that it never did; and of what cannot be read nothing follows.
  const isOpen = status === 'rolled_back' || file.problems.some(({ pointer }) => pointer[0] === 'status');
  const ends = isOpen ? [] : endFaults(record, status === 'completed' || status === 'failed', lastEnd(around.runs));
  return [
    ...schemaFaults(file), ...nameFaults(record, around), ...parentFaults(record, around), ...approvalFaults(record),
    ...orderFaults([], record), ...ends, ...runFaults(record, around), ...sumFaults(record, around),
  ];
}

function nameFaults({ version }: Version, { name }: VersionSurroundings): YamlFault[] {
  if (version === name || version === '') return [];
  return [faultAt('version/folder-mismatch', ['version'])(`The version lies in the folder ${name}, but says that it is ${version}.`, putting(`Replace by ${name}`, ['version'], name))];
}

function parentFaults({ parentVersion }: Version, { name, parents }: VersionSurroundings): YamlFault[] {
  if (parentVersion === null) return [];
  const pointer = ['parent_version'];
  const without = putting('Name no parent', pointer, null);
  if (!parents.has(parentVersion)) return [faultAt('version/unknown-parent', pointer)(`There is no version ${parentVersion}.`, without)];
  const chain: string[] = [name];
  for (let at: string | null | undefined = parentVersion; at !== null && at !== undefined; at = parents.get(at)) {
    chain.push(at);
    if (at === name) return [faultAt('version/parent-cycle', pointer)(`A version cannot come from itself: ${chain.join(' → ')}.`, without)];
    if (chain.indexOf(at) < chain.length - 1) return []; // A circle that this one only leads to is told where it is.
  }
  return [];
}

function approvalFaults({ approvals }: Version): YamlFault[] {
  return approvalKinds.flatMap((kind) => {
    const wrong = whatIsWrong(approvals[kind]);
    if (wrong === null) return [];
    const pending: Approval = { status: 'pending', approvedBy: null, approvedAt: null, rejectionReason: null };
    const repair = wrong.code === 'version/approval' && wrong.key === 'rejection_reason'
      ? putting('Remove the reason', ['approvals', kind, wrong.key], null) : putting('Make it pending again', ['approvals', kind], pending);
    return [faultAt(wrong.code, ['approvals', kind, wrong.key])(`The ${kind} is ${approvals[kind].status}, but ${wrong.why}.`, repair)];
  });
}

function whatIsWrong({ status, approvedBy, approvedAt, rejectionReason }: Approval): { readonly code: YamlFault['code']; readonly key: string; readonly why: string } | null {
  if (status !== 'rejected' && rejectionReason !== null) return { code: 'version/approval', key: 'rejection_reason', why: 'gives a reason for a rejection' };
  if (status === 'rejected' && (rejectionReason ?? '').trim() === '') return { code: 'version/no-rejection-reason', key: 'rejection_reason', why: 'nobody says why' };
  if (status === 'pending') return null;
  if (approvedBy === null) return { code: 'version/approval', key: 'approved_by', why: 'it does not say by whom' };
  return approvedAt === null ? { code: 'version/approval', key: 'approved_at', why: 'it does not say when' } : null;
}

function lastEnd(runs: VersionSurroundings['runs']): string | null {
  return runs.flatMap((run) => run?.completedAt ?? []).toSorted().at(-1) ?? null;
}

function runFaults({ taskSessions }: Version, { runs }: VersionSurroundings): YamlFault[] {
  if (runs.includes(null)) return [];
  const there = runs.flatMap((run) => run?.sessionId ?? []);
  const missing = taskSessions.flatMap((id, index) => (there.includes(id) ? [] : [
    faultAt('version/missing-run', ['task_sessions', index])(`There is no record of the task run ${id}.`)]));
  const unlisted = there.filter((id) => !taskSessions.includes(id)).map((id) => (
    faultAt('version/unlisted-run', ['task_sessions'])(`The task run ${id} is not in the list.`, { title: `Add ${id}`, edits: [{ kind: 'extend', pointer: ['task_sessions'], values: [id] }] })));
  return [...missing, ...unlisted];
}

/** Sums are only judged when everything that is summed up is there. */
function sumFaults({ taskSessions, summary }: Version, { runs }: VersionSurroundings): YamlFault[] {
  const there = runs.flatMap((run) => run ?? []);
  if (there.length < runs.length || !taskSessions.every((id) => there.some(({ sessionId }) => sessionId === id))) return [];
  const wanted = deriveSummary(there);
  if (sameValue(wanted, summary)) return [];
  const json = recordJson(wanted) as Readonly<Record<string, number>>;
  const now = recordJson(summary) as Readonly<Record<string, number>>;
  return Object.keys(json).filter((key) => json[key] !== now[key]).map((key) => (
    faultAt('version/wrong-sum', ['summary', key])(`${key} is ${now[key] ?? 'absent'}, but the task runs come to ${json[key] ?? 0}.`, putting(`Replace by ${json[key] ?? 0}`, ['summary', key], json[key] ?? 0))));
}
