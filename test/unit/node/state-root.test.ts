import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findStateRoot, stateRootAt } from '../../../src/node/state-root.js';
import type { StateRoot } from '../../../src/node/state-root.js';
import { git } from '../../support/git.js';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';

/** A repository with one commit. */
function repository(top = join(temporaryFolder(), 'repo')): string {
  mkdirSync(top, { recursive: true });
  git(top, 'init', '--quiet');
  git(top, 'commit', '--quiet', '--allow-empty', '-m', 'first');
  return top;
}

function inGit(root: string, commonDir: string, linkedWorktree = false): StateRoot {
  return { root, commonDir, volatileDir: join(commonDir, 'workflow'), linkedWorktree };
}

function withoutGit(root: string): StateRoot {
  return { root, commonDir: null, volatileDir: join(root, '.workflow', '.state'), linkedWorktree: false };
}

function below(folder: string, path: string): string {
  mkdirSync(join(folder, path), { recursive: true });
  return join(folder, path);
}

describe('findStateRoot', () => {
  it('is the top of the repository, as git says', () => {
    const top = repository();
    assert.deepEqual(findStateRoot(top), inGit(top, git(top, 'rev-parse', '--absolute-git-dir')));
  });

  it('is the top of the repository for a subfolder', () => {
    const top = repository();
    const folder = below(top, 'a/b');
    assert.equal(git(folder, 'rev-parse', '--show-toplevel'), top);
    assert.deepEqual(findStateRoot(folder), inGit(top, join(top, '.git')));
  });

  it('is found in a repository without commits', () => {
    const top = below(temporaryFolder(), 'empty');
    git(top, 'init', '--quiet');
    assert.deepEqual(findStateRoot(top), inGit(top, join(top, '.git')));
  });

  it('is the main working tree for a linked worktree and its subfolders', () => {
    const top = repository();
    const tree = join(top, '.worktrees', 'backend');
    git(top, 'worktree', 'add', '--quiet', tree);
    assert.deepEqual(findStateRoot(tree), inGit(top, git(tree, 'rev-parse', '--path-format=absolute', '--git-common-dir'), true));
    assert.deepEqual(findStateRoot(below(tree, 'src/deep')), inGit(top, join(top, '.git'), true));
  });

  it('follows a linked worktree that git has moved', () => {
    const top = repository();
    const place = temporaryFolder();
    git(top, 'worktree', 'add', '--quiet', join(place, 'one'));
    git(top, 'worktree', 'move', join(place, 'one'), join(place, 'two'));
    assert.deepEqual(findStateRoot(join(place, 'two')), inGit(top, join(top, '.git'), true));
  });

  it('is each worktree by itself when the repository is bare, with volatile directories of their own', () => {
    const place = temporaryFolder();
    git(repository(), 'clone', '--quiet', '--bare', '.', join(place, 'bare.git'));
    const [one, two] = [join(place, 'one'), join(place, 'two')];
    git(join(place, 'bare.git'), 'worktree', 'add', '--quiet', one);
    git(join(place, 'bare.git'), 'worktree', 'add', '--quiet', two);
    const common = join(place, 'bare.git');
    assert.deepEqual(findStateRoot(below(one, 'sub')), { root: one, commonDir: common, volatileDir: join(common, 'worktrees/one/workflow'), linkedWorktree: false });
    assert.equal(findStateRoot(two).volatileDir, join(common, 'worktrees/two/workflow'));
  });

  it('is each worktree by itself when they lie beside a bare .git directory', () => {
    const place = temporaryFolder();
    git(repository(), 'clone', '--quiet', '--bare', '.', join(place, '.git'));
    git(place, 'worktree', 'add', '--quiet', join(place, 'tree'));
    assert.equal(findStateRoot(join(place, 'tree')).root, join(place, 'tree'));
    assert.deepEqual(findStateRoot(place), inGit(place, join(place, '.git')));
    assert.deepEqual(findStateRoot(below(place, 'other')), withoutGit(join(place, 'other')));
  });

  it('is a bare repository itself, and a folder in it by itself', () => {
    const bare = join(temporaryFolder(), 'bare.git');
    git(repository(), 'clone', '--quiet', '--bare', '.', bare);
    assert.deepEqual(findStateRoot(bare), inGit(bare, bare));
    assert.deepEqual(findStateRoot(join(bare, 'refs')), withoutGit(join(bare, 'refs')));
  });

  it('is not the repository when somebody opens its .git directory', () => {
    const top = repository();
    assert.deepEqual(findStateRoot(join(top, '.git')), withoutGit(join(top, '.git')));
  });

  it('is the submodule itself, and its main working tree for its own worktrees', () => {
    const top = repository();
    git(top, 'submodule', '--quiet', 'add', repository(), 'part');
    const part = join(top, 'part');
    const common = join(top, '.git/modules/part');
    assert.equal(git(part, 'rev-parse', '--path-format=absolute', '--git-common-dir'), common);
    assert.deepEqual(findStateRoot(below(part, 'src')), inGit(part, common));
    const tree = join(temporaryFolder(), 'tree');
    git(part, 'worktree', 'add', '--quiet', tree);
    assert.deepEqual(findStateRoot(tree), inGit(part, common, true));
  });

  it('is the top of a tree with a separate git directory, which is not believed because it does not lead back', () => {
    const place = temporaryFolder();
    const top = below(place, 'top');
    git(top, 'init', '--quiet', '--separate-git-dir', join(place, 'elsewhere'));
    assert.equal(git(below(top, 'sub'), 'rev-parse', '--show-toplevel'), top);
    assert.deepEqual(findStateRoot(join(top, 'sub')), withoutGit(top));
  });

  it('believes a separate git directory that names its working tree', () => {
    const place = temporaryFolder();
    const top = below(place, 'top');
    git(top, 'init', '--quiet', '--separate-git-dir', join(place, 'elsewhere'));
    git(top, 'config', 'core.worktree', top);
    assert.deepEqual(findStateRoot(top), inGit(top, join(place, 'elsewhere')));
  });

  it('is the folder itself without a repository', () => {
    const folder = below(temporaryFolder(), 'plain/deep');
    assert.deepEqual(findStateRoot(folder), withoutGit(folder));
  });

  it('is the folder as written when it does not exist', () => {
    const folder = join(temporaryFolder(), 'absent');
    assert.deepEqual(findStateRoot(folder), withoutGit(folder));
  });

  it('goes on above a .git directory that is no repository', () => {
    const top = repository();
    assert.deepEqual(findStateRoot(below(below(top, 'sub'), '.git/hooks')).root, top);
  });

  it('knows a core.worktree only if it leads back', () => {
    const top = repository();
    git(top, 'config', 'core.worktree', temporaryFolder());
    assert.deepEqual(findStateRoot(top), withoutGit(top));
  });
});

