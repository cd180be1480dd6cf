import { success } from '../../base/result.js';
import { advice, nextStep } from '../plans/next-step.js';
import type { Plan, Refusal } from '../plans/plan.js';
import { recordJson } from './record-codec.js';
import { planRecords, refused, type Found, type VersionContext } from './record-plan.js';
import { runOfTask } from './version-selectors.js';
import type { Evidence, EvidenceRun, TaskRun } from './version.js';
import { withRun } from './plan-run.js';
import type { RunState, Versions, VersionState } from './versions.js';

/** Where evidence was made. `task`: what the person names; `worktree`: the working tree as records name it, `null` for the state root itself. */
export interface EvidencePlace {
  readonly task: string | undefined;
  readonly worktree: string | null;
}

/**
 * The run that evidence belongs to: that of the named task, else the only one that is open in the working tree in which it was made.
 * Refuses (`run/not-open`, `run/which`) where there is none, or where it could be several.
 */
export function runForEvidence({ versions }: Pick<Versions, 'versions'>, { task, worktree }: EvidencePlace): Found<RunState> {
  if (task !== undefined) {
    const run = runOfTask({ versions }, task)?.run;
    return run !== undefined && isOpen(run) ? success(run) : refused('run/not-open', advice`No run of ${task} is open; start one with: ${nextStep('run start', task)}`);
  }
  const open = versions.flatMap(({ runs }) => runs).filter((run) => isOpen(run) && (run.record.worktree ?? null) === worktree);
  const [first] = open;
  if (first !== undefined && open.length === 1) return success(first);
  if (first === undefined) return refused('run/not-open', advice`No run is open in this working tree; start one with: ${nextStep('run start', '<task>')}`);
  return refused('run/which', `The runs of ${open.map((run) => run.task).join(', ')} are open in this working tree; say which one with --task`);
}

const isOpen = ({ record, broken }: RunState): boolean => !broken && record.status === 'in_progress';

/** So much of what a run of tests printed stands in a record, which is committed and read by people. Characters. */
const longestOutput = 1_000;

/** The run as evidence has it: the end of the output. */
export function evidenceRun({ code, output }: { readonly code: number; readonly output: string }): EvidenceRun {
  return { exitCode: code, output: output.length > longestOutput ? `…${output.slice(-longestOutput)}` : output };
}

/** Plans that an open run keeps evidence, after what it has. Refuses (`run/not-open`) when it is not open any more. */
export async function planEvidence(versions: Versions, { version, run }: { readonly version: VersionState; readonly run: RunState }, { evidence, context }: { readonly evidence: Evidence; readonly context: VersionContext }): Promise<Plan | Refusal> {
  if (!isOpen(run)) return refused('run/not-open', advice`The run of ${run.task} is ${run.broken ? 'unreadable' : run.record.status}, so it keeps no evidence; start one with: ${nextStep('run start', run.task)}`).problem;
  const record: TaskRun = { ...run.record, evidence: [...run.record.evidence ?? [], evidence] };
  return planRecords(versions, {
    title: `Keep evidence with the run of ${run.task}`, ...withRun(version, { ...run, record }), transitions: [],
    changes: [{ kind: 'edit', path: run.path, edits: [{ kind: 'extend', pointer: ['evidence'], values: [recordJson(evidence)] }] }],
  }, context);
}
