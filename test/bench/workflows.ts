import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkflowStore } from '../../src/core/workflow/workflow-store.js';
import { clock } from '../../src/node/clock.js';
import { DiskFiles } from '../../src/node/disk-files.js';
import { sha256 } from '../../src/node/sha256.js';
import type { WorkflowState } from '../../src/core/workflow/workflow-state.js';
import { generateWorkflow } from '../support/generate-workflow.js';
import type { GeneratedWorkflow, WorkflowSize } from '../support/generate-workflow.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const made = new Map<string, GeneratedWorkflow>();

/** A generated workflow of this size, written once for all rows. */
export function workflowOf(size: WorkflowSize): GeneratedWorkflow {
  const key = `${size.sessions} × ${size.tasks}`;
  const workflow = made.get(key) ?? generateWorkflow(temporaryFolder(), size);
  made.set(key, workflow);
  return workflow;
}

/** A store on a folder, as the extension has one; nothing is loaded. */
export function storeOn({ root }: GeneratedWorkflow): WorkflowStore {
  const log = { info: () => undefined, warn: () => undefined, error: (message: string, cause?: unknown) => { throw new Error(message, { cause }); } };
  return new WorkflowStore({ files: new DiskFiles(root), time: clock, sha256, log });
}

/** The yardstick of loading: each file read and parsed, one after the other, nothing else; as `id status`. */
export function parseFiles({ root }: GeneratedWorkflow, paths: readonly string[]): readonly string[] {
  return paths.map((path) => {
    const { id, status } = JSON.parse(readFileSync(join(root, path), 'utf8')) as { id: string; status: string };
    return `${id} ${status}`;
  });
}

/** Every task of a state as `id status`, in the order of the files' paths. */
export function tasksOf(state: WorkflowState): readonly string[] {
  const tasks = state.sessions.flatMap((session) => session.tasks.all);
  return tasks.toSorted((a, b) => (a.file.path < b.file.path ? -1 : 1)).map(({ id, file }) => `${id} ${file.rawStatus ?? ''}`);
}
