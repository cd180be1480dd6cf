import { realpathSync } from 'node:fs';
import type { GateCommand } from './gate-hooks.js';

/** The command line that runs now, as the gate can call it later. */
export function runningCommand(): GateCommand {
  return { node: process.execPath, script: realpathSync(process.argv[1] ?? '') };
}
