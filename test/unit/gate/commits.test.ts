import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { repositoryWith, stage, writeProgram } from '../../support/gate-repository.js';
import { git } from '../../support/git.js';
import { addHusky, assertFires, doctor, installed, run, runGit, strict, test, workflow } from '../../support/real-commits.js';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';

const count = (folder: string): number => Number(git(folder, 'rev-list', '--count', 'HEAD'));

/** A commit without a test is refused and changes nothing; one with its test is made. */
function assertJudged(folder: string): void {
  const before = count(folder);
  stage(folder, { 'src/bad.ts': 'x\n' });
  const { code, output } = runGit(folder, 'commit', '-m', 'bad');
  assert.equal(code, 1, output);
  assert.match(output, /error src\/bad\.ts: There is no test[^]*looked for: src\/bad\.test\.ts/);
  assert.equal(count(folder), before);
  stage(folder, { 'src/bad.test.ts': test });
  assert.equal(runGit(folder, 'commit', '-m', 'good').code, 0);
  assert.equal(count(folder), before + 1);
}

describe('commits through the installed gate', () => {
  it('are judged in an ordinary repository, in a path with spaces', () => {
    const folder = installed(repositoryWith(strict));
    assertJudged(folder);
    assertFires(folder);
  });

  it('are judged in a linked worktree, and from a folder below', () => {
    const folder = repositoryWith(strict);
    const linked = join(folder, '..', 'linked tree');
    git(folder, 'worktree', 'add', '-q', '-b', 'linked', linked);
    installed(linked);
    assertJudged(linked);
    assertFires(folder);
    stage(linked, { 'src/deep/more.ts': 'x\n' });
    assert.equal(runGit(join(linked, 'src/deep'), 'commit', '-m', 'x').code, 1);
  });

  it('are judged in a worktree of a bare repository', () => {
    const folder = repositoryWith(strict);
    const bare = join(folder, '..', 'bare.git');
    git(folder, 'clone', '-q', '--bare', folder, bare);
    const tree = join(folder, '..', 'of bare');
    git(bare, 'worktree', 'add', '-q', tree, 'main');
    installed(tree);
    assertJudged(tree);
    assertFires(tree);
  });

  it('are judged where core.hooksPath leads to a tracked folder', () => {
    const folder = repositoryWith(strict);
    writeProgram(join(folder, '.githooks/pre-commit'), '#!/bin/bash\necho mine >> ran\nexit 0\n');
    git(folder, 'config', 'core.hooksPath', '.githooks');
    const before = readFileSync(join(folder, '.githooks/pre-commit'));
    installed(folder);
    assertJudged(folder);
    assertFires(folder);
    assert.equal(readFileSync(join(folder, 'ran'), 'utf8'), 'mine\nmine\n', 'the hook of the person runs when somebody commits, and not when the doctor tries');
    workflow(folder, 'tdd', 'uninstall-hook');
    assert.deepEqual(readFileSync(join(folder, '.githooks/pre-commit')), before);
    assert.equal(existsSync(join(folder, '.githooks/commit-msg')), false);
  });

  it('are judged under husky, also after it has written its folder anew', () => {
    const folder = repositoryWith(strict);
    addHusky(folder);
    installed(folder);
    assertJudged(folder);
    addHusky(folder, readFileSync(join(folder, '.husky/pre-commit'), 'utf8'));
    assertFires(folder);
    workflow(folder, 'tdd', 'uninstall-hook');
    assert.equal(readFileSync(join(folder, '.husky/pre-commit'), 'utf8'), 'echo mine\n');
  });

  it('are judged on top of lefthook, and again after it has replaced the gate', () => {
    const folder = repositoryWith(strict);
    const lefthook = '#!/bin/sh\n\nif [ "$LEFTHOOK_VERBOSE" = "1" ]; then\n  set -x\nfi\ncall_lefthook() { echo "lefthook $*"; }\n\ncall_lefthook run "pre-commit" "$@"\n';
    writeProgram(join(folder, '.git/hooks/pre-commit'), lefthook);
    installed(folder);
    assertJudged(folder);
    assert.match(runGit(folder, 'commit', '--allow-empty', '-m', 'x').output, /^lefthook run pre-commit$/m);
    // "lefthook install" keeps what it finds as .old, which it does not run.
    writeFiles(folder, { '.git/hooks/pre-commit.old': readFileSync(join(folder, '.git/hooks/pre-commit')) });
    writeProgram(join(folder, '.git/hooks/pre-commit'), lefthook);
    const [health] = doctor(folder);
    assert.deepEqual([health?.healthy, health?.fires], [false, false]);
    assert.match(health?.problems.join('\n') ?? '', /replaced the hook pre-commit/);
    installed(folder);
    assertFires(folder);
    workflow(folder, 'tdd', 'uninstall-hook');
    assert.equal(readFileSync(join(folder, '.git/hooks/pre-commit'), 'utf8'), lefthook);
  });

  it('run what was there before, with its arguments, and end where it refuses', () => {
    const folder = repositoryWith(strict);
    writeProgram(join(folder, '.git/hooks/pre-commit'), '#!/bin/sh\n[ ! -e refuse ]\n');
    writeProgram(join(folder, '.git/hooks/commit-msg'), '#!/bin/sh\necho "told by another" >> "$1"\n');
    installed(folder);
    assert.equal(runGit(folder, 'commit', '--allow-empty', '-m', 'x').code, 0);
    assert.equal(git(folder, 'log', '-1', '--format=%B').trim(), 'x\ntold by another');
    writeFiles(folder, { refuse: '' });
    assert.equal(runGit(folder, 'commit', '--allow-empty', '-m', 'x').code, 1);
  });

  it('ask a hook that was there as a link and give it back as one', () => {
    const folder = repositoryWith(strict);
    writeProgram(join(folder, 'tools/hook'), '#!/bin/sh\n[ ! -e refuse ]\n');
    mkdirSync(join(folder, '.git/hooks'), { recursive: true });
    symlinkSync('../../tools/hook', join(folder, '.git/hooks/pre-commit'));
    installed(folder);
    writeFiles(folder, { refuse: '' });
    assert.equal(runGit(folder, 'commit', '--allow-empty', '-m', 'x').code, 1);
    workflow(folder, 'tdd', 'uninstall-hook');
    assert.equal(realpathSync(join(folder, '.git/hooks/pre-commit')), realpathSync(join(folder, 'tools/hook')));
  });
});

