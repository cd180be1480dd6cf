import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { actionTemplates } from '../../../src/core/actions/action-templates.js';
import { git } from '../../support/git.js';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';

interface Step { readonly name?: string; readonly run?: string }

/** A checkout with a runner's folders around it, in a path with a space; the command that ships lies in the repository. */
function runner(files: Readonly<Record<string, string>> = {}): { readonly folder: string; readonly temp: string; readonly step: typeof step } {
  const top = join(temporaryFolder(), 'my runner');
  const [folder, temp] = [join(top, 'work'), join(top, 'temp')];
  for (const each of [folder, temp]) mkdirSync(each, { recursive: true });
  cpSync(resolve('dist'), join(folder, 'tools/dist'), { recursive: true });
  writeFiles(folder, files);
  git(folder, 'init', '-q');
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'first');
  return { folder, temp, step };

  /** Runs one step as GitHub does. */
  function step(template: string, name: string, env: Readonly<Record<string, string>>): { readonly code: number | null; readonly output: string; readonly stdout: string } {
    const { jobs } = parse(actionTemplates.find((each) => each.name === template)?.text ?? '') as { readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>> };
    const script = Object.values(jobs).flatMap(({ steps }) => steps).find((each) => each.name === name)?.run ?? assert.fail(name);
    writeFileSync(join(temp, 'step.sh'), script);
    const { PATH = '' } = process.env;
    const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', join(temp, 'step.sh')], {
      cwd: folder, encoding: 'utf8',
      env: { PATH: `${join(temp, 'bin')}:${PATH}`, HOME: temp, RUNNER_TEMP: temp, GITHUB_PATH: join(temp, 'path'), GITHUB_STEP_SUMMARY: join(temp, 'summary'), ...env },
    });
    return { code: status, output: stdout + stderr, stdout };
  }
}

const find = 'Find the workflow command';

