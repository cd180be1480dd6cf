import { advice, nextStep, type Advice } from '../plans/next-step.js';
import type { Plan, Refusal } from '../plans/plan.js';
import { planRecords, refused, type Found, type VersionContext } from './record-plan.js';
import { recordTime, versionSessionId } from './record-ids.js';
import { recordJson, renderRecord } from './record-codec.js';
import { success } from '../../base/result.js';
import { isOpenRun, nextVersionStatuses, type VersionStatus } from './version-status.js';
import { approvalKinds, type Approval, type ApprovalKind, type Version } from './version.js';
import { nextVersionName, versionDirectory, versionPath, type VersionName } from './version-layout.js';
import type { RunState, Versions, VersionState } from './versions.js';
import { deriveSummary } from './summary.js';
import type { RecordChange } from './record-plan.js';

const longestFeature = 500;

const noApproval: Approval = { status: 'pending', approvedBy: null, approvedAt: null, rejectionReason: null };

/** A version that is not written yet, with the next free number (decisions 6.2). `parent`: the version it continues. */
export function newVersion(versions: Versions, { feature, parent = null }: { readonly feature: string; readonly parent?: string | null }, { now }: Pick<VersionContext, 'now'>): Found<VersionState> {
  const said = feature.replace(/\s+/g, ' ').trim();
  if (said === '') return refused('version/feature-needed', advice`A version needs the feature that is built; say: ${nextStep('version create', '<feature>')}`);
  if (said.length > longestFeature) return refused('version/feature-long', `The feature has ${said.length} characters, at most ${longestFeature} are kept; shorten it.`);
  if (parent !== null && !versions.versions.some(({ name }) => name === parent)) return refused('version/unknown', advice`There is no version ${parent}; see: ${nextStep('version list')}`);
  const name = nextVersionName(versions.taken);
  const record: Version = {
    version: name, feature: said, sessionId: versionSessionId(now), parentVersion: parent, status: 'pending', startedAt: recordTime(now), completedAt: null,
    approvals: { design: noApproval, implementation: noApproval }, taskSessions: [], summary: deriveSummary([]),
  };
  return success({ name, directory: versionDirectory(name), path: versionPath(name), record, broken: false, runs: [], rollbacks: [] });
}

/** Plans a new version, pending until its first task run begins. */
export async function planNewVersion(versions: Versions, request: { readonly feature: string; readonly parent?: string }, context: VersionContext): Promise<Plan | Refusal> {
  const made = newVersion(versions, request, context);
  if (!made.ok) return made.problem;
  const { value: after } = made;
  return planRecords(versions, { title: `Create version ${after.name}`, after, changes: [creationOf(after)], transitions: [] }, context);
}

/** How a version that is not written yet gets its file. */
export function creationOf({ path, record }: VersionState): RecordChange {
  return { kind: 'create', path, text: renderRecord(record) };
}

/** A version after a change of its status, with what that changes in its file and what is told the journal. */
export interface StatusChange {
  readonly after: VersionState;
  readonly changes: readonly RecordChange[];
  readonly transitions: readonly { readonly entity: 'version'; readonly session: string; readonly id: VersionName; readonly from: VersionStatus; readonly to: VersionStatus }[];
}

/** Changes the status of a version, if its state machine allows it (decisions 2). */
export function withStatus(version: VersionState, to: VersionStatus, now: number): Found<StatusChange> {
  const from = version.record.status;
  if (from === to) return success({ after: version, changes: [], transitions: [] });
  if (!nextVersionStatuses(from).includes(to)) return refused('version/transition', advice`${version.name} is ${from} and cannot become ${to}; ${sayTargets(version)}`);
  const ended = to === 'completed' || to === 'failed' ? recordTime(now) : version.record.completedAt;
  const record: Version = { ...version.record, status: to, completedAt: ended };
  return success({
    after: { ...version, record },
    changes: [{ kind: 'edit', path: version.path, edits: [{ kind: 'put', pointer: ['status'], value: to }, ...(ended === version.record.completedAt ? [] : [{ kind: 'put' as const, pointer: ['completed_at'], value: ended }])] }],
    transitions: [{ entity: 'version', session: version.directory, id: version.name, from, to }],
  });
}

