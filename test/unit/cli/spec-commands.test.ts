import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleSpec } from '../../support/sample-spec.js';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';
import { answerOf, assertRefused, workflow } from './run-cli.js';

const example = readFileSync('test/spec-cases/example-of-document-000/spec.yaml', 'utf8');
const specPath = '.ai/project/features/workflow-improvements-2026/spec.yaml';

function withSpec(text = example): string {
  const folder = temporaryFolder();
  writeFiles(folder, { [specPath]: text });
  return folder;
}

interface Validation {
  readonly valid: boolean;
  readonly errors: readonly { readonly code: string; readonly message: string; readonly file: string; readonly line: number; readonly column: number; readonly fixable: boolean }[];
  readonly warnings: readonly unknown[];
}

describe('workflow spec validate', () => {
  it('finds the one error of the example of document 000, in its line, and ends with 1', async () => {
    const { code, stdout } = await workflow(withSpec(), 'spec', 'validate', specPath, '--json');
    const { valid, errors, warnings } = JSON.parse(stdout) as Validation;
    assert.equal(code, 1);
    assert.deepEqual([valid, errors.length, warnings.length], [false, 1, 0]);
    assert.deepEqual(errors.map(({ code: what, file, line, column, fixable }) => [what, file, line, column, fixable]), [['spec/missing-property', specPath, 93, 5, true]]);
    assert.match(errors[0]?.message ?? '', /QA-001 lacks done_when/);
  });

  it('is fine with a spec that keeps its schema', async () => {
    const { code, stdout } = await workflow(withSpec(example.replace('      title: "Test session continuity"', '      title: "Test session continuity"\n      done_when: "it passes"')), 'spec', 'validate', specPath, '--json');
    assert.equal(code, 0);
    assert.equal((JSON.parse(stdout) as Validation).valid, true);
  });

  it('tells one syntax error, at its place', async () => {
    const { code, stdout } = await workflow(withSpec(example.replace('"high"', '"high')), 'spec', 'validate', specPath, '--json');
    assert.equal(code, 1);
    assert.deepEqual((JSON.parse(stdout) as Validation).errors.map((each) => each.code), ['yaml/syntax']);
  });

  it('judges an API contract and a task that stand alone', async () => {
    const folder = withSpec();
    writeFiles(folder, { 'api.yaml': 'endpoint: /x\nmethod: GTE\nrequest: {}\n', 'task.yaml': 'id: BE-1\ntitle: T\nacceptance_criteria: []\n' });
    for (const [file, codes] of [['api.yaml', ['spec/missing-property', 'spec/unknown-value']], ['task.yaml', ['spec/missing-property']]] as const) {
      const { stdout } = await workflow(folder, 'spec', 'validate', file, '--json');
      assert.deepEqual((JSON.parse(stdout) as Validation).errors.map((each) => each.code), codes, file);
    }
  });

  it('refuses a file that is not there', async () => {
    assertRefused(await workflow(withSpec(), 'spec', 'validate', 'none.yaml'), /cannot be read: it is not there/);
  });
});

describe('workflow spec compliance', () => {
  it('sorts requirements into missing, incomplete and complete', async () => {
    const folder = withSpec();
    writeFiles(folder, { 'impl/src/a.ts': '// FR-101\n', 'impl/src/b.ts': '// FR-201\n', 'impl/test/a.test.ts': "it('FR-101 continues', () => {});\n", 'impl/node_modules/x.js': '// FR-201\n', 'impl/README.md': 'FR-201' });
    const first = await workflow(folder, 'spec', 'compliance', specPath, 'impl', '--json');
    assert.deepEqual(JSON.parse(first.stdout), { compliant: false, missing: [], incomplete: ['FR-201'], complete: ['FR-101'] });
    assert.equal(first.code, 1);
    writeFiles(folder, { 'impl/test/b.test.ts': '// FR-201', empty: '' });
    const second = await workflow(folder, 'spec', 'compliance', specPath, 'impl', '--json');
    assert.deepEqual(JSON.parse(second.stdout), { compliant: true, missing: [], incomplete: [], complete: ['FR-101', 'FR-201'] });
    assert.equal(second.code, 0);
  });

  it('looks at the whole state root without a folder, and refuses one that is not there', async () => {
    const folder = withSpec();
    assert.deepEqual(JSON.parse((await workflow(folder, 'spec', 'compliance', specPath, '--json')).stdout), { compliant: false, missing: ['FR-101', 'FR-201'], incomplete: [], complete: [] });
    assertRefused(await workflow(folder, 'spec', 'compliance', specPath, 'nowhere'), /no folder/);
  });
});

