// perform.child.js <root> <session> <name> <count> [die=<n>]: creates tasks in a session and says each title that was acknowledged.
// With die=<n> it kills itself with SIGKILL just before its n-th call that changes the disk.
import { writeSync } from 'node:fs';
import { perform } from '../../src/core/workflow/perform.js';
import { WorkflowStore } from '../../src/core/workflow/workflow-store.js';
import { clock } from '../../src/node/clock.js';
import { DiskFiles } from '../../src/node/disk-files.js';
import { sha256 } from '../../src/node/sha256.js';
import { findStateRoot } from '../../src/node/state-root.js';
import { PlanWriter } from '../../src/node/writer/plan-writer.js';
import { diskSyscalls } from '../../src/node/writer/syscalls.js';
import { dieOption, everyCall } from './support/every-call.js';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function main([folder = '', session = '', name = '', count = '0', ...options]: readonly string[]): Promise<void> {
  const { root, volatileDir } = findStateRoot(folder);
  const files = new DiskFiles(root);
  const store = new WorkflowStore({ files, time: clock, sha256, log: silent });
  const writer = new PlanWriter({ root, volatileDir, actor: 'test', calls: everyCall(diskSyscalls, dieOption(options)) });
  const ports = {
    refresh: store.refresh.bind(store), apply: writer.apply.bind(writer), alone: writer.alone.bind(writer),
    context: () => ({ files, sha256, now: clock.now(), recordHistory: false }),
  };
  for (let index = 0; index < Number(count); index++) {
    const title = `${name} ${String(index)}`;
    const outcome = await perform({ do: 'create-task', session, title }, ports);
    if (outcome.kind === 'refusal') throw new Error(outcome.message);
    writeSync(1, `${title}\n`);
  }
}

void main(process.argv.slice(2));
