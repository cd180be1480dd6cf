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

describe('workflow tdd order', () => {
  const testFirst = (): string => {
    const folder = committed({ 'src/add.test.ts': test });
    writeFiles(folder, { 'src/add.ts': source });
    commitAll(folder, 'second');
    return folder;
  };

  it('says that the test came first, with both commits', async () => {
    const folder = testFirst();
    const [impl, first] = git(folder, 'log', '--format=%H').split('\n');
    assert.deepEqual(await answerOf(folder, 'tdd', 'order', 'src/add.ts'), {
      compliant: true, test_commit: first, impl_commit: impl, test_first: true,
      reason: `The test src/add.test.ts was committed (${first?.slice(0, 10) ?? ''}) before the implementation (${impl?.slice(0, 10) ?? ''}).`,
    });
  });

  it('says no when the implementation came first, and when there is no test', async () => {
    const folder = committed({ 'src/add.ts': source, 'src/sub.ts': source });
    writeFiles(folder, { 'src/add.test.ts': test });
    commitAll(folder, 'second');
    for (const [path, reason] of [['src/add.ts', /before the test/], ['src/sub.ts', /has no test/]] as const) {
      const { code, stdout } = await workflow(folder, 'tdd', 'order', path, '--json');
      const json = JSON.parse(stdout) as { compliant: unknown; test_first: unknown; reason: string };
      assert.deepEqual([code, json.compliant, json.test_first], [1, false, false]);
      assert.match(json.reason, reason);
    }
  });

  it('takes one commit with both for neither, and what is not committed for nothing yet', async () => {
    const folder = committed({ 'src/add.ts': source, 'src/add.test.ts': test });
    const same = await answerOf(folder, 'tdd', 'order', 'src/add.ts') as { compliant: unknown; test_first: unknown; test_commit: unknown; impl_commit: unknown };
    assert.deepEqual([same.compliant, same.test_first, same.test_commit === same.impl_commit], [true, false, true]);
    const later = await answerOf(folder, 'tdd', 'order', 'src/later.ts') as { compliant: unknown; test_first: unknown };
    assert.deepEqual([later.compliant, later.test_first], [true, null]);
  });

  it('tells of all sources that are tracked and need a test', async () => {
    const folder = committed({ 'src/add.ts': source, 'src/add.test.ts': test, 'src/late.ts': source, 'src/sub.ts': source, 'src/types.d.ts': 'export {};\n', 'inline.rs': 'fn a() {}\n#[cfg(test)]\nmod tests {\n  #[test]\n  fn a() {}\n}\n' });
    writeFiles(folder, { 'src/late.test.ts': test, 'src/untracked.ts': source });
    git(folder, 'add', 'src/late.test.ts');
    git(folder, 'commit', '-qm', 'second');
    const { code, stdout } = await workflow(folder, 'tdd', 'order', '--json');
    const found = JSON.parse(stdout) as { file: string; compliant: unknown; reason: string }[];
    assert.deepEqual([code, found.map(({ file, compliant }) => [file, compliant])], [1, [['inline.rs', true], ['src/add.ts', true], ['src/late.ts', false], ['src/sub.ts', false]]]);
    assert.match((await workflow(folder, 'tdd', 'order')).stdout, /^src\/late\.ts: .*before the test.*\nsrc\/sub\.ts: .*has no test\.\n2 of 4 sources were not written before their tests\.\n$/);
  });

  it('does not know about a shallow clone, and says how to learn', async () => {
    const clone = join(folderWith({}), 'clone');
    git(folderWith({}), 'clone', '-q', '--depth', '1', `file://${testFirst()}`, clone);
    const found = await answerOf(clone, 'tdd', 'order', 'src/add.ts') as { compliant: unknown; test_first: unknown; reason: string };
    assert.deepEqual([found.compliant, found.test_first], [null, null]);
    assert.match(found.reason, /^Unknown: .*git fetch --unshallow/);
    assert.match((await workflow(clone, 'tdd', 'order')).stdout, /^Unknown: .*git fetch --unshallow/);
  });
});

describe('tests in workflow check', () => {
  const config = (words: string): Record<string, string> => ({ '.ai/project/config.yaml': `enforcement:\n  tdd: {${words}}\n` });
  const codes = async (folder: string): Promise<readonly string[]> => {
    const found = JSON.parse((await workflow(folder, 'check', '--json')).stdout) as readonly { code: string; severity: string; file: string; line: number }[];
    return found.filter(({ code }) => code.startsWith('tdd/')).map(({ code, severity, file, line }) => `${severity} ${code} ${file}:${line}`);
  };

  it('says what is wrong with what is changed, as heavily as the project wants it', async () => {
    for (const [strictness, missing, deleted] of [['strict', 'error', 'error'], ['medium', 'warning', 'error'], ['relaxed', 'information', 'information']] as const) {
      const folder = committed({ ...config(`strictness: ${strictness}`), 'src/old.ts': source, 'src/add.ts': source, 'src/add.test.ts': test });
      writeFiles(folder, { 'src/new.ts': source });
      git(folder, 'rm', '-q', 'src/add.test.ts');
      assert.deepEqual(await codes(folder), [`${deleted} tdd/test-deleted src/add.test.ts:1`, `${missing} tdd/no-test src/new.ts:1`]);
      assert.equal((await workflow(folder, 'check', 'src/new.ts')).code, missing === 'error' ? 1 : 0);
    }
  });

  it('says nothing where the configuration says nothing about tests, or turns them off', async () => {
    for (const files of [{}, { '.ai/project/config.yaml': 'specs: {validation: warn}\n' }, config('enabled: false')]) {
      const folder = committed({ ...files, 'README.md': '' });
      writeFiles(folder, { 'src/new.ts': source });
      assert.deepEqual(await codes(folder), []);
    }
  });

  it('says where a test is taken out of the run, and which coverage is too low', async () => {
    const folder = committed({ ...config('strictness: medium'), '.gitignore': 'coverage\n', 'src/add.ts': source, 'src/add.test.ts': test });
    writeFiles(folder, { 'src/add.ts': `${source}\n`, 'src/add.test.ts': test.replace("\nit('", "\nit.skip('"), 'coverage/lcov.info': 'SF:src/add.ts\nDA:1,1\nDA:2,0\nend_of_record\n' });
    assert.deepEqual(await codes(folder), ['warning tdd/test-skipped src/add.test.ts:2', 'information tdd/low-coverage src/add.ts:1']);
    assert.match((await workflow(folder, 'tdd', 'tests-exist', 'src/add.ts')).stdout, /Its tests run 50 % of its lines; 80 % are asked for\./);
  });
});
