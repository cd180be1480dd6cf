import assert from 'node:assert/strict';
import { join } from 'node:path';
import { repositoryWith, stage } from '../../support/gate-repository.js';
import { git } from '../../support/git.js';
import { writeFiles } from '../../support/temporary-folder.js';
import { assertRefused, workflow, workflowWith } from './run-cli.js';

const test = "it('works', () => { check(); });\n";
const config = (strictness: string): Readonly<Record<string, string>> => ({ '.ai/project/config.yaml': `enforcement:\n  tdd:\n    strictness: ${strictness}\n` });

interface Judged {
  readonly allowed: boolean;
  readonly skipped: string | null;
  readonly violations: readonly { readonly code: string; readonly file: string; readonly commit?: string; readonly severity: string; readonly expected: readonly string[] }[];
}

async function judge(folder: string, ...words: readonly string[]): Promise<Judged & { readonly code: number | null }> {
  const { code, stdout, stderr } = await workflow(folder, 'tdd', 'pre-commit', '--json', ...words);
  assert.equal(stderr, '');
  return { ...JSON.parse(stdout) as Judged, code };
}

const commit = (folder: string, message: string): string => { git(folder, 'commit', '-qm', message); return git(folder, 'rev-parse', 'HEAD'); };

describe('workflow tdd pre-commit', () => {
  it('refuses, warns or tells, as strict as the project is', async () => {
    const said: unknown[] = [];
    for (const strictness of ['strict', 'medium', 'relaxed']) {
      const folder = repositoryWith({ ...config(strictness), 'src/old.ts': 'x\n', 'src/old.test.ts': test });
      stage(folder, { 'src/user.ts': 'x\n' });
      const missing = await judge(folder);
      stage(folder, { 'src/user.ts': null, 'src/old.test.ts': null });
      const deleted = await judge(folder);
      said.push([strictness, missing.code, missing.violations[0]?.severity, deleted.code, deleted.violations[0]?.code]);
    }
    assert.deepEqual(said, [
      ['strict', 1, 'error', 1, 'tdd/test-deleted'],
      ['medium', 0, 'warning', 1, 'tdd/test-deleted'],
      ['relaxed', 0, 'information', 0, 'tdd/test-deleted'],
    ]);
  });

  it('says nothing where the rules are off, and lets through what is asked to be', async () => {
    const off = repositoryWith({ '.ai/project/config.yaml': 'enforcement:\n  tdd:\n    enabled: false\n' });
    stage(off, { 'src/user.ts': 'x\n' });
    assert.deepEqual((await judge(off)).violations, []);
    const strict = repositoryWith(config('strict'));
    stage(strict, { 'src/user.ts': 'x\n' });
    const { code, stdout } = await workflowWith({ TDD_SKIP: 'true' }, strict, 'tdd', 'pre-commit', '--json');
    assert.deepEqual([code, JSON.parse(stdout)], [0, { allowed: true, skipped: 'TDD_SKIP', violations: [] }]);
    assert.equal((await workflowWith({ TDD_SKIP: '1' }, strict, 'tdd', 'pre-commit')).code, 1);
  });

  it('explains with the paths where a test is looked for', async () => {
    const folder = repositoryWith(config('strict'));
    stage(folder, { 'src/user.ts': 'x\n' });
    assert.deepEqual((await judge(folder)).violations[0]?.expected.slice(0, 2), ['src/user.test.ts', 'src/__tests__/user.test.ts']);
    const { stdout } = await workflow(folder, 'tdd', 'pre-commit');
    assert.match(stdout, /^error src\/user\.ts: There is no test of this file; [^\n]+\n {4}looked for: src\/user\.test\.ts, /);
    assert.match(stdout, /This commit is refused, unless its message says \[skip-tdd\] or TDD_SKIP=true is set\.\n$/);
  });

  it('reads the index, not the working tree, and the index that git names', async () => {
    const folder = repositoryWith(config('strict'));
    stage(folder, { 'src/user.ts': 'x\n' });
    writeFiles(folder, { 'src/user.test.ts': test });
    assert.equal((await judge(folder)).code, 1, 'the test is not staged');
    git(folder, 'add', 'src/user.test.ts');
    assert.equal((await judge(folder)).code, 0);
    const index = join(folder, '.git/another');
    git(folder, 'read-tree', 'HEAD', `--index-output=${index}`);
    const ran = await workflowWith({ GIT_INDEX_FILE: '.git/another' }, folder, 'tdd', 'pre-commit', '--json');
    assert.deepEqual((JSON.parse(ran.stdout) as Judged).violations, [], 'nothing is staged there');
  });

  it('lets a message say [skip-tdd], as the repository knows comments', async () => {
    const folder = repositoryWith(config('strict'));
    stage(folder, { 'src/user.ts': 'x\n' });
    writeFiles(folder, { '.git/MSG': 'Add it\n; [skip-tdd]\n', '.git/SKIP': 'Add it [skip-tdd]\n' });
    assert.deepEqual([(await judge(folder, '--message', '.git/MSG')).skipped, (await judge(folder, '--message', '.git/SKIP')).skipped], ['message', 'message']);
    git(folder, 'config', 'core.commentChar', ';');
    assert.deepEqual([(await judge(folder, '--message', '.git/MSG')).code, (await judge(folder, '--message', '.git/SKIP')).code], [1, 0]);
    assertRefused(await workflow(folder, 'tdd', 'pre-commit', '--message', 'nowhere'), /cannot be read/);
  });

  it('judges each commit of a range by its own message', async () => {
    const folder = repositoryWith(config('strict'));
    const start = git(folder, 'rev-parse', 'HEAD');
    stage(folder, { 'src/a.ts': 'x\n', 'src/a.test.ts': test });
    commit(folder, 'a');
    stage(folder, { 'src/b.ts': 'x\n' });
    commit(folder, 'b [skip-tdd]');
    stage(folder, { 'src/c.ts': 'x\n' });
    const last = commit(folder, 'c\n\nnot [skip tdd]');
    const { code, violations } = await judge(folder, `${start}..HEAD`);
    assert.equal(code, 1);
    assert.deepEqual(violations.map(({ file }) => file), ['src/b.ts', 'src/c.ts']);
    assert.equal(violations[1]?.commit, last);
    assert.equal((await judge(folder, `${start}..HEAD^`)).code, 0);
    assert.equal((await judge(folder, 'HEAD^')).code, 0);
    assertRefused(await workflow(folder, 'tdd', 'pre-commit', 'nowhere..HEAD'), /no commit "nowhere\.\.HEAD"/);
    assertRefused(await workflow(folder, 'tdd', 'pre-commit', '--', '--output=x'), /no commit/);
  });

  it('judges of a merge what it does itself', async () => {
    const folder = repositoryWith({ ...config('strict'), 'src/a.ts': 'x\n', 'src/a.test.ts': test, 'note.md': 'x\n' });
    git(folder, 'switch', '-qc', 'other');
    stage(folder, { 'src/a.test.ts': null, 'note.md': 'other\n' });
    commit(folder, 'other [skip-tdd]');
    git(folder, 'switch', '-q', 'main');
    stage(folder, { 'note.md': 'main\n' });
    commit(folder, 'main');
    assert.throws(() => git(folder, 'merge', 'other'));
    stage(folder, { 'note.md': 'both\n' });
    assert.deepEqual((await judge(folder)).violations, [], 'the other branch deleted the test');
    stage(folder, { 'src/b.ts': 'x\n' });
    assert.deepEqual((await judge(folder)).violations.map(({ file }) => file), ['src/b.ts']);
    commit(folder, 'merge');
    assert.deepEqual((await judge(folder, 'HEAD')).violations.map(({ file }) => file), ['src/b.ts']);
  });

  it('says so where there is no repository', async () => {
    const folder = repositoryWith({});
    git(folder, 'init', '-q');
    assertRefused(await workflow(join(folder, '..'), 'tdd', 'pre-commit'), /is in no git repository/);
  });
});
