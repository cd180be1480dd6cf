import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';
import { contested } from './contested.js';

const emptyList = '{\n  "name": "contested",\n  "items": []\n}\n';

/** How often a fault is provoked: the figure for `npm test`, and the one for `npm run faults -- --long`. */
export function figure(short: number, long: number): number {
  return process.env['TEST_LONG'] === undefined ? short : long;
}

/** A state root with one list in it. */
export function faultRoot(): string {
  const root = temporaryFolder();
  writeFiles(root, { [contested]: emptyList });
  return root;
}
