import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, watch } from 'node:fs';
import { join, resolve } from 'node:path';
import { commandFor, proofOf, testRun } from '../../../src/core/gate/red-proof.js';
import { repositoryWith, stage, writeProgram } from '../../support/gate-repository.js';
import { git } from '../../support/git.js';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';
import { assertRefused, workflowWith, type Ran } from '../cli/run-cli.js';

const test = (name: string): string => `import test from 'node:test';\nimport assert from 'node:assert';\nimport { ${name} } from './${name}.mjs';\ntest('${name}', () => { assert.equal(${name}(2), 4); });\n`;
const source = (name: string): string => `export const ${name} = (a) => a + a;\n`;
const runner = ['--command', 'node --test {files}', '--yes'];

interface Proof {
  readonly proved: boolean;
  readonly reason: string;
  readonly commit: string | null;
  readonly tests: readonly string[];
  readonly red: { readonly exit_code: number; readonly output: string };
  readonly green: { readonly exit_code: number } | null;
}

const state = temporaryFolder();
const run = (folder: string, ...words: readonly string[]): Promise<Ran> => workflowWith({ XDG_STATE_HOME: state }, folder, 'tdd', 'prove-red', ...words);

async function prove(folder: string, ...words: readonly string[]): Promise<Proof & { readonly code: number | null }> {
  const { code, stdout, stderr } = await run(folder, '--json', ...words);
  assert.notEqual(stdout, '', stderr);
  return { ...JSON.parse(stdout) as Proof, code };
}

const commit = (folder: string, files: Readonly<Record<string, string>>): string => {
  stage(folder, files);
  git(folder, 'commit', '-qm', 'x');
  return git(folder, 'rev-parse', 'HEAD');
};

const look = (folder: string): unknown => [git(folder, 'status', '--porcelain'), git(folder, 'for-each-ref'), git(folder, 'worktree', 'list'), readdirSync(join(folder, '.git')).sort()];

