import type { RedProof } from '../../core/gate/red-proof.js';
import type { Refusal } from '../../core/plans/plan.js';
import { evidenceRun, runForEvidence } from '../../core/versions/plan-evidence.js';
import type { Evidence } from '../../core/versions/version.js';
import type { RunState } from '../../core/versions/versions.js';
import type { VersionDesk } from '../versions/version-desk.js';

/** Which run keeps a proof that is made in a folder: that of the named task, else the only open one of the working tree; or why none does. */
export async function runForProof(desk: VersionDesk, { task, folder }: { readonly task?: string | undefined; readonly folder: string }): Promise<RunState | Refusal> {
  const found = runForEvidence(await desk.load(), { task, worktree: desk.recorder.worktreeOf(folder) });
  return found.ok ? found.value : found.problem;
}

/** Keeps a proof with a run, proved or not; `null`: it is kept. */
export async function keepProof(desk: VersionDesk, { task, version }: RunState, proof: RedProof): Promise<Refusal | null> {
  const done = await desk.keepEvidence(task, version, evidenceOf(proof));
  return done.kind === 'refusal' ? done : null;
}

function evidenceOf({ proved, reason, commit, tree, head, tests, argv, red, green }: RedProof): Omit<Evidence, 'recordedAt'> {
  return { kind: 'red_proof', proved, reason, commit, tree, head, tests, command: argv, red: evidenceRun(red), green: green === null ? null : evidenceRun(green) };
}
