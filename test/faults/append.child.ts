// append.child.js <root> <name> <count> [lock=off] [die=<n>]: appends items one by one and says each that was acknowledged.
// With die=<n> it kills itself with SIGKILL just before its n-th call that changes the disk.
import { writeSync } from 'node:fs';
import { diskSyscalls } from '../../src/node/writer/syscalls.js';
import { dieOption, everyCall } from './support/every-call.js';
import { appendPlan, writerFor } from './support/contested.js';

async function main([root = '', name = '', count = '0', ...options]: readonly string[]): Promise<void> {
  const writer = writerFor(root, { calls: everyCall(diskSyscalls, dieOption(options)), lock: options.includes('lock=off') ? 'off' : 'on' });
  for (let index = 0; index < Number(count); index++) {
    const item = `${name}-${String(index)}`;
    const outcome = await writer.apply(appendPlan(item));
    if (outcome.kind !== 'applied') throw new Error(outcome.message);
    writeSync(1, `${item}\n`);
  }
}

void main(process.argv.slice(2));
