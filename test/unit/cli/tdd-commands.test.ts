import assert from 'node:assert/strict';
import { join } from 'node:path';
import { git } from '../../support/git.js';
import { writeFiles } from '../../support/temporary-folder.js';
import { answerOf, assertRefused, folderWith, workflow } from './run-cli.js';

const source = 'export const add = (a, b) => a + b;\n';
const test = "it('adds', () => check(add(1, 1), 2));\nit('adds more', () => check(add(2, 2), 4));\n";

function committed(files: Readonly<Record<string, string>>): string {
  const folder = folderWith(files, 'a place');
  git(folder, 'init', '-q');
  commitAll(folder, 'first');
  return folder;
}

function commitAll(folder: string, message: string): void {
  git(folder, 'add', '-A');
  git(folder, 'commit', '-qm', message);
}

describe('workflow tdd tests-exist', () => {
  it('names the test of a source, in a repository and outside of one', async () => {
    const files = { 'src/add.ts': source, 'tests/add.test.ts': test };
    for (const folder of [committed(files), folderWith(files)]) {
      const found = await answerOf(folder, 'tdd', 'tests-exist', 'src/add.ts') as { expected: readonly string[] };
      assert.deepEqual({ ...found, expected: [] }, { has_tests: true, test_file: 'tests/add.test.ts', expected: [], coverage: null });
      assert.ok(found.expected.includes('src/add.test.ts') && found.expected.includes('tests/add.test.ts'));
      assert.equal((await workflow(folder, 'tdd', 'tests-exist', 'src/add.ts')).stdout, 'src/add.ts is tested by tests/add.test.ts.\n');
    }
  });

  it('says no where there is none, and where it was looked for', async () => {
    const folder = committed({ 'src/add.ts': source, 'other/add.test.ts': test });
    const { code, stdout } = await workflow(folder, 'tdd', 'tests-exist', 'src/add.ts', '--json');
    assert.equal(code, 1);
    assert.deepEqual((JSON.parse(stdout) as { has_tests: unknown; test_file: unknown }).has_tests, false);
    assert.match((await workflow(folder, 'tdd', 'tests-exist', 'src/add.ts')).stdout, /^src\/add\.ts has no test\. It is looked for as:\n {2}src\/add\.test\.ts\n/);
  });

  it('does not count a test that is deleted and still tracked, nor one that is ignored', async () => {
    const folder = committed({ 'src/add.ts': source, 'src/sub.ts': source, 'src/add.test.ts': test, '.gitignore': 'src/sub.test.ts\n' });
    writeFiles(folder, { 'src/sub.test.ts': test });
    git(folder, 'rm', '-q', 'src/add.test.ts');
    assert.equal((await workflow(folder, 'tdd', 'tests-exist', 'src/add.ts')).code, 1);
    assert.equal((await workflow(folder, 'tdd', 'tests-exist', 'src/sub.ts')).code, 1);
  });

  it('asks for no test of a declaration, and takes a test for a test', async () => {
    const folder = folderWith({ 'src/add.d.ts': 'export {};', 'src/add.test.ts': test, 'src/lib.rs': 'fn a() {}\n#[cfg(test)]\nmod tests {}\n' });
    assert.deepEqual(await answerOf(folder, 'tdd', 'tests-exist', 'src/add.d.ts'), { has_tests: false, test_file: null, expected: [], coverage: null });
    assert.deepEqual(await answerOf(folder, 'tdd', 'tests-exist', 'src/add.test.ts'), { has_tests: true, test_file: 'src/add.test.ts', expected: [], coverage: null });
    const inline = await answerOf(folder, 'tdd', 'tests-exist', 'src/lib.rs') as { test_file: unknown };
    assert.equal(inline.test_file, 'src/lib.rs');
  });

  it('answers about the worktree it is asked in, by paths as they stand there', async () => {
    const folder = committed({ 'src/add.ts': source });
    git(folder, 'worktree', 'add', '-q', '.worktrees/api');
    const tree = join(folder, '.worktrees/api');
    writeFiles(tree, { 'src/add.test.ts': test });
    assert.equal((await workflow(join(tree, 'src'), 'tdd', 'tests-exist', 'add.ts')).code, 0);
    assert.equal((await workflow(join(tree, 'src'), 'tdd', 'tests-exist', join(tree, 'src', 'add.ts'))).code, 0);
    assert.equal((await workflow(folder, 'tdd', 'tests-exist', 'src/add.ts')).code, 1);
  });

  it('looks where the configuration says, and not at what it excludes', async () => {
    const config = 'enforcement:\n  tdd:\n    locations:\n      - {source: "src/**/*.ts", tests: ["qa/{after}/{name}.check.{ext}"]}\n    exclude: ["scripts/**"]\n';
    const folder = folderWith({ '.ai/project/config.yaml': config, 'src/core/add.ts': source, 'qa/core/add.check.ts': test, 'scripts/build.js': source });
    const found = await answerOf(folder, 'tdd', 'tests-exist', 'src/core/add.ts') as { test_file: unknown; expected: readonly string[] };
    assert.equal(found.test_file, 'qa/core/add.check.ts');
    assert.equal(found.expected[0], 'qa/core/add.check.ts');
    assert.equal((await workflow(folder, 'tdd', 'tests-exist', 'scripts/build.js')).code, 0);
    assert.equal((await workflow(folder, 'tdd', 'tests-exist', 'qa/core/add.check.ts')).stdout, 'qa/core/add.check.ts is a test itself.\n');
  });

  it('refuses what lies outside', async () => {
    const folder = folderWith({ 'src/add.ts': source });
    assertRefused(await workflow(folder, 'tdd', 'tests-exist', '../elsewhere.ts'), /elsewhere\.ts is not in .*; name a file in it\./);
    assertRefused(await workflow(folder, 'tdd', 'tests-exist', ''), /An empty path/);
    assertRefused(await workflow(folder, 'tdd', 'tests-exist'), /[Mm]issing required argument/);
  });
});

