import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRoot } from '../../../../src/node/open-root.js';
import { findStateRoot } from '../../../../src/node/state-root.js';
import { createWorktree } from '../../../../src/node/worktrees/create.js';
import { cureAll } from '../../../../src/node/worktrees/cure.js';
import { diskUse, examine } from '../../../../src/node/worktrees/doctor.js';
import { removeWorktree } from '../../../../src/node/worktrees/remove.js';
import { worktreeOf } from '../../../../src/node/worktrees/worktree-list.js';
import { git } from '../../../support/git.js';
import { temporaryFolder, writeFiles } from '../../../support/temporary-folder.js';
import { placeFor, worktreeRepository } from '../../../support/worktree-repository.js';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A repository with a worktree and an editor that leaves it alone: nothing is wrong. */
async function healthy(): Promise<{ readonly top: string; readonly tree: string }> {
  const top = worktreeRepository();
  assert.equal((await createWorktree(placeFor(top), { role: 'backend', feature: null, branch: 'work', base: null })).kind, 'created');
  writeFiles(top, { '.vscode/settings.json': '{ "files.watcherExclude": {"**/.worktrees/**": true}, "search.exclude": {"**/.worktrees/**": true} }' });
  return { top, tree: join(top, '.worktrees/backend') };
}

const codes = (top: string): readonly string[] => examine(placeFor(top)).map(({ code, severity }) => `${severity} ${code}`);

async function mend(top: string): Promise<readonly string[]> {
  const root = openRoot(findStateRoot(top), { log: silent, actor: 'person:test' });
  try {
    const cured = await cureAll(placeFor(top), examine(placeFor(top)), { apply: root.apply, now: 0 });
    return cured.map(({ done, note }) => `${done ? 'done' : 'left'}: ${note}`);
  } finally {
    root.dispose();
  }
}

