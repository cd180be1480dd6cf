import assert from 'node:assert/strict';
import { existsSync, realpathSync, statSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sha256 } from '../../../src/node/sha256.js';
import { git } from '../../support/git.js';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';
import { answerOf, assertRefused, folderWith, textOf, workflow } from './run-cli.js';

interface Written {
  readonly written: readonly string[];
  readonly leftAlone: readonly string[];
  readonly changed?: readonly string[];
}

const evaluator = '.ai/workflow/enforcement/trust_evaluator.sh';
const command = '.claude/commands/workflows/trust.md';

const initialised = async (folder: string, ...options: readonly string[]): Promise<Written> => await answerOf(folder, 'init', ...options) as Written;

describe('workflow init with options', () => {
  it('writes the files of what is named, and nothing else', async () => {
    const folder = folderWith({});
    const { written, leftAlone } = await initialised(folder, '--scripts');
    assert.deepEqual([written[0], leftAlone], ['.workflow', []]);
    assert.ok(written.includes(evaluator));
    assert.equal(existsSync(join(folder, '.claude')), false);
    for (const path of written.filter((each) => each.endsWith('.sh'))) assert.equal(statSync(join(folder, path)).mode & 0o111, 0o111, path);
  });

  it('writes everything with --all', async () => {
    const { written } = await initialised(folderWith({}), '--all');
    for (const path of [evaluator, command]) assert.ok(written.includes(path), path);
  });

  it('changes nothing the second time, and says what it left alone', async () => {
    const folder = folderWith({});
    const first = await initialised(folder, '--all');
    const second = await initialised(folder, '--all');
    assert.deepEqual([second.written, [...second.leftAlone].sort(), second.changed], [[], [...first.written].sort(), undefined]);
  });

  it('writes workflows of GitHub Actions where GitHub looks for them and where document 000 has them, and says what is left to do', async () => {
    const folder = folderWith({});
    const { code, stderr } = await workflow(folder, 'init', '--actions');
    assert.equal(code, 0);
    assert.match(stderr, /^Next: workflow session create <title>\. On GitHub, set the repository variable WORKFLOW_CLI/);
    for (const name of ['ai_review.yaml', 'spec_validation.yaml', 'tdd.yaml']) {
      assert.equal(textOf(folder, `.github/workflows/${name}`), textOf(folder, `.ai/workflow/integrations/github_actions/${name}`));
      assert.doesNotMatch(textOf(folder, `.github/workflows/${name}`), /#@/);
    }
    assert.equal((await workflow(folder, 'init', '--actions')).stderr, '');
  });

  it('writes templates and schemas where the configuration has them, and takes them away from there', async () => {
    const folder = folderWith({ '.ai/project/config.yaml': 'specs:\n  schema_path: docs/schema\nintegrations:\n  github_actions:\n    templates_path: ci/our templates/\n' });
    const { written } = await initialised(folder, '--actions', '--specs');
    assert.equal(textOf(folder, 'ci/our templates/tdd.yaml'), textOf(folder, '.github/workflows/tdd.yaml'));
    assert.ok(existsSync(join(folder, 'docs/schema/feature_spec.json')) && !existsSync(join(folder, '.ai/workflow/integrations')), written.join('\n'));
    await answerOf(folder, 'init', '--actions', '--specs', '--remove');
    assert.deepEqual(['ci/our templates/tdd.yaml', 'docs/schema/feature_spec.json', '.github/workflows/tdd.yaml'].filter((path) => existsSync(join(folder, path))), []);
    writeFiles(folder, { '.ai/project/config.yaml': 'integrations:\n  github_actions:\n    templates_path: ../elsewhere\n' });
    assertRefused(await workflow(folder, 'init', '--actions'), /templates_path of .* is "\.\.\/elsewhere", where no files are written/);
  });

  it('puts the gate into the hooks of git with --hooks, and takes it away again', async () => {
    const folder = folderWith({});
    git(folder, 'init', '-q');
    const hook = join(folder, '.git/hooks/pre-commit');
    assert.deepEqual((await answerOf(folder, 'init', '--hooks', '--dry-run') as readonly { readonly steps: unknown }[]).at(-1)?.steps, ['pre-commit is written', 'commit-msg is written']);
    assert.equal(existsSync(hook), false);
    const { hooks } = await answerOf(folder, 'init', '--hooks') as { readonly hooks: { readonly changed: readonly string[] } };
    assert.deepEqual(hooks.changed, ['pre-commit', 'commit-msg']);
    assert.ok(existsSync(hook));
    assert.match((await workflow(folder, 'init', '--hooks')).stdout, /The gate is there already\.\n$/);
    await answerOf(folder, 'init', '--remove', '--hooks');
    assert.equal(existsSync(hook), false);
  });

  it('refuses --hooks where nothing can be committed, and goes on without them with --all', async () => {
    const folder = folderWith({});
    assertRefused(await workflow(folder, 'init', '--hooks'), /is in no working tree of git/);
    assert.equal(existsSync(join(folder, '.workflow')), false);
    const { code, stderr } = await workflow(folder, 'init', '--all');
    assert.equal(code, 0);
    assert.match(stderr, /is in no working tree of git/);
  });

  it('never overwrites a file that somebody changed, and says so', async () => {
    const folder = folderWith({ [evaluator]: '# mine\n' });
    const { leftAlone, changed } = await initialised(folder, '--scripts');
    assert.deepEqual([leftAlone, changed], [[evaluator], [evaluator]]);
    assert.equal(textOf(folder, evaluator), '# mine\n');
    assert.match((await workflow(folder, 'init', '--scripts')).stdout, /trust_evaluator\.sh: left alone, because it was changed\n/);
  });

  it('replaces an older version of its own', async () => {
    const folder = folderWith({});
    await initialised(folder, '--scripts');
    const newest = textOf(folder, evaluator);
    writeFiles(folder, { [evaluator]: 'older\n', '.workflow/.state/scaffold/written.json': JSON.stringify({ [evaluator]: sha256('older\n') }) });
    assert.deepEqual((await initialised(folder, '--scripts')).written, [evaluator]);
    assert.equal(textOf(folder, evaluator), newest);
    assert.equal(statSync(join(folder, evaluator)).mode & 0o111, 0o111);
  });

  it('tells with --dry-run and writes nothing', async () => {
    const folder = folderWith({});
    const { code, stdout } = await workflow(folder, 'init', '--all', '--dry-run');
    assert.equal(code, 0);
    assert.match(stdout, /Create \.ai\/workflow\/enforcement\/trust_evaluator\.sh/);
    assert.equal(existsSync(join(folder, '.ai')), false);
  });

  it('writes nothing through a link', async () => {
    const [folder, elsewhere] = [folderWith({}), temporaryFolder()];
    symlinkSync(elsewhere, join(folder, '.claude'));
    assertRefused(await workflow(folder, 'init', '--claude'), /settings\.json cannot be read .* nothing was written/);
    assert.equal(existsSync(join(elsewhere, 'commands')), false);
  });

  it('takes away what it wrote, and nothing else', async () => {
    const folder = folderWith({ '.claude/commands/workflows/mine.md': 'mine\n' });
    await initialised(folder, '--all');
    writeFiles(folder, { [evaluator]: '# mine now\n' });
    const { removed, changed } = await answerOf(folder, 'init', '--all', '--remove') as { removed: string[]; changed: string[] };
    assert.ok(removed.includes(command));
    assert.deepEqual(changed, [evaluator]);
    assert.equal(existsSync(join(folder, command)), false);
    assert.deepEqual([textOf(folder, evaluator), textOf(folder, '.claude/commands/workflows/mine.md')], ['# mine now\n', 'mine\n']);
    assertRefused(await workflow(folder, 'init', '--remove'), /Nothing is named/);
  });

  it('records where the command is, uncommitted', async () => {
    const folder = folderWith({});
    git(folder, 'init', '-q');
    await initialised(folder, '--scripts');
    assert.equal(textOf(folder, '.git/workflow/scaffold/cli'), `${realpathSync(resolve('dist/cli.js'))}\n`);
    assert.equal(git(folder, 'status', '--porcelain', '--untracked-files=all').includes('scaffold/cli'), false);
  });

  it('leaves a file alone that stands where a folder should be', async () => {
    const folder = folderWith({ '.ai': 'a file' });
    assert.ok((await initialised(folder, '--scripts')).changed?.includes(evaluator));
    assert.equal(textOf(folder, '.ai'), 'a file');
  });
});