describe('the gate is not got past', () => {
  const folderWith = (): string => installed(repositoryWith({ ...strict, 'src/a.ts': 'x\n', 'src/a.test.ts': test, 'note.md': 'x\n' }));

  it('by git commit -a, by naming files, by patches, by amending', () => {
    const folder = folderWith();
    writeFiles(folder, { 'src/b.ts': 'x\n', 'src/b.test.ts': test });
    git(folder, 'add', '-A');
    assert.equal(runGit(folder, 'commit', '-m', 'only the source', 'src/b.ts').code, 1, 'the test is staged, but not in this commit');
    assert.equal(runGit(folder, 'commit', '-m', 'only the test', 'src/b.test.ts').code, 0);
    assert.equal(runGit(folder, 'commit', '-m', 'now the source', 'src/b.ts').code, 0);
    writeFiles(folder, { 'src/a.test.ts': test.replace('it(', 'it.skip(') });
    assert.equal(runGit(folder, 'commit', '-a', '-m', 'skip').code, 1);
    assert.equal(runGit(folder, 'commit', '-m', 'skip', '--include', 'src/a.test.ts').code, 1);
    assert.equal(run(folder, ['sh', '-c', 'yes | git commit -p -m skip']).code, 1);
    assert.equal(runGit(folder, 'commit', '-a', '--amend', '--no-edit').code, 1);
    assert.match(git(folder, 'log', '-1', '--format=%s'), /now the source/);
  });

  it('by a marker in a message that is another commit’s, by an editor’s comments, by the difference in it', () => {
    const folder = folderWith();
    stage(folder, { 'src/c.ts': 'x\n' });
    assert.equal(runGit(folder, 'commit', '-m', 'fixup! x [skip-tdd]').code, 1);
    const editor = join(folder, '..', 'editor');
    writeProgram(editor, '#!/bin/sh\nprintf "Add c\\n# [skip-tdd]\\n" > "$1"\n');
    assert.equal(run(folder, ['git', 'commit'], { GIT_EDITOR: editor }).code, 1);
    stage(folder, { 'src/c.ts': '[skip-tdd]\n' });
    writeProgram(editor, '#!/bin/sh\nsed -i "1s/^/Add c/" "$1"\n');
    assert.equal(run(folder, ['git', 'commit', '--verbose'], { GIT_EDITOR: editor }).code, 1);
    writeProgram(editor, '#!/bin/sh\nsed -i "1s/^/Add c [skip-tdd]/" "$1"\n');
    assert.equal(run(folder, ['git', 'commit'], { GIT_EDITOR: editor }).code, 0);
    assert.equal(git(folder, 'log', '-1', '--format=%s'), 'Add c [skip-tdd]');
  });

  it('by what an earlier refused commit left behind', () => {
    const folder = folderWith();
    stage(folder, { 'src/c.ts': 'x\n' });
    assert.equal(run(folder, ['git', 'commit'], { GIT_EDITOR: 'false' }).code, 1);
    git(folder, 'rm', '-qf', 'src/c.ts');
    stage(folder, { 'note.md': 'y\n' });
    assert.equal(runGit(folder, 'commit', '-m', 'note').code, 0);
    assert.equal(existsSync(join(folder, '.git/workflow-tdd-pending')), false);
  });

  it('by taking the second hook away', () => {
    const folder = folderWith();
    stage(folder, { 'src/c.ts': 'x\n' });
    chmodSync(join(folder, '.git/hooks/commit-msg'), 0o644);
    assert.equal(runGit(folder, 'commit', '-m', 'c [skip-tdd]').code, 1);
    const [health] = doctor(folder);
    assert.match(health?.problems.join('\n') ?? '', /commit-msg is not executable/);
    assert.equal(health?.fires, false);
  });

  it('by losing the command: what needs a closer look is refused, and says how to go on', () => {
    const folder = folderWith();
    writeFiles(folder, { '.git/workflow/tdd/command': '/nowhere/node\n/nowhere/cli.js\n' });
    stage(folder, { 'src/c.ts': 'x\n' });
    const { code, output } = runGit(folder, 'commit', '-m', 'c [skip-tdd]');
    assert.equal(code, 1);
    assert.match(output, /the command "workflow" is not to be found: [^\n]+\n[^\n]*TDD_SKIP=true/);
    assert.equal(run(folder, ['git', 'commit', '-m', 'c'], { TDD_SKIP: 'true' }).code, 0);
    stage(folder, { 'src/d.ts': 'x\n', 'src/d.test.ts': test });
    assert.equal(runGit(folder, 'commit', '-m', 'd').code, 0, 'what is beyond doubt needs no command');
  });

  it('by an update of the extension: the command is found in the newer folder', () => {
    const folder = folderWith();
    const extensions = join(folder, '..', 'my extensions');
    const at = (version: string): string => join(extensions, `agent-workflow.agent-workflow-${version}/dist/cli.js`);
    writeFiles(folder, { '.git/workflow/tdd/command': `${process.execPath}\n${at('0.1.0')}\n` });
    mkdirSync(dirname(dirname(at('0.2.0'))), { recursive: true });
    symlinkSync(resolve('dist'), dirname(at('0.2.0')));
    stage(folder, { 'src/c.ts': 'x\n' });
    assert.match(runGit(folder, 'commit', '-m', 'c').output, /error src\/c\.ts: There is no test/);
  });

  it('by a command that fails', () => {
    const folder = folderWith();
    stage(folder, { 'src/c.ts': 'x\n' });
    const { code, output } = run(folder, ['git', 'commit', '-m', 'c'], { WORKFLOW_CLI: '/bin/false' });
    assert.equal(code, 1);
    const broken = join(folder, '..', 'broken');
    writeProgram(broken, '#!/bin/sh\nexit 70\n');
    assert.match(run(folder, ['git', 'commit', '-m', 'c'], { WORKFLOW_CLI: broken }).output, /could not be judged \(exit code 70\)/, output);
  });

  it('by cutting off a hook', () => {
    const folder = installed(repositoryWith(strict));
    stage(folder, { 'src/bad.ts': 'x\n' });
    for (const hook of ['pre-commit', 'commit-msg']) {
      const path = join(folder, '.git/hooks', hook);
      const whole = readFileSync(path, 'utf8');
      const lengths = [whole.indexOf('{') + 1, ...Array.from({ length: 12 }, (_, part) => Math.round(whole.length * (part + 1) / 13)), whole.lastIndexOf('}')];
      for (const length of lengths) {
        writeFileSync(path, whole.slice(0, length));
        const { code, output } = runGit(folder, 'commit', '-m', 'bad');
        assert.notEqual(code, 0, `${hook} of ${length} characters: ${output}`);
      }
      writeFileSync(path, whole);
    }
    assert.equal(runGit(folder, 'commit', '-m', 'bad [skip-tdd]').code, 0);
  });

  it('by taking away a program that the hook needs', () => {
    const folder = installed(repositoryWith(strict));
    const programs = temporaryFolder();
    for (const name of ['git', 'sh', 'grep', 'rm']) symlinkSync(run(folder, ['sh', '-c', `command -v ${name}`]).output.trim(), join(programs, name));
    stage(folder, { 'src/bad.ts': 'x\n' });
    const { code, output } = run(folder, [join(programs, 'git'), 'commit', '-m', 'bad'], { PATH: programs });
    assert.equal(code, 1, output);
    assert.match(output, /error src\/bad\.ts: There is no test/);
  });

  it('by pretending to be the doctor', () => {
    const folder = folderWith();
    stage(folder, { 'src/c.ts': 'x\n' });
    assert.equal(run(folder, ['git', 'commit', '-m', 'c [skip-tdd]'], { WORKFLOW_TDD_PROBE: 'x' }).code, 1);
  });
});