describe('the doctor of worktrees', () => {
  it('finds nothing wrong where nothing is, and nothing to do without a repository', async () => {
    const { top } = await healthy();
    assert.deepEqual(codes(top), []);
    assert.deepEqual(codes(temporaryFolder()), []);
  });

  it('clears a record whose directory is gone, keeping what was staged there', async () => {
    const { top, tree } = await healthy();
    writeFiles(tree, { 'a.txt': 'staged\n' });
    git(tree, 'add', 'a.txt');
    rmSync(tree, { recursive: true });
    assert.deepEqual(codes(top), ['error worktree/gone']);
    assert.match((await mend(top)).join(), /^done: The record of .* is cleared; what it alone had is kept at refs\/workflow\/backup\/backend\//);
    assert.deepEqual(codes(top), []);
    assert.equal(git(top, 'show', `${git(top, 'for-each-ref', '--format=%(refname)', 'refs/workflow')}:a.txt`), 'staged');
  });

  it('leaves a locked one alone whose directory is gone: it may be on another disk', async () => {
    const { top, tree } = await healthy();
    git(top, 'worktree', 'lock', tree);
    rmSync(tree, { recursive: true });
    assert.deepEqual(codes(top), []);
  });

  it('repairs a worktree that was moved without git', async () => {
    const { top, tree } = await healthy();
    renameSync(tree, join(top, '.worktrees/moved'));
    assert.deepEqual(codes(top), ['error worktree/moved']);
    await mend(top);
    assert.deepEqual(codes(top), []);
    assert.equal(git(join(top, '.worktrees/moved'), 'rev-parse', '--abbrev-ref', 'HEAD'), 'work');
  });

  it('deletes an empty folder among the worktrees, and never one with files', async () => {
    const { top } = await healthy();
    mkdirSync(join(top, '.worktrees/empty'));
    writeFiles(top, { '.worktrees/full/file': 'x' });
    assert.deepEqual(codes(top).toSorted(), ['hint worktree/orphan', 'warning worktree/orphan']);
    await mend(top);
    assert.deepEqual(codes(top), ['warning worktree/orphan']);
    assert.ok(existsSync(join(top, '.worktrees/full/file')) && !existsSync(join(top, '.worktrees/empty')));
  });

  it('clears what an interrupted making left, so that it can be made again', async () => {
    const { top, tree } = await healthy();
    for (const damage of [
      () => { rmSync(join(tree, 'src'), { recursive: true }); rmSync(join(top, '.git/worktrees/backend/index')); },
      () => { rmSync(tree, { recursive: true }); },
      () => { rmSync(join(top, '.git/worktrees/backend/HEAD')); },
    ]) {
      damage();
      writeFileSync(join(top, '.git/worktrees/backend/locked'), 'initializing');
      assert.deepEqual(codes(top), ['error worktree/half-made']);
      await mend(top);
      for (const name of ['backend.found-0']) rmSync(join(top, '.worktrees', name), { recursive: true, force: true });
      assert.deepEqual(codes(top), []);
      assert.equal((await createWorktree(placeFor(top), { role: 'backend', feature: null, branch: 'work', base: null })).kind, 'created');
      assert.ok(existsSync(join(tree, 'src/b.txt')));
    }
  });

  it('deletes a record that does not say where its worktree is', async () => {
    const { top } = await healthy();
    writeFiles(top, { '.git/worktrees/half/locked': 'initializing' });
    assert.deepEqual(codes(top), ['error worktree/broken-record']);
    await mend(top);
    assert.deepEqual(codes(top), []);
  });

  it('puts back what was being removed when the program was killed before it was off the record', async () => {
    const { top, tree } = await healthy();
    writeFiles(tree, { '.env': '1' });
    const where = placeFor(top);
    const state = worktreeOf(where, 'backend');
    assert.ok(state !== null);
    const killed = { ...where, git: { run: (...[args, options]: Parameters<typeof where.git.run>) => (args[0] === 'worktree' ? Promise.reject(new Error('killed')) : where.git.run(args, options)) } };
    await assert.rejects(removeWorktree(killed, { state, force: false, agent: null, now: 0 }), /killed/);
    assert.ok(!existsSync(tree));
    assert.deepEqual(codes(top), ['error worktree/trash']);
    await mend(top);
    assert.equal(readFileSync(join(tree, '.env'), 'utf8'), '1');
    assert.deepEqual(codes(top).filter((code) => code.startsWith('error')), []);
  });

  it('deletes what was removed and not deleted', async () => {
    const { top } = await healthy();
    writeFiles(top, { '.worktrees/.trash/old-1/file': 'x' });
    assert.deepEqual(codes(top), ['warning worktree/trash']);
    await mend(top);
    assert.deepEqual(codes(top).filter((code) => !code.startsWith('hint')), []);
    assert.ok(!existsSync(join(top, '.worktrees/.trash/old-1')));
  });

  it('hides the folder of worktrees from the repository\'s own status', async () => {
    const { top } = await healthy();
    writeFileSync(join(top, '.git/info/exclude'), '# no line break at the end');
    assert.deepEqual(codes(top), ['warning worktree/not-excluded']);
    await mend(top);
    assert.equal(readFileSync(join(top, '.git/info/exclude'), 'utf8'), '# no line break at the end\n/.worktrees/\n');
  });

  it('tells the editor to leave worktrees alone, and changes nothing else in its settings', async () => {
    const { top } = await healthy();
    writeFiles(top, { '.vscode/settings.json': '{\n  // mine\n  "editor.tabSize": 2, "search.exclude": {"x": true}\n}\n' });
    assert.deepEqual(codes(top), ['hint worktree/searched']);
    await mend(top);
    assert.deepEqual(codes(top), []);
    assert.match(readFileSync(join(top, '.vscode/settings.json'), 'utf8'), /\/\/ mine\n {2}"editor\.tabSize": 2/);
    writeFiles(top, { '.vscode/settings.json': '{ broken' });
    assert.match((await mend(top)).join(), /^left: \.vscode\/settings\.json cannot be read/);
    assert.equal(readFileSync(join(top, '.vscode/settings.json'), 'utf8'), '{ broken');
  });

  it('says how much room each worktree takes', async () => {
    const { top, tree } = await healthy();
    const [before] = await diskUse(placeFor(top));
    writeFiles(tree, { 'node_modules/big': 'x'.repeat(100_000) });
    const [after] = await diskUse(placeFor(top));
    assert.deepEqual([after?.path, (after?.bytes ?? 0) - (before?.bytes ?? 0)], [tree, 100_000]);
  });
});
