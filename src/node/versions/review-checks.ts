import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { AskedCommand } from '../../core/consent/consent.js';
import type { CancelSignal } from '../../core/ports.js';
import { checkFileExists, checkManifest } from '../../core/versions/check-review.js';
import type { CheckName, CheckResult } from '../../core/versions/version.js';
import type { RunState } from '../../core/versions/versions.js';
import { programs } from '../run-program.js';

/** Checks that commands make; the others are made by looking. */
export const commandChecks = ['codeQuality', 'lint', 'build', 'tests'] as const satisfies readonly CheckName[];
export type CommandCheck = (typeof commandChecks)[number];

/** What a check came to, and what its command printed last. */
export interface Checked {
  readonly name: CheckName;
  readonly result: CheckResult;
  readonly output: string;
}

/** A run with the working tree that it was made in: absolute. */
export interface CheckedRun {
  readonly run: RunState;
  readonly top: string;
}

/** How long a check may take; milliseconds. */
const patienceMs = 30 * 60_000;
const lastLines = 40;

/** The command of a check, as a person is asked about it. */
export function commandOf(name: CommandCheck, argv: readonly string[], { top }: Pick<CheckedRun, 'top'>): AskedCommand {
  return { purpose: `review.${name}`, argv, cwd: top, env: {} };
}

/** Makes the two checks that need no command. */
export function lookChecks({ run, top }: CheckedRun): readonly Checked[] {
  const { operations } = run.record;
  const isThere = (path: string): boolean => lstatSync(join(top, path), { throwIfNoEntry: false }) !== undefined;
  return [
    { name: 'fileExists', result: checkFileExists(operations, isThere), output: '' },
    { name: 'manifestCompliance', result: checkManifest(operations, run.snapshot), output: '' },
  ];
}

/** Runs the command of a check. The caller has the person's consent to exactly this command. */
export async function runCheck(name: CommandCheck, { argv, cwd }: AskedCommand, signal?: CancelSignal): Promise<Checked> {
  const { code, stdout, stderr } = await programs.run(argv, { cwd, timeoutMs: patienceMs, ...(signal !== undefined && { signal }) });
  const output = `${stdout}\n${stderr}`.trim().split('\n').slice(-lastLines).join('\n');
  return { name, result: code === 0 ? 'pass' : 'fail', output };
}
