import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { writeProgram } from './gate-repository.js';
import { git } from './git.js';
import { writeFiles } from './temporary-folder.js';

/** A test in which something is tested. */
export const test = "it('works', () => { check(); });\n";
/** A configuration that refuses everything. */
export const strict = { '.ai/project/config.yaml': 'enforcement:\n  tdd:\n    strictness: strict\n' };

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** No git but the system's, no `workflow` on the PATH, nobody's configuration. */
function environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_') && !['WORKFLOW_CLI', 'TDD_SKIP'].includes(name));
  const person = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_AUTHOR_NAME: 'T', GIT_AUTHOR_EMAIL: 't@example.invalid', GIT_COMMITTER_NAME: 'T', GIT_COMMITTER_EMAIL: 't@example.invalid', GIT_EDITOR: 'true' };
  return { ...Object.fromEntries(own), ...person, ...more };
}

/** Runs a program to its end: the program and its arguments. */
export function run(folder: string, argv: readonly string[], more: Readonly<Record<string, string>> = {}): Ended {
  const [program = '', ...args] = argv;
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8', env: environment(more) });
  return { code: status, output: stdout + stderr };
}

export const runGit = (folder: string, ...args: readonly string[]): Ended => run(folder, ['git', ...args]);
export const workflow = (folder: string, ...args: readonly string[]): Ended => run(folder, [process.execPath, resolve('dist/cli.js'), ...args]);

export function installed(folder: string): string {
  const { code, output } = workflow(folder, 'tdd', 'install-hook');
  assert.equal(code, 0, output);
  return folder;
}

interface Health {
  readonly worktree: string;
  readonly healthy: boolean;
  readonly fires: boolean | null;
  readonly problems: readonly string[];
}

export const doctor = (folder: string): readonly Health[] => JSON.parse(run(folder, [process.execPath, resolve('dist/cli.js'), 'tdd', 'doctor', '--json']).output) as readonly Health[];

export function assertFires(folder: string): void {
  for (const { worktree, healthy, fires, problems } of doctor(folder)) assert.deepEqual([worktree, healthy, fires, problems], [worktree, true, true, []]);
}

/** husky 9 as `npx husky` leaves it. */
export function addHusky(folder: string, hook = 'echo mine\n'): void {
  const runner = '#!/usr/bin/env sh\n[ "$HUSKY" = "2" ] && set -x\nn=$(basename "$0")\ns=$(dirname "$(dirname "$0")")/$n\n\n[ ! -f "$s" ] && exit 0\nsh -e "$s" "$@"\nc=$?\nexit $c\n';
  writeFiles(folder, { '.husky/_/h': runner, '.husky/_/.gitignore': '*', '.husky/pre-commit': hook });
  for (const name of ['pre-commit', 'commit-msg']) writeProgram(join(folder, '.husky/_', name), '#!/usr/bin/env sh\n. "$(dirname "$0")/h"');
  git(folder, 'config', 'core.hooksPath', '.husky/_');
}
