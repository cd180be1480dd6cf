import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseConfig } from '../../../src/core/specs/project-config.js';
import { checkChange } from '../../../src/core/tdd/check-change.js';
import { languages, type LanguageId } from '../../../src/core/tdd/languages.js';
import { tddRules } from '../../../src/core/tdd/tdd-rules.js';
import { openGit } from '../../../src/node/git/git.js';
import { readChange } from '../../../src/node/tdd/read-change.js';
import { lossCases, type LossCase } from '../core/tdd/loss-cases.js';
import { placeGate, recorder, repositoryWith, stage } from '../../support/gate-repository.js';
import { git } from '../../support/git.js';
import { writeFiles } from '../../support/temporary-folder.js';

const test = "it('works', () => { check(); });\n";
const asking = recorder();

const hook = (folder: string, cwd = folder): SpawnSyncReturns<string> => (
  spawnSync(join(folder, '.git/hooks/pre-commit'), { cwd, encoding: 'utf8', env: { ...process.env, WORKFLOW_CLI: asking.program } }));

/** Whether the hook lets through what is staged without asking the command. */
function passesAtOnce(folder: string): boolean {
  const { status, stderr } = hook(folder);
  assert.equal(status, 0, stderr);
  assert.equal(stderr, '');
  return asking.asked().length === 0;
}

function changed(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string | null>>): string {
  const folder = repositoryWith(before);
  placeGate(folder);
  stage(folder, after);
  return folder;
}

describe('the commit gate lets through at once', () => {
  const cases: Readonly<Record<string, readonly [Readonly<Record<string, string>>, Readonly<Record<string, string | null>>]>> = {
    'what has no tests in any language': [{}, { 'docs/a b.md': 'x\n', 'data.json': '{}\n' }],
    'nothing': [{}, {}],
    'a source with its test': [{}, { 'src/user.ts': 'x\n', 'src/user.test.ts': test }],
    'a test alone': [{}, { 'src/user.test.ts': test }],
    'a source whose test stands already': [{ 'src/user.ts': 'x\n', 'src/user.test.ts': test }, { 'src/user.ts': 'y\n' }],
    'a source whose test stands in a mirrored folder': [{ 'src/a/user.py': 'x\n', 'tests/a/test_user.py': 'def test_it(): pass\n' }, { 'src/a/user.py': 'y\n' }],
    'a source whose test stands in a folder of tests beside it': [{ 'src/a/user.js': 'x\n', 'src/a/__tests__/user.test.js': test }, { 'src/a/user.js': 'y\n' }],
    'PHP as it is laid out': [{ 'src/Domain/User.php': 'x\n', 'tests/Unit/Domain/UserTest.php': 'function testIt() {}\n' }, { 'src/Domain/User.php': 'y\n' }],
    'Java as it is laid out': [{ 'app/src/main/java/a/User.java': 'x\n', 'app/src/test/java/a/UserTest.java': '@Test void it() {}\n' }, { 'app/src/main/java/a/User.java': 'y\n' }],
    'a test that gets more tests': [{ 'src/user.test.ts': test }, { 'src/user.test.ts': `${test}it('does more', () => {});\n` }],
    'names with spaces and letters of other languages': [{}, { 'src/größe 1.ts': 'x\n', 'src/größe 1.test.ts': test }],
    'a source that goes': [{ 'src/user.ts': 'x\n' }, { 'src/user.ts': null }],
  };
  for (const [name, [before, after]] of Object.entries(cases)) it(name, () => { assert.ok(passesAtOnce(changed(before, after))); });
});

