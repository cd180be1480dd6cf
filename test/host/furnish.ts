// What agents leave behind, made in a copy of test/sample by the command line itself: with paths and times that hold there.
import { execFileSync } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const quietHours = `/** Nobody is woken for a tide that only wets the quay. */
export function isQuiet(at: Date): boolean {
  return at.getUTCHours() < 6;
}
`;

/**
 * Gives a copy of the sample, a repository with everything committed, a version with two runs, of which one is done and one waits for
 * its review, approvals that wait, and an agent's worktree with a commit of its own and its hand-over.
 */
export function furnish(folder: string): void {
  const run = (program: string, cwd: string, args: readonly string[]): void => { execFileSync(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] }); };
  const workflow = (...args: readonly string[]): void => { run(process.execPath, folder, [resolve('dist/cli.js'), ...args]); };
  const commit = (cwd: string, message: string): void => {
    run('git', cwd, ['add', '--all']);
    run('git', cwd, ['commit', '--quiet', `--message=${message}`]);
  };

  workflow('version', 'create', 'Tide alerts');
  workflow('run', 'start', 'IMPL-1.1', '--agent', 'backend');
  appendFileSync(join(folder, 'src/alerts/subscriptions.ts'), '\n/** Harbours warn from here on, in metres above chart datum. */\nexport const usualThreshold = 4.2;\n');
  workflow('run', 'finish', 'IMPL-1.1');
  workflow('run', 'start', 'IMPL-1.2', '--agent', 'backend');
  appendFileSync(join(folder, 'src/tides.ts'), '\n/** A threshold that no tide reaches is a mistake, in metres. */\nexport const highestEver = 13.4;\n');
  writeFileSync(join(folder, 'src/alerts/quiet-hours.ts'), quietHours);
  workflow('run', 'finish', 'IMPL-1.2', '--review');
  workflow('review', 'start', 'IMPL-1.2');

  workflow('progress', 'init', 'tide-alerts', 'backend');
  workflow('progress', 'update', 'IMPL-2.1', 'in_progress', 'Quiet hours are next');
  workflow('progress', 'note', 'The gauge at the pier reports every six minutes.');
  commit(folder, 'Keep who wants alerts');

  workflow('worktree', 'create', 'backend', '--feature', 'tide-alerts');
  const worktree = join(folder, '.worktrees/backend');
  appendFileSync(join(worktree, 'src/alerts/schedule.ts'), '\n/** How often the table is read again, in minutes. */\nexport const readEvery = 6;\n');
  commit(worktree, 'Say how often tides are read');
  appendFileSync(join(worktree, 'src/alerts/schedule.ts'), '\n// To do: skip quiet hours.\n');
}
