import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../../support/git.js';
import { writeFiles } from '../../support/temporary-folder.js';
import { modelText, documentModel } from '../core/trust/document-model.js';
import { answerOf, assertRefused, folderWith, shell, textOf, workflow, workflowWith, type Ran } from './run-cli.js';

const path = '.ai/workflow/trust_model.yaml';
const withModel = (files: Readonly<Record<string, string>> = {}): string => folderWith({ [path]: documentModel, ...files });

async function levelOf(folder: string, file: string, ...more: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await workflow(folder, 'trust', 'level', file, ...more);
  assert.equal(code, 0, stderr);
  return stdout.trim();
}

describe('workflow trust level', () => {
  it('answers as the documents say, with and without their model', async () => {
    for (const folder of [withModel(), folderWith({})]) {
      assert.equal(await levelOf(folder, 'src/Security/AuthService.php'), 'low');
      assert.equal(await levelOf(folder, 'src/auth/login.test.ts'), 'low');
      assert.equal(await levelOf(folder, 'src/user.test.ts'), 'high');
      assert.equal(await levelOf(folder, 'src/User.ts'), 'medium');
    }
    assert.equal(await levelOf(folderWith({}), 'tests/Unit/UserTest.php'), 'high');
  });

  it('is a bare word', async () => {
    const { stdout, stderr } = await workflow(withModel(), 'trust', 'level', 'src/x.ts');
    assert.deepEqual([stdout, stderr], ['medium\n', '']);
    assert.equal(await answerOf(withModel(), 'trust', 'level', 'src/x.ts'), 'medium');
  });

  it('takes a path in any form: absolute, with dots, from a folder below', async () => {
    const folder = withModel({ 'src/auth/x.ts': '', 'docs/x.md': '' });
    for (const form of [join(folder, 'src/auth/x.ts'), './src/auth/x.ts', 'src/../src/auth/x.ts', `${folder}//src/./auth/x.ts`, 'src\\auth\\x.ts']) assert.equal(await levelOf(folder, form), 'low', form);
    const { stdout } = await workflow(join(folder, 'src'), '-C', 'auth', 'trust', 'level', 'x.ts');
    assert.equal(stdout, 'medium\n', 'without git, the folder itself is the state root');
    git(folder, 'init', '-q');
    assert.equal((await workflow(join(folder, 'src'), '-C', 'auth', 'trust', 'level', 'x.ts')).stdout, 'low\n');
  });

  it('refuses what is not in the root', async () => {
    const folder = withModel();
    assertRefused(await workflow(folder, 'trust', 'level', '../x.ts'), /\.\.\/x\.ts is not in .*; name a file in it/);
    assertRefused(await workflow(folder, 'trust', 'level', '/etc/passwd'), /is not in/);
    assertRefused(await workflow(folder, 'trust', 'level', ''), /An empty path/);
  });

  it('takes the lower level of a link and of what it leads to, and refuses what leads out', async () => {
    const folder = withModel({ '.env': '', 'docs/x.md': '', 'src/auth/x.ts': '' });
    symlinkSync('../.env', join(folder, 'docs/link.md'));
    symlinkSync('../src/auth', join(folder, 'docs/code'));
    symlinkSync('../docs/x.md', join(folder, 'src/auth/readme.md'));
    symlinkSync('/etc/hosts', join(folder, 'docs/out.md'));
    assert.equal(await levelOf(folder, 'docs/x.md'), 'high');
    for (const link of ['docs/link.md', 'docs/code/x.ts', 'docs/code/new.md', 'src/auth/readme.md']) assert.equal(await levelOf(folder, link), 'low', link);
    assertRefused(await workflow(folder, 'trust', 'level', 'docs/out.md'), /leads out of it/);
  });

  it('takes a worktree’s own place away, inside the repository and beside it', async () => {
    const folder = withModel({ 'docs/x.md': '' });
    for (const args of [['init', '-q'], ['add', '-A'], ['commit', '-qm', 'x'], ['worktree', 'add', '-q', '.worktrees/auth-backend'], ['worktree', 'add', '-q', '../beside-payment']]) git(folder, ...args);
    assert.equal(await levelOf(folder, '.worktrees/auth-backend/docs/x.md'), 'high');
    assert.equal(await levelOf(folder, '.worktrees/auth-backend/src/auth/new.ts'), 'low');
    assert.equal(await levelOf(join(folder, '.worktrees/auth-backend'), 'src/x.ts'), 'medium');
    assert.equal(await levelOf(join(folder, '../beside-payment'), 'docs/x.md'), 'high');
    assert.equal(await levelOf(folder, '../beside-payment/src/x.ts'), 'medium');
  });
});