describe('the commit gate asks about', () => {
  const cases: Readonly<Record<string, readonly [Readonly<Record<string, string>>, Readonly<Record<string, string | null>>]>> = {
    'a source without a test': [{}, { 'src/user.ts': 'x\n' }],
    'a source whose test is not in the index': [{}, { 'src/user.ts': 'x\n', '.gitignore': '*.test.ts\n', 'src/user.test.ts': test }],
    'a test that goes': [{ 'src/user.test.ts': test }, { 'src/user.test.ts': null }],
    'a test that is renamed away': [{ 'src/user.test.ts': test }, { 'src/user.test.ts': null, 'src/user.old.ts': test }],
    'a test that is emptied': [{ 'src/user.test.ts': test }, { 'src/user.test.ts': '' }],
    'a new test in which nothing is': [{}, { 'src/user.ts': 'x\n', 'src/user.test.ts': '' }],
    'a test that is skipped': [{ 'src/user.test.ts': test }, { 'src/user.test.ts': "it.skip('works', () => { check(); });\n" }],
    'a new test that keeps others from running': [{}, { 'src/user.test.ts': "it.only('works', () => {});\n" }],
    'a test that is put into a comment': [{ 'src/user.test.ts': test }, { 'src/user.test.ts': `// ${test}` }],
    'tests that are put into a comment around them': [{ 'src/user.test.ts': `${test}${test}` }, { 'src/user.test.ts': `/*\n${test}\n*/\n` }],
    'names that git has to quote': [{}, { 'src/"user".ts': 'x\n', 'src/"user".test.ts': test }],
    'projects that have places of their own, in one line with the rest': [{ '.ai/project/config.yaml': 'enforcement: {tdd: {strictness: strict, "locations": []}}\n' }, { 'docs/a.md': 'x\n' }],
    'projects that have places of their own': [{ '.ai/project/config.yaml': 'enforcement:\n  tdd:\n    locations: []\n' }, { 'docs/a.md': 'x\n' }],
  };
  for (const [name, [before, after]] of Object.entries(cases)) it(name, () => { assert.ok(!passesAtOnce(changed(before, after))); });

  it('what is staged in a linked worktree, where the main one has places of its own', () => {
    const folder = repositoryWith({});
    const linked = join(folder, '..', 'linked tree');
    git(folder, 'worktree', 'add', '-q', '-b', 'linked', linked);
    placeGate(folder);
    writeFiles(folder, { '.ai/project/config.yaml': 'enforcement:\n  tdd:\n    locations: []\n' });
    stage(linked, { 'docs/a.md': 'x\n' });
    assert.equal(hook(folder, linked).status, 0);
    assert.deepEqual(asking.asked(), ['tdd pre-commit']);
  });

  it('what is staged in a worktree of a bare repository that has places of its own', () => {
    const folder = repositoryWith({ '.ai/project/config.yaml': 'enforcement:\n  tdd:\n    locations: []\n' });
    const [bare, tree] = [join(folder, '..', 'bare.git'), join(folder, '..', 'of bare')];
    git(folder, 'clone', '-q', '--bare', folder, bare);
    git(bare, 'worktree', 'add', '-q', tree, 'main');
    placeGate(folder);
    stage(tree, { 'docs/a.md': 'x\n' });
    assert.equal(hook(folder, tree).status, 0);
    assert.deepEqual(asking.asked(), ['tdd pre-commit']);
  });

  it('an index that git cannot read', () => {
    const folder = changed({ 'src/user.test.ts': test }, { 'docs/a.md': 'x\n' });
    writeFileSync(join(folder, '.git/index'), 'no index');
    assert.equal(hook(folder).status, 0, 'the command judges');
    assert.deepEqual(asking.asked(), ['tdd pre-commit']);
  });
});

