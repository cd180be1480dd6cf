import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isWorkflowError } from '../../../../src/base/workflow-error.js';
import { hardenedEnvironment } from '../../../../src/node/git/hardening.js';
import { openGit } from '../../../../src/node/git/git.js';
import { git } from '../../../support/git.js';
import { temporaryFolder, writeFiles } from '../../../support/temporary-folder.js';

/** A repository with two branches that both change `both.txt`, in a path with spaces. */
function repository(): string {
  const top = join(temporaryFolder(), 'mit Leer zeichen 日本');
  mkdirSync(top);
  git(top, 'init', '--quiet');
  writeFiles(top, { 'one.txt': 'one\n', 'both.txt': 'base\n' });
  git(top, 'add', '--all');
  git(top, 'commit', '--quiet', '-m', 'first');
  git(top, 'checkout', '--quiet', '-b', 'other');
  writeFiles(top, { 'both.txt': 'other\n' });
  git(top, 'commit', '--quiet', '-am', 'other');
  git(top, 'checkout', '--quiet', 'main');
  writeFiles(top, { 'both.txt': 'main\n' });
  git(top, 'commit', '--quiet', '-am', 'main');
  return top;
}

/** Names a program for everything that git would start one for. What runs leaves a file in `traces`. */
function makeHostile(top: string): string {
  const traces = join(temporaryFolder(), 'traces');
  mkdirSync(traces);
  const script = (name: string): string => {
    const path = join(top, '.git', `evil-${name}`);
    writeFileSync(path, `#!/bin/sh\ntouch '${traces}/${name}'\ncat 2>/dev/null\nexit 0\n`);
    chmodSync(path, 0o755);
    return `'${path}'`;
  };
  for (const hook of ['post-checkout', 'pre-commit', 'pre-merge-commit', 'post-merge', 'reference-transaction', 'post-index-change', 'commit-msg']) {
    mkdirSync(join(top, '.git/hooks'), { recursive: true });
    writeFileSync(join(top, '.git/hooks', hook), `#!/bin/sh\ntouch '${traces}/hook-${hook}'\n`);
    chmodSync(join(top, '.git/hooks', hook), 0o755);
  }
  const settings = {
    'core.fsmonitor': script('fsmonitor'), 'core.pager': script('pager'), 'core.editor': script('editor'), 'core.sshCommand': script('ssh'), 'core.askPass': script('askpass'),
    'filter.evil.clean': script('clean'), 'filter.evil.smudge': script('smudge'), 'filter.e=x.process': script('process'), 'filter.evil.required': 'true',
    'diff.external': script('external'), 'diff.evil.textconv': script('textconv'), 'diff.evil.command': script('command'), 'merge.evil.driver': script('driver'),
    'gpg.program': script('gpg'), 'commit.gpgSign': 'false', 'alias.status': `!${script('alias')}`, 'credential.helper': `!${script('credential')}`,
    'remote.origin.url': `ext::sh -c "touch ${traces}/remote"`, 'remote.origin.promisor': 'true',
  };
  for (const [name, value] of Object.entries(settings)) git(top, 'config', name, value);
  writeFileSync(join(top, '.git/info/attributes'), '*.txt diff=evil filter=evil merge=evil\n*.other filter=e=x\n');
  return traces;
}

const traced = (traces: string): readonly string[] => ['fsmonitor', 'pager', 'editor', 'ssh', 'clean', 'smudge', 'process', 'external', 'textconv', 'command', 'driver', 'gpg', 'alias', 'credential', 'remote',
  'hook-post-checkout', 'hook-pre-commit', 'hook-pre-merge-commit', 'hook-post-merge', 'hook-reference-transaction', 'hook-post-index-change', 'hook-commit-msg'].filter((name) => existsSync(join(traces, name)));

