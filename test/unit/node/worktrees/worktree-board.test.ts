import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { WorktreePlace } from '../../../../src/node/worktrees/place.js';
import { WorktreeBoard } from '../../../../src/node/worktrees/worktree-board.js';
import { git } from '../../../support/git.js';
import { writeFiles } from '../../../support/temporary-folder.js';
import { commitAll, placeFor, worktreeRepository } from '../../../support/worktree-repository.js';

/** A repository with three worktrees, and the folders in which git was run. */
function three(): { readonly top: string; readonly where: WorktreePlace; readonly asked: string[]; readonly tree: (role: string) => string; readonly most: () => number } {
  const top = worktreeRepository();
  const tree = (role: string): string => join(top, '.worktrees', role);
  for (const role of ['one', 'two', 'three']) git(top, 'worktree', 'add', '--quiet', tree(role));
  const place = placeFor(top);
  const asked: string[] = [];
  let [now, most] = [0, 0];
  const run: WorktreePlace['git']['run'] = async (args, options) => {
    asked.push(options?.cwd ?? '');
    now += 1;
    most = Math.max(most, now);
    return place.git.run(args, options).finally(() => { now -= 1; });
  };
  return { top, where: { ...place, git: { run } }, asked, tree, most: () => most };
}

describe('the board of worktrees', () => {
  it('lists worktrees without running anything', () => {
    const { where, asked } = three();
    const board = new WorktreeBoard(where);
    board.refresh();
    assert.deepEqual([board.states.map(({ role, status }) => [role, status]), asked], [[['one', null], ['three', null], ['two', null]], []]);
  });

  it('asks git only about what somebody looks at, once, two at a time', async () => {
    const { where, asked, tree, most } = three();
    const board = new WorktreeBoard(where);
    board.refresh();
    await Promise.all([board.look(tree('one')), board.look(tree('one')), board.look(tree('two'))]);
    assert.ok(asked.filter((path) => path === tree('one')).length <= 2);
    await board.look(tree('one'));
    await board.look(tree('three'));
    assert.equal(asked.filter((path) => path === tree('three')).length, 1);
    assert.ok(most() <= 2);
    assert.ok(board.states.every(({ status }) => status?.uncommitted === 0));
  });

  it('asks again only about the one that has changed, and tells when the answer is another one', async () => {
    const { where, asked, tree } = three();
    const board = new WorktreeBoard(where);
    board.refresh();
    for (const role of ['one', 'two', 'three']) await board.look(tree(role));
    asked.length = 0;
    const told: number[] = [];
    board.onDidChange((states) => told.push(states.filter(({ status }) => status?.uncommitted === 1).length));
    await board.touch(tree('two'));
    assert.deepEqual(told, []);
    writeFiles(tree('two'), { 'new.txt': 'new' });
    await board.touch(tree('two'));
    assert.deepEqual([told, asked], [[1], [tree('two'), tree('two')]]);
  });

  it('keeps what it knows when the list is read anew, but not of one that stands on another commit', async () => {
    const { where, tree } = three();
    const board = new WorktreeBoard(where);
    board.refresh();
    for (const role of ['one', 'two']) await board.look(tree(role));
    writeFiles(tree('two'), { 'new.txt': 'new' });
    commitAll(tree('two'), 'new');
    board.refresh();
    assert.deepEqual(board.states.map(({ role, status }) => [role, status !== null]), [['one', true], ['three', false], ['two', false]]);
    await board.look(tree('two'));
    assert.equal(board.states.find(({ role }) => role === 'two')?.status?.ahead, 1);
  });

  it('forgets one that was removed, and tells nothing when it has ended', async () => {
    const { top, where, tree } = three();
    const board = new WorktreeBoard(where);
    board.refresh();
    git(top, 'worktree', 'remove', tree('two'));
    board.refresh();
    assert.deepEqual(board.states.map(({ role }) => role), ['one', 'three']);
    await board.touch(tree('two'));
    let told = 0;
    board.onDidChange(() => { told += 1; });
    board.dispose();
    await board.touch(tree('one'));
    assert.equal(told, 0);
  });
});