describe('workflow spec tasks', () => {
  it('prints the tasks as Markdown, a section for each role', async () => {
    const { stdout } = await workflow(withSpec(), 'spec', 'tasks', specPath);
    assert.match(stdout, /^# Tasks: Workflow Improvements 2026\n/);
    assert.match(stdout, /\n## backend\n\n### BE-001: Create harness module structure\n/);
    assert.match(stdout, /\n## qa\n\n### QA-001: Test session continuity\n/);
    assert.match(stdout, /\n- \[ \] Directory structure created\n/);
  });

  it('makes a session whose tasks come from the spec, and nothing with --dry-run', async () => {
    const folder = withSpec();
    const dry = await workflow(folder, 'spec', 'tasks', specPath, '--into-session', '--dry-run');
    assert.equal(dry.code, 0);
    assert.equal(existsSync(join(folder, '.workflow')), false);
    const session = await answerOf(folder, 'spec', 'tasks', specPath, '--into-session') as { readonly id: string; readonly path: string; readonly tasks: { readonly leaf: number } };
    assert.equal(session.id, 'WFS-workflow-improvements-2026');
    assert.equal(session.tasks.leaf, 3);
    const tasks = await answerOf(folder, 'task', 'list', '--session', session.id) as readonly { readonly id: string; readonly title: string; readonly agent: string }[];
    assert.deepEqual(tasks.map(({ id, title }) => [id, title]), [
      ['IMPL-1', 'backend'], ['IMPL-1.1', 'BE-001: Create harness module structure'], ['IMPL-1.2', 'BE-002: Implement progress_manager.sh'],
      ['IMPL-2', 'qa'], ['IMPL-2.1', 'QA-001: Test session continuity']]);
    assert.deepEqual(await answerOf(folder, 'check', '.workflow'), []);
    const again = await answerOf(folder, 'spec', 'tasks', specPath, '--into-session') as { readonly id: string };
    assert.equal(again.id, 'WFS-workflow-improvements-2026-002');
  });
});

describe('workflow spec interview', () => {
  const answers = { goal: 'People: "log in"', users: 'Everybody', acceptance_criteria: ['- it works'], apis: ['POST /login'], constraints: ['< 200 ms'], similar: [], risks: ['leaks'] };

  it('writes a valid spec from a file of answers and says where', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'a.json': JSON.stringify(answers) });
    const { code, stdout } = await workflow(folder, 'spec', 'interview', 'user-login', '--answers', 'a.json');
    assert.deepEqual([code, stdout], [0, '.ai/project/features/user-login/spec.yaml\n']);
    assert.equal((await workflow(folder, 'spec', 'validate', stdout.trim())).code, 0);
  });

  it('never overwrites a spec, and does nothing with --dry-run', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'a.json': JSON.stringify(answers), '.ai/project/features/x/spec.yaml': 'mine' });
    assertRefused(await workflow(folder, 'spec', 'interview', 'x', '--answers', 'a.json'), /not overwritten/);
    assert.equal(readFileSync(join(folder, '.ai/project/features/x/spec.yaml'), 'utf8'), 'mine');
    assert.equal((await workflow(folder, 'spec', 'interview', 'y', '--answers', 'a.json', '--dry-run')).code, 0);
    assert.equal(existsSync(join(folder, '.ai/project/features/y')), false);
  });

  it('refuses bad ids and bad answers, each with the next step', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'a.json': JSON.stringify(answers), 'b.json': '{"goal": 1}', 'c.json': '{' });
    const refused: readonly (readonly [string[], RegExp])[] = [
      [['../x', '--answers', 'a.json'], /letters, digits and hyphens/], [['Big Thing', '--answers', 'a.json'], /big-thing/], [['x', '--answers', 'b.json'], /"goal" must be a text/],
      [['x', '--answers', 'c.json'], /is no JSON/], [['x', '--answers', 'none.json'], /cannot be read/], [['x'], /--answers <file.json>/]];
    for (const [args, words] of refused) assertRefused(await workflow(folder, 'spec', 'interview', ...args), words);
    assert.equal(existsSync(join(folder, '.ai')), false);
  });
});

describe('workflow check of a repository with specs', () => {
  it('says what is wrong with specs and the configuration too, and only in the files that are named', async () => {
    const folder = withSpec();
    writeFiles(folder, { '.ai/project/config.yaml': 'specs: {validation: strictt}\n' });
    const { code, stdout } = await workflow(folder, 'check', '--json');
    const found = JSON.parse(stdout) as readonly { readonly code: string; readonly file: string; readonly line: number }[];
    assert.equal(code, 1);
    assert.deepEqual(found.map((each) => [each.code, each.line]), [['config/unknown-value', 1], ['spec/no-task', 33], ['spec/missing-property', 93], ['trust/missing-model', 1]]);
    const named = JSON.parse((await workflow(folder, 'check', specPath, '--json')).stdout) as readonly unknown[];
    assert.equal(named.length, 2);
  });

  it('judges specs as strictly as the configuration says, as spec validate does', async () => {
    const folder = withSpec();
    const said = async (validation: string): Promise<readonly unknown[]> => {
      writeFiles(folder, { '.ai/project/config.yaml': `specs: {validation: ${validation}}\n` });
      const [checked, validated] = [await workflow(folder, 'check', specPath), await workflow(folder, 'spec', 'validate', specPath, '--json')];
      const { valid, errors, warnings } = JSON.parse(validated.stdout) as { readonly valid: boolean; readonly errors: readonly unknown[]; readonly warnings: readonly unknown[] };
      return [checked.code, checked.stdout.trim().split('\n').filter((line) => line !== '').length, validated.code, valid, errors.length, warnings.length];
    };
    assert.deepEqual(await said('strict'), [1, 2, 1, false, 1, 0]);
    assert.deepEqual(await said('warn'), [0, 2, 0, true, 0, 1]);
    assert.deepEqual(await said('off'), [0, 0, 0, true, 0, 0]);
    assert.match((await workflow(folder, 'spec', 'validate', specPath)).stderr, /specs\.validation off/);
  });

  it('reads specs up to 4 MiB, long ones in a thread of their own', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { [specPath]: sampleSpec(600_000).replace('status: planning', 'status: soon') });
    const { code, stdout } = await workflow(folder, 'check', specPath, '--json');
    assert.equal(code, 1);
    assert.ok((JSON.parse(stdout) as readonly { readonly code: string }[]).some((each) => each.code === 'spec/unknown-value'));
  }).timeout(30_000);
});