describe('workflow tdd prove-red', () => {
  it('proves the tests of a commit', async () => {
    const folder = repositoryWith({});
    const first = commit(folder, { 'src/twice.test.mjs': test('twice') });
    const waiting = await prove(folder, 'HEAD', ...runner);
    assert.deepEqual([waiting.code, waiting.green], [1, null]);
    assert.match(waiting.reason, /fail, as they should .*commit the implementation/);
    commit(folder, { 'src/twice.mjs': source('twice') });
    writeFiles(folder, { 'open.txt': 'x' });
    const before = look(folder);
    const proof = await prove(folder, first, ...runner);
    assert.deepEqual([proof.code, proof.proved, proof.commit, proof.tests, proof.green?.exit_code], [0, true, first, ['src/twice.test.mjs'], 0]);
    assert.match(proof.red.output, /Cannot find module .*twice\.mjs/);
    assert.deepEqual(look(folder), before);
  });

  it('takes the sources out of a commit that brought both', async () => {
    const folder = repositoryWith({ 'src/twice.mjs': 'export const twice = () => 0;\n' });
    commit(folder, { 'src/twice.test.mjs': test('twice'), 'src/twice.mjs': source('twice') });
    assert.equal((await prove(folder, 'HEAD', ...runner)).proved, true);
  });

  it('proves the tests that are staged, alone and with all that is staged', async () => {
    const folder = repositoryWith({});
    stage(folder, { 'src/twice.test.mjs': test('twice'), 'src/twice.mjs': source('twice') });
    writeFiles(folder, { 'src/twice.mjs': 'not staged' });
    const before = look(folder);
    const { proved, commit: id } = await prove(folder, ...runner);
    assert.deepEqual([proved, id], [true, null]);
    assert.deepEqual(look(folder), before);
  });

  it('says why it is not proved', async () => {
    const folder = repositoryWith({ 'src/twice.mjs': source('twice') });
    commit(folder, { 'src/twice.test.mjs': test('twice') });
    assert.match((await prove(folder, 'HEAD', ...runner)).reason, /pass without what they test/);
    commit(folder, { 'src/thrice.test.mjs': test('thrice'), 'src/thrice.mjs': 'broken' });
    assert.match((await prove(folder, 'HEAD', ...runner)).reason, /with it they fail, too \(exit code 1\)/);
  });

  it('uses the packages that are installed in the working tree', async () => {
    const folder = repositoryWith({ '.gitignore': 'node_modules\n' });
    writeFiles(folder, { 'node_modules/four/package.json': '{"main": "index.js"}', 'node_modules/four/index.js': 'module.exports = 4;' });
    stage(folder, { 'src/twice.test.mjs': `import four from 'four';\n${test('twice').replace('4)', 'four)')}`, 'src/twice.mjs': source('twice') });
    assert.equal((await prove(folder, ...runner)).proved, true);
  });

  it('runs a configured command only after the person agreed to it', async () => {
    const folder = repositoryWith({ '.ai/project/config.yaml': 'enforcement:\n  tdd:\n    test_command: [node, --test, "{files}"]\n' });
    stage(folder, { 'src/twice.test.mjs': test('twice'), 'src/twice.mjs': source('twice') });
    assertRefused(await run(folder), /runs only when you agree to it: node --test '\{files\}', in .*my project, with CI=true/);
    assert.equal((await prove(folder, '--yes')).proved, true);
    assert.equal((await prove(folder)).proved, true, 'agreed once');
    writeFiles(folder, { '.ai/project/config.yaml': 'enforcement:\n  tdd:\n    test_command: [node, --test, --inspect, "{files}"]\n' });
    assertRefused(await run(folder), /runs only when you agree to it: node --test --inspect .*before: node --test '\{files\}'/);
  });

  it('refuses what brings no tests, and what cannot be run', async () => {
    const folder = repositoryWith({});
    assertRefused(await run(folder, ...runner), /What is staged brings no tests/);
    assertRefused(await run(folder), /not configured; say it with --command/);
    assertRefused(await run(folder, 'HEAD~9', ...runner), /There is no commit "HEAD~9"/);
    assertRefused(await run(folder, '--command', ' ', '--yes'), /An empty command/);
    stage(folder, { 'src/twice.test.mjs': test('twice') });
    const ran = await run(folder, '--command', 'no-such-program {files}', '--yes');
    assert.deepEqual([ran.code, ran.stdout], [3, '']);
    assert.match(ran.stderr, /"no-such-program" could not be started/);
    assert.equal(git(folder, 'worktree', 'list').split('\n').length, 1);
  });

  it('ends the tests and cleans up when it is interrupted', async () => {
    const folder = repositoryWith({});
    const place = join(temporaryFolder(), 'seen');
    mkdirSync(place);
    writeProgram(join(folder, '..', 'slow'), `#!/bin/sh\npwd > '${place}/pwd'\necho $$ > '${place}/pid.tmp'\nmv '${place}/pid.tmp' '${place}/pid'\nexec sleep 600\n`);
    stage(folder, { 'src/twice.test.mjs': test('twice') });
    const child = spawn(process.execPath, [resolve('dist/cli.js'), 'tdd', 'prove-red', '--yes', '--command', `'${join(folder, '..', 'slow')}'`], { cwd: folder, env: { ...process.env, XDG_STATE_HOME: state }, stdio: 'ignore' });
    const ended = new Promise<number | null>((done) => child.once('close', done));
    await new Promise<void>((done) => {
      const watcher = watch(place, () => { check(); });
      const check = (): void => { if (existsSync(join(place, 'pid'))) { watcher.close(); done(); } };
      check();
    });
    child.kill('SIGINT');
    assert.equal(await ended, 3);
    assert.equal(git(folder, 'worktree', 'list').split('\n').length, 1);
  });
});

