import assert from 'node:assert/strict';
import { progressOf } from '../../../../src/core/progress/progress.js';
import { ProgressText } from '../../../../src/core/progress/progress-text.js';
import { asUpdateStatus, updateTask } from '../../../../src/core/progress/update-task.js';
import type { TaskStatus } from '../../../../src/core/tasks/task-status.js';
import { sampleProgress, smallDialect } from './sample-progress.js';

const after = (text: string, ...[task, status, notes = '']: [task: string, status: TaskStatus, notes?: string]): string => (
  updateTask(ProgressText.parse(text), { task, status, notes }).render());

/** The lines that an update takes away and brings. */
function difference(before: string, now: string): { readonly gone: readonly string[]; readonly came: readonly string[] } {
  const [old, fresh] = [before.split('\n'), now.split('\n')];
  return { gone: old.filter((line) => !fresh.includes(line)), came: fresh.filter((line) => !old.includes(line)) };
}

const empty = '## Session Info\n\n## Current State\nstatus: INITIALIZING\ncurrent_task: None\ntask_id: None\n\n## Completed This Session\n\n## In Progress\n\n## Blockers\nNone\n';

describe('a task of a hand-over', () => {
  it('is begun: it stands in progress and is the current one', () => {
    assert.deepEqual(difference(empty, after(empty, 'BE-001', 'active')), {
      gone: ['status: INITIALIZING', 'current_task: None', 'task_id: None'],
      came: ['status: IN_PROGRESS', 'current_task: "BE-001"', 'task_id: BE-001', '- [ ] BE-001'],
    });
    assert.match(after(empty, 'BE-001', 'active', 'make the folders'), /^- \[ \] BE-001: make the folders$/m);
  });

  it('is called as its row calls it', () => {
    const planned = empty.replace('## In Progress\n', '## In Progress\n- [ ] **BE-007**: Make "it" (later)\n');
    assert.match(after(planned, 'BE-007', 'active'), /^current_task: "Make 'it'"\ntask_id: BE-007$/m);
  });

  it('is completed: its row and all below it move, and no task is current', () => {
    const now = after(sampleProgress, 'BE-003', 'completed');
    assert.deepEqual(difference(sampleProgress, now), {
      gone: ['current_task: "Implement worktree manager"', 'task_id: BE-003', '- [ ] BE-003: Implement worktree_manager.sh (60% complete)'],
      came: ['current_task: None', 'task_id: None', '- [x] BE-003: Implement worktree_manager.sh'],
    });
    assert.match(now, /- \[x\] BE-002: [^\n]+\n- \[x\] BE-003: [^\n]+\n {2}- \[x\] Created base script\n(?: {2}[^\n]+\n){3}\n## In Progress\n\n## Blockers/);
  });

  it('is completed without having been begun', () => {
    assert.match(after(empty, 'BE-009', 'completed', 'was easy'), /## Completed This Session\n- \[x\] BE-009: was easy\n/);
  });

  it('gets a note in brackets, in place of the last one', () => {
    assert.deepEqual(difference(sampleProgress, after(sampleProgress, 'BE-003', 'active', '80% complete')).came, ['- [ ] BE-003: Implement worktree_manager.sh (80% complete)']);
  });

  it('is blocked: the blocker says why, and the run is blocked', () => {
    const now = after(sampleProgress, 'BE-003', 'blocked', 'git is too old');
    assert.deepEqual(difference(sampleProgress, now), { gone: ['status: IN_PROGRESS', 'None'], came: ['status: BLOCKED', '- BE-003: git is too old'] });
    assert.match(after(now, 'BE-003', 'blocked', 'git is still too old'), /## Blockers\n- BE-003: git is still too old\n\n/);
  });

  it('goes on: its blocker is gone, those of others stay, and the run is active', () => {
    const blocked = after(after(sampleProgress, 'BE-003', 'blocked', 'no git'), 'BE-0031', 'blocked', 'no tmux');
    const now = after(blocked, 'BE-003', 'active');
    assert.match(now, /## Blockers\n- BE-0031: no tmux\n/);
    assert.match(now, /status: IN_PROGRESS/);
    assert.match(after(now, 'BE-0031', 'completed'), /## Blockers\nNone\n/);
  });

  it('that is not the current one leaves the run active when it is blocked', () => {
    assert.match(after(sampleProgress, 'BE-004', 'blocked', 'waits'), /status: IN_PROGRESS\ncurrent_task: "Implement worktree manager"/);
  });

  it('fails: it stays in progress, and a person sees why', () => {
    assert.match(after(sampleProgress, 'BE-003', 'failed', 'ten tries'), /- \[ \] BE-003: [^]*## Blockers\n- BE-003: failed, ten tries\n/);
  });

  it('is skipped: the next run is told', () => {
    const now = after(sampleProgress, 'BE-003', 'skipped', 'not needed');
    assert.doesNotMatch(now, /\[ \] BE-003/);
    assert.match(now, /- Test with multiple concurrent worktrees\n- BE-003: skipped, not needed\n/);
    assert.match(now, /current_task: None/);
  });

  it('is reopened', () => {
    const { completed, inProgress, taskId } = progressOf(ProgressText.parse(after(sampleProgress, 'BE-001', 'active')));
    assert.deepEqual([completed.map(({ id }) => id), inProgress.map(({ id }) => id), taskId], [['BE-002'], ['BE-003', 'BE-001'], 'BE-001']);
  });

  it('is planned', () => {
    assert.deepEqual(difference(sampleProgress, after(sampleProgress, 'BE-005', 'pending', 'later')), { gone: [], came: ['- [ ] BE-005: later'] });
  });

  it('may be named by its title', () => {
    const now = after(after(empty, 'Fix the login', 'active'), 'fix the login', 'completed', 'done');
    assert.match(now, /## Completed This Session\n- \[x\] fix the login: done\n/);
    assert.match(now, /## In Progress\n\n/);
  });

  it('is told twice and stands once', () => {
    const once = after(sampleProgress, 'BE-003', 'completed');
    assert.equal(after(once, 'BE-003', 'completed'), once);
  });

  it('keeps the dialect and the comments of the file', () => {
    assert.deepEqual(difference(smallDialect, after(smallDialect, 'T-1', 'active')), {
      gone: ['status: not_started', 'current_task: none', 'task_id: none'], came: ['status: in_progress', 'current_task: "T-1"', 'task_id: T-1', '- [ ] T-1'],
    });
    assert.match(after(after(smallDialect, 'T-1', 'active'), 'T-1', 'completed'), /current_task: none\ntask_id: none\n/);
  });

  it('keeps CRLF, the BOM and unknown sections', () => {
    const foreign = `\uFEFF${sampleProgress.replaceAll('\n', '\r\n')}\r\n## Weather\r\nfine`;
    assert.equal(after(foreign, 'BE-005', 'pending'), foreign.replace('  - [ ] Add error handling\r\n', '  - [ ] Add error handling\r\n- [ ] BE-005\r\n'));
  });
});

describe('the words for a task\'s status', () => {
  it('are those of tasks, in any letter case', () => {
    assert.deepEqual(['IN_PROGRESS', 'in-progress', 'active', 'done', 'Completed', 'cancelled', 'asleep'].map(asUpdateStatus), ['active', 'active', 'active', 'completed', 'completed', 'skipped', null]);
  });
});
