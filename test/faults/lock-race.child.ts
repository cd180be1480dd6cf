// lock-race.child.js <directory> hold: takes the lock and dies with it.
// lock-race.child.js <directory> compete: takes and gives back the lock until its input ends, then says how often it held it.
// While it holds the lock it makes a witness file that must not be there: two holders cannot both make it.
import { closeSync, openSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { StateLock } from '../../src/node/writer/state-lock.js';
import { diskSyscalls } from '../../src/node/writer/syscalls.js';

async function main(directory: string, part: string): Promise<void> {
  const lock = new StateLock(join(directory, 'lock'), diskSyscalls, 60_000);
  const witness = join(directory, 'witness');
  if (part === 'hold') {
    await lock.acquire('dying');
    process.kill(process.pid, 'SIGKILL');
  }
  const input = process.stdin.resume();
  let held = 0;
  while (!input.readableEnded) {
    const lease = await lock.acquire('competing');
    closeSync(openSync(witness, 'wx'));
    await new Promise(setImmediate);
    unlinkSync(witness);
    await lease.release();
    held += 1;
    await new Promise(setImmediate);
  }
  process.stdout.write(`${String(held)}\n`);
}

main(process.argv[2] ?? '', process.argv[3] ?? '').catch((error: unknown) => {
  console.error(error);
  process.exit(9);
});
