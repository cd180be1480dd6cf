import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { git } from '../../support/git.js';
import { writeFiles } from '../../support/temporary-folder.js';
import { sampleProgress } from '../core/progress/sample-progress.js';
import { answerOf, folderWith, textOf, workflow, type Ran } from './run-cli.js';

const shared = '.ai/project/sessions/claude-progress.txt';

/** Runs a hook as Claude Code does: JSON on standard input. */
function hook(folder: string, ...[name, input, env = {}]: [name: string, input: unknown, env?: Readonly<Record<string, string>>]): Promise<Ran> {
  const child = spawn(process.execPath, [resolve('dist/cli.js'), 'hook', name], { cwd: folder, env: { ...process.env, AGENT_ROLE: '', ...env }, stdio: 'pipe' });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
  child.stdin.end(typeof input === 'string' ? input : JSON.stringify(input));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => { done({ code, stdout, stderr }); });
  });
}

const about = (file: string, tool = 'Edit'): unknown => ({ session_id: 's-1', hook_event_name: 'PreToolUse', tool_name: tool, tool_input: { file_path: file } });

async function permission(folder: string, input: unknown): Promise<string | null> {
  const { code, stdout } = await hook(folder, 'pre-tool-use', input);
  assert.equal(code, 0);
  if (stdout === '') return null;
  const { hookSpecificOutput: said } = JSON.parse(stdout) as { hookSpecificOutput: { hookEventName: string; permissionDecision: string; permissionDecisionReason: string } };
  assert.equal(said.hookEventName, 'PreToolUse');
  assert.notEqual(said.permissionDecisionReason, '');
  return said.permissionDecision;
}

function repository(files: Readonly<Record<string, string>> = {}): string {
  const folder = folderWith({ 'a.txt': '', ...files }, 'a place');
  for (const args of [['init', '-q'], ['add', '-A'], ['commit', '-qm', 'x']]) git(folder, ...args);
  return folder;
}

describe('the hook of a session that begins', () => {
  it('gives the agent what the run before left', async () => {
    const folder = folderWith({ [shared]: sampleProgress.replace('IN_PROGRESS', 'PAUSED') });
    const { code, stdout } = await hook(folder, 'session-start', { session_id: 's-1', cwd: folder, hook_event_name: 'SessionStart', source: 'startup' });
    assert.equal(code, 0);
    const { hookSpecificOutput: said } = JSON.parse(stdout) as { hookSpecificOutput: { hookEventName: string; additionalContext: string } };
    assert.equal(said.hookEventName, 'SessionStart');
    for (const words of [
      'Feature: workflow-improvements-2026', 'Role: backend', 'Last task: BE-003: Implement worktree manager', 'Next step: Continue BE-003', 'Consider adding force flag',
      '.ai/workflow/parallel/worktree_manager.sh (in progress)', 'Worktrees stored in .worktrees/ directory', 'BE-002: Implemented progress_manager.sh',
    ]) assert.ok(said.additionalContext.includes(words), words);
    assert.match(textOf(folder, shared), /^status: RESUMED$/m);
  });

  it('says nothing without a hand-over, and to bad input', async () => {
    const folder = folderWith({ [shared]: sampleProgress });
    for (const [place, input] of [[folderWith({}), { session_id: 's' }], [folder, ''], [folder, '{'], [folder, '[]'], [folder, 'x'.repeat(100)]] as const) {
      assert.deepEqual(await hook(place, 'session-start', input), { code: 0, stdout: '', stderr: '' });
    }
    assert.equal(textOf(folder, shared), sampleProgress);
  });

  it('shows somebody\'s own log as it is', async () => {
    const folder = folderWith({ [shared]: 'Monday: began.\n' });
    const { stdout } = await hook(folder, 'session-start', { session_id: 's' });
    assert.match((JSON.parse(stdout) as { hookSpecificOutput: { additionalContext: string } }).hookSpecificOutput.additionalContext, /own\)\n\nMonday: began\.\n$/);
  });
});

