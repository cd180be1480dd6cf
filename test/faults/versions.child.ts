// versions.child.js <root> <start|finish|rollback> [die=<n>]: does one thing with the run of IMPL-1. With die=<n> it kills itself with
// SIGKILL just before its n-th call that changes the records, or a file of the working tree.
import { everyCall, dieOption } from './support/every-call.js';
import { deskRoot, finishRun, rollBack, startRun } from './support/recorded-run.js';
import { diskSyscalls } from '../../src/node/writer/syscalls.js';

async function main([folder = '', what = '', ...options]: readonly string[]): Promise<void> {
  const root = deskRoot(folder, everyCall(diskSyscalls, dieOption(options)));
  if (what === 'start') await startRun(root);
  else if (what === 'finish') await finishRun(root);
  else await rollBack(root);
}

void main(process.argv.slice(2));
