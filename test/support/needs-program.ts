import { spawnSync } from 'node:child_process';

/** A test that needs a program of the system fails with a sentence where it is missing: what is not tested is not known to work. */
export function needsProgram(name: string): void {
  if (spawnSync(name, ['-V']).error !== undefined) throw new Error(`These tests need ${name}, which is not installed here; .ci/run installs it as root, else install it yourself.`);
}
