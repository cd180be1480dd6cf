import assert from 'node:assert/strict';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadVersions } from '../../src/core/versions/load-versions.js';
import type { VersionState } from '../../src/core/versions/versions.js';
import { DiskFiles } from '../../src/node/disk-files.js';
import { committedRepository } from '../support/committed-repository.js';
import { treeText } from '../support/random-tree.js';
import { writeFiles } from '../support/temporary-folder.js';
import { startChild } from './support/child.js';
import { figure } from './support/fault-root.js';
import { deskRoot, finishRun, recordFiles, rollBack, startRun } from './support/recorded-run.js';

const before = { 'a.txt': 'one\n', 'gone.txt': 'gone\n', 'old.ts': 'old\n', 'src/b.ts': 'b\n' };

const repository = (): string => committedRepository(before);

function change(root: string): void {
  writeFileSync(join(root, 'a.txt'), 'two\n');
  rmSync(join(root, 'gone.txt'));
  cpSync(join(root, 'old.ts'), join(root, 'new.ts'));
  rmSync(join(root, 'old.ts'));
  writeFiles(root, { 'src/b.ts': 'B\n', 'made/c.ts': 'c\n' });
}

/** The version as it can be read: whatever happened, nothing is broken and nothing is worse than unfinished. */
async function readable(root: string): Promise<VersionState | undefined> {
  const { versions, findings } = await loadVersions(new DiskFiles(root));
  assert.deepEqual(findings.filter(({ severity }) => severity === 'error').map(({ message }) => message), []);
  for (const { broken, runs } of versions) assert.ok(!broken && runs.every((run) => !run.broken));
  return versions.at(-1);
}

/** Every call at which it may die, or some of them. */
const deaths = (last: number, short: number): readonly number[] => Array.from({ length: figure(short, last) }, (_, index) => 1 + Math.floor((index * last) / figure(short, last)));

async function killed(root: string, what: string, die: number): Promise<boolean> {
  return (await startChild('versions', [root, what, `die=${die}`]).ended).signal === 'SIGKILL';
}

describe('who is killed with SIGKILL while a run is recorded', () => {
  it('when it starts leaves records that can be read, and the run can be started', async () => {
    let deadly = 0;
    for (const die of deaths(80, 10)) {
      const root = repository();
      if (await killed(root, 'start', die)) deadly += 1;
      await readable(root);
      const refused = await startRun(deskRoot(root));
      const version = await readable(root);
      assert.equal(version?.runs[0]?.record.status, 'in_progress', refused?.message);
    }
    assert.ok(deadly > 5);
  });

  it('when it ends leaves records that can be read, and what changed is recorded once', async () => {
    for (const die of deaths(80, 10)) {
      const root = repository();
      await startRun(deskRoot(root));
      change(root);
      await killed(root, 'finish', die);
      await readable(root);
      await finishRun(deskRoot(root));
      const run = (await readable(root))?.runs[0]?.record;
      assert.deepEqual([run?.status, run?.operations.map(({ type }) => type)], ['completed', ['DELETE', 'RENAME', 'UPDATE', 'UPDATE', 'CREATE']], `killed at call ${die}`);
    }
  });

  it('when it records single files leaves records that can be read, and what changed is recorded once', async () => {
    for (const die of deaths(60, 10)) {
      const root = repository();
      const tree = treeText(root);
      await startRun(deskRoot(root));
      change(root);
      await killed(root, 'record a.txt,gone.txt,src/b.ts', die);
      await readable(root);
      await finishRun(deskRoot(root));
      const run = (await readable(root))?.runs[0]?.record;
      assert.deepEqual(run?.operations.map(({ type }) => type).toSorted(), ['CREATE', 'DELETE', 'RENAME', 'UPDATE', 'UPDATE'], `killed at call ${die}`);
      await rollBack(deskRoot(root));
      assert.equal(treeText(root), tree, `killed at call ${die}`);
    }
  });

  it('when it rolls back leaves files that are old or new, and rolling back again gives the exact tree before', async () => {
    for (const die of deaths(110, 14)) {
      const root = repository();
      const tree = treeText(root);
      await startRun(deskRoot(root));
      change(root);
      await finishRun(deskRoot(root));
      await killed(root, 'rollback', die);
      await readable(root);
      await rollBack(deskRoot(root));
      assert.equal(treeText(root), tree, `killed at call ${die}`);
      const version = await readable(root);
      assert.deepEqual([version?.record.status, version?.rollbacks.every(({ record }) => record.status === 'completed')], ['rolled_back', true]);
    }
  });
});

describe('several processes that record the same run at once', () => {
  const paths = ['a.txt', 'gone.txt', 'src/b.ts', 'made/c.ts', 'made/d.ts'];

  async function recordAtOnce(root: string, named: readonly string[]): Promise<void> {
    const ended = await Promise.all(named.map((each) => startChild('versions', [root, `record ${each}`]).ended));
    assert.deepEqual(ended.map(({ code }) => code), ended.map(() => 0));
  }

  it('record every change once, whether they look at one file or at all', async () => {
    for (let round = 0; round < figure(2, 25); round++) {
      const root = repository();
      const tree = treeText(root);
      await startRun(deskRoot(root));
      writeFiles(root, { 'a.txt': 'two\n', 'src/b.ts': 'B\n', 'made/c.ts': 'c\n', 'made/d.ts': 'd\n' });
      rmSync(join(root, 'gone.txt'));
      await recordAtOnce(root, [...paths, paths.join(','), paths.join(',')]);
      await finishRun(deskRoot(root));
      const operations = (await readable(root))?.runs[0]?.record.operations ?? [];
      assert.deepEqual(operations.map(({ type, targetPath }) => `${type} ${targetPath ?? ''}`).toSorted(), ['CREATE made/c.ts', 'CREATE made/d.ts', 'DELETE gone.txt', 'UPDATE a.txt', 'UPDATE src/b.ts']);
      assert.equal(new Set(operations.map(({ id }) => id)).size, operations.length);
      await rollBack(deskRoot(root));
      assert.equal(treeText(root), tree);
    }
  });

  it('lose no step of files that go on changing, also back to what they were, and all of it is undone', async () => {
    for (let round = 0; round < figure(2, 25); round++) {
      const root = repository();
      const tree = treeText(root);
      await startRun(deskRoot(root));
      for (const text of ['two\n', 'three\n', 'one\n']) {
        writeFiles(root, { 'a.txt': text, 'src/b.ts': text === 'one\n' ? 'b\n' : text });
        const recording = recordAtOnce(root, ['a.txt', 'src/b.ts', 'a.txt,src/b.ts', 'a.txt']);
        writeFiles(root, { 'made/c.ts': text });
        await recording;
      }
      await recordFiles(deskRoot(root), ['made/c.ts']);
      const after = treeText(root);
      await finishRun(deskRoot(root));
      assert.equal(await rollBack(deskRoot(root)), null);
      assert.equal(treeText(root), tree);
      assert.notEqual(after, tree);
    }
  });
});
