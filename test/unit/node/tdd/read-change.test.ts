import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkChange, lossesOf } from '../../../../src/core/tdd/check-change.js';
import { openGit } from '../../../../src/node/git/git.js';
import { readChange, type ChangeName } from '../../../../src/node/tdd/read-change.js';
import { readTreeText } from '../../../../src/node/tdd/tree-text.js';
import { git } from '../../../support/git.js';
import { temporaryFolder, writeFiles } from '../../../support/temporary-folder.js';
import { rulesWith } from '../../core/tdd/rules-with.js';

const source = 'export function add(a, b) {\n  return a + b;\n}\n';
const test = "it('adds', () => check(add(1, 1), 2));\nit('adds more', () => check(add(2, 2), 4));\n";
const staged: ChangeName = { kind: 'staged' };
const workingTree: ChangeName = { kind: 'working-tree' };
const commit = (name: string): ChangeName => ({ kind: 'commit', commit: name });

function repository(files: Readonly<Record<string, string>>, name = 'with a space'): string {
  const folder = join(temporaryFolder(), name);
  writeFiles(folder, files);
  git(folder, 'init', '-q');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-qm', 'first');
  return folder;
}

/** `code file` of every finding. */
async function findingsOf(folder: string, name: ChangeName): Promise<readonly string[]> {
  const rules = rulesWith({});
  const change = await readChange(name, { git: openGit(folder), readText: readTreeText(folder) }, rules);
  if ('kind' in change) return [change.message];
  return checkChange(change, rules).map(({ code, file }) => `${code.replace('tdd/', '')} ${file}`);
}

const both = { 'src/add.ts': source, 'src/add.test.ts': test };

