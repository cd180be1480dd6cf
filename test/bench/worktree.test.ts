import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseTreeStatus } from '../../src/core/worktrees/parse-tree.js';
import { createWorktree } from '../../src/node/worktrees/create.js';
import { WorktreeBoard } from '../../src/node/worktrees/worktree-board.js';
import { listWorktrees, withStatuses } from '../../src/node/worktrees/worktree-list.js';
import { git } from '../support/git.js';
import { writeFiles } from '../support/temporary-folder.js';
import { placeFor, worktreeRepository } from '../support/worktree-repository.js';
import { ratioOf, type Row } from './measure.js';
import { measureRows } from './measure-rows.js';

const run = promisify(execFile);

/** A repository of so many files in 100 folders. */
function largeRepository(files: number): string {
  return worktreeRepository(Object.fromEntries(Array.from({ length: files }, (_, n) => [`src/folder-${String(n % 100)}/file-${String(n)}.ts`, `export const value${String(n)} = ${String(n)};\n`.repeat(20)])));
}

/** Worktrees role-0, role-1, …, each with a changed and an untracked file. */
function withWorktrees(count: number, files: number): string {
  const top = largeRepository(files);
  for (let n = 0; n < count; n++) {
    const tree = join(top, '.worktrees', `role-${String(n)}`);
    git(top, 'worktree', 'add', '--quiet', '-b', `feature/bench-role-${String(n)}`, tree);
    writeFiles(tree, { 'src/folder-0/file-0.ts': 'changed\n', [`new-${String(n)}.txt`]: 'new\n' });
    git(tree, 'status', '--porcelain');
  }
  return top;
}

/** Making worktrees, and looking at them, beside raw git (G15–G17). */
const worktreeRows: readonly Row[] = [
  {
    name: 'G15 worktree create ÷ git worktree add, 2,000 files',
    bound: 1.1,
    measure: () => {
      const top = largeRepository(2_000);
      const where = placeFor(top);
      let round = 0;
      return ratioOf({
        prepare: () => {
          for (const role of [`ours-${String(round)}`, `theirs-${String(round)}`]) if (round > 0) git(top, 'worktree', 'remove', '--force', join(top, '.worktrees', role));
          round += 1;
        },
        yardstick: () => run('git', ['worktree', 'add', '-b', `theirs-${String(round)}`, join(top, '.worktrees', `theirs-${String(round)}`), 'main'], { cwd: top }),
        ours: () => createWorktree(where, { role: `ours-${String(round)}`, feature: null, branch: null, base: null }),
        check: (made) => {
          assert.ok(made.kind === 'created');
          assert.equal(git(made.plan.path, 'status', '--porcelain'), '');
        },
      });
    },
  },
  {
    name: 'G16 status of 10 worktrees ÷ git status in one after the other',
    bound: 0.8,
    measure: () => {
      const top = withWorktrees(10, 2_000);
      const where = placeFor(top);
      return ratioOf({
        yardstick: async () => {
          const counts: number[] = [];
          for (let n = 0; n < 10; n++) {
            const { stdout } = await run('git', ['--no-optional-locks', 'status', '--porcelain=v2', '-z'], { cwd: join(top, '.worktrees', `role-${String(n)}`) });
            const { changed, untracked } = parseTreeStatus(stdout);
            counts.push(changed + untracked);
          }
          return counts;
        },
        ours: () => withStatuses(where, listWorktrees(where)),
        check: (states, counts) => {
          assert.deepEqual(states.map(({ status }) => status?.uncommitted), counts);
          assert.deepEqual(states.map(({ status }) => status?.ahead), counts.map(() => 0));
        },
      });
    },
  },
  {
    name: 'G17 refresh after one of 50 worktrees changed ÷ refresh of all',
    bound: 0.06,
    measure: async () => {
      let round = 0;
      const where = placeFor(withWorktrees(50, 300));
      const board = new WorktreeBoard(where);
      const tree = join(where.home, 'role-7');
      board.refresh();
      for (const { path } of board.states) await board.look(path);
      return ratioOf({
        // Another number of changes each time, so that nobody can answer from memory.
        prepare: () => { writeFiles(tree, { [`more-${String(round++)}.txt`]: 'more\n' }); },
        times: 5,
        yardstick: () => withStatuses(where, listWorktrees(where)),
        ours: async () => {
          await board.touch(tree);
          return board.states;
        },
        check: (ours, theirs) => {
          const others = (states: typeof ours): typeof ours => states.filter(({ path }) => path !== tree);
          assert.deepEqual(others(ours), others(theirs));
          assert.equal(ours.find(({ path }) => path === tree)?.status?.untracked, round + 1);
        },
      });
    },
  },
];

measureRows(worktreeRows);
