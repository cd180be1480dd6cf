import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { git } from '../../support/git.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { sampleProgress } from '../core/progress/sample-progress.js';
import { answerOf, folderWith, textOf, type Ran } from './run-cli.js';

const program = resolve('dist/cli.js');

/** Runs a script in bash, with nothing but what it names. */
function bash(folder: string, script: string, env: Readonly<Record<string, string>> = { WORKFLOW_CLI: program }): Promise<Ran> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:WORKFLOW|AGENT|GIT|FEATURE|TMUX)/.test(name));
  const child = spawn('bash', ['-c', script], { cwd: folder, env: { ...Object.fromEntries(inherited), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => { done({ code, stdout, stderr }); });
  });
}

async function said(folder: string, script: string): Promise<string> {
  const { code, stdout, stderr } = await bash(folder, script);
  assert.equal(code, 0, `${stdout}${stderr}`);
  return stdout;
}

/** A repository whose path has blanks and more, with the scripts. */
async function scaffolded(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = folderWith({ 'a.txt': 'a\n', ...files }, 'a "place" ü');
  for (const args of [['init', '-q'], ['add', '-A'], ['commit', '-qm', 'x']]) git(folder, ...args);
  await answerOf(folder, 'init', '--scripts');
  return folder;
}

describe('the scripts of workflow init, as document 002 verifies them', () => {
  it('BE-001: stand where they should, are executable and of bash', async () => {
    assert.equal(await said(await scaffolded(), `
test -d .ai/workflow/harness && echo "Directory exists"
ls -la .ai/workflow/harness/*.sh | grep -q "x" && echo "Scripts executable"
head -1 .ai/workflow/harness/*.sh | grep -q "bash" && echo "Correct shebang"
`), 'Directory exists\nScripts executable\nCorrect shebang\n');
  });

  it('BE-002: begin a hand-over and read it as JSON', async () => {
    const folder = await scaffolded();
    const read = await said(folder, `
source .ai/workflow/harness/progress_manager.sh
progress_init "test-feature" "backend" >/dev/null
cat .ai/project/sessions/claude-progress.txt >/dev/null
progress_read | jq '.'
`);
    const { feature, role, current_task: task, completed, blockers } = JSON.parse(read) as Record<string, unknown>;
    assert.deepEqual([feature, role, task, completed, blockers], ['test-feature', 'backend', null, [], []]);
  });

  it('BE-002: keep it with all their functions', async () => {
    const read = await said(await scaffolded(), `
source .ai/workflow/harness/progress_manager.sh
{ progress_init f backend; progress_update BE-001 in_progress; progress_update "BE-002" "completed" "was easy"; progress_add_note "- a note"
progress_mark_file "a.txt"; progress_save; } >/dev/null
progress_read | jq -c '[.current_task, .completed, .notes, .files]'
ls .ai/project/sessions/history | wc -l
`);
    assert.equal(read.replaceAll(' ', ''), '["BE-001",["BE-002:waseasy"],["-anote"],["a.txt"]]\n1\n');
  });

  it('BE-003: begin the first run, and change nothing the second time', async () => {
    const folder = await scaffolded();
    const text = await said(folder, `
rm -f .ai/project/sessions/claude-progress.txt
.ai/workflow/harness/initializer.sh "test-feature" "backend" >/dev/null
cat .ai/project/sessions/claude-progress.txt
`);
    assert.match(text, /^feature: test-feature\nrole: backend$/m);
    assert.ok(existsSync(join(folder, '.ai/project/features/test-feature')));
    assert.match(await said(folder, '.ai/workflow/harness/initializer.sh test-feature backend'), /next: Choose the next task/);
    assert.equal(textOf(folder, '.ai/project/sessions/claude-progress.txt'), text);
  });

  it('BE-004: say what the run before left, and how to begin without one', async () => {
    const folder = await scaffolded({ '.ai/project/sessions/claude-progress.txt': sampleProgress });
    const told = await said(folder, '.ai/workflow/harness/coder.sh');
    for (const words of ['2 tasks completed', 'next: Continue BE-003', 'Consider adding force flag', 'worktree_manager.sh (in progress)']) assert.ok(told.includes(words), words);
    assert.match(await said(await scaffolded(), '.ai/workflow/harness/coder.sh'), /no hand-over yet/);
  });

  it('BE-005: know the trust of files and tasks', async () => {
    const folder = await scaffolded();
    assert.equal(await said(folder, `
source .ai/workflow/enforcement/trust_evaluator.sh
trust_get_level "src/Security/AuthService.php"  # Should return "low"
trust_get_level "tests/Unit/UserTest.php"       # Should return "high"
trust_get_supervision "src/User.ts"
trust_can_auto_approve docs/x.md && trust_can_auto_approve src/x.ts || echo "asked"
trust_evaluate_task security | jq -r .level
`), 'low\nhigh\ncode_review_required\nyes\nno\nasked\nlow\n');
  });

  it('BE-008: make, list and remove worktrees', async () => {
    const folder = await scaffolded();
    const lines = (await said(folder, `
source .ai/workflow/parallel/worktree_manager.sh
worktree_create "backend" "feature/test" 2>/dev/null
ls -la .worktrees/ >/dev/null
worktree_list | jq -r '.[] | select(.role == "backend") | .branch'
worktree_status backend | jq -c '[.exists, .clean]'
echo x > .worktrees/backend/new.txt
worktree_cleanup backend 2>/dev/null || echo "refused"
worktree_cleanup "backend" true >/dev/null
ls .worktrees 2>/dev/null | wc -l
`)).trim().split('\n');
    assert.deepEqual(lines.map((line) => line.trim()), [join(folder, '.worktrees/backend'), 'feature/test', '[true,true]', 'refused', '0']);
  });

  it('BE-009: reserve ports and give them back', async () => {
    assert.equal(await said(await scaffolded({ '.ai/project/config.yaml': 'parallel:\n  port_range: {start: 47311, end: 47315}\n' }), `
source .ai/workflow/parallel/port_manager.sh
port=$(port_allocate backend)
[ "$port" = "$(port_get backend)" ] && echo same
port_list | jq -r 'keys[]'
port_in_use "$port" >/dev/null || echo free
port_release backend >/dev/null
port_get backend 2>/dev/null || echo none
`), 'same\nbackend\nfree\nnone\n');
  });

  it('BE-010: run commands in tmux, and clean up', async () => {
    const folder = await scaffolded({ '.ai/project/config.yaml': 'parallel:\n  port_range: {start: 47321, end: 47325}\n' });
    const told = await said(folder, `
source .ai/workflow/parallel/tmux_orchestrator.sh
tmux_create_session demo "backend frontend" >/dev/null 2>&1
tmux_send_command demo backend 'echo seen-$((40 + 2)); tmux wait-for -S typed'
for _ in $(seq 100); do tmux_get_output demo backend 20 | grep -q seen-42 && break; done
tmux_get_output demo backend 20 | grep -c '^seen-42'
tmux_kill_session demo >/dev/null
tmux_get_output demo backend 2>/dev/null || echo gone
`);
    assert.equal(told, '1\ngone\n');
  });

  it('BE-011: tell how every agent is, as JSON too', async () => {
    const folder = await scaffolded({ '.ai/project/sessions/claude-progress.txt': sampleProgress.replace('\nNone\n', '\n- no key\n') });
    const [agent] = JSON.parse(await said(folder, '.ai/workflow/parallel/monitor.sh --json')) as { role: string; state: string; blockers: string[] }[];
    assert.deepEqual([agent?.role, agent?.state, agent?.blockers], ['backend', 'blocked', ['no key']]);
  });

  it('BE-015, BE-016: write a spec by interview and check it', async () => {
    const folder = await scaffolded({ 'answers.json': '{"goal": "People can log in"}' });
    assert.equal(await said(folder, `
.ai/workflow/specs/interview.sh user-login --answers answers.json >/dev/null
source .ai/workflow/specs/validator.sh
spec_validate .ai/project/features/user-login/spec.yaml | jq .valid
.ai/workflow/specs/validator.sh .ai/project/features/user-login/spec.yaml | jq .valid
spec_check_compliance .ai/project/features/user-login/spec.yaml . | jq .compliant
spec_generate_tasks .ai/project/features/user-login/spec.yaml | grep -c BE-001
`), 'true\ntrue\nfalse\n1\n');
  });

  it('BE-017: know tests and those that are lost', async () => {
    const folder = await scaffolded({ 'src/a.ts': 'export const a = 1;\n', 'src/a.test.ts': "it('is one', () => {});\n", 'src/b.ts': 'export const b = 2;\nexport function c() { return b; }\n' });
    git(folder, 'rm', '-q', 'src/a.test.ts');
    assert.equal(await said(folder, `
source .ai/workflow/enforcement/tdd_enforcer.sh
tdd_check_tests_exist src/b.ts | jq .has_tests
tdd_check_deletion | jq -c '[.tests_deleted]'
tdd_pre_commit >/dev/null 2>&1 || echo "refused"
`), 'false\n[true]\nrefused\n');
  });

  it('BE-025: restore the context of a session', async () => {
    const folder = await scaffolded({ '.ai/project/sessions/claude-progress.txt': sampleProgress });
    assert.match(await said(folder, `echo '{"session_id": "s", "source": "startup"}' | .ai/workflow/hooks/session_start.sh | jq -r .hookSpecificOutput.additionalContext`), /Next step: Continue BE-003/);
    assert.equal(await said(await scaffolded(), `echo '{"session_id": "s"}' | .ai/workflow/hooks/session_start.sh`), '');
  });
});