describe('the gate lets git work', () => {
  it('merges, reverts, rebases and picks what was judged before', () => {
    const folder = installed(repositoryWith({ ...strict, 'src/a.ts': 'x\n', 'src/a.test.ts': test, 'note.md': 'x\n' }));
    git(folder, 'switch', '-qc', 'other');
    stage(folder, { 'src/b.ts': 'x\n', 'src/b.test.ts': test, 'note.md': 'other\n' });
    assert.equal(runGit(folder, 'commit', '-m', 'other').code, 0);
    git(folder, 'switch', '-q', 'main');
    stage(folder, { 'docs/c.md': 'x\n' });
    assert.equal(runGit(folder, 'commit', '-m', 'main').code, 0);
    assert.equal(runGit(folder, 'merge', '--no-edit', 'other').code, 0);
    assert.equal(runGit(folder, 'revert', '--no-edit', '-m', '1', 'HEAD').code, 0, 'a merge that is taken back takes test and source away together');
    git(folder, 'switch', '-q', 'other');
    assert.equal(runGit(folder, 'rebase', 'main~2').code, 0);
    assert.equal(runGit(folder, 'cherry-pick', '--keep-redundant-commits', 'main~2').code, 0);
  });

  it('lets a conflict be resolved, and judges what the resolution adds', () => {
    const folder = installed(repositoryWith({ ...strict, 'note.md': 'x\n' }));
    git(folder, 'switch', '-qc', 'other');
    stage(folder, { 'src/old.ts': 'x\n', 'note.md': 'other\n' });
    assert.equal(runGit(folder, 'commit', '-m', 'other [skip-tdd]').code, 0);
    git(folder, 'switch', '-q', 'main');
    stage(folder, { 'note.md': 'main\n' });
    assert.equal(runGit(folder, 'commit', '-m', 'main').code, 0);
    assert.equal(runGit(folder, 'merge', 'other').code, 1);
    stage(folder, { 'note.md': 'both\n', 'src/new.ts': 'x\n' });
    assert.match(runGit(folder, 'commit', '--no-edit').output, /error src\/new\.ts/);
    git(folder, 'rm', '-qf', 'src/new.ts');
    assert.equal(runGit(folder, 'commit', '--no-edit').code, 0);
  });

  it('judges the first commit of all', () => {
    const folder = join(temporaryFolder(), 'new');
    mkdirSync(folder);
    git(folder, 'init', '-q');
    installed(folder);
    writeFiles(folder, strict);
    stage(folder, { 'src/a.ts': 'x\n' });
    assert.equal(runGit(folder, 'commit', '-m', 'first').code, 1);
    assert.equal(git(folder, 'for-each-ref'), '');
    stage(folder, { 'src/a.test.ts': test });
    assert.equal(runGit(folder, 'commit', '-m', 'first').code, 0);
  });

  it('judges where git directory and working tree are apart', () => {
    const folder = repositoryWith(strict);
    installed(folder);
    stage(folder, { 'src/c.ts': 'x\n' });
    const elsewhere = dirname(folder);
    assert.equal(runGit(elsewhere, '--git-dir', join(folder, '.git'), '--work-tree', folder, 'commit', '-m', 'c').code, 1);
    assert.equal(run(elsewhere, ['git', 'commit', '-m', 'c'], { GIT_DIR: join(folder, '.git'), GIT_WORK_TREE: folder }).code, 1);
  });
});