/** Where a version may go, and how work goes on. */
function sayTargets({ name, record: { status } }: VersionState): Advice {
  const allowed = nextVersionStatuses(status).join(', ');
  if (status === 'pending') return advice`it can become ${allowed}, with: ${nextStep('run start', '<task>', '--in', name)}`;
  return advice`it ${allowed === '' ? 'stays that' : `can become ${allowed}`}; work goes on in another version, with: ${nextStep('version create', '<feature>', '--continues', name)}`;
}

/** Plans the end of a version: refused while a task run is open, or an approval is not given (decisions 2). */
export async function planCompletion(versions: Versions, version: VersionState, context: VersionContext): Promise<Plan | Refusal> {
  const reason = reasonAgainstCompletion(version);
  if (reason !== null) return reason;
  const turned = withStatus(version, 'completed', context.now);
  return turned.ok ? planRecords(versions, { title: `Complete ${version.name}`, ...turned.value }, context) : turned.problem;
}

/** Why a version cannot be completed now; `null`: it can. */
function reasonAgainstCompletion({ name, record, runs }: VersionState): Refusal | null {
  if (record.status !== 'in_progress') return null; // The state machine says it.
  const open = runs.filter((run) => run.broken || isOpenRun(run.record.status));
  const [first] = open;
  if (first !== undefined) return refused('version/open-run', advice`${name} cannot be completed, because ${open.map(sayRun).join(', ')}; ${howToEnd(first)}`).problem;
  const waiting = approvalKinds.filter((kind) => record.approvals[kind].status !== 'approved');
  if (waiting.length === 0) return null;
  const said = waiting.map((kind) => `the ${kind} is ${record.approvals[kind].status}`).join(' and ');
  return refused('version/not-approved', advice`${name} cannot be completed, because ${said}; approve it with: ${nextStep(`approve ${waiting[0] ?? 'design'}`, '--in', name)}`).problem;
}

function howToEnd({ task, version, record, broken, path }: RunState): Advice {
  if (broken) return advice`repair ${path} first, see: ${nextStep('check')}`;
  if (record.status === 'review') return advice`decide its review first, with: ${nextStep('review decide', task, '<decision>', '--in', version)}`;
  return advice`finish it first, with: ${nextStep('run finish', task, '--in', version)}`;
}

function sayRun({ task, record, broken }: RunState): string {
  return broken ? `the run of ${task} cannot be read` : `the run of ${task} is ${record.status}`;
}

/** A decision about the design or the implementation of a version. A rejection says why. */
export interface ApprovalRequest {
  readonly kind: ApprovalKind;
  readonly reject: boolean;
  readonly reason: string;
}

/** Plans an approval or a rejection, with who decided and when. It may be decided again as long as the version is not over. */
export async function planApproval(versions: Versions, version: VersionState, { request, context }: { readonly request: ApprovalRequest; readonly context: VersionContext }): Promise<Plan | Refusal> {
  const { kind, reject, reason } = request;
  const { status } = version.record;
  if (status !== 'pending' && status !== 'in_progress') return refused('version/over', advice`${version.name} is ${status}, so nothing about it is decided any more; see: ${nextStep('version list')}`).problem;
  if (reject && reason.trim() === '') return refused('approval/no-reason', advice`A rejection needs a reason; say: ${nextStep(`approve ${kind}`, '--reject', '--reason', '"what is missing"')}`).problem;
  const approval: Approval = { status: reject ? 'rejected' : 'approved', approvedBy: context.actor, approvedAt: recordTime(context.now), rejectionReason: reject ? reason.trim() : null };
  const from = version.record.approvals[kind].status;
  const after = { ...version, record: { ...version.record, approvals: { ...version.record.approvals, [kind]: approval } } };
  return planRecords(versions, {
    title: `${reject ? 'Reject' : 'Approve'} the ${kind} of ${version.name}`, after,
    changes: [{ kind: 'edit', path: version.path, edits: [{ kind: 'put', pointer: ['approvals', kind], value: recordJson(approval) }] }],
    transitions: [{ entity: 'version', session: version.directory, id: `${version.name} ${kind}`, from, to: approval.status, ...(reject && { reason: reason.trim() }) }],
  }, context);
}