describe('the hook before an edit', () => {
  it('allows, asks and denies by file trust', async () => {
    const folder = repository();
    assert.deepEqual([await permission(folder, about('docs/x.md')), await permission(folder, about('src/x.ts', 'Write')), await permission(folder, about('.env', 'MultiEdit'))], ['allow', 'ask', 'deny']);
  });

  it('knows a path in any form', async () => {
    const folder = repository({ 'src/auth/x.ts': '' });
    const forms = ['src/auth/x.ts', join(folder, 'src/auth/x.ts'), './src/../src/auth/x.ts', '"src/auth/x.ts"', `${folder}//src/./auth/x.ts`];
    assert.deepEqual(await Promise.all(forms.map((form) => permission(folder, about(form)))), forms.map(() => 'deny'));
    assert.equal(await permission(folder, { ...about('auth/x.ts') as object, cwd: join(folder, 'src') }), 'deny');
  });

  it('takes a worktree\'s own place away', async () => {
    const folder = repository();
    git(folder, 'worktree', 'add', '-q', '.worktrees/auth-qa');
    assert.equal(await permission(join(folder, '.worktrees/auth-qa'), about('docs/x.md')), 'allow');
    assert.equal(await permission(folder, about('.worktrees/auth-qa/.env')), 'deny');
  });

  it('asks for files that decide what agents may do, and where a link leads out', async () => {
    const folder = repository();
    mkdirSync(join(folder, 'docs'));
    symlinkSync('/etc/hosts', join(folder, 'docs/out.md'));
    symlinkSync('../.git', join(folder, 'docs/history'));
    const paths = ['.ai/workflow/trust_model.yaml', '.claude/settings.json', '.mcp.json', '.workflow/.active-WFS-x', '.git/hooks/pre-commit', 'docs/out.md', 'docs/history/hooks/pre-commit'];
    assert.deepEqual(await Promise.all(paths.map((path) => permission(folder, about(path)))), paths.map(() => 'ask'));
  });

  it('says nothing about files elsewhere, other tools, and bad input', async () => {
    const folder = repository();
    assert.deepEqual([await permission(folder, about('/etc/hosts')), await permission(folder, about('../x')), await permission(folder, about('.env', 'Read')), await permission(folder, '{')], [null, null, null, null]);
  });

  it('asks about a change that is too large to be judged', async () => {
    const large = JSON.stringify({ tool_name: 'Write', tool_input: { file_path: '.env', content: 'x'.repeat(5_000_000) } });
    assert.equal(await permission(repository(), large), 'ask');
  });

  it('judges by the model of the repository, below the person\'s ceiling', async () => {
    const folder = repository({ '.ai/workflow/trust_model.yaml': 'version: "1.0"\ntrust_levels:\n  high: {description: a, auto_approve: true, supervision: minimal, contexts: [{pattern: "*.gen.ts"}]}\n  medium: {description: a, auto_approve: false, supervision: code_review_required, contexts: []}\n  low: {description: a, auto_approve: false, supervision: pair_programming, contexts: []}\n' });
    assert.equal(await permission(folder, about('x.gen.ts')), 'allow');
    const { stdout } = await hook(folder, 'pre-tool-use', about('x.gen.ts'), { WORKFLOW_TRUST_CEILING: 'medium' });
    assert.match(stdout, /"permissionDecision":"ask"/);
  });
});

