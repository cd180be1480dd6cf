import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../../../support/git.js';
import { temporaryFolder, writeFiles } from '../../../support/temporary-folder.js';
import { Bench, bench, rolledBack } from './version-bench.js';

/** Throws away what no commit and no index of the repository names. */
function prune(top: string): void {
  git(top, 'reflog', 'expire', '--expire=now', '--all');
  git(top, 'gc', '--quiet', '--prune=now');
}

const recorded = async (at: Bench, task: string): Promise<readonly (string | null)[]> => (await at.desk.load()).versions
  .flatMap(({ runs }) => runs.filter((run) => run.task === task)).flatMap(({ record }) => record.operations.map(({ targetPath }) => targetPath));

describe('A run whose repository has thrown something away meanwhile', () => {
  it('ends, and says that nobody knows any more what changed, when the tree of its beginning is gone', async () => {
    const at = bench({ 'src/a.txt': 'one\n' });
    await at.start('IMPL-1');
    writeFileSync(join(at.top, 'src/a.txt'), 'two\n');
    git(at.top, 'commit', '-q', '--amend', '-am', 'another first');
    prune(at.top);
    const { versions, notes } = await at.end('IMPL-1');
    const left = 'what changed since it began: git threw away how the working tree was then';
    assert.deepEqual(notes, [`Not recorded: ${left}.`]);
    const { status, operations, leftOut } = versions.versions[0]?.runs[0]?.record ?? {};
    assert.deepEqual([status, operations, leftOut], ['completed', [], [left]]);
  });

  it('keeps nobody else in the same working tree from ending and from being rolled back', async () => {
    const at = bench({ 'src/a.txt': 'one\n' });
    await at.start('IMPL-1');
    writeFileSync(join(at.top, 'src/a.txt'), 'two\n');
    git(at.top, 'commit', '-q', '--amend', '-am', 'another first');
    prune(at.top);
    await at.start('IMPL-2');
    writeFileSync(join(at.top, 'src/a.txt'), 'three\n');
    await at.end('IMPL-2');
    assert.deepEqual(await recorded(at, 'IMPL-2'), ['src/a.txt']);
    rolledBack(await at.rollBack({ run: 'IMPL-2' }));
    assert.equal(readFileSync(join(at.top, 'src/a.txt'), 'utf8'), 'two\n');
  });

  it('is recorded when only contents of files that stayed as they were are gone', async () => {
    const at = bench({ 'a.txt': 'one\n' });
    writeFiles(at.top, { 'staged.txt': 'only staged\n' });
    git(at.top, 'add', 'staged.txt');
    await at.start('IMPL-1');
    git(at.top, 'reset', '-q');
    prune(at.top);
    writeFileSync(join(at.top, 'a.txt'), 'two\n');
    await at.end('IMPL-1');
    assert.deepEqual(await recorded(at, 'IMPL-1'), ['a.txt']);
  });

  it('is recorded when the index that remembers files was damaged, as a power cut does', async () => {
    const at = bench({ 'a.txt': 'one\n' });
    await at.start('IMPL-1');
    const snapshots = join(at.root.place.volatileDir, 'snapshots');
    for (const name of readdirSync(snapshots)) writeFileSync(join(snapshots, name, 'index'), '\0\0\0\0');
    writeFileSync(join(at.top, 'a.txt'), 'two\n');
    await at.end('IMPL-1');
    assert.deepEqual(await recorded(at, 'IMPL-1'), ['a.txt']);
  });
});

describe('A repository whose objects have names of SHA-256', () => {
  it('is recorded and rolled back like any other', async () => {
    const top = temporaryFolder();
    git(top, 'init', '-q', '--object-format=sha256');
    writeFiles(top, { 'a.txt': 'one\n', 'b.txt': 'b\n' });
    git(top, 'add', '-A');
    git(top, 'commit', '-qm', 'first');
    git(top, 'gc', '--quiet');
    const at = new Bench(top);
    await at.run('IMPL-1', () => { writeFileSync(join(top, 'a.txt'), 'two\n'); });
    assert.deepEqual(await recorded(at, 'IMPL-1'), ['a.txt']);
    rolledBack(await at.rollBack());
    assert.equal(readFileSync(join(top, 'a.txt'), 'utf8'), 'one\n');
  });
});