describe('workflow trust can-auto-approve and supervision', () => {
  it('say yes for high only, by exit code', async () => {
    const folder = withModel();
    const ran = async (file: string): Promise<unknown> => { const { code, stdout } = await workflow(folder, 'trust', 'can-auto-approve', file); return [code, stdout]; };
    assert.deepEqual([await ran('a.test.ts'), await ran('src/a.ts'), await ran('.env')], [[0, 'yes\n'], [1, 'no\n'], [1, 'no\n']]);
  });

  it('say how a person takes part', async () => {
    const words = await Promise.all(['a.test.ts', 'src/a.ts', '.env'].map(async (file) => (await workflow(withModel(), 'trust', 'supervision', file)).stdout));
    assert.deepEqual(words, ['minimal\n', 'code_review_required\n', 'pair_programming\n']);
  });
});

describe('workflow trust assess and task', () => {
  it('name the level, the pattern, its line and file, and why', async () => {
    assert.deepEqual(await answerOf(withModel(), 'trust', 'assess', 'src/auth/x.ts'), {
      level: 'low', auto_approve: false, supervision: 'pair_programming', escalation: true, pattern: '**/*auth*/**', source: `${path}:37`,
      reason: `"**/*auth*/**" (line 37 of ${path}) gives it low trust.`,
    });
    const { source, pattern } = await answerOf(folderWith({}), 'trust', 'assess', 'Makefile') as { source: string; pattern: string | null };
    assert.deepEqual([source, pattern], ['built-in', null]);
  });

  it('explain it to people', async () => {
    const { stdout } = await workflow(withModel(), 'trust', 'assess', 'src/auth/x.ts');
    assert.match(stdout, /^level +low\napproved without asking +no\nsupervision +pair_programming\nescalation +yes\ndecided by +\.ai\/workflow\/trust_model\.yaml:37\nwhy +"\*\*\/\*auth\*\/\*\*" \(line 37/);
  });

  it('judge kinds of tasks, unknown ones by the default level', async () => {
    const of = async (type: string): Promise<unknown> => await answerOf(withModel(), 'trust', 'task', type);
    assert.deepEqual(await of('unit_tests'), { level: 'high', auto_approve: true, supervision: 'minimal', escalation: false, pattern: 'unit_tests', source: `${path}:17`, reason: `"unit_tests" (line 17 of ${path}) gives it high trust.` });
    assert.match((await of('gardening') as { reason: string }).reason, /^No task type names it, so it has the default trust level, medium\.$/);
  });
});

describe('workflow trust batch', () => {
  it('gives all levels and the lowest', async () => {
    assert.deepEqual(await answerOf(withModel(), 'trust', 'batch', 'a.test.ts', 'src/a.ts', './docs/x.md'), { lowest: 'medium', files: { 'a.test.ts': 'high', 'src/a.ts': 'medium', './docs/x.md': 'high' } });
    assert.equal((await workflow(withModel(), 'trust', 'batch', 'a.test.ts', '.env')).stdout, 'high    a.test.ts\nlow     .env\nlowest: low\n');
  });

  it('takes paths from standard input, one a line or ended by NUL', async () => {
    const lines = await shell(withModel(), `printf 'a.test.ts\\nsrc/b c.ts\\n' | node "$W" trust batch --stdin --json`);
    assert.deepEqual(JSON.parse(lines.stdout), { lowest: 'medium', files: { 'a.test.ts': 'high', 'src/b c.ts': 'medium' } });
    const nul = await shell(withModel(), `printf 'a.test.ts\\0.env\\0' | node "$W" trust batch --stdin --json`);
    assert.deepEqual(JSON.parse(nul.stdout), { lowest: 'low', files: { 'a.test.ts': 'high', '.env': 'low' } });
    assert.deepEqual(JSON.parse((await shell(withModel(), `node "$W" trust batch --stdin --json </dev/null`)).stdout), { lowest: 'high', files: {} });
  });

  it('refuses no path, and one that is outside', async () => {
    assertRefused(await workflow(withModel(), 'trust', 'batch'), /No path is named/);
    assertRefused(await workflow(withModel(), 'trust', 'batch', 'a', '../b'), /\.\.\/b is not in/);
  });
});

describe('the ceiling on the command line', () => {
  it('lowers what the repository says, from an option or the environment, the lower of both', async () => {
    const folder = withModel();
    assert.equal(await levelOf(folder, 'a.test.ts', '--ceiling', 'medium'), 'medium');
    const both = await workflowWith({ WORKFLOW_TRUST_CEILING: 'low' }, folder, 'trust', 'level', 'a.test.ts', '--ceiling', 'medium');
    assert.equal(both.stdout, 'low\n');
    assert.equal((await workflowWith({ WORKFLOW_TRUST_CEILING: 'medium' }, folder, 'trust', 'can-auto-approve', 'a.test.ts')).code, 1);
  });

  it('is refused when it is no level', async () => {
    assertRefused(await workflow(withModel(), 'trust', 'level', 'a', '--ceiling', 'top'), /--ceiling is "top", but a ceiling is one of low, medium, high/);
    assertRefused(await workflowWith({ WORKFLOW_TRUST_CEILING: 'none' }, withModel(), 'trust', 'level', 'a'), /WORKFLOW_TRUST_CEILING is "none"/);
  });
});

describe('a broken trust model on the command line', () => {
  const broken = modelText({ high: '\n      - pattern: "*.test.ts"', low: '\n      - pattern: "docs/**"' }).replace('  medium', '\tmedium');

  it('goes on to hold as it last was, in whatever way it gets broken or lost, until there is one again', async () => {
    for (const init of [true, false]) {
      const folder = folderWith({ [path]: modelText({ low: '[{pattern: "docs/**"}]' }), ...(init ? {} : { '.workflow/x': '' }) });
      if (init) git(folder, 'init', '-q');
      assert.equal(await levelOf(folder, 'docs/x.md'), 'low');
      writeFiles(folder, { [path]: ': [' });
      const broken = await workflow(folder, 'trust', 'level', 'docs/x.md');
      assert.deepEqual([broken.stdout, broken.code], ['low\n', 0]);
      assert.match(broken.stderr, /what it said before goes on to hold\.\n$/);
      rmSync(join(folder, path));
      const gone = await workflow(folder, 'trust', 'assess', 'docs/x.md', '--json');
      assert.equal((JSON.parse(gone.stdout) as { level: string }).level, 'low');
      assert.match(gone.stderr, /The trust model is gone; .* Write one to say otherwise\.\n$/);
      writeFiles(folder, { [path]: documentModel });
      const again = await workflow(folder, 'trust', 'level', 'docs/x.md');
      assert.deepEqual([again.stdout, again.stderr], ['high\n', '']);
      if (init) assert.equal(git(folder, 'status', '--porcelain', '--untracked-files=all'), `?? ${path}`);
    }
  });

  it('answers where nothing can be remembered, and writes through no link', async () => {
    const folder = folderWith({ [path]: documentModel, 'elsewhere/x': '', '.workflow/x': '' });
    symlinkSync('../elsewhere', join(folder, '.workflow/.state'));
    assert.equal(await levelOf(folder, 'docs/x.md'), 'high');
    assert.deepEqual(readdirSync(join(folder, 'elsewhere')), ['x']);
  });

  it('is told on standard error, and nothing gets a higher level than what it still says', async () => {
    const folder = folderWith({ [path]: broken });
    const levels: Ran[] = await Promise.all(['docs/x.md', 'src/auth/x.ts', 'a.test.ts'].map((file) => workflow(folder, 'trust', 'level', file)));
    assert.deepEqual(levels.map(({ stdout }) => stdout), ['low\n', 'low\n', 'high\n']);
    for (const { stderr } of levels) assert.match(stderr, /^\.ai\/workflow\/trust_model\.yaml:9:1 .*tab.* Until it is repaired, the built-in model holds/i);
  });

  it('fails the check, with its place', async () => {
    const { code, stdout } = await workflow(folderWith({ [path]: broken }), 'check', '--json');
    assert.equal(code, 1);
    assert.deepEqual((JSON.parse(stdout) as { code: string; line: number }[]).map((finding) => [finding.code, finding.line]), [['yaml/syntax', 9]]);
  });

  it('is not missed by the check when it is missing where it belongs', async () => {
    const found = async (files: Record<string, string>): Promise<unknown> => (await answerOf(folderWith(files), 'check') as { code: string }[]).map(({ code }) => code);
    assert.deepEqual([await found({}), await found({ '.ai/project/context.md': '' })], [[], ['trust/missing-model']]);
  });

  it('is not followed through a link', async () => {
    const folder = folderWith({ 'model.yaml': modelText({ high: '[{pattern: "**"}]' }) });
    mkdirSync(join(folder, '.ai/workflow'), { recursive: true });
    symlinkSync('../../model.yaml', join(folder, path));
    const { stdout, stderr } = await workflow(folder, 'trust', 'level', 'src/x.ts');
    assert.equal(stdout, 'medium\n');
    assert.match(stderr, /could not be read/);
  });
});

describe('workflow trust export', () => {
  interface Exported { readonly written: boolean; readonly targets: readonly { readonly target: string; readonly file: string; readonly action: string; readonly difference: readonly string[]; readonly advisory: readonly string[] }[] }
  const exported = async (folder: string, ...args: readonly string[]): Promise<Exported> => await answerOf(folder, 'trust', 'export', ...args) as Exported;

  it('shows with --dry-run what would be written, and writes nothing', async () => {
    const folder = withModel();
    const { written, targets } = await exported(folder, '--claude', '--dry-run');
    assert.deepEqual([written, targets[0]?.file, targets[0]?.action], [false, '.claude/settings.json', 'would-write']);
    assert.ok(targets[0]?.difference.includes('+      "Edit(/docs/**)",'), targets[0]?.difference.join('\n'));
    assert.ok((targets[0]?.advisory.length ?? 0) > 2);
    assert.throws(() => textOf(folder, '.claude/settings.json'));
  });

  it('writes, keeps what is there, and has nothing to do the second time', async () => {
    const folder = withModel({ '.vscode/settings.json': '{\n  // mine\n  "a": 1\n}\n', '.github/CODEOWNERS': '* @me\n' });
    const first = await exported(folder);
    assert.deepEqual(first.targets.map(({ target, action }) => [target, action]), [['vscode', 'written'], ['claude', 'written'], ['codeowners', 'written']]);
    assert.match(textOf(folder, '.vscode/settings.json'), /^\{\n {2}\/\/ mine\n {2}"a": 1,\n {2}"chat\.tools\.edits\.autoApprove": \{/);
    assert.match(textOf(folder, '.github/CODEOWNERS'), /^\* @me\n\n# BEGIN file trust/);
    const again = await exported(folder);
    assert.deepEqual([again.written, again.targets.map(({ action }) => action)], [false, ['unchanged', 'unchanged', 'unchanged']]);
  });

  it('leaves code owners out where nobody is one, unless one is named', async () => {
    const folder = withModel();
    assert.deepEqual((await exported(folder, '--dry-run')).targets.map(({ target }) => target), ['vscode', 'claude']);
    assertRefused(await workflow(folder, 'trust', 'export', '--codeowners'), /name one, for example with --owner/);
    await exported(folder, '--codeowners', '--owner', '@org/security', '@me');
    assert.match(textOf(folder, '.github/CODEOWNERS'), /\n\/\*\*\/\.env\* @org\/security @me\n/);
  });

  it('is refused while the model is broken', async () => {
    assertRefused(await workflow(folderWith({ [path]: 'x: [' }), 'trust', 'export', '--claude'), /cannot be exported/);
  });
});
