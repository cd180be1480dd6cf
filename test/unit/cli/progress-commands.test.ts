import assert from 'node:assert/strict';
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../../support/git.js';
import { writeFiles } from '../../support/temporary-folder.js';
import { sampleProgress } from '../core/progress/sample-progress.js';
import { answerOf, assertRefused, folderWith, textOf, workflow, workflowWith } from './run-cli.js';

const shared = '.ai/project/sessions/claude-progress.txt';
const own = (role: string): string => `.ai/project/sessions/${role}/claude-progress.txt`;

interface Read {
  readonly session_id: string;
  readonly feature: string;
  readonly role: string;
  readonly current_task: string | null;
  readonly task_id: string | null;
  readonly status: string;
  readonly completed: readonly string[];
  readonly blockers: readonly string[];
  readonly notes: readonly string[];
  readonly files: readonly string[];
  readonly path: string;
}

const read = async (folder: string): Promise<Read> => await answerOf(folder, 'progress', 'read') as Read;

async function begun(): Promise<string> {
  const folder = folderWith({}, 'a place ü');
  await answerOf(folder, 'progress', 'init', 'test-feature', 'backend');
  return folder;
}

describe('workflow progress', () => {
  it('begins, is told how tasks stand, and is read', async () => {
    const folder = await begun();
    assert.ok(existsSync(join(folder, '.ai/project/features/test-feature')));
    for (const words of [['update', 'BE-001', 'in_progress', 'make', 'it'], ['update', 'BE-002', 'blocked', 'no key'], ['note', '--', '- see', 'the log'], ['file', 'src/a b.ts'], ['update', 'BE-001', 'completed']]) {
      assert.equal((await workflow(folder, 'progress', ...words)).code, 0, words.join(' '));
    }
    const { session_id: id, ...rest } = await read(folder);
    assert.match(id, /^\d{8}-\d{6}-backend$/);
    assert.deepEqual({ ...rest, started: 0, last_updated: 0 }, {
      feature: 'test-feature', role: 'backend', current_task: null, completed: ['BE-001: make it'], blockers: ['BE-002: no key'], status: 'active', raw_status: 'IN_PROGRESS',
      task_id: null, started: 0, last_updated: 0, in_progress: ['BE-002'], notes: ['- see the log'], files: ['src/a b.ts'], decisions: [], questions: [], foreign: false, path: shared,
    });
  });

  it('is idempotent where it begins', async () => {
    const folder = await begun();
    await answerOf(folder, 'progress', 'update', 'BE-001', 'in_progress');
    const text = textOf(folder, shared);
    const { stdout } = await workflow(folder, 'progress', 'init', 'test-feature', 'backend');
    assert.match(stdout, /already\n$/);
    assert.equal(textOf(folder, shared), text);
  });

  it('gives several roles one of their own each', async () => {
    const folder = await begun();
    assert.equal((await answerOf(folder, 'progress', 'init', 'test-feature', 'qa') as Read).path, own('qa'));
    await workflowWith({ AGENT_ROLE: 'qa' }, folder, 'progress', 'note', 'from qa');
    await workflow(folder, 'progress', 'note', 'from qa too', '--role', 'qa');
    await workflowWith({ AGENT_ROLE: 'backend' }, folder, 'progress', 'note', 'from backend');
    assert.deepEqual([(await answerOf(folder, 'progress', 'read', '--role', 'qa') as Read).notes, (await read(folder)).notes], [['from qa', 'from qa too'], ['from backend']]);
  });

  it('knows the role of a worktree, where nobody says another', async () => {
    const folder = await begun();
    for (const args of [['init', '-q'], ['commit', '-q', '--allow-empty', '-m', 'x'], ['worktree', 'add', '-q', '.worktrees/qa'], ['worktree', 'add', '-q', '.worktrees/other']]) git(folder, ...args);
    await answerOf(folder, 'progress', 'init', 'test-feature', 'qa');
    assert.equal((await read(join(folder, '.worktrees/qa'))).role, 'qa');
    assert.equal((await read(join(folder, '.worktrees/other'))).role, 'backend');
    await workflow(join(folder, '.worktrees/qa'), 'progress', 'file', 'x.ts');
    assert.deepEqual((await answerOf(folder, 'progress', 'read', '--role', 'qa') as Read).files, ['x.ts']);
  });

  it('keeps the bytes of a hand-over that somebody wrote', async () => {
    const foreign = `\uFEFF${sampleProgress.replaceAll('\n', '\r\n')}## Weather\r\nfine`;
    const folder = folderWith({ [shared]: foreign });
    await answerOf(folder, 'progress', 'note', 'look up');
    const now = textOf(folder, shared).replace(/last_updated: [^\r]+/, 'last_updated: 2026-01-27T14:30:00Z');
    assert.equal(now, foreign.replace('worktrees\r\n\r\n## Files', 'worktrees\r\n- look up\r\n\r\n## Files'));
  });

  it('shows somebody\'s own log and never rewrites it', async () => {
    const folder = folderWith({ [shared]: 'Monday: began.\n' });
    const { code, stdout, stderr } = await workflow(folder, 'progress', 'read');
    assert.deepEqual([code, stdout], [0, 'Monday: began.\n']);
    assert.match(stderr, /never rewritten/);
    for (const words of [['note', 'x'], ['init', 'a', 'b'], ['update', 'A-1', 'done'], ['save']]) assertRefused(await workflow(folder, 'progress', ...words), /own log/);
    assert.equal(textOf(folder, shared), 'Monday: began.\n');
  });

  it('says what the next run needs, with what the spec plans', async () => {
    const folder = folderWith({});
    assert.match((await workflow(folder, 'progress', 'next')).stdout, /no hand-over yet[^]*next: Begin with: workflow progress init <feature> <role>\n/);
    await answerOf(folder, 'progress', 'init', 'workflow-improvements-2026', 'backend');
    writeFiles(folder, { '.ai/project/features/workflow-improvements-2026/spec.yaml': 'tasks:\n  qa: [{id: QA-001, title: Test it}]\n  Backend: [{id: BE-001, title: Create harness module structure}]\n' });
    const { next_step: step, first } = await answerOf(folder, 'progress', 'next') as { next_step: string; first: boolean };
    assert.deepEqual([step, first], ['Begin BE-001: Create harness module structure', true]);
  });

  it('keeps copies of runs, at most so many', async () => {
    const folder = await begun();
    writeFiles(folder, { '.ai/project/config.yaml': 'harness:\n  max_history_entries: 2\n', '.ai/project/sessions/history/2020-01-01_session1.log': 'old', '.ai/project/sessions/history/2020-01-01_session2.log': 'old' });
    const { copy } = await answerOf(folder, 'progress', 'save') as { copy: string };
    assert.match(copy, /^\.ai\/project\/sessions\/history\/\d{4}-\d\d-\d\d_session1\.log$/);
    assert.equal(textOf(folder, copy), textOf(folder, shared));
    assert.deepEqual([1, 2].map((number) => existsSync(join(folder, `.ai/project/sessions/history/2020-01-01_session${number}.log`))), [false, true]);
    assert.equal((await answerOf(folder, 'progress', 'save', '--status', 'completed') as { copy: string }).copy, copy);
    assert.match(textOf(folder, copy), /status: COMPLETED/);
    assertRefused(await workflow(folder, 'progress', 'update', 'BE-001', 'in_progress'), /final; begin the next one/);
  });

  it('takes the file that the configuration names', async () => {
    const folder = folderWith({ '.ai/project/config.yaml': 'harness:\n  progress_file: docs/progress.txt\n' });
    assert.equal((await answerOf(folder, 'progress', 'init', 'a', 'b') as Read).path, 'docs/progress.txt');
    const outside = folderWith({ '.ai/project/config.yaml': 'harness:\n  progress_file: ../progress.txt\n' });
    assert.notEqual((await workflow(outside, 'progress', 'init', 'a', 'b')).code, 0);
    assert.equal(existsSync(join(outside, '../progress.txt')), false);
  });

  it('refuses names that may not reach a path, and files outside', async () => {
    const folder = await begun();
    assertRefused(await workflow(folder, 'progress', 'init', '../x', 'qa'), /feature id/);
    for (const role of ['..', 'a/b', 'a b', 'con', 'x'.repeat(51)]) assertRefused(await workflow(folder, 'progress', 'init', 'x', '--', role), /The role/);
    assertRefused(await workflowWith({ AGENT_ROLE: '../qa' }, folder, 'progress', 'read'), /It was named by \$AGENT_ROLE/);
    assertRefused(await workflow(folder, 'progress', 'file', '../x.ts'), /is not in/);
    assertRefused(await workflow(folderWith({}), 'progress', 'read'), /begin with: workflow progress init/);
  });

  it('only tells with --dry-run', async () => {
    const folder = await begun();
    const text = textOf(folder, shared);
    assert.match((await workflow(folder, 'progress', 'note', 'x', '--dry-run')).stdout, /Write \.ai\/project\/sessions\/claude-progress\.txt/);
    assert.equal(textOf(folder, shared), text);
  });

  it('follows no link', async () => {
    const folder = folderWith({ 'elsewhere.txt': sampleProgress, '.ai/project/sessions/x': '' });
    symlinkSync('../../../elsewhere.txt', join(folder, shared));
    assertRefused(await workflow(folder, 'progress', 'note', 'x'), /cannot be read/);
    assert.equal(textOf(folder, 'elsewhere.txt'), sampleProgress);
  });

  it('loses nothing when many write at once', async () => {
    const folder = await begun();
    const notes = Array.from({ length: 8 }, (_, index) => `note ${index}`);
    const ran = await Promise.all(notes.map((note) => workflow(folder, 'progress', 'note', note)));
    assert.deepEqual(ran.map(({ code }) => code), notes.map(() => 0));
    assert.deepEqual([...(await read(folder)).notes].sort(), notes);
  });
});