describe('a red proof as evidence', () => {
  const workflowIn = async (folder: string, ...words: readonly string[]): Promise<Readonly<Record<string, unknown>>> => {
    const { stdout, stderr } = await workflowWith({ XDG_STATE_HOME: state }, folder, ...words, '--json');
    assert.notEqual(stdout, '', stderr);
    return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
  };
  const stageTwice = (folder: string): void => { stage(folder, { 'src/twice.test.mjs': test('twice'), 'src/twice.mjs': source('twice') }); };
  const evidenceOf = async (folder: string, task: string): Promise<readonly Readonly<Record<string, unknown>>[] | undefined> => (
    (await workflowIn(folder, 'run', 'show', task))['evidence'] as readonly Readonly<Record<string, unknown>>[] | undefined);

  it('is kept with the run that is open, shown with it, and stays when the run ends', async () => {
    const folder = repositoryWith({});
    const begun = await workflowIn(folder, 'run', 'start', 'IMPL-1');
    stageTwice(folder);
    const tree = git(folder, 'write-tree');
    const { code, stdout, stderr } = await run(folder, '--json', ...runner);
    assert.equal(code, 0, stderr);
    assert.equal((JSON.parse(stdout) as { readonly run: string }).run, begun['session_id']);
    assert.match(stderr, /Kept as evidence; see: workflow run show IMPL-1/);
    const [evidence, ...more] = await evidenceOf(folder, 'IMPL-1') ?? [];
    assert.deepEqual(Object.keys(evidence ?? {}), ['kind', 'recorded_at', 'proved', 'reason', 'commit', 'tree', 'head', 'tests', 'command', 'red', 'green']);
    assert.deepEqual([evidence?.['kind'], evidence?.['proved'], evidence?.['commit'], evidence?.['tree'], evidence?.['tests'], evidence?.['command'], more],
      ['red_proof', true, null, tree, ['src/twice.test.mjs'], ['node', '--test', 'src/twice.test.mjs'], []]);
    await workflowIn(folder, 'run', 'finish', 'IMPL-1');
    const text = await workflowWith({}, folder, 'run', 'show', 'IMPL-1');
    assert.match(text.stdout, /proved red +src\/twice\.test\.mjs +staged +\d{4}-/);
    assert.doesNotMatch((await workflowWith({}, folder, 'check')).stdout, /evidence/);
  });

  it('is kept in the order in which it was made, what was not proved too', async () => {
    const folder = repositoryWith({});
    await workflowIn(folder, 'run', 'start', 'IMPL-1');
    const first = commit(folder, { 'src/twice.test.mjs': test('twice') });
    await prove(folder, 'HEAD', ...runner);
    commit(folder, { 'src/twice.mjs': source('twice') });
    await prove(folder, first, ...runner);
    const all = await evidenceOf(folder, 'IMPL-1') ?? [];
    assert.deepEqual(all.map(({ proved, commit: id, head, green }) => [proved, id, head, green === null]), [[false, first, null, true], [true, first, git(folder, 'rev-parse', 'HEAD'), false]]);
  });

  it('says that nothing keeps it where no run is open, or where it could be several', async () => {
    const folder = repositoryWith({});
    stageTwice(folder);
    const alone = await run(folder, '--json', ...runner);
    assert.equal((JSON.parse(alone.stdout) as { readonly run: string | null }).run, null);
    assert.match(alone.stderr, /not kept as evidence\. No run is open in this working tree/);
    await workflowIn(folder, 'run', 'start', 'IMPL-1');
    await workflowIn(folder, 'run', 'start', 'IMPL-2');
    assert.match((await run(folder, ...runner)).stderr, /IMPL-1, IMPL-2 are open in this working tree; say which one with --task/);
    await run(folder, ...runner, '--task', 'IMPL-2');
    assert.deepEqual([await evidenceOf(folder, 'IMPL-1'), (await evidenceOf(folder, 'IMPL-2'))?.length], [undefined, 1]);
    assertRefused(await run(folder, ...runner, '--task', 'IMPL-3'), /No run of IMPL-3 is open/);
  });
});

describe('a red proof', () => {
  const run = (code: number): { readonly code: number; readonly output: string } => ({ code, output: '' });
  const judged = (red: number, green: number | null): readonly [boolean, string] => {
    const { proved, reason } = proofOf({ commit: null, tree: null, head: null, tests: [], argv: [], red: run(red), green: green === null ? null : run(green) });
    return [proved, reason];
  };

  it('needs a failure without and success with what is tested', () => {
    assert.deepEqual([judged(1, 0)[0], judged(0, 0)[0], judged(1, 1)[0], judged(1, null)[0], judged(0, null)[0]], [true, false, false, false, false]);
  });

  it('is no proof when the command was not run', () => {
    assert.match(judged(127, 0)[1], /were not run/);
  });

  it('gives each test an argument of its own, whatever its name', () => {
    assert.deepEqual(commandFor(['run', '{files}', '--quiet'], ['a b.test.ts', '$(x).test.ts']), ['run', 'a b.test.ts', '$(x).test.ts', '--quiet']);
    assert.deepEqual(commandFor(['npm', 'test'], ['a']), ['npm', 'test']);
  });

  it('keeps the end of a long output', () => {
    assert.equal(testRun(1, 'x'.repeat(10_000), 'end').output.length, 4_001);
    assert.match(testRun(1, 'out', 'end').output, /^out\nend$/);
  });
});