describe('steps of the templates of GitHub Actions', () => {
  it('find the command in the repository', () => {
    const { step } = runner();
    assert.match(step('tdd.yaml', find, { CLI: 'tools/dist/cli.js', SHA256: '' }).output, /^\d+\.\d+\.\d+\n$/);
  });

  it('find it in a packed extension, and refuse one of another content', () => {
    const { folder, step } = runner();
    mkdirSync(join(folder, 'extension'));
    cpSync(join(folder, 'tools/dist'), join(folder, 'extension/dist'), { recursive: true });
    writeFileSync(join(folder, 'extension/package.json'), '{}');
    git(folder, 'add', '--force', 'extension');
    git(folder, 'archive', '--format=zip', '--output=workflow.vsix', git(folder, 'write-tree'), 'extension');
    const sha256 = createHash('sha256').update(readFileSync(join(folder, 'workflow.vsix'))).digest('hex');
    assert.equal(step('tdd.yaml', find, { CLI: 'workflow.vsix', SHA256: 'f'.repeat(64) }).code, 1);
    const { code, output } = step('tdd.yaml', find, { CLI: 'workflow.vsix', SHA256: sha256 });
    assert.equal(code, 0, output);
  });

  it('say what to set when there is no command', () => {
    const { step } = runner();
    const said = (CLI: string): unknown => { const { code, output } = step('tdd.yaml', find, { CLI, SHA256: '' }); assert.equal(code, 1); return output; };
    assert.match(String(said('')), /^::error .*variable WORKFLOW_CLI is not set/);
    assert.match(String(said('nowhere/cli.js')), /not in this repository/);
    assert.match(String(said('https://example.invalid/x.vsix')), /WORKFLOW_CLI_SHA256/);
  });

  it('validate every spec and show each finding beside its line, whatever stands in it', () => {
    const sample = readFileSync('test/spec-cases/valid/spec.yaml', 'utf8');
    const { step } = runner({ '.ai/project/features/good/spec.yaml': sample, '.ai/project/features/bad/spec.yaml': 'feature: {id: "x\\n::warning::no"}\n' });
    step('spec_validation.yaml', find, { CLI: 'tools/dist/cli.js', SHA256: '' });
    const { code, stdout } = step('spec_validation.yaml', 'Validate the specs', {});
    assert.equal(code, 1);
    assert.match(stdout, /^::error file=\.ai\/project\/features\/bad\/spec\.yaml,line=\d+,col=\d+,title=spec\/[\w-]+::/m);
    for (const line of stdout.trim().split('\n')) assert.match(line, /^::(error|warning) file=/);
    assert.doesNotMatch(stdout, /^::error file=\.ai\/project\/features\/good/m);
  });

  describe('judge the commits', () => {
    const strict = { '.ai/project/config.yaml': 'enforcement:\n  tdd: {strictness: strict}\n' };
    const nowhere = '0'.repeat(40);

    /** A repository, its runner, and what the step says about a range that begins after `base`. */
    function judging(files: Readonly<Record<string, string>>): { readonly commit: (more: Readonly<Record<string, string>>) => string; readonly folder: string; readonly judge: (base: string, env?: Readonly<Record<string, string>>) => readonly [number | null, readonly string[]] } {
      const { folder, step } = runner({ ...strict, ...files });
      step('tdd.yaml', find, { CLI: 'tools/dist/cli.js', SHA256: '' });
      return {
        folder,
        commit: (more) => {
          writeFiles(folder, more);
          git(folder, 'add', '.');
          git(folder, 'commit', '-qm', 'more');
          return git(folder, 'rev-parse', 'HEAD');
        },
        judge: (base, env = {}) => {
          const { code, output } = step('tdd.yaml', 'Judge the commits', { BASE: base, DEFAULT_BRANCH: 'main', IS_PULL_REQUEST: 'false', ...env });
          return [code, [...output.matchAll(/^error (\S+): There is no test/gm)].map(([, path = '']) => path)];
        },
      };
    }

    it('of a push, each of them', () => {
      const { folder, commit, judge } = judging({});
      const base = git(folder, 'rev-parse', 'HEAD');
      commit({ 'src/a.ts': 'x\n' });
      commit({ 'src/b.ts': 'x\n', 'src/b.test.ts': "it('b', () => {});\n" });
      assert.deepEqual(judge(base), [1, ['src/a.ts']]);
    });

    it('of a pull request as strictly as the branch asks that it goes to', () => {
      const { folder, commit, judge } = judging({});
      const base = git(folder, 'rev-parse', 'HEAD');
      commit({ 'src/a.ts': 'x\n', '.ai/project/config.yaml': 'enforcement:\n  tdd: {enabled: false}\n' });
      assert.deepEqual(judge(base, { IS_PULL_REQUEST: 'true' }), [1, ['src/a.ts']]);
    });

    it('of the first push of all, which is one commit', () => {
      assert.deepEqual(judging({ 'src/a.ts': 'x\n' }).judge(nowhere), [1, ['src/a.ts']]);
      assert.deepEqual(judging({ 'docs/a.md': 'x\n' }).judge(nowhere), [0, []]);
    });

    it('of a new branch since it left the default branch, and of that branch the last', () => {
      const { folder, commit, judge } = judging({ 'src/a.ts': 'x\n' });
      git(folder, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
      commit({ 'src/b.ts': 'x\n' });
      commit({ 'src/c.ts': 'x\n' });
      assert.deepEqual(judge(nowhere), [1, ['src/b.ts', 'src/c.ts']]);
      git(folder, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
      assert.deepEqual(judge('1'.repeat(40)), [1, ['src/c.ts']]);
    });
  });

  it('tell the trust levels of a pull request by the model of the branch that it goes to', () => {
    const { folder, temp, step } = runner({ 'src/a.ts': '' });
    const base = git(folder, 'rev-parse', 'HEAD');
    writeFiles(folder, { 'docs/a`|b.md': '', 'src/auth/login.ts': '', '.ai/workflow/trust_model.yaml': 'version: "1.0"\ndefault_level: high\n' });
    git(folder, 'add', '.');
    git(folder, 'commit', '-qm', 'second');
    step('ai_review.yaml', find, { CLI: 'tools/dist/cli.js', SHA256: '' });
    const { code, output } = step('ai_review.yaml', 'Ask the trust model about the changed files', { BASE: base, HAS_KEY: 'false' });
    assert.equal(code, 0, output);
    const summary = readFileSync(join(temp, 'summary'), 'utf8');
    assert.match(summary, /Lowest: \*\*low\*\*/);
    assert.match(summary, /\| low \| `src\/auth\/login\.ts` \|\n/);
    assert.match(summary, /\| high \| `docs\/a··b\.md` \|\n/);
    assert.match(summary, /not reviewed by an agent/);
  });
});