describe('findStateRoot with files that lie', () => {
  it('stays where it is when a .git file leads to a repository that does not lead back', () => {
    const top = repository();
    git(top, 'worktree', 'add', '--quiet', join(temporaryFolder(), 'real'));
    const liar = temporaryFolder();
    writeFiles(liar, { '.git': `gitdir: ${join(top, '.git/worktrees/real')}\n` });
    assert.deepEqual(findStateRoot(liar), withoutGit(liar));
    writeFiles(liar, { '.git': `gitdir: ${join(top, '.git')}\n` });
    assert.deepEqual(findStateRoot(liar), withoutGit(liar));
  });

  it('stays where it is when the git directory names a common directory that does not hold it', () => {
    const top = repository();
    const liar = temporaryFolder();
    writeFiles(liar, {
      '.git': 'gitdir: made/worktrees/up\n',
      'made/worktrees/up/gitdir': join(liar, '.git'),
      'made/worktrees/up/commondir': join(top, '.git'),
    });
    assert.deepEqual(findStateRoot(liar), withoutGit(liar));
  });

  for (const [what, content] of [
    ['empty', ''],
    ['not what git writes', 'hello'],
    ['leading nowhere', 'gitdir: /no/such/place'],
    ['enormous', 'gitdir: '.padEnd(300_000, 'x')],
    ['binary', Uint8Array.of(0xff, 0xfe, 0)],
  ] as const) {
    it(`stays where it is when the .git file is ${what}`, () => {
      const folder = temporaryFolder();
      writeFiles(folder, { '.git': content });
      assert.deepEqual(findStateRoot(folder), withoutGit(folder));
    });
  }

  it('does not go through a .git that is a symbolic link', () => {
    const folder = temporaryFolder();
    symlinkSync(join(repository(), '.git'), join(folder, '.git'));
    assert.deepEqual(findStateRoot(folder), withoutGit(folder));
  });

  it('does not hang on a commondir that is a FIFO', function () {
    if (process.platform === 'win32') this.skip();
    const top = repository();
    const tree = join(temporaryFolder(), 'tree');
    git(top, 'worktree', 'add', '--quiet', tree);
    git(top, '-c', `alias.fifo=!rm .git/worktrees/tree/commondir && mkfifo .git/worktrees/tree/commondir`, 'fifo');
    assert.deepEqual(findStateRoot(tree), withoutGit(tree));
  });
});