describe('the hooks of a run', () => {
  it('name the files that were changed, once, but not the hand-over itself', async () => {
    const folder = repository({ [shared]: sampleProgress });
    for (const path of ['src/a.ts', join(folder, 'src/a.ts'), shared, '/etc/hosts']) await hook(folder, 'post-tool-use', { ...about(path) as object, tool_response: { success: true } });
    const { files } = await answerOf(folder, 'progress', 'read') as { files: string[] };
    assert.deepEqual(files.slice(2), ['src/a.ts']);
  });

  it('pause the run at its end, keep a copy, and resume it when somebody speaks to it', async () => {
    const folder = repository({ [shared]: sampleProgress });
    await hook(folder, 'stop', { session_id: 's-1', hook_event_name: 'Stop', stop_hook_active: false });
    assert.match(textOf(folder, shared), /^status: PAUSED$/m);
    assert.doesNotMatch(textOf(folder, shared), /last_updated: 2026-01-27/);
    const day = new Date().toISOString().slice(0, 10);
    assert.equal(textOf(folder, `.ai/project/sessions/history/${day}_session1.log`), textOf(folder, shared));
    await hook(folder, 'user-prompt-submit', { session_id: 's-1', prompt: 'go on' });
    assert.match(textOf(folder, shared), /^status: RESUMED$/m);
  });

  it('keep the agent file of its role at its end, and leave one alone that is broken', async () => {
    const folder = repository({ [shared]: sampleProgress });
    const file = '.ai/project/sessions/agents/backend.af';
    await hook(folder, 'stop', { session_id: 's-1' });
    const kept = JSON.parse(textOf(folder, file)) as { readonly agent: { readonly role: string }; readonly state: { readonly status: string }; readonly memory: { readonly short_term: { readonly current_task: string } } };
    assert.deepEqual([kept.agent.role, kept.state.status, kept.memory.short_term.current_task], ['backend', 'PAUSED', 'BE-003']);
    writeFiles(folder, { [file]: '{"agent": ' });
    assert.equal((await hook(folder, 'stop', { session_id: 's-1' })).code, 0);
    assert.equal(textOf(folder, file), '{"agent": ');
    const strange = repository({ [shared]: sampleProgress });
    assert.equal((await hook(strange, 'stop', {}, { AGENT_ROLE: '../x' })).code, 0);
    assert.equal(existsSync(join(strange, '.ai/project/sessions/agents')), false);
  });

  it('tell what the agent does, by its role', async () => {
    const folder = repository({ [shared]: sampleProgress });
    const told = (role: string): unknown => { const { event, detail } = JSON.parse(textOf(folder, `.git/workflow/agents/${role}.json`)) as { event: string; detail?: string }; return [event, detail]; };
    await hook(folder, 'notification', { session_id: 's-1', message: 'Claude needs your\npermission' });
    assert.deepEqual(told('backend'), ['notification', 'Claude needs your permission']);
    await hook(folder, 'pre-tool-use', about('src/a.ts'), { AGENT_ROLE: 'qa' });
    assert.deepEqual(told('qa'), ['tool-asked', 'Edit src/a.ts']);
    await hook(folder, 'stop', {}, { AGENT_ROLE: 'qa' });
    assert.deepEqual(told('qa'), ['stop', undefined]);
  });

  it('never stop an agent, whatever is broken', async () => {
    const folder = folderWith({ '.ai': 'a file', '.workflow': 'another' });
    for (const name of ['session-start', 'user-prompt-submit', 'post-tool-use', 'notification', 'stop']) {
      const { code, stdout } = await hook(folder, name, about('src/a.ts'), { AGENT_ROLE: '../x' });
      assert.deepEqual([name, code, stdout], [name, 0, '']);
    }
  });

  it('leave somebody\'s own log alone', async () => {
    const folder = folderWith({ [shared]: 'Monday\n' });
    for (const name of ['post-tool-use', 'stop', 'user-prompt-submit']) await hook(folder, name, about('src/a.ts'));
    assert.equal(textOf(folder, shared), 'Monday\n');
  });

  it('are explained by the help', async () => {
    assert.match((await workflow(folderWith({}), 'hook', '--help')).stdout, /session-start[^]*pre-tool-use[^]*post-tool-use[^]*stop/);
  });
});
