// versions.child.js <root> <start|finish|rollback|record path,path…> [die=<n>]: does one thing with the run of IMPL-1. With die=<n> it kills itself with
// SIGKILL just before its n-th call that changes the records, or a file of the working tree.
import { everyCall, dieOption } from './support/every-call.js';
import { deskRoot, finishRun, recordFiles, rollBack, startRun } from './support/recorded-run.js';
import { diskSyscalls } from '../../src/node/writer/syscalls.js';

async function main([folder = '', what = '', ...options]: readonly string[]): Promise<void> {
  const root = deskRoot(folder, everyCall(diskSyscalls, dieOption(options)));
  if (what === 'start') await startRun(root);
  else if (what === 'finish') await finishRun(root);
  else if (what === 'rollback') await rollBack(root);
  else await recordFiles(root, what.split(' ')[1]?.split(',') ?? []);
}

void main(process.argv.slice(2));