describe('findStateRoot in odd places', () => {
  for (const name of ['with spaces', 'Ünïcödé 工作流', 'new\nline', "quo'te\"s", '$(dollar)']) {
    it(`knows a linked worktree below ${JSON.stringify(name)}`, () => {
      const place = below(temporaryFolder(), name);
      const top = repository(join(place, 'repo'));
      const tree = join(place, 'tree');
      git(top, 'worktree', 'add', '--quiet', tree);
      assert.deepEqual(findStateRoot(tree), inGit(top, join(top, '.git'), true));
    });
  }

  it('sees through a symbolic link to the folder', () => {
    const top = repository();
    const link = join(temporaryFolder(), 'link');
    symlinkSync(below(top, 'sub'), link);
    assert.deepEqual(findStateRoot(link), inGit(top, join(top, '.git')));
  });

  it('reads relative paths of worktrees', () => {
    const place = temporaryFolder();
    const top = repository(join(place, 'repo'));
    const tree = join(place, 'tree');
    git(top, 'worktree', 'add', '--quiet', tree);
    writeFileSync(join(tree, '.git'), 'gitdir: ../repo/.git/worktrees/tree\r\n');
    writeFileSync(join(top, '.git/worktrees/tree/gitdir'), '../../../../tree/.git\n');
    assert.deepEqual(findStateRoot(tree), inGit(top, join(top, '.git'), true));
  });

  for (const [config, isBare] of [
    ['[core]\n\tbare = true\n', true],
    ['[CORE] bare\n', true],
    ['[core] Bare=yes # really\n', true],
    ['[core]\n  bare = "true"\n', true],
    ['[core]\n\tbare = false\n', false],
    ['[other]\n\tbare = true\n', false],
    ['[core]\n\tbare = true\n[core]\n\tbare = no\n', false],
    ['; bare = true\n', false],
  ] as const) {
    it(`reads ${JSON.stringify(config)} as ${isBare ? 'bare' : 'not bare'}, as git does`, () => {
      const place = temporaryFolder();
      const top = repository(join(place, 'repo'));
      git(top, 'worktree', 'add', '--quiet', join(place, 'tree'));
      writeFileSync(join(top, '.git/config'), config);
      assert.equal(git(join(top, '.git'), 'config', '--bool', '--default', 'false', 'core.bare'), String(isBare));
      assert.equal(findStateRoot(join(place, 'tree')).root, isBare ? join(place, 'tree') : top);
    });
  }
});

describe('stateRootAt', () => {
  it('is the named directory, with what is volatile inside it unless it is the top of the repository', () => {
    const top = repository();
    assert.deepEqual(stateRootAt(top), findStateRoot(top));
    const named = below(top, 'packages/one');
    assert.deepEqual(stateRootAt(named), { ...withoutGit(named), commonDir: join(top, '.git') });
  });

  it('is the linked worktree when that is named', () => {
    const top = repository();
    const tree = join(temporaryFolder(), 'tree');
    git(top, 'worktree', 'add', '--quiet', tree);
    assert.equal(stateRootAt(tree).root, tree);
  });
});
