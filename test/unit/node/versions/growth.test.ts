import assert from 'node:assert/strict';
import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asTaskId } from '../../../../src/core/layout/names.js';
import { snapshotOfTask } from '../../../../src/core/versions/task-snapshot.js';
import { git } from '../../../support/git.js';
import { treeText } from '../../../support/random-tree.js';
import { writeFiles } from '../../../support/temporary-folder.js';
import { bench, Bench, done, rolledBack } from './version-bench.js';

/** The bytes of all files below a folder of what is volatile. */
function bytesIn({ root: { place } }: Bench, folder: string): number {
  const directory = join(place.volatileDir, folder);
  if (!existsSync(directory)) return 0;
  return readdirSync(directory, { recursive: true, withFileTypes: true }).reduce((sum, entry) => sum + (entry.isFile() ? lstatSync(join(entry.parentPath, entry.name)).size : 0), 0);
}

const recordings = ({ root: { place } }: Bench): readonly string[] => readdirSync(join(place.volatileDir, 'recordings')).toSorted();
const noise = (length: number): string => Array.from({ length }, () => String.fromCharCode(33 + Math.floor(Math.random() * 90))).join('');

async function startIn(at: Bench, id: string, worktree: string): Promise<void> {
  const task = asTaskId(id);
  assert.ok(task.ok);
  done(await at.desk.startRun({ task: task.value, snapshot: snapshotOfTask({ id, title: '', status: '', path: '', text: null }, {}), worktree, feature: 'x' }));
}

describe('What is remembered of runs does not grow for ever:', () => {
  it('many runs leave what their records need, and of the tree no more than there is room for', async () => {
    const at = new Bench(bench().top, { mostRemembered: 600_000 });
    const sizes: number[] = [];
    for (let round = 0; round < 7; round++) {
      await at.run('IMPL-1', () => { for (let file = 0; file < 60; file++) writeFileSync(join(at.top, `made-${file}.txt`), noise(800)); });
      sizes.push(bytesIn(at, 'snapshots'));
    }
    assert.ok(Math.max(...sizes) < 600_000, `never much more than that: ${sizes.join(', ')}`);
    assert.ok(sizes.some((size, index) => size < (sizes[index - 1] ?? 0)), 'it was forgotten in between');
    assert.deepEqual(recordings(at), []);
    assert.equal((await at.clean(false)).contents, 0);
    assert.equal(bytesIn(at, 'snapshots'), 0);
    rolledBack(await at.rollBack());
    assert.equal(existsSync(join(at.top, 'made-0.txt')), false);
    await at.clean(true);
    assert.equal(bytesIn(at, 'content'), 0);
  });

  it('recordings of runs that are over or gone, and of worktrees that are gone, are cleaned up; those of open runs stay', async () => {
    const at = bench({ 'a.txt': 'one\n', '.gitignore': '.worktrees/\n' });
    for (const role of ['backend', 'gone', 'qa']) git(at.top, 'worktree', 'add', '-q', join(at.top, '.worktrees', role), '-b', role);
    await at.start('OPEN-1');
    for (const role of ['backend', 'gone', 'qa']) await startIn(at, `IMPL-${role}`, `.worktrees/${role}`);
    const runs = join(at.top, '.workflow/versions/v001/task_sessions');
    const record = join(runs, 'IMPL-backend/session.yml');
    writeFileSync(record, readFileSync(record, 'utf8').replace(/^status: .*/m, 'status: failed'));
    rmSync(join(runs, 'IMPL-qa'), { recursive: true });
    rmSync(join(at.top, '.worktrees/gone'), { recursive: true });
    assert.equal(recordings(at).length, 4);
    await at.desk.clean({ ended: false, dry: true });
    assert.equal(recordings(at).length, 4);
    await at.clean(false);
    assert.deepEqual([recordings(at), readdirSync(join(at.root.place.volatileDir, 'snapshots')).length], [['v001~OPEN-1.json'], 1]);
    writeFileSync(join(at.top, 'a.txt'), 'two\n');
    const { versions } = await at.end('OPEN-1');
    assert.deepEqual(versions.versions[0]?.runs.find(({ task }) => task === 'OPEN-1')?.record.operations.map(({ targetPath }) => targetPath), ['a.txt']);
  });

  it('a run whose worktree is gone can be ended, and says that something is missing', async () => {
    const at = bench({ 'a.txt': 'one\n', '.gitignore': '.worktrees/\n' });
    git(at.top, 'worktree', 'add', '-q', join(at.top, '.worktrees/qa'), '-b', 'qa');
    await startIn(at, 'IMPL-1', '.worktrees/qa');
    writeFileSync(join(at.top, '.worktrees/qa/a.txt'), 'two\n');
    done(await at.desk.recordFiles('IMPL-1', undefined, ['a.txt']));
    git(at.top, 'worktree', 'remove', '--force', '.worktrees/qa');
    const { versions, notes } = await at.end('IMPL-1');
    const run = versions.versions[0]?.runs[0]?.record;
    assert.deepEqual([run?.status, run?.operations.length, notes], ['completed', 1, ['Not recorded: what changed since it began: its working tree is gone.']]);
    assert.deepEqual(recordings(at), []);
  });

  it('nothing is removed while a record is damaged, because what it needs cannot be told', async () => {
    const at = bench({ 'a.txt': 'one\n' });
    await at.run('IMPL-1', () => { writeFileSync(join(at.top, 'a.txt'), 'two\n'); });
    const record = join(at.top, '.workflow/versions/v001/task_sessions/IMPL-1/session.yml');
    const sound = readFileSync(record, 'utf8');
    for (const damaged of [`<<<<<<< ours\n${sound}`, sound.replace(/^operations:$/m, 'operations: none\nold_operations:'), '']) {
      writeFileSync(record, damaged);
      for (const ended of [false, true]) {
        const swept = await at.desk.clean({ ended, dry: false });
        assert.ok('message' in swept && swept.code === 'version/unreadable' && swept.message.includes(record.slice(at.top.length + 1)), JSON.stringify(swept));
      }
    }
    writeFileSync(record, sound);
    assert.equal((await at.clean(false)).contents, 0);
    rolledBack(await at.rollBack());
    assert.equal(readFileSync(join(at.top, 'a.txt'), 'utf8'), 'one\n');
  });

  it('cleaning up while runs end takes no content away that a record is about to name', async () => {
    for (let round = 0; round < 3; round++) {
      const at = bench();
      const before = treeText(at.top);
      await at.start('IMPL-1');
      writeFiles(at.top, Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`many/${index}.txt`, noise(500)])));
      rmSync(join(at.top, 'a.txt'));
      const cleaner = new Bench(at.top);
      const ended = at.end('IMPL-1');
      for (let clean = 0; clean < 3; clean++) await cleaner.clean(false);
      await ended;
      rolledBack(await at.rollBack());
      assert.equal(treeText(at.top), before);
    }
  });

  it('how much room there is for contents is known about, also where they are many', async () => {
    const { store } = bench().desk.recorder;
    const empty = await store.room();
    await store.keep(Buffer.alloc(5_000, 'x'));
    assert.equal(empty - await store.room(), 5_000);
    for (let portion = 0; portion < 50; portion++) await Promise.all(Array.from({ length: 60 }, (_, index) => store.keep(Buffer.alloc(1_000, `${portion}.${index} `))));
    const used = empty - await store.room();
    assert.ok(used > 3_005_000 * 0.6 && used < 3_005_000 * 1.4, `${used} bytes are about 3,005,000`);
  });
});