describe('the commit gate never lets through at once', () => {
  const rules = tddRules({ ...parseConfig(null).config.enforcement.tdd, strictness: 'strict' });
  /** Marks around all of a file's tests, so that nothing of the tests themselves is changed. */
  const around: Partial<Readonly<Record<LanguageId, readonly (readonly [string, string])[]>>> = {
    typescript: [['/*\n', '*/\n'], ['const text = `\n', '`;\n'], ['/* one */ /*\n', '/* two */\n']], vue: [['/*\n', '*/\n']], python: [['"""\n', '"""\n'], ["'''\n", "'''\n"]], ruby: [['=begin\n', '=end\n'], ['__END__\n', '']],
    php: [['<?php $x = "\n', '";\n'], ["<?php $x = '\n", "';\n"]], go: [['package a\n/*\n', '*/\n'], ['package a\nvar x = `\n', '`\n']], rust: [['/*\n', '*/\n'], ['const X: &str = r#"\n', '"#;\n']],
    kotlin: [['val x = """\n', '"""\n']], swift: [['#if false\n', '#endif\n']], csharp: [['#if false\n', '#endif\n']], shell: [['x="\n', '"\n'], ["x='\n", "'\n"]],
  };

  for (const [id, { path, text, tricks }] of Object.entries(lossCases) as readonly (readonly [LanguageId, LossCase])[]) {
    it(`what takes tests away in ${id}`, () => {
      const folder = repositoryWith({ [path]: text });
      placeGate(folder);
      const changes = [...tricks.map(([from, to]) => text.replace(from, () => to)), ...(around[id] ?? []).map(([before, after]) => before + text + after)];
      for (const after of changes) {
        assert.ok(checkChange({ files: [{ path, from: null, before: text, after }], before: [path], after: [path] }, rules).length > 0, after);
        stage(folder, { [path]: after });
        assert.ok(!passesAtOnce(folder), after);
      }
    });
  }

  it('one of two tests that goes from a line', () => {
    assert.ok(!passesAtOnce(changed({ 'src/user.test.ts': "it('a', one); it('b', two);\n" }, { 'src/user.test.ts': "it('a', one);\n" })));
  });

  it('a comment that does not end any more before the next test', () => {
    assert.ok(!passesAtOnce(changed({ 'src/user.test.ts': `/* why\n*/\n${test}/* why */\n` }, { 'src/user.test.ts': `/* why\n${test}/* why */\n` })));
  });

  it('tests that go from a source that another file tests, too', () => {
    const source = 'pub fn a() {}\n#[cfg(test)]\nmod tests {\n  #[test]\n  fn works() {}\n}\n';
    assert.ok(!passesAtOnce(changed({ 'src/a.rs': source, 'src/a_test.rs': '#[test]\nfn a() {}\n' }, { 'src/a.rs': 'pub fn a() {}\n' })));
  });
});

describe('the commit gate', () => {
  it('lets through at once only what the rules have nothing to say about', async () => {
    const rules = tddRules({ ...parseConfig(null).config.enforcement.tdd, strictness: 'strict' });
    const wanted = languages.flatMap(({ extensions, names }) => extensions.slice(0, 2).flatMap((extension) => [`{}.${extension}`, ...names.slice(0, 3).map((name) => `${name.replace('{name}', '{}')}.${extension}`)]));
    const folders = ['', 'src/', 'src/a/', 'tests/', 'tests/a/', 'tests/unit/a/', 'test/', 'src/__tests__/', 'src/a/tests/', 'src/main/java/a/', 'src/test/java/a/', 'spec/', 'contest/', 'lib/', 'a/src/', 'tests/src/a/'];
    const path = fc.tuple(fc.constantFrom(...folders), fc.constantFrom('user', 'User', 'index'), fc.constantFrom(...wanted)).map(([folder, name, form]) => folder + form.replace('{}', name));
    const text = fc.constantFrom('x\n', test, `${test}${test}`, `// ${test}`, "it.skip('a', b)\n", 'def test_a(): pass\n', '@pytest.mark.skip\ndef test_a(): pass\n', '  func TestA(t *testing.T) { t.Skip() }\n', 'func TestA(t *testing.T) {}\n', '@Test\nvoid a() {}\n', '@Disabled @Test\nvoid a() {}\n', '', '#[test]\nfn a() {}\n', 'public function testA() {}\n', 'export * from "./a";\n');
    const files = fc.dictionary(path, text, { maxKeys: 5, noNullPrototype: true });
    const folder = repositoryWith({});
    placeGate(folder);
    let passed = 0;
    await fc.assert(fc.asyncProperty(files, files, async (before, after) => {
      git(folder, 'rm', '-rqf', '--ignore-unmatch', '.');
      stage(folder, { 'README.md': 'x\n', ...before });
      git(folder, '-c', 'core.hooksPath=/dev/null', 'commit', '-qm', 'before', '--allow-empty');
      for (const gone of Object.keys(before).slice(0, 1)) git(folder, 'rm', '-q', '-f', '--ignore-unmatch', gone);
      stage(folder, after);
      if (!passesAtOnce(folder)) return;
      passed += 1;
      const change = await readChange({ kind: 'staged' }, { git: openGit(folder), readText: () => null }, rules);
      assert.ok(!('kind' in change));
      assert.deepEqual(checkChange(change, rules).map(({ file, code }) => [file, code]), []);
    }), { numRuns: process.env['TEST_LONG'] === '1' ? 600 : 60 });
    assert.ok(passed > 0, `${passed} of the mixes were let through at once`);
  }).timeout(600_000);
});