describe('a script of workflow init', () => {
  const names = (folder: string): readonly string[] => readdirSync(join(folder, '.ai/workflow'), { recursive: true }).map(String).filter((name) => name.endsWith('.sh'));

  it('leaves the options of the shell that sources it alone, and works under strict ones', async () => {
    const folder = await scaffolded();
    for (const name of names(folder)) {
      assert.equal(await said(folder, `before=$(set +o); source '.ai/workflow/${name}'; [ "$before" = "$(set +o)" ] && echo same`), 'same\n', name);
      assert.equal(await said(folder, `set -euo pipefail; source '.ai/workflow/${name}'; echo fine`), 'fine\n', name);
    }
  });

  it('explains itself', async () => {
    const folder = await scaffolded();
    for (const name of names(folder)) assert.match(await said(folder, `'.ai/workflow/${name}' --help`), /^Usage: /, name);
    const { code, stderr } = await bash(folder, '.ai/workflow/harness/progress_manager.sh nonsense');
    assert.equal(code, 2);
    assert.match(stderr, /^Usage: /);
  });

  it('refuses to begin without being told what', async () => {
    const folder = await scaffolded();
    for (const script of ['harness/initializer.sh', 'specs/interview.sh']) {
      const { code, stdout, stderr } = await bash(folder, `.ai/workflow/${script}`);
      assert.deepEqual([code, stdout], [2, ''], script);
      assert.match(stderr, /^Usage: /);
    }
  });

  it('may be run with the name of a function, or what is left of it', async () => {
    const folder = await scaffolded();
    assert.equal(await said(folder, '.ai/workflow/enforcement/trust_evaluator.sh trust_get_level .env; .ai/workflow/enforcement/trust_evaluator.sh get-level docs/x.md'), 'low\nhigh\n');
  });

  it('passes on what it is given as it is, and how it ended', async () => {
    const folder = await scaffolded();
    const { code, stderr } = await bash(folder, `source .ai/workflow/enforcement/trust_evaluator.sh; trust_get_level "../a b; echo c"; exit $?`);
    assert.equal(code, 2);
    assert.match(stderr, /\.\.\/a b; echo c is not in/);
    assert.equal((await bash(folder, 'source .ai/workflow/harness/progress_manager.sh; progress_update')).code, 2);
  });

  it('finds the command: as it is told, then on the PATH, then where it was written from, else says how to install it', async () => {
    const folder = await scaffolded();
    const ask = 'source .ai/workflow/enforcement/trust_evaluator.sh; trust_get_level .env';
    const tools = temporaryFolder();
    symlinkSync(program, join(tools, 'workflow'));
    const path = process.env['PATH'] ?? '';
    assert.equal((await bash(folder, ask, { PATH: path })).stdout, 'low\n', 'recorded');
    const misled = await bash(folder, ask, { PATH: path, WORKFLOW_CLI: '/nowhere/cli.js' });
    assert.equal(misled.code, 3, 'what is told counts');
    assert.equal(misled.stderr, 'workflow: $WORKFLOW_CLI names /nowhere/cli.js, which is not there; correct it, or unset it.\n');
    renameSync(join(folder, '.git/workflow/scaffold/cli'), join(folder, '.git/workflow/scaffold/other'));
    const { code, stderr } = await bash(folder, ask, { PATH: path });
    assert.equal(code, 3);
    assert.match(stderr, /^workflow: The command is not installed: install[^\n]+\n$/);
    copyFileSync(program, join(tools, 'cli.js'));
    rmSync(join(tools, 'workflow'));
    await bash(folder, `printf '#!/bin/sh\\nexec node "%s" "$@"\\n' '${program}' > '${tools}/workflow'; chmod +x ${tools}/workflow`);
    assert.equal((await bash(folder, ask, { PATH: `${tools}:${path}` })).stdout, 'low\n', 'on the PATH');
  });

  it('works in a linked worktree, and from a folder below', async () => {
    const folder = await scaffolded();
    git(folder, 'add', '-A');
    git(folder, 'commit', '-qm', 'scripts');
    git(folder, 'worktree', 'add', '-q', '.worktrees/qa');
    const place = join(folder, '.worktrees/qa');
    assert.match((await bash(place, 'source .ai/workflow/harness/progress_manager.sh; progress_init f qa', {})).stdout, /Begin f as qa/);
    assert.ok(existsSync(join(folder, '.ai/project/sessions/claude-progress.txt')));
    mkdirSync(join(folder, 'below'));
    assert.equal((await bash(join(folder, 'below'), 'source ../.ai/workflow/harness/progress_manager.sh; progress_read | jq -r .role', {})).stdout, 'qa\n');
  });
});