describe('git in a hostile repository', () => {
  it('would run what the repository names, if nobody prevented it', () => {
    const top = repository();
    const traces = makeHostile(top);
    writeFiles(top, { 'one.txt': 'changed\n' });
    try { git(top, 'status'); } catch { assert.ok(true, 'some of these programs do not answer as git expects'); }
    try { git(top, 'diff', 'HEAD'); } catch { assert.ok(true, 'the same'); }
    assert.ok(traced(traces).length >= 2, traced(traces).join());
  });

  it('runs nothing that the repository names, whatever is asked for', async () => {
    const top = repository();
    const traces = makeHostile(top);
    writeFiles(top, { 'one.txt': 'changed\n', 'new.other': 'new\n' });
    const port = openGit(top);
    for (const args of [['status', '--porcelain=v2', '-z', '--branch'], ['diff', 'HEAD'], ['log', '-p', '--all'], ['show', 'HEAD'], ['blame', 'one.txt'], ['diff-index', '-p', 'HEAD'], ['rev-parse', 'HEAD']]) {
      const { code, stderr } = await port.run(args);
      assert.equal(code, 0, `${args.join(' ')}: ${stderr}`);
    }
    for (const args of [['add', '--all'], ['commit', '--quiet', '-m', 'mine'], ['worktree', 'add', '-b', 'new', join(top, '.worktrees/new')], ['branch', 'further']]) {
      const { code, stderr } = await port.run(args, { changes: true });
      assert.equal(code, 0, `${args.join(' ')}: ${stderr}`);
    }
    assert.equal((await port.run(['merge', '--no-edit', 'other'], { changes: true })).code, 1);
    assert.match(readFileSync(join(top, 'both.txt'), 'utf8'), /^<<<<<<< /);
    assert.equal((await port.run(['merge', '--abort'], { changes: true })).code, 0);
    assert.deepEqual(traced(traces), []);
  });

  it('leaves the filters of git-lfs alone, which are not the repository\'s own', async () => {
    const top = repository();
    git(top, 'config', 'filter.lfs.clean', 'git-lfs clean -- %f');
    git(top, 'config', 'filter.lfs.required', 'true');
    git(top, 'config', 'filter.evil.clean', 'evil');
    const list = async (): Promise<string> => (await openGit(top).run(['config', '--get-regexp', '^filter[.].*clean'])).stdout;
    assert.equal(await list(), 'filter.lfs.clean git-lfs clean -- %f\nfilter.evil.clean evil\nfilter.evil.clean \n');
  });
});

describe('a call of git', () => {
  it('is refused for a command that is not on the list', async () => {
    for (const command of ['stash', 'clean', 'reset', 'fetch', 'push', 'gc', '-c', '--exec-path=/tmp', 'filter-branch', '']) {
      await assert.rejects(openGit(temporaryFolder()).run([command]), /not among the commands/);
    }
  });

  it('answers with an exit code where git says no', async () => {
    const { code, stdout } = await openGit(repository()).run(['rev-parse', '--verify', '--quiet', 'refs/heads/nothing']);
    assert.deepEqual([code, stdout], [1, '']);
  });

  it('is not led elsewhere by the environment, as it is from a hook', () => {
    const env = hardenedEnvironment({ PATH: '/bin', GIT_DIR: '/x', GIT_WORK_TREE: '/x', GIT_INDEX_FILE: '/x', git_prefix: 'x', GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'a', GIT_EXTERNAL_DIFF: 'x', PAGER: 'x', GIT_AUTHOR_NAME: 'Me' }, {}, []);
    assert.deepEqual(env, { PATH: '/bin', GIT_AUTHOR_NAME: 'Me', LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_ALLOW_PROTOCOL: '', GIT_OPTIONAL_LOCKS: '0' });
  });

  it('forgets every name that git itself calls local to a repository', () => {
    const names = git(temporaryFolder(), 'rev-parse', '--local-env-vars').split('\n');
    const env = hardenedEnvironment(Object.fromEntries(names.map((name) => [name, 'x'])), { changes: true }, []);
    assert.deepEqual(names.filter((name) => name in env), []);
  });

  it('takes no optional lock while it looks: the index stays as it was', async () => {
    const top = repository();
    const index = (): Buffer => readFileSync(join(top, '.git/index'));
    writeFiles(top, { 'one.txt': 'one\n' });
    const before = index();
    await openGit(top).run(['status', '--porcelain=v2', '-z']);
    assert.ok(before.equals(index()));
  });

  it('waits for somebody else\'s index.lock and never deletes it', async () => {
    const top = repository();
    const lock = join(top, '.git/index.lock');
    writeFiles(top, { 'new.txt': 'new\n' });
    writeFileSync(lock, '');
    const adding = openGit(top).run(['add', 'new.txt'], { changes: true });
    setImmediate(() => { assert.ok(existsSync(lock)); rmSync(lock); });
    assert.equal((await adding).code, 0);
    writeFileSync(lock, '');
    assert.equal((await openGit(top).run(['add', 'one.txt'], { changes: true })).code, 128);
    assert.ok(existsSync(lock));
  });

  it('says that the world failed when the folder is gone, whether it would have looked or changed', async () => {
    const port = openGit(join(temporaryFolder(), 'gone'));
    await assert.rejects(port.run(['status']), isWorkflowError);
    await assert.rejects(port.run(['add', 'x'], { changes: true }), isWorkflowError);
  });

  it('uses another index when told to, and reads standard input', async () => {
    const top = repository();
    const port = openGit(top);
    const indexFile = join(temporaryFolder(), 'index');
    const { stdout } = await port.run(['hash-object', '-w', '--no-filters', '--stdin'], { input: 'bytes\0', changes: true });
    assert.equal((await port.run(['update-index', '-z', '--add', '--index-info'], { input: `100644 ${stdout.trim()}\tfile name\0`, indexFile, changes: true })).code, 0);
    assert.equal((await port.run(['ls-files', '-z'], { indexFile })).stdout, 'file name\0');
    assert.equal(git(top, 'ls-files'), 'both.txt\none.txt');
  });
});
