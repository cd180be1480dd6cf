import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isGitBusy } from '../../../src/node/git-operation.js';
import { git } from '../../support/git.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

/** A repository in which the branch `other` has another line in the file than `main`. */
function repository(): string {
  const top = temporaryFolder();
  const commit = (text: string): void => {
    writeFileSync(join(top, 'file'), `${text}\n`);
    git(top, 'add', 'file');
    git(top, 'commit', '--quiet', '-m', text);
  };
  git(top, 'init', '--quiet', '--initial-branch', 'main');
  commit('first');
  git(top, 'checkout', '--quiet', '-b', 'other');
  commit('theirs');
  git(top, 'checkout', '--quiet', 'main');
  commit('ours');
  return top;
}

describe('isGitBusy', () => {
  for (const [what, abort] of [['merge', 'merge'], ['rebase', 'rebase'], ['cherry-pick', 'cherry-pick']] as const) {
    it(`is so while a ${what} has stopped at a conflict, and no more when it is over`, () => {
      const top = repository();
      assert.equal(isGitBusy(top), false);
      assert.throws(() => git(top, what, 'other'));
      assert.equal(isGitBusy(top), true);
      git(top, abort, '--abort');
      assert.equal(isGitBusy(top), false);
    });
  }

  it('is told of the working tree that is asked about, and not of its neighbours', () => {
    const top = repository();
    const tree = join(temporaryFolder(), 'a tree');
    git(top, 'worktree', 'add', '--quiet', '-b', 'third', tree, 'main');
    assert.throws(() => git(tree, 'merge', 'other'));
    assert.deepEqual([isGitBusy(tree), isGitBusy(top)], [true, false]);
  });

  it('is never so without a repository', () => {
    assert.equal(isGitBusy(temporaryFolder()), false);
  });
});
