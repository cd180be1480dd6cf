import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { asTaskId } from '../../../../src/core/layout/names.js';
import type { Refusal } from '../../../../src/core/plans/plan.js';
import { snapshotOfTask } from '../../../../src/core/versions/task-snapshot.js';
import type { RolledBack } from '../../../../src/node/versions/rollback-desk.js';
import { git } from '../../../support/git.js';
import { applyEdit, treeEdits, treeText } from '../../../support/random-tree.js';
import { temporaryFolder, writeFiles } from '../../../support/temporary-folder.js';
import { bench, done, first, rolledBack } from './version-bench.js';

const undone = (outcome: RolledBack): string => outcome.records.at(-1)?.task ?? '';

describe('Rolling back', () => {
  it('gives back the exact tree before any random edits, and rolling that back gives the tree after', async () => {
    await fc.assert(fc.asyncProperty(treeEdits, treeEdits, async (one, two) => {
      const at = bench();
      const before = treeText(at.top);
      await at.run('IMPL-1', () => { for (const edit of one) applyEdit(at.top, edit); });
      const between = treeText(at.top);
      await at.run('IMPL-2', () => { for (const edit of two) applyEdit(at.top, edit); });
      const after = treeText(at.top);
      const all = rolledBack(await at.rollBack());
      assert.equal(treeText(at.top), before);
      assert.equal(await at.status(), 'rolled_back');
      if (undone(all) !== '') rolledBack(await at.rollBack({ run: undone(all) }));
      assert.equal(treeText(at.top), after);
      if (after !== between) rolledBack(await at.rollBack({ run: 'IMPL-2' }));
      assert.equal(treeText(at.top), between);
      rmSync(at.top, { recursive: true });
    }), { numRuns: process.env['TEST_LONG'] === '1' ? 200 : 6, endOnFailure: true });
  });

  it('undoes one operation, and says what it did in a record of its own', async () => {
    const at = bench();
    await at.run('IMPL-1', () => {
      writeFileSync(join(at.top, 'a.txt'), 'two\n');
      writeFileSync(join(at.top, 'new.txt'), 'new\n');
    });
    const operation = (await at.desk.load()).versions[0]?.runs[0]?.record.operations.find(({ targetPath }) => targetPath === 'a.txt')?.id ?? '';
    const [record] = rolledBack(await at.rollBack({ operation })).records;
    assert.equal(readFileSync(join(at.top, 'a.txt'), 'utf8'), 'one\n');
    assert.ok(existsSync(join(at.top, 'new.txt')));
    assert.deepEqual([record?.record.rollback?.of, record?.record.status, record?.record.operations.map(({ type }) => type)], [operation, 'completed', ['UPDATE']]);
    assert.equal(await at.status(), 'in_progress');
    assert.deepEqual((await at.desk.load()).findings, []);
  });

  it('undoes the rest of a run of which a part is undone, and says when nothing is left', async () => {
    const at = bench();
    const before = treeText(at.top);
    await at.run('IMPL-1', () => {
      writeFileSync(join(at.top, 'a.txt'), 'two\n');
      writeFileSync(join(at.top, 'new.txt'), 'new\n');
    });
    const after = treeText(at.top);
    const operation = (await at.desk.load()).versions[0]?.runs[0]?.record.operations[0]?.id ?? '';
    rolledBack(await at.rollBack({ run: 'IMPL-1', operation }));
    const between = treeText(at.top);
    const rest = rolledBack(await at.rollBack({ run: 'IMPL-1' }));
    assert.deepEqual([treeText(at.top), rest.records[0]?.record.operations.length], [before, 1]);
    assert.match((await at.rollBack({ run: 'IMPL-1' }) as Refusal).message, new RegExp(`IMPL-1 in v001 is undone already; undo that with: .* --run ${undone(rest)}$`));
    rolledBack(await at.rollBack({ run: undone(rest) }));
    assert.equal(treeText(at.top), between);
    rolledBack(await at.rollBack({ run: 'IMPL-1' }));
    assert.equal(treeText(at.top), before);
    assert.notEqual(after, between);
  });

  it('undoes another attempt without what was undone before it', async () => {
    const at = bench();
    await at.run('IMPL-1', () => { writeFileSync(join(at.top, 'a.txt'), 'two\n'); });
    rolledBack(await at.rollBack({ run: 'IMPL-1' }));
    const before = treeText(at.top);
    await at.run('IMPL-1', () => { writeFileSync(join(at.top, 'a.txt'), 'three\n'); });
    rolledBack(await at.rollBack({ run: 'IMPL-1' }));
    assert.equal(treeText(at.top), before);
  });

  it('never loses what a person changed in between: it refuses as a whole and shows the difference', async () => {
    const at = bench();
    await at.run('IMPL-1', () => {
      writeFileSync(join(at.top, 'a.txt'), 'two\n');
      writeFileSync(join(at.top, 'new.txt'), 'new\n');
    });
    writeFileSync(join(at.top, 'a.txt'), 'mine\n');
    const tree = treeText(at.top);
    const refused = await at.rollBack();
    assert.ok(refused.kind === 'refusal');
    assert.match(refused.message, /a\.txt: it was changed since/);
    assert.equal(treeText(at.top), tree);
    const preview = await at.back.preview({ version: 'v001', run: null, operation: null, partial: false });
    assert.ok(preview.kind === 'preview');
    assert.deepEqual(preview.trees[0]?.rollback.obstacles.map(({ path, why }) => `${path ?? ''} ${why}`), ['a.txt it was changed since']);
    const partial = rolledBack(await at.rollBack({ partial: true }));
    assert.equal(readFileSync(join(at.top, 'a.txt'), 'utf8'), 'mine\n');
    assert.equal(existsSync(join(at.top, 'new.txt')), false);
    assert.equal(await at.status(), 'in_progress');
    rolledBack(await at.rollBack({ run: undone(partial) }));
    assert.equal(treeText(at.top), tree);
  });

  it('touches nothing that the agent did not write, and leaves no empty folder behind', async () => {
    const at = bench({ ...first, '.gitignore': 'build/\n' });
    writeFiles(at.top, { 'build/out.js': 'ignored\n', 'untracked.txt': 'mine\n' });
    await at.run('IMPL-1', () => { writeFiles(at.top, { 'deep/er/made.ts': 'x\n', 'kept/made.ts': 'y\n' }); });
    writeFileSync(join(at.top, 'kept/mine.txt'), 'mine\n');
    rolledBack(await at.rollBack());
    assert.deepEqual([existsSync(join(at.top, 'deep')), existsSync(join(at.top, 'kept/made.ts')), existsSync(join(at.top, 'kept/mine.txt'))], [false, false, true]);
    assert.equal(readFileSync(join(at.top, 'build/out.js'), 'utf8'), 'ignored\n');
    assert.equal(readFileSync(join(at.top, 'untracked.txt'), 'utf8'), 'mine\n');
  });

  it('puts a file back where folders stand that are empty', async () => {
    const at = bench();
    await at.run('IMPL-1', () => {
      rmSync(join(at.top, 'a.txt'));
      mkdirSync(join(at.top, 'a.txt/deep/er'), { recursive: true });
    });
    rolledBack(await at.rollBack());
    assert.equal(readFileSync(join(at.top, 'a.txt'), 'utf8'), 'one\n');
  });

  it('refuses where folders and links would lead it elsewhere', async () => {
    const outside = temporaryFolder();
    writeFileSync(join(outside, 'x'), 'two\n');
    const at = bench();
    await at.run('IMPL-1', () => { writeFileSync(join(at.top, 'docs/x'), 'two\n'); });
    rmSync(join(at.top, 'docs'), { recursive: true });
    symlinkSync(outside, join(at.top, 'docs'));
    assert.match((await at.rollBack() as Refusal).message, /docs\/x: it was changed since/);
    assert.equal(readFileSync(join(outside, 'x'), 'utf8'), 'two\n');
    rmSync(join(at.top, 'docs'));
    await at.run('IMPL-2', () => { rmSync(join(at.top, 'a.txt')); });
    mkdirSync(join(at.top, 'a.txt'));
    writeFileSync(join(at.top, 'a.txt/mine'), 'mine\n');
    assert.match((await at.rollBack({ run: 'IMPL-2' }) as Refusal).message, /there is a folder with a\.txt\/mine in its place/);
  });

  it('refuses when contents are lost or the working tree is', async () => {
    const at = bench();
    await at.run('IMPL-1', () => { writeFileSync(join(at.top, 'a.txt'), 'two\n'); });
    rmSync(join(at.top, '.git/workflow/content'), { recursive: true });
    assert.match((await at.rollBack() as Refusal).message, /its content before is not in the store/);
    const record = join(at.top, '.workflow/versions/v001/task_sessions/IMPL-1/session.yml');
    writeFileSync(record, `${readFileSync(record, 'utf8')}worktree: "../.."\n`);
    assert.match((await at.rollBack() as Refusal).message, /is no working tree of this repository any more/);
  });

  it('cleans up what no record names, and on request what cannot be needed any more', async () => {
    const at = bench();
    await at.run('IMPL-1', () => { writeFileSync(join(at.top, 'a.txt'), 'two\n'); });
    const store = at.desk.recorder.store;
    await store.keep(Buffer.from('nobody\'s'));
    assert.deepEqual(await at.desk.clean({ ended: false, dry: true }), { contents: 1, bytes: 8 });
    assert.equal((await at.clean(false)).contents, 1);
    rolledBack(await at.rollBack());
    assert.deepEqual([await at.clean(false), existsSync(join(at.top, '.git/workflow/snapshots'))], [{ contents: 0, bytes: 0 }, false]);
    assert.equal((await at.clean(true)).contents, 2);
    await at.run('IMPL-2', () => { writeFileSync(join(at.top, 'a.txt'), 'three\n'); });
    assert.deepEqual((await at.desk.load()).versions.at(-1)?.runs.map(({ record }) => record.operations.length), [1]);
  });

  it('keeps to the state machine, and says what comes next', async () => {
    const at = bench();
    done(await at.desk.create({ feature: 'x' }));
    assert.match((await at.rollBack() as Refusal).message, /v001 is pending and cannot become rolled_back; it can become in_progress/);
    await at.run('IMPL-1', () => undefined);
    rolledBack(await at.rollBack());
    assert.match((await at.rollBack() as Refusal).message, /is rolled back already/);
    assert.match((await at.rollBack({ run: 'IMPL-7' }) as Refusal).message, /has no run IMPL-7/);
    assert.match((await at.rollBack({ version: 'v009' }) as Refusal).message, /There is no version v009/);
  });

  it('undoes in a worktree what was done there', async () => {
    const at = bench();
    const tree = join(at.top, '.worktrees', 'backend');
    git(at.top, 'worktree', 'add', '-q', tree, '-b', 'feature/x-backend');
    const task = asTaskId('IMPL-1');
    assert.ok(task.ok);
    done(await at.desk.startRun({ task: task.value, snapshot: snapshotOfTask({ id: 'IMPL-1', title: '', status: '', path: '', text: null }, {}), worktree: '.worktrees/backend', feature: 'x' }));
    writeFileSync(join(tree, 'a.txt'), 'agent\n');
    done(await at.desk.endRun('IMPL-1', undefined, () => Promise.resolve({ status: 'completed', reason: '' })));
    writeFileSync(join(at.top, 'a.txt'), 'agent\n');
    rolledBack(await at.rollBack());
    assert.deepEqual([readFileSync(join(tree, 'a.txt'), 'utf8'), readFileSync(join(at.top, 'a.txt'), 'utf8')], ['one\n', 'agent\n']);
  });
});
