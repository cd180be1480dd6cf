import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { git } from '../../support/git.js';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';
import { sampleProgress } from '../core/progress/sample-progress.js';
import { answerOf, assertRefused, folderWith, textOf, workflow, type Ran } from './run-cli.js';

const program = resolve('dist/cli.js');

/** Runs a registered hook as Claude Code does: its command in a shell, in the project, with JSON on standard input. */
function fire(folder: string, event: string, { input, env }: { readonly input: unknown; readonly env: Readonly<Record<string, string>> }): Promise<Ran> {
  const settings = JSON.parse(textOf(folder, '.claude/settings.json')) as { hooks: Record<string, { hooks: { command: string }[] }[]> };
  const command = settings.hooks[event]?.[0]?.hooks[0]?.command ?? assert.fail(event);
  const child = spawn('sh', ['-c', command], { cwd: folder, env: { PATH: process.env['PATH'], CLAUDE_PROJECT_DIR: folder, ...env }, stdio: 'pipe' });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
  child.stdin.on('error', (error) => { stderr += error.message; }).end(JSON.stringify(input));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => { done({ code, stdout, stderr }); });
  });
}

async function registered(): Promise<string> {
  const folder = folderWith({ '.ai/project/sessions/claude-progress.txt': sampleProgress }, 'a "place" ü');
  for (const args of [['init', '-q'], ['add', '-A'], ['commit', '-qm', 'x']]) git(folder, ...args);
  await answerOf(folder, 'init', '--claude');
  return folder;
}

const edit = { session_id: 's', tool_name: 'Edit', tool_input: { file_path: '.env' } };

describe('the hooks that workflow init registers', () => {
  it('answer from wherever the command is found', async () => {
    const folder = await registered();
    const tools = temporaryFolder();
    symlinkSync(program, join(tools, 'workflow'));
    for (const env of [{}, { WORKFLOW_CLI: program }, { PATH: `${tools}:${process.env['PATH'] ?? ''}` }]) {
      const { code, stdout } = await fire(folder, 'PreToolUse', { input: edit, env });
      assert.equal(code, 0);
      assert.match(stdout, /"permissionDecision":"deny"/);
    }
    assert.match((await fire(folder, 'SessionStart', { input: { session_id: 's', source: 'startup' }, env: {} })).stdout, /Next step: Continue BE-003/);
  });

  it('answer in a linked worktree, and through a program that is no script of Node', async () => {
    const folder = await registered();
    git(folder, 'add', '-A');
    git(folder, 'commit', '-qm', 'hooks');
    git(folder, 'worktree', 'add', '-q', '.worktrees/qa');
    assert.match((await fire(join(folder, '.worktrees/qa'), 'PreToolUse', { input: edit, env: {} })).stdout, /"permissionDecision":"deny"/);
    const { stdout } = await fire(folder, 'Stop', { input: {}, env: { WORKFLOW_CLI: 'echo' } });
    assert.equal(stdout, 'hook stop\n');
  });

  it('stop nobody where the command is not found', async () => {
    const folder = await registered();
    writeFiles(folder, { '.git/workflow/scaffold/cli': '/nowhere/cli.js\n' });
    const { code, stdout, stderr } = await fire(folder, 'PreToolUse', { input: edit, env: {} });
    assert.deepEqual([code, stdout], [0, '']);
    assert.match(stderr, /^workflow: The command is not installed[^\n]+\n$/);
  });

  it('are registered once, beside what is there, and go again', async () => {
    const before = '{"model": "x"}\n';
    const folder = folderWith({ '.claude/settings.json': before });
    await answerOf(folder, 'init', '--claude');
    const { written } = await answerOf(folder, 'init', '--claude') as { written: string[] };
    assert.deepEqual(written, []);
    await answerOf(folder, 'init', '--claude', '--remove');
    assert.equal(textOf(folder, '.claude/settings.json'), before);
  });

  it('are not put into settings that cannot be read', async () => {
    const folder = folderWith({ '.claude/settings.json': '{"hooks": ' });
    assertRefused(await workflow(folder, 'init', '--claude'), /settings\.json cannot be changed: It is no JSON in line 1/);
    assert.equal(textOf(folder, '.claude/settings.json'), '{"hooks": ');
  });
});
