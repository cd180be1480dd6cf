import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../../support/git.js';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';
import { ask, operations, readIn, repository, type Fields } from './ask-versions.js';
import { answerOf, assertRefused, workflow, workflowWith } from './run-cli.js';

describe('workflow version, run, operation, approve', () => {
  it('counts versions up and answers with the records of document 001, field for field', async () => {
    const root = repository();
    const first = await ask(root, 'version', 'create', 'User authentication with OAuth');
    assert.deepEqual(Object.keys(first), ['version', 'feature', 'session_id', 'parent_version', 'status', 'started_at', 'completed_at', 'approvals', 'task_sessions', 'summary']);
    assert.deepEqual([first['version'], first['status'], first['parent_version']], ['v001', 'pending', null]);
    const second = await ask(root, 'version', 'create', 'Fix it', '--continues', 'v001');
    assert.deepEqual([second['version'], second['parent_version']], ['v002', 'v001']);
    const listed = await answerOf(root, 'version', 'list') as readonly Fields[];
    assert.deepEqual(Object.keys(listed[0] ?? {}), ['version', 'feature', 'status', 'started_at', 'completed_at', 'tasks_count', 'operations_count']);
    assert.match(readIn(root, 'index.yml'), /latest_version: "v002"\ntotal_versions: 2/);
    assert.deepEqual(await ask(root, 'version', 'show', 'v001'), first);
  });

  it('gives two that begin at once different numbers', async () => {
    const root = repository();
    const made = await Promise.all(Array.from({ length: 5 }, (_, index) => ask(root, 'version', 'create', `Feature ${index}`)));
    assert.deepEqual(made.map(({ version }) => version).toSorted(), ['v001', 'v002', 'v003', 'v004', 'v005']);
    assert.match(readIn(root, 'index.yml'), /total_versions: 5/);
  });

  it('records a run from its beginning to its end, in a version made on demand', async () => {
    const root = repository();
    writeFiles(root, { '.workflow/WFS-login/workflow-session.json': '{"session_id": "WFS-login", "project": "Login", "status": "active"}',
      '.workflow/WFS-login/.task/IMPL-1.json': JSON.stringify({ id: 'IMPL-1', title: 'Make the page', status: 'active', meta: { type: 'feature', agent: '@code-developer' },
        context: { requirements: ['A form'], focus_paths: ['src/page'], acceptance: ['It works'], depends_on: ['IMPL-0'] }, flow_control: { target_files: ['src/page/form.ts:show:1-9'] } }) });
    const begun = await ask(root, 'run', 'start', 'IMPL-1');
    assert.deepEqual(Object.keys(begun), ['session_id', 'workflow_version', 'task_id', 'task_type', 'agent', 'started_at', 'completed_at', 'duration_ms', 'status', 'operations', 'review_session', 'errors', 'attempt_number', 'previous_attempts']);
    assert.deepEqual([begun['workflow_version'], begun['task_type'], begun['agent'], begun['status']], ['v001', 'create', 'code-developer', 'in_progress']);
    writeFileSync(join(root, 'a.txt'), 'two\n');
    writeFiles(root, { 'src/page/form.ts': 'export {};\n' });
    const ended = await ask(root, 'run', 'finish', 'IMPL-1');
    assert.deepEqual([ended['status'], operations(ended)], ['completed', ['UPDATE a.txt', 'CREATE src/page/form.ts']]);
    assert.deepEqual(await ask(root, 'run', 'show', 'IMPL-1'), ended);
    assert.deepEqual(await answerOf(root, 'operation', 'list', 'IMPL-1'), ended['operations']);
    assert.deepEqual(await answerOf(root, 'version', 'operation', 'list', 'IMPL-1'), ended['operations']);
    assert.match(readIn(root, 'v001/task_sessions/IMPL-1/operations.log'), /^\[[^\]]+Z\] UPDATE file: a\.txt \(a\.txt\)\n\[[^\]]+Z\] CREATE file: src\/page\/form\.ts \(src\/page\/form\.ts\)\n$/);
    const task = readIn(root, 'v001/task_sessions/IMPL-1/task.yml');
    for (const line of ['title: "Make the page"', '  - "src/page"', '  - "src/page/form.ts"', 'description: "A form"', '  - "It works"', 'source_path: ".workflow/WFS-login/.task/IMPL-1.json"']) assert.ok(task.includes(line), task);
    const summary = readFileSync(join(root, '.workflow/WFS-login/.summaries/IMPL-1-summary.md'), 'utf8');
    assert.match(summary, /^# IMPL-1: Make the page\n\n- Version v001\n- By code-developer\n[^]*## Accepted when\n\n- It works\n\n## Changes\n\n- UPDATE a\.txt: Changed, \+1 −1 lines\n- CREATE src\/page\/form\.ts: /);
    const version = await ask(root, 'version', 'show', 'v001');
    assert.deepEqual([version['feature'], version['status'], version['task_sessions'], version['summary']], ['Login', 'in_progress', [ended['session_id']],
      { total_tasks: 1, tasks_completed: 1, entities_created: 0, entities_updated: 0, entities_deleted: 0, files_created: 1, files_updated: 1, files_deleted: 0 }]);
    assert.equal((await workflow(root, 'check')).stdout.includes('version/'), false);
  });

  it('moves an earlier attempt away and links it', async () => {
    const root = repository();
    const first = await ask(root, 'run', 'start', 'IMPL-1');
    assertRefused(await workflow(root, 'run', 'start', 'IMPL-1'), /The run of IMPL-1 in v001 is in_progress already/);
    assertRefused(await workflow(root, 'run', 'finish', 'IMPL-1', '--as', 'blocked'), /needs a reason/);
    const blocked = await ask(root, 'run', 'finish', 'IMPL-1', '--as', 'blocked', '--reason', 'no key');
    assert.deepEqual([blocked['status'], blocked['completed_at'], (blocked['errors'] as readonly Fields[])[0]?.['message']], ['blocked', null, 'no key']);
    const again = await ask(root, 'run', 'start', 'IMPL-1');
    assert.deepEqual([again['session_id'], again['status'], again['attempt_number']], [first['session_id'], 'in_progress', 1]);
    await ask(root, 'run', 'finish', 'IMPL-1', '--as', 'failed', '--reason', 'wrong');
    const second = await ask(root, 'run', 'start', 'IMPL-1');
    assert.deepEqual([second['attempt_number'], second['previous_attempts']], [2, [first['session_id']]]);
    assert.match(readIn(root, 'v001/task_sessions/IMPL-1/attempts/1/session.yml'), /status: "failed"/);
    assert.ok(existsSync(join(root, '.workflow/versions/v001/task_sessions/IMPL-1/attempts/1/operations.log')));
    assert.deepEqual((await ask(root, 'version', 'show', 'v001'))['task_sessions'], [second['session_id']]);
    assert.equal((await workflow(root, 'check')).stdout, '');
  });

  it('completes a version only when every run has ended and both approvals are given', async () => {
    const root = repository();
    await ask(root, 'version', 'create', 'x');
    assertRefused(await workflow(root, 'version', 'complete', 'v001'), /v001 is pending and cannot become completed; it can become in_progress, with: workflow run start <task> --in v001$/m);
    await ask(root, 'run', 'start', 'IMPL-1');
    assertRefused(await workflow(root, 'version', 'complete', 'v001'), /the run of IMPL-1 is in_progress; finish it first, with: workflow run finish IMPL-1 --in v001/);
    await ask(root, 'run', 'finish', 'IMPL-1');
    assertRefused(await workflow(root, 'version', 'complete', 'v001'), /the design is pending and the implementation is pending/);
    assertRefused(await workflow(root, 'approve', 'design', '--reject'), /needs a reason/);
    const rejected = await ask(root, 'approve', 'design', '--reject', '--reason', 'too much');
    assert.deepEqual(((rejected['approvals'] as Fields)['design'] as Fields)['rejection_reason'], 'too much');
    await ask(root, 'approve', 'implementation');
    assertRefused(await workflow(root, 'version', 'complete', 'v001'), /the design is rejected/);
    await ask(root, 'version', 'approve', 'design');
    const completed = await ask(root, 'version', 'complete', 'v001');
    assert.equal(completed['status'], 'completed');
    assert.equal(typeof completed['completed_at'], 'string');
    assertRefused(await workflow(root, 'approve', 'design', '--in', 'v001'), /v001 is completed/);
    assertRefused(await workflow(root, 'run', 'start', 'IMPL-2', '--in', 'v001'), /completed and cannot become in_progress/);
    assertRefused(await workflow(root, 'version', 'show', 'v007'), /There is no version v007/);
  });

  it('keeps the hand-written text of records', async () => {
    const root = repository();
    await ask(root, 'run', 'start', 'IMPL-1');
    const path = join(root, '.workflow/versions/v001/task_sessions/IMPL-1/session.yml');
    const before = readFileSync(path, 'utf8');
    writeFileSync(path, `# mine\n${before}reviewed_at_lunch: yes # really\n`);
    await ask(root, 'run', 'finish', 'IMPL-1', '--as', 'failed', '--reason', 'x');
    const after = readFileSync(path, 'utf8');
    assert.ok(after.startsWith('# mine\nsession_id:') && after.endsWith('reviewed_at_lunch: yes # really\n'), after);
  });

  it('works in a worktree for the agent there, and writes the records where the state is', async () => {
    const root = repository();
    const tree = join(root, '.worktrees', 'backend');
    git(root, 'worktree', 'add', '-q', tree, '-b', 'feature/x-backend');
    const { code } = await workflowWith({ AGENT_ROLE: 'backend' }, tree, 'run', 'start', 'IMPL-1');
    assert.equal(code, 0);
    writeFileSync(join(tree, 'a.txt'), 'agent\n');
    writeFileSync(join(root, 'b.txt'), 'person\n');
    const ended = await ask(root, 'run', 'finish', 'IMPL-1');
    assert.deepEqual([ended['agent'], ended['worktree'], operations(ended)], ['backend', '.worktrees/backend', ['UPDATE a.txt']]);
    assert.equal(existsSync(join(tree, '.workflow')), false);
  });

  it('refuses ids that would leave the folder, and words that mean nothing', async () => {
    const root = repository();
    assertRefused(await workflow(root, 'run', 'start', '../x'), /The task id/);
    assertRefused(await workflow(root, 'run', 'start', 'x', '--as', 'invent'), /"invent" is no kind of task/);
    assertRefused(await workflow(root, 'version', 'create', ' '), /needs the feature/);
    assertRefused(await workflow(root, 'run', 'finish', 'IMPL-9'), /There is no run of IMPL-9/);
    assertRefused(await workflow(root, 'version', 'create', 'x', '--continues', 'v009'), /There is no version v009/);
  });

  it('rolls back with a dry run first, and back again', async () => {
    const root = repository();
    await ask(root, 'run', 'start', 'IMPL-1');
    writeFileSync(join(root, 'a.txt'), 'two\n');
    writeFileSync(join(root, 'new.txt'), 'new\n');
    await ask(root, 'run', 'finish', 'IMPL-1');
    const dry = await ask(root, 'version', 'rollback', 'v001', '--dry-run');
    assert.deepEqual((dry['changes'] as readonly Fields[]).map(({ path, action }) => `${String(action)} ${String(path)}`), ['delete new.txt', 'change a.txt']);
    assert.match(String((dry['changes'] as readonly Fields[])[1]?.['diff']), /--- a\/a\.txt\n\+\+\+ b\/a\.txt\n@@ -1 \+1 @@\n-two\n\+one\n/);
    assert.equal(readFileSync(join(root, 'a.txt'), 'utf8'), 'two\n');
    const rolled = await ask(root, 'version', 'rollback', 'v001');
    assert.deepEqual([readFileSync(join(root, 'a.txt'), 'utf8'), existsSync(join(root, 'new.txt'))], ['one\n', false]);
    assert.equal((await ask(root, 'version', 'show', 'v001'))['status'], 'rolled_back');
    await ask(root, 'version', 'rollback', 'v001', '--run', String(rolled['task_id']));
    assert.deepEqual([readFileSync(join(root, 'a.txt'), 'utf8'), existsSync(join(root, 'new.txt'))], ['two\n', true]);
    assert.equal((await ask(root, 'version', 'show', 'v001'))['status'], 'in_progress');
    writeFileSync(join(root, 'a.txt'), 'mine\n');
    const { code, stdout } = await workflow(root, 'version', 'rollback', 'v001', '--dry-run');
    assert.deepEqual([code, /Not undone: a\.txt, because it was changed since\./.test(stdout)], [1, true]);
    assertRefused(await workflow(root, 'version', 'rollback', 'v001'), /v001 cannot be undone, because of a\.txt: it was changed since/);
    assert.equal((await workflow(root, 'check')).stdout, '');
  });
});

