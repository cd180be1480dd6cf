import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../../support/git.js';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';
import { commitAll, worktreeRepository } from '../../support/worktree-repository.js';
import { answerOf, assertRefused, sessionFiles, workflow, workflowWith } from './run-cli.js';

describe('workflow worktree', () => {
  it('create prints the path alone, and the same again', async () => {
    const top = worktreeRepository();
    const path = join(top, '.worktrees/backend');
    for (const created of [true, false]) {
      const { stdout, stderr } = await workflow(top, 'worktree', 'create', 'backend', '--branch', 'feature/test');
      assert.deepEqual([stdout, stderr], [`${path}\n`, ''], String(created));
    }
    assert.ok(existsSync(join(path, 'a.txt')));
  });

  it('create answers in JSON with role, path, branch, base, port and whether it was made', async () => {
    const top = worktreeRepository();
    const json = { role: 'backend', path: join(top, '.worktrees/backend'), branch: 'feature/auth-backend', base: 'main' };
    const made = await answerOf(top, 'worktree', 'create', 'backend', '--feature', 'auth');
    const port = await answerOf(top, 'port', 'get', 'backend');
    assert.deepEqual(made, { ...json, port, created: true });
    assert.deepEqual(await answerOf(top, 'worktree', 'create', 'backend', '--feature', 'auth'), { ...json, port, created: false });
    assert.match(readFileSync(join(json.path, '.env.workflow'), 'utf8'), new RegExp(`^AGENT_PORT=${String(port)}\nFEATURE_ID=auth$`, 'm'));
    assert.equal(git(json.path, 'status', '--porcelain'), '');
  });

  it('create takes the feature from the agent\'s environment, else from the active session', async () => {
    const top = worktreeRepository();
    writeFiles(top, { '.workflow/.active-WFS-user-auth': '', ...sessionFiles('WFS-user-auth', 'active') });
    const branch = async (role: string, env: Readonly<Record<string, string>>): Promise<unknown> => (
      (JSON.parse((await workflowWith(env, top, 'worktree', 'create', role, '--json')).stdout) as { branch: unknown }).branch);
    assert.equal(await branch('qa', { FEATURE_ID: 'billing' }), 'feature/billing-qa');
    assert.equal(await branch('backend', { FEATURE_ID: '' }), 'feature/user-auth-backend');
  });

  it('names no step in a bare repository that is refused there', async () => {
    const bare = join(temporaryFolder(), 'bare.git');
    git(worktreeRepository(), 'clone', '--quiet', '--bare', '.', bare);
    for (const command of ['create', 'sync', 'cleanup', 'finish']) assertRefused(await workflow(bare, 'worktree', command, 'backend'), /bare repository.*git worktree add \.\.\/main main/);
    git(bare, 'worktree', 'add', '--quiet', join(bare, '../tree'));
    assertRefused(await workflow(bare, 'worktree', 'sync', 'backend'), /no worktree "backend"; there are: tree/);
  });

  it('list shows every linked worktree, also from inside of one', async () => {
    const top = worktreeRepository();
    assert.deepEqual(await answerOf(top, 'worktree', 'list'), []);
    await answerOf(top, 'worktree', 'create', 'backend', '--feature', 'auth');
    const theirs = join(temporaryFolder(), 'theirs');
    git(top, 'worktree', 'add', '--quiet', '--lock', '-b', 'x', theirs);
    const path = join(top, '.worktrees/backend');
    writeFiles(path, { 'new.txt': 'new' });
    const list = await answerOf(path, 'worktree', 'list');
    const clean = { uncommitted_changes: 0, ahead: 0, behind: 0 };
    const port = await answerOf(top, 'port', 'get', 'backend');
    assert.deepEqual(list, [
      { role: 'backend', path, branch: 'feature/auth-backend', status: 'dirty', ...clean, uncommitted_changes: 1, port, feature: 'auth' },
      { role: 'theirs', path: theirs, branch: 'x', status: 'locked', ...clean, port: null, feature: null },
    ]);
    assert.equal((await workflow(top, 'worktree', 'list')).stdout.split('\n').length, 3);
  });

  it('status answers also about one that is not there', async () => {
    const top = worktreeRepository();
    await answerOf(top, 'worktree', 'create', 'backend', '--branch', 'work');
    const path = join(top, '.worktrees/backend');
    writeFiles(path, { 'c.txt': 'c' });
    commitAll(path, 'ahead');
    writeFiles(path, { 'a.txt': 'changed' });
    const status = await answerOf(top, 'worktree', 'status', 'backend') as Readonly<Record<string, unknown>>;
    assert.deepEqual(
      ['exists', 'path', 'branch', 'clean', 'uncommitted_changes', 'ahead', 'behind'].map((key) => status[key]), [true, path, 'work', false, 1, 1, 0]);
    const none = await answerOf(top, 'worktree', 'status', 'nobody') as Readonly<Record<string, unknown>>;
    assert.equal(none['exists'], false);
  });

  it('cleanup refuses uncommitted work, and with --force keeps it; restore brings it back', async () => {
    const top = worktreeRepository();
    await answerOf(top, 'worktree', 'create', 'backend', '--branch', 'work');
    const path = join(top, '.worktrees/backend');
    writeFiles(path, { 'mine.txt': 'mine' });
    assertRefused(await workflow(top, 'worktree', 'cleanup', 'backend'), /1 untracked file; commit them, or .*--force/);
    const done = await answerOf(top, 'worktree', 'cleanup', 'backend', '--force') as Readonly<Record<string, unknown>>;
    assert.match(String(done['backup']), /^refs\/workflow\/backup\/backend\//);
    assert.ok(!existsSync(path));
    assert.equal((await workflow(top, 'worktree', 'restore', 'backend')).stdout, `${path}\n`);
    assert.ok(existsSync(join(path, 'mine.txt')));
  });

  it('sync and finish bring work together', async () => {
    const top = worktreeRepository();
    await answerOf(top, 'worktree', 'create', 'backend', '--branch', 'work');
    const path = join(top, '.worktrees/backend');
    writeFiles(top, { 'new.txt': 'new' });
    commitAll(top, 'new');
    const synced = await answerOf(top, 'worktree', 'sync', 'backend') as Readonly<Record<string, unknown>>;
    assert.deepEqual([synced['updated'], synced['commits']], [true, 1]);
    writeFiles(path, { 'mine.txt': 'mine' });
    commitAll(path, 'mine');
    const finished = await answerOf(top, 'worktree', 'finish', 'backend') as Readonly<Record<string, unknown>>;
    assert.deepEqual([finished['merged_commits'], finished['removed'], finished['branch_deleted']], [1, true, true]);
    assert.ok(existsSync(join(top, 'mine.txt')) && !existsSync(path));
  });

  it('changes nothing with --dry-run, and says what it would do', async () => {
    const top = worktreeRepository();
    assert.match((await workflow(top, 'worktree', 'create', 'backend', '--dry-run')).stdout, /^Make the worktree .*\.worktrees\/backend\n {2}make branch feature\/backend at main\n/);
    assert.ok(!existsSync(join(top, '.worktrees')));
    await answerOf(top, 'worktree', 'create', 'backend');
    for (const command of ['sync', 'cleanup', 'finish']) assert.equal((await workflow(top, 'worktree', command, 'backend', '--dry-run')).code, 0);
    assert.ok(existsSync(join(top, '.worktrees/backend/a.txt')));
  });

  it('refuses in one line what cannot be done, naming the worktrees there are', async () => {
    const top = worktreeRepository();
    for (const command of ['sync', 'cleanup', 'finish']) assertRefused(await workflow(top, 'worktree', command, 'nobody'), /no worktree "nobody"; there is none at all: workflow worktree create nobody/);
    await answerOf(top, 'worktree', 'create', 'backend');
    assertRefused(await workflow(top, 'worktree', 'cleanup', 'frontend'), /there are: backend/);
    assertRefused(await workflow(temporaryFolder(), 'worktree', 'create', 'backend'), /not in a git repository/);
    assertRefused(await workflow(top, 'worktree', 'create', '../x'), /The role begins with|contains/);
  });

  it('doctor says what is wrong with exit code 1, and mends it', async () => {
    const top = worktreeRepository();
    await answerOf(top, 'worktree', 'create', 'backend');
    git(top, 'worktree', 'add', '--quiet', join(top, '.worktrees/gone'));
    await workflow(top, 'worktree', 'doctor', '--fix');
    rmSync(join(top, '.worktrees/gone'), { recursive: true });
    const { code, stdout } = await workflow(top, 'worktree', 'doctor', '--json');
    assert.equal(code, 1);
    assert.deepEqual((JSON.parse(stdout) as { findings: { code: string }[] }).findings.map((finding) => finding.code), ['worktree/gone']);
    assert.equal((await workflow(top, 'worktree', 'doctor', '--fix')).code, 0);
    assert.match((await workflow(top, 'worktree', 'doctor')).stdout, /^Nothing is wrong\.\n/);
  });

  it('doctor tells in which worktree the TDD gate judges nobody, where there is one at all', async () => {
    const top = worktreeRepository();
    await answerOf(top, 'worktree', 'create', 'backend');
    await workflow(top, 'worktree', 'doctor', '--fix');
    const codes = async (): Promise<unknown> => {
      const { code, stdout } = await workflow(top, 'worktree', 'doctor', '--json');
      return [code, (JSON.parse(stdout) as { findings: { code: string; path: string }[] }).findings.map((finding) => `${finding.code} ${finding.path}`)];
    };
    assert.deepEqual(await codes(), [0, []], 'nobody asked for a gate');
    await answerOf(top, 'tdd', 'install-hook');
    assert.deepEqual(await codes(), [0, []], 'it is the gate of all worktrees');
    const path = join(top, '.worktrees/backend');
    git(top, 'config', 'extensions.worktreeConfig', 'true');
    git(path, 'config', '--worktree', 'core.hooksPath', join(path, 'hooks'));
    assert.deepEqual(await codes(), [1, [`worktree/gate ${path}`]]);
    assert.match((await workflow(top, 'worktree', 'doctor')).stdout, /error +The TDD gate does not judge commits in .*backend: The hook pre-commit has no gate; run: workflow tdd install-hook/);
  });

  it('works from a git hook, whose environment names another repository', async () => {
    const top = worktreeRepository();
    const other = worktreeRepository();
    const env = { GIT_DIR: join(other, '.git'), GIT_WORK_TREE: other, GIT_INDEX_FILE: join(other, '.git/index') };
    assert.equal((await workflowWith(env, top, 'worktree', 'create', 'backend')).stdout, `${join(top, '.worktrees/backend')}\n`);
    assert.equal(git(other, 'worktree', 'list').split('\n').length, 1);
  });
});
