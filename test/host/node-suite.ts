// node out/harness/node-suite.js <folder of compiled tests>: runs them in this process.
import { resolve } from 'node:path';
import { runMocha } from './mocha.js';
import { endSoon, endWithParent, report } from './report.js';

async function main(folder: string): Promise<void> {
  endWithParent();
  report(await runMocha(resolve(folder), line => { console.log(line); }));
}

void main(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
}).finally(endSoon);
