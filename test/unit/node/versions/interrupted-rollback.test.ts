import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asTaskId } from '../../../../src/core/layout/names.js';
import { snapshotOfTask } from '../../../../src/core/versions/task-snapshot.js';
import { diskSyscalls } from '../../../../src/node/writer/syscalls.js';
import { git } from '../../../support/git.js';
import { bench, Bench, done, rolledBack } from './version-bench.js';

/** The same root on a disk that does not take one file. */
function failingAt(at: Bench, name: string): Bench {
  const rename: typeof diskSyscalls.rename = (from, to) => (to.endsWith(name) ? Promise.reject(Object.assign(new Error('EIO: input/output error'), { code: 'EIO' })) : diskSyscalls.rename(from, to));
  return new Bench(at.top, { calls: { ...diskSyscalls, rename } });
}

const textOf = (at: Bench, path: string): string => readFileSync(join(at.top, path), 'utf8');

async function latest(at: Bench): Promise<string> {
  return (await at.desk.load()).versions[0]?.rollbacks.at(-1)?.task ?? '';
}

describe('A rollback that was interrupted', () => {
  it('of all of a version makes it rolled back when it is finished, and not before', async () => {
    const at = bench({ 'a.txt': 'one\n', 'b.txt': 'one\n' });
    await at.run('IMPL-1', () => { for (const name of ['a.txt', 'b.txt']) writeFileSync(join(at.top, name), 'two\n'); });
    await assert.rejects(failingAt(at, 'b.txt').rollBack());
    assert.equal(await at.status(), 'in_progress');
    rolledBack(await at.rollBack());
    assert.deepEqual([textOf(at, 'a.txt'), textOf(at, 'b.txt'), await at.status()], ['one\n', 'one\n', 'rolled_back']);
    rolledBack(await at.rollBack({ run: await latest(at) }));
    assert.deepEqual([textOf(at, 'a.txt'), await at.status()], ['two\n', 'in_progress']);
  });

  it('of what could be undone leaves the version what it was, also when somebody else finishes it', async () => {
    const at = bench({ 'a.txt': 'one\n', 'b.txt': 'one\n' });
    await at.run('IMPL-1', () => { for (const name of ['a.txt', 'b.txt']) writeFileSync(join(at.top, name), 'two\n'); });
    writeFileSync(join(at.top, 'a.txt'), 'mine\n');
    await assert.rejects(failingAt(at, 'b.txt').rollBack({ partial: true }));
    rolledBack(await at.rollBack({ partial: true }));
    assert.deepEqual([textOf(at, 'a.txt'), textOf(at, 'b.txt'), await at.status()], ['mine\n', 'one\n', 'in_progress']);
  });

  it('in the second of two working trees leaves the version what it was until that is done, too', async () => {
    const at = bench({ 'a.txt': 'one\n', '.gitignore': '.worktrees/\n' });
    const tree = join(at.top, '.worktrees/qa');
    git(at.top, 'worktree', 'add', '-q', tree, '-b', 'qa');
    await at.run('IMPL-1', () => { writeFileSync(join(at.top, 'a.txt'), 'two\n'); });
    const task = asTaskId('IMPL-2');
    assert.ok(task.ok);
    done(await at.desk.startRun({ task: task.value, snapshot: snapshotOfTask({ id: 'IMPL-2', title: '', status: '', path: '', text: null }, {}), worktree: '.worktrees/qa', feature: 'x' }, 'v001'));
    writeFileSync(join(tree, 'a.txt'), 'of the agent\n');
    await at.end('IMPL-2');
    await assert.rejects(failingAt(at, '.worktrees/qa/a.txt').rollBack());
    assert.deepEqual([textOf(at, 'a.txt'), await at.status()], ['one\n', 'in_progress']);
    rolledBack(await at.rollBack());
    assert.deepEqual([textOf(at, '.worktrees/qa/a.txt'), await at.status()], ['one\n', 'rolled_back']);
  });
});
