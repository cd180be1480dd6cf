import assert from 'node:assert/strict';
import { join } from 'node:path';
import { git } from '../../support/git.js';
import { sampleProgress } from '../core/progress/sample-progress.js';
import { answerOf, assertRefused, folderWith, shell, textOf, workflow } from './run-cli.js';

const file = '.ai/project/sessions/agents/backend.af';
const withProgress = (): string => folderWith({ '.ai/project/sessions/claude-progress.txt': sampleProgress });

interface Agent {
  readonly agent: { readonly id: string; readonly role: string };
  readonly context: Readonly<Record<string, string>>;
  readonly state: { readonly status: string };
  readonly memory: { readonly short_term: { readonly current_task: string | null } };
}

describe('workflow agent', () => {
  it('saves what the hand-over says, lists it and shows it', async () => {
    const folder = withProgress();
    const saved = await answerOf(folder, 'agent', 'save', 'backend') as Agent;
    assert.deepEqual([saved.agent.id, saved.state.status, saved.memory.short_term.current_task, saved.context['feature']], ['backend-001', 'IN_PROGRESS', 'BE-003', 'workflow-improvements-2026']);
    for (const named of ['backend', 'backend-001']) assert.deepEqual(await answerOf(folder, 'agent', 'show', named), saved);
    assert.deepEqual(await answerOf(folder, 'agent', 'list'), [{ ...saved, file }]);
    assert.match((await workflow(folder, 'agent', 'list')).stdout, /^backend-001 +backend +active +BE-003 +workflow-improvements-2026\n$/);
    assert.deepEqual(await answerOf(folder, 'check', '.ai/project'), []);
  });

  it('writes nothing the second time', async () => {
    const folder = withProgress();
    await answerOf(folder, 'agent', 'save', 'backend');
    assert.equal((await workflow(folder, 'agent', 'save', 'backend', '--dry-run')).stdout, '');
    assert.match((await workflow(folder, 'agent', 'save', 'backend', '--status', 'blocked', '--dry-run')).stdout, /state\.status = "BLOCKED"/);
  });

  it('takes more fields from standard input', async () => {
    const folder = withProgress();
    const { stdout } = await shell(folder, `printf '{"memory": {"long_term": {"learned_preferences": ["short functions"]}}}' | node "$W" agent save backend --stdin --json`);
    assert.deepEqual((JSON.parse(stdout) as { memory: { long_term: unknown } }).memory.long_term, { project_patterns: [], learned_preferences: ['short functions'] });
    assertRefused(await shell(folder, `printf '[]' | node "$W" agent save backend --stdin`), /one JSON object/);
  });

  it('knows the worktree that it runs in', async () => {
    const folder = withProgress();
    for (const args of [['init', '-q'], ['commit', '-q', '--allow-empty', '-m', 'x'], ['worktree', 'add', '-q', '.worktrees/backend']]) git(folder, ...args);
    assert.equal((await answerOf(join(folder, '.worktrees/backend'), 'agent', 'save', 'backend') as Agent).context['worktree'], '.worktrees/backend');
    assert.match(textOf(folder, file), /"worktree": "\.worktrees\/backend"/);
  });

  it('shows a broken file with its problem, and leaves it alone', async () => {
    const folder = folderWith({ [file]: '{"agent": ' });
    const [broken] = await answerOf(folder, 'agent', 'list') as { broken: boolean; problem: string }[];
    assert.equal(broken?.broken, true);
    assertRefused(await workflow(folder, 'agent', 'show', 'backend'), /cannot be read/);
    assertRefused(await workflow(folder, 'agent', 'save', 'backend'), /not changed/);
    assert.equal(textOf(folder, file), '{"agent": ');
  });

  it('refuses who is not there, roles that may be no path, and words that are none', async () => {
    const folder = withProgress();
    assertRefused(await workflow(folder, 'agent', 'show', 'nobody'), /no agent nobody; make its file/);
    assertRefused(await workflow(folder, 'agent', 'save', '../x'), /The role/);
    assertRefused(await workflow(folder, 'agent', 'show', '../x'), /The agent id contains "\/"/);
    assertRefused(await workflow(folder, 'agent', 'save', 'qa', '--status', 'asleep'), /no state of an agent run/);
  });
});