describe('workflow review', () => {
  const config = '.ai/project/config.yaml';

  it('opens, checks and decides; what was sent back begins again as another attempt', async () => {
    const root = repository({ 'a.txt': 'one\n', [config]: `versions:\n  checks:\n    lint: [${JSON.stringify(process.execPath)}, -e, "process.exit(0)"]\n    tests: [${JSON.stringify(process.execPath)}, -e, "console.log('1 failed'); process.exit(1)"]\n` });
    const state = { XDG_STATE_HOME: temporaryFolder() };
    await ask(root, 'run', 'start', 'IMPL-1');
    assertRefused(await workflow(root, 'review', 'start', 'IMPL-1'), /in_progress, so there is nothing to review/);
    writeFileSync(join(root, 'a.txt'), 'two\n');
    const waiting = await ask(root, 'run', 'finish', 'IMPL-1', '--review');
    assert.equal(waiting['status'], 'review');
    const opened = await ask(root, 'review', 'start', 'IMPL-1');
    assert.deepEqual(Object.keys(opened), ['session_id', 'task_session_id', 'workflow_version', 'reviewer', 'started_at', 'completed_at', 'decision', 'checks', 'notes', 'issues_found', 'suggestions']);
    assert.deepEqual([opened['completed_at'], opened['decision'], opened['checks']], [null, null, { file_exists: 'pass', manifest_compliance: 'skip', code_quality: 'skip', lint: 'skip', build: 'skip', tests: 'skip' }]);
    assertRefused(await workflowWith(state, root, 'review', 'check', 'IMPL-1'), /runs only when you agree to it: .* -e 'process\.exit\(0\)', in /);
    const checked = await workflowWith(state, root, 'review', 'check', 'IMPL-1', '--yes', '--json');
    assert.deepEqual((JSON.parse(checked.stdout) as Fields)['checks'], { file_exists: 'pass', manifest_compliance: 'skip', code_quality: 'skip', lint: 'pass', build: 'skip', tests: 'fail' });
    assert.match(checked.stderr, /1 failed/);
    assert.equal((await workflowWith(state, root, 'review', 'check', 'IMPL-1', 'lint')).code, 0);
    const decided = await ask(root, 'review', 'decide', 'IMPL-1', 'needs_changes', '--notes', 'Not yet', '--issue', 'a.txt:1: say three', '--suggestion', 'Say four');
    assert.deepEqual([decided['decision'], decided['notes'], decided['issues_found'], decided['suggestions'], (decided['checks'] as Fields)['lint']], ['needs_changes', 'Not yet', ['a.txt:1: say three'], ['Say four'], 'pass']);
    assert.equal((await ask(root, 'run', 'show', 'IMPL-1'))['status'], 'in_progress');
    const second = await ask(root, 'run', 'start', 'IMPL-1');
    assert.deepEqual([second['attempt_number'], second['review_session']], [2, null]);
    assert.match(readIn(root, 'v001/task_sessions/IMPL-1/attempts/1/session.yml'), /^status: "failed"$[^]*decision: "needs_changes"/m);
    writeFileSync(join(root, 'a.txt'), 'three\n');
    await ask(root, 'run', 'finish', 'IMPL-1', '--review');
    await ask(root, 'review', 'decide', 'IMPL-1', 'approved', '--result', 'build=pass');
    assert.equal((await ask(root, 'run', 'show', 'IMPL-1'))['status'], 'approved');
    assert.equal((await ask(root, 'run', 'finish', 'IMPL-1'))['status'], 'completed');
    assert.doesNotMatch((await workflow(root, 'check')).stdout, /version\//);
    await ask(root, 'version', 'rollback', 'v001');
    assert.equal(readFileSync(join(root, 'a.txt'), 'utf8'), 'one\n');
  });

  it('never lets an agent approve what a person has to look at', async () => {
    const root = repository({ 'src/auth/login.ts': 'one\n', 'docs/x.md': 'x\n' });
    await ask(root, 'run', 'start', 'IMPL-1');
    writeFileSync(join(root, 'src/auth/login.ts'), 'two\n');
    const { stdout, stderr } = await workflow(root, 'run', 'finish', 'IMPL-1', '--json');
    assert.equal((JSON.parse(stdout) as Fields)['status'], 'review');
    assert.match(stderr, /It waits for a review, because src\/auth\/login\.ts was changed and its trust level is low/);
    const agent = { WORKFLOW_ACTOR: 'agent:reviewer' };
    assertRefused(await workflowWith(agent, root, 'review', 'decide', 'IMPL-1', 'approved'), /agent:reviewer may not approve this, because src\/auth\/login\.ts/);
    assertRefused(await workflowWith(agent, root, 'approve', 'implementation'), /may not approve this/);
    assert.equal((await workflowWith(agent, root, 'review', 'decide', 'IMPL-1', 'rejected', '--notes', 'no')).code, 0);
    assert.equal((await ask(root, 'run', 'show', 'IMPL-1'))['status'], 'failed');
    assertRefused(await workflow(root, 'review', 'decide', 'IMPL-1', 'approved'), /failed, so there is nothing to review/);
    assertRefused(await workflow(root, 'review', 'decide', 'IMPL-1', 'maybe'), /"maybe" is no decision/);
    assertRefused(await workflow(root, 'review', 'check', 'IMPL-1', 'taste'), /"taste" is no check/);
  });

  it('completes nothing whose review asked for changes, but reviews it again', async () => {
    const root = repository();
    await ask(root, 'run', 'start', 'IMPL-1');
    writeFileSync(join(root, 'a.txt'), 'two\n');
    await ask(root, 'run', 'finish', 'IMPL-1', '--review');
    await ask(root, 'review', 'decide', 'IMPL-1', 'needs_changes');
    writeFileSync(join(root, 'a.txt'), 'three\n');
    assertRefused(await workflow(root, 'run', 'finish', 'IMPL-1', '--as', 'completed'), /its review asked for changes; do them in another attempt, with: workflow run start IMPL-1/);
    const { stdout, stderr } = await workflow(root, 'run', 'finish', 'IMPL-1', '--json');
    assert.equal((JSON.parse(stdout) as Fields)['status'], 'review');
    assert.match(stderr, /Nothing was recorded since its review asked for changes; what is done from now on is, after: workflow run start IMPL-1/);
    await ask(root, 'review', 'decide', 'IMPL-1', 'approved');
    assert.equal((await ask(root, 'run', 'finish', 'IMPL-1'))['status'], 'completed');
    assert.doesNotMatch((await workflow(root, 'check')).stdout, /version\//);
  });

  it('approves what is completed already, and sends nothing of it back', async () => {
    const root = repository();
    await ask(root, 'run', 'start', 'IMPL-1');
    await ask(root, 'run', 'finish', 'IMPL-1');
    assertRefused(await workflow(root, 'review', 'decide', 'IMPL-1', 'needs_changes'), /is completed and stays that/);
    assert.equal((await ask(root, 'review', 'decide', 'IMPL-1', 'approved'))['decision'], 'approved');
    assert.equal((await ask(root, 'run', 'show', 'IMPL-1'))['status'], 'completed');
    assert.equal((await ask(root, 'version', 'review', 'show', 'IMPL-1'))['decision'], 'approved');
  });
});
