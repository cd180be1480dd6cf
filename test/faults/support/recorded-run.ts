import { asTaskId } from '../../../src/core/layout/names.js';
import type { Refusal } from '../../../src/core/plans/plan.js';
import { snapshotOfTask } from '../../../src/core/versions/task-snapshot.js';
import { DiskFiles } from '../../../src/node/disk-files.js';
import { findStateRoot } from '../../../src/node/state-root.js';
import { RollbackDesk } from '../../../src/node/versions/rollback-desk.js';
import { VersionDesk, type DeskRoot } from '../../../src/node/versions/version-desk.js';
import { PlanWriter } from '../../../src/node/writer/plan-writer.js';
import { diskSyscalls, type Syscalls } from '../../../src/node/writer/syscalls.js';

/** A state root as the desks want it, with the calls by which it is changed. */
export function deskRoot(folder: string, calls: Syscalls = diskSyscalls): DeskRoot {
  const place = findStateRoot(folder);
  const writer = new PlanWriter({ root: place.root, volatileDir: place.volatileDir, actor: 'test', calls });
  return { place, files: new DiskFiles(place.root), alone: writer.alone.bind(writer), calls };
}

/** Each answers with the refusal, `null` when it was done. */
export async function startRun(root: DeskRoot): Promise<Refusal | null> {
  const task = asTaskId('IMPL-1');
  if (!task.ok) throw new Error(task.problem);
  const snapshot = snapshotOfTask({ id: 'IMPL-1', title: 'One', status: 'active', path: '', text: null }, { agent: 'backend' });
  const done = await new VersionDesk(root, 'test').startRun({ task: task.value, snapshot, worktree: null, feature: 'x' });
  return done.kind === 'refusal' ? done : null;
}

export async function finishRun(root: DeskRoot): Promise<Refusal | null> {
  const done = await new VersionDesk(root, 'test').endRun('IMPL-1', undefined, () => Promise.resolve({ status: 'completed', reason: '' }));
  return done.kind === 'refusal' ? done : null;
}

export async function recordFiles(root: DeskRoot, paths: readonly string[]): Promise<Refusal | null> {
  const done = await new VersionDesk(root, 'test').recordFiles('IMPL-1', undefined, paths);
  return done.kind === 'refusal' ? done : null;
}

export async function rollBack(root: DeskRoot): Promise<Refusal | null> {
  const done = await new RollbackDesk(root, 'test').perform({ version: 'v001', run: null, operation: null, partial: false });
  return done.kind === 'refusal' ? done : null;
}
