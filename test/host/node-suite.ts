// node out/harness/node-suite.js <folder of compiled tests> [lanes|apart]: runs them in this process, in so many others at a time, or each
// file alone in a process of its own.
import { resolve } from 'node:path';
import { beLane, runInLanes } from './lanes.js';
import { runMocha, testFiles } from './mocha.js';
import { endSoon, endWithParent, report } from './report.js';

async function main(folder: string, lanes: string): Promise<void> {
  endWithParent();
  const files = testFiles(resolve(folder));
  if (lanes === 'apart') for (const file of files) await runInLanes([file], 1, report);
  else if (Number(lanes) > 1) await runInLanes(files, Number(lanes), report);
  else report(await runMocha(files, line => { console.log(line); }));
}

const [folder = '', lanes = '1'] = process.argv.slice(2);
if (folder === 'lane') beLane();
else void main(folder, lanes).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
}).finally(endSoon);
