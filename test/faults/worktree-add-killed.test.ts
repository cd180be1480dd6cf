import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { setTimeout as after } from 'node:timers/promises';
import { join } from 'node:path';
import { createWorktree } from '../../src/node/worktrees/create.js';
import { cureAll } from '../../src/node/worktrees/cure.js';
import { examine } from '../../src/node/worktrees/doctor.js';
import { Chance } from '../support/mutate.js';
import { git } from '../support/git.js';
import { placeFor, worktreeRepository } from '../support/worktree-repository.js';
import { figure } from './support/fault-root.js';

/** Starts making a worktree as we do, and kills it with all that it has started. Says whether it was still at it. */
async function killedAdd(top: string, tree: string, ms: number): Promise<boolean> {
  const child = spawn('git', ['-c', 'core.hooksPath=/dev/null', 'worktree', 'add', '--no-track', '-b', 'work', '--', tree, 'main'], { cwd: top, stdio: 'ignore', detached: true });
  const ended = new Promise<string | null>((done) => { child.once('exit', (_, signal) => { done(signal); }); });
  await after(ms);
  try {
    process.kill(-(child.pid ?? 0), 'SIGKILL');
  } catch {
    await ended; // It was done.
  }
  return await ended === 'SIGKILL';
}

describe('making a worktree that is killed with SIGKILL', () => {
  it('leaves nothing that the doctor cannot clear, so that it can be made again', async () => {
    const chance = new Chance(9);
    const top = worktreeRepository(Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`src/${String(n % 40)}/file-${String(n)}.txt`, `text ${String(n)}\n`.repeat(20)])));
    const tree = join(top, '.worktrees/backend');
    const where = placeFor(top);
    let killed = 0;
    for (let round = 0; round < figure(10, 100); round++) {
      if (await killedAdd(top, tree, 1 + chance.below(40))) killed += 1;
      const complaints = examine(where).filter(({ severity }) => severity === 'error');
      const cured = await cureAll(where, complaints, { apply: () => Promise.reject(new Error('nothing is written')), now: round });
      assert.deepEqual(cured.filter(({ done }) => !done), []);
      assert.deepEqual(examine(where).filter(({ severity }) => severity === 'error'), []);
      const made = await createWorktree(where, { role: 'backend', feature: null, branch: 'work', base: 'main' });
      assert.ok(made.kind === 'created', JSON.stringify(made));
      assert.equal(git(tree, 'status', '--porcelain'), '');
      assert.equal(git(tree, 'symbolic-ref', 'HEAD'), 'refs/heads/work');
      git(top, 'worktree', 'remove', '--force', tree);
      git(top, 'branch', '-D', 'work');
    }
    assert.ok(killed > figure(3, 30), `only ${String(killed)} were killed`);
    assert.equal(git(top, 'fsck', '--no-dangling', '--no-progress'), '');
    console.log(`      ${String(killed)} killed, all cleared`);
  });
});
