// ports.child.js <root> <name> <count>: has ports given to roles <name>-0, <name>-1, … and says each that it got.
import { writeSync } from 'node:fs';
import { allocatePort } from '../../src/core/parallel/port-lease.js';
import { openRoot } from '../../src/node/open-root.js';
import { probePort } from '../../src/node/probe-port.js';
import { findStateRoot } from '../../src/node/state-root.js';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function main([folder = '', name = '', count = '0']: readonly string[]): Promise<void> {
  const { files, alone } = openRoot(findStateRoot(folder), { log: silent, actor: 'test' });
  for (let index = 0; index < Number(count); index++) {
    const lease = await allocatePort({ files, alone, probe: probePort, range: { start: 20_001, end: 24_000 } }, `${name}-${String(index)}`);
    if (lease.kind === 'refusal') throw new Error(lease.message);
    writeSync(1, `${String(lease.port)}\n`);
  }
}

void main(process.argv.slice(2));