describe('workflow tdd deletion', () => {
  it('finds nothing where nothing is lost', async () => {
    const folder = committed({ 'src/add.ts': source, 'src/add.test.ts': test });
    assert.deepEqual(await answerOf(folder, 'tdd', 'deletion'), { tests_deleted: false, deleted_tests: [] });
    assert.equal((await workflow(folder, 'tdd', 'deletion')).stdout, 'No test is lost.\n');
  });

  it('names the tests that what is staged takes away', async () => {
    const folder = committed({ 'src/add.ts': source, 'src/add.test.ts': test, 'src/sub.ts': source, 'src/sub.test.ts': test });
    git(folder, 'rm', '-q', 'src/add.test.ts');
    writeFiles(folder, { 'src/sub.test.ts': test.replace("it('adds'", "it.only('adds'") });
    git(folder, 'add', '-A');
    const { code, stdout } = await workflow(folder, 'tdd', 'deletion', '--json');
    assert.equal(code, 1);
    assert.deepEqual(JSON.parse(stdout), { tests_deleted: true, deleted_tests: ['src/add.test.ts', 'src/sub.test.ts'] });
    const text = (await workflow(folder, 'tdd', 'deletion')).stdout;
    assert.match(text, /^src\/add\.test\.ts tdd\/test-deleted 2 tests would be deleted .* \("adds", "adds more"\)\nsrc\/sub\.test\.ts tdd\/test-focused /);
  });

  it('looks at a commit and at a range', async () => {
    const folder = committed({ 'src/add.ts': source, 'src/add.test.ts': test });
    git(folder, 'rm', '-q', 'src/add.test.ts');
    git(folder, 'commit', '-qm', 'second');
    writeFiles(folder, { 'README.md': '' });
    commitAll(folder, 'third');
    assert.equal((await workflow(folder, 'tdd', 'deletion', 'HEAD')).code, 0);
    assert.equal((await workflow(folder, 'tdd', 'deletion', 'HEAD^')).code, 1);
    assert.equal((await workflow(folder, 'tdd', 'deletion', 'HEAD~2..HEAD')).code, 1);
    assertRefused(await workflow(folder, 'tdd', 'deletion', 'nowhere'), /There is no commit "nowhere" here; name a commit/);
  });

  it('refuses without a repository', async () => {
    assertRefused(await workflow(folderWith({}), 'tdd', 'deletion'), /is in no git repository/);
  });
});
