// node out/harness/node-suite.js <folder of compiled tests> [lanes]: runs them in this process, or in so many others at a time.
import { resolve } from 'node:path';
import { beLane, runInLanes } from './lanes.js';
import { runMocha, testFiles } from './mocha.js';
import { endSoon, endWithParent, report } from './report.js';

async function main(folder: string, lanes: number): Promise<void> {
  endWithParent();
  const files = testFiles(resolve(folder));
  if (lanes > 1) await runInLanes(files, lanes, report);
  else report(await runMocha(files, line => { console.log(line); }));
}

const [folder = '', lanes = '1'] = process.argv.slice(2);
if (folder === 'lane') beLane();
else void main(folder, Number(lanes)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
}).finally(endSoon);
