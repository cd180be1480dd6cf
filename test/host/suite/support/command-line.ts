import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { extensionPath, folder } from './editor.js';

const execute = promisify(execFile);

/** Our command line in the folder that is open, as an agent would call it: while it waits for this window, this window goes on. */
export async function workflow(...args: string[]): Promise<string> {
  const { stdout } = await execute(process.execPath, [join(extensionPath(), 'dist/cli.js'), '-C', folder(), ...args], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
  return stdout;
}