describe('what is staged, committed or only written', () => {
  it('finds a test deleted from the index, whatever is still in the working tree', async () => {
    const folder = repository(both);
    git(folder, 'rm', '-q', '--cached', 'src/add.test.ts');
    assert.deepEqual(await findingsOf(folder, staged), ['test-deleted src/add.test.ts']);
    assert.deepEqual(await findingsOf(folder, workingTree), []);
  });

  it('finds nothing staged when the test is deleted from the working tree only', async () => {
    const folder = repository(both);
    rmSync(join(folder, 'src/add.test.ts'));
    assert.deepEqual(await findingsOf(folder, staged), []);
    assert.deepEqual(await findingsOf(folder, workingTree), ['test-deleted src/add.test.ts']);
  });

  it('reads what is staged, not what the file has become since', async () => {
    const folder = repository(both);
    writeFiles(folder, { 'src/add.test.ts': test.replace("it('adds'", "it.skip('adds'") });
    git(folder, 'add', '-A');
    writeFiles(folder, { 'src/add.test.ts': test });
    assert.deepEqual(await findingsOf(folder, staged), ['test-skipped src/add.test.ts']);
    assert.deepEqual(await findingsOf(folder, workingTree), []);
  });

  it('wants a staged test for a staged source', async () => {
    const folder = repository(both);
    writeFiles(folder, { 'src/sub.ts': source, 'src/sub.test.ts': test });
    assert.deepEqual(await findingsOf(folder, workingTree), []);
    git(folder, 'add', 'src/sub.ts');
    assert.deepEqual(await findingsOf(folder, staged), ['no-test src/sub.ts']);
    git(folder, 'add', 'src/sub.test.ts');
    assert.deepEqual(await findingsOf(folder, staged), []);
  });

  it('takes no empty file for a test', async () => {
    const folder = repository(both);
    writeFiles(folder, { 'src/sub.ts': source, 'src/sub.test.ts': '\n' });
    git(folder, 'add', '-A');
    assert.deepEqual(await findingsOf(folder, staged), ['no-test src/sub.ts']);
  });

  it('follows renames: test to test is fine, to something else is not, a source without its test is not', async () => {
    const folder = repository(both);
    git(folder, 'mv', 'src/add.test.ts', 'src/add.spec.ts');
    assert.deepEqual(await findingsOf(folder, staged), []);
    git(folder, 'mv', 'src/add.spec.ts', 'src/add.old');
    assert.deepEqual(await findingsOf(folder, staged), ['test-renamed-away src/add.old']);
    const other = repository(both);
    git(other, 'mv', 'src/add.ts', 'src/plus.ts');
    assert.deepEqual(await findingsOf(other, staged), ['no-test src/plus.ts']);
    git(other, 'rm', '-q', 'src/add.test.ts');
    assert.deepEqual(await findingsOf(other, staged), ['no-test src/plus.ts', 'test-deleted src/add.test.ts']);
  });

  it('lets a test go with its source', async () => {
    const folder = repository({ ...both, 'src/other.ts': source });
    git(folder, 'rm', '-q', 'src/add.test.ts', 'src/add.ts');
    assert.deepEqual(await findingsOf(folder, staged), []);
  });

  it('judges the first commit, before and after it is made', async () => {
    const folder = join(temporaryFolder(), 'new');
    writeFiles(folder, { 'src/add.ts': source });
    git(folder, 'init', '-q');
    git(folder, 'add', '-A');
    assert.deepEqual(await findingsOf(folder, staged), ['no-test src/add.ts']);
    assert.deepEqual(await findingsOf(folder, workingTree), ['no-test src/add.ts']);
    git(folder, 'commit', '-qm', 'first');
    assert.deepEqual(await findingsOf(folder, commit('HEAD')), ['no-test src/add.ts']);
    assert.deepEqual(await findingsOf(folder, staged), []);
  });

  it('judges a commit, a range, and what a branch did since it parted', async () => {
    const folder = repository(both);
    git(folder, 'checkout', '-qb', 'work');
    git(folder, 'rm', '-q', 'src/add.test.ts');
    git(folder, 'commit', '-qm', 'delete the test');
    writeFiles(folder, { 'README.md': 'x' });
    git(folder, 'add', '-A');
    git(folder, 'commit', '-qm', 'unrelated');
    assert.deepEqual(await findingsOf(folder, commit('HEAD')), []);
    assert.deepEqual(await findingsOf(folder, commit('HEAD^')), ['test-deleted src/add.test.ts']);
    assert.deepEqual(await findingsOf(folder, commit('main..work')), ['test-deleted src/add.test.ts']);
    git(folder, 'checkout', '-q', 'main');
    writeFiles(folder, { 'src/add.test.ts': `${test}it('third', f);\n` });
    git(folder, 'commit', '-qam', 'one more test');
    assert.deepEqual(await findingsOf(folder, commit('main...work')), ['test-deleted src/add.test.ts']);
    assert.deepEqual(await findingsOf(folder, commit('main..')), []);
  });

  it('refuses what names no commit', async () => {
    const folder = repository(both);
    for (const name of ['nowhere', '-p', '--output=x', 'HEAD..nowhere', 'nowhere..', 'a\0b', '']) {
      const [message = ''] = await findingsOf(folder, commit(name));
      assert.match(message, /^There is no commit /, name);
    }
  });

  it('copes with names with line breaks, quotes and other scripts', async () => {
    const names = ['zwei\nzeilen', '"quoted"', "it's", '日本語', '\ttab', ' space', '-dash'];
    const folder = repository(Object.fromEntries(names.flatMap((name) => [[`src/${name}.ts`, source], [`src/${name}.test.ts`, `${test}// ${name}`]])));
    for (const name of names) git(folder, 'rm', '-q', '--', `:(literal)src/${name}.test.ts`);
    assert.deepEqual([...await findingsOf(folder, staged)].sort(), names.map((name) => `test-deleted src/${name}.test.ts`).sort());
  });

  it('looks at no link and no submodule', async () => {
    const folder = repository({ 'src/target.txt': 'x' });
    const other = repository({ 'a.ts': source });
    git(folder, '-c', 'core.symlinks=true', 'update-index', '--add', '--cacheinfo', `120000,${git(folder, 'hash-object', '-w', 'src/target.txt')},src/link.ts`);
    git(folder, 'update-index', '--add', '--cacheinfo', `160000,${git(other, 'rev-parse', 'HEAD')},src/module.ts`);
    assert.deepEqual(await findingsOf(folder, staged), []);
  });

  it('sees what a merge brings against its first parent', async () => {
    const folder = repository(both);
    git(folder, 'checkout', '-qb', 'work');
    git(folder, 'rm', '-q', 'src/add.test.ts');
    git(folder, 'commit', '-qm', 'delete');
    git(folder, 'checkout', '-q', 'main');
    git(folder, 'merge', '-q', '--no-ff', '-m', 'merge', 'work');
    assert.deepEqual(await findingsOf(folder, commit('HEAD')), ['test-deleted src/add.test.ts']);
  });

  it('keeps texts apart that have the same content, and texts that are not UTF-8', async () => {
    const folder = repository({ 'src/a.test.ts': test, 'src/b.test.ts': test, 'src/a.ts': source, 'src/b.ts': source });
    writeFiles(folder, { 'src/a.test.ts': Buffer.from([0xff, 0xfe, 0x00]), 'src/b.test.ts': '' });
    git(folder, 'add', '-A');
    assert.deepEqual(await findingsOf(folder, staged), ['test-emptied src/a.test.ts', 'test-emptied src/b.test.ts']);
  });

  it('takes a file of the working tree that cannot be read as text for what it was', async () => {
    const folder = repository(both);
    writeFiles(folder, { 'src/add.test.ts': Buffer.from([0xff, 0xfe, 0x00]) });
    assert.deepEqual(await findingsOf(folder, workingTree), []);
  });

  it('says what is lost, though deletion is allowed', async () => {
    const folder = repository(both);
    git(folder, 'rm', '-q', 'src/add.test.ts');
    const rules = rulesWith({ prevent_test_deletion: false });
    const change = await readChange(staged, { git: openGit(folder), readText: readTreeText(folder) }, rules);
    assert.ok(!('kind' in change));
    assert.deepEqual(checkChange(change, rules), []);
    assert.deepEqual(lossesOf(change, rules).map(({ kind, names }) => [kind, names]), [['deleted', ['adds', 'adds more']]]);
  });
});
