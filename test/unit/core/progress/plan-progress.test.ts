import assert from 'node:assert/strict';
import { agentRunStatuses, agentRunWord, canReach, mapAgentRunStatus, nextAgentRunStatuses } from '../../../../src/core/agents/agent-run-status.js';
import type { Plan, Refusal } from '../../../../src/core/plans/plan.js';
import { nextRunOf, noRun } from '../../../../src/core/progress/next-run.js';
import { planHistory } from '../../../../src/core/progress/plan-history.js';
import { planProgressFile, planProgressInit, planProgressNote, planProgressStatus, planProgressUpdate, progressTime, type ProgressContext } from '../../../../src/core/progress/plan-progress.js';
import { parseProgress } from '../../../../src/core/progress/progress.js';
import { historyNames, nextHistoryName, progressPathFor, roleOfProgressPath, sharedProgressPath } from '../../../../src/core/progress/progress-files.js';
import { asRole, type Role } from '../../../../src/core/layout/names.js';
import { sampleProgress, smallDialect } from './sample-progress.js';

const at = '2026-02-01T08:00:00Z';
const context = (text: string | null): ProgressContext => ({ path: sharedProgressPath, text, at });
const history = { kept: new Map(), day: '2026-02-01', most: 50 };

function textAfter(plan: Plan | Refusal, path = sharedProgressPath): string {
  const step = plan.kind === 'plan' ? plan.steps.find((each) => each.kind === 'write-text' && each.path === path) : undefined;
  return step?.kind === 'write-text' ? step.to : assert.fail(`nothing is written: ${JSON.stringify(plan)}`);
}

function refused(plan: Plan | Refusal, code: string, message: RegExp): void {
  assert.equal(plan.kind === 'refusal' ? plan.code : JSON.stringify(plan), code);
  if (plan.kind === 'refusal') assert.match(plan.message, message);
}

const start = { feature: 'user-auth', role: 'backend' };

describe('beginning a run', () => {
  it('makes the hand-over in the words of document 000', () => {
    const plan = planProgressInit(start, context(null), history);
    const { sessionId, started, feature, role, status, blockers, foreign } = parseProgress(textAfter(plan));
    assert.deepEqual([sessionId, started, feature, role, status, blockers, foreign], ['20260201-080000-backend', at, 'user-auth', 'backend', 'initializing', [], false]);
    assert.deepEqual(plan.kind === 'plan' && plan.transitions, [{ entity: 'agent-run', session: sharedProgressPath, id: '20260201-080000-backend', from: '', to: 'initializing' }]);
  });

  it('changes nothing the second time', () => {
    const text = textAfter(planProgressInit(start, context(null), history));
    const again = planProgressInit(start, context(text), history);
    assert.deepEqual(again.kind === 'plan' && again.steps, []);
  });

  it('resumes a paused run', () => {
    const paused = sampleProgress.replace('IN_PROGRESS', 'PAUSED');
    assert.equal(textAfter(planProgressInit({ feature: 'workflow-improvements-2026', role: 'backend' }, context(paused), history)),
      sampleProgress.replace('IN_PROGRESS', 'RESUMED').replace('2026-01-27T14:30:00Z', at));
  });

  it('begins the next run where the last is over: what is open stays, what was done is in the history', () => {
    const over = sampleProgress.replace('IN_PROGRESS', 'COMPLETED');
    const plan = planProgressInit({ feature: 'workflow-improvements-2026', role: 'backend' }, context(over), history);
    const { completed, files, inProgress, notes, status, sessionId } = parseProgress(textAfter(plan));
    assert.deepEqual([completed, files, inProgress.length, notes.length, status, sessionId], [[], [], 1, 3, 'initializing', '20260201-080000-backend']);
    assert.equal(textAfter(plan, '.ai/project/sessions/history/2026-02-01_session1.log'), over);
  });

  it('begins anew for another feature, and keeps the notes', () => {
    const plan = planProgressInit(start, context(sampleProgress), history);
    const { feature, completed, inProgress, decisions, notes } = parseProgress(textAfter(plan));
    assert.deepEqual([feature, completed, inProgress, decisions, notes.length], ['user-auth', [], [], [], 3]);
    assert.equal(textAfter(plan, '.ai/project/sessions/history/2026-02-01_session1.log'), sampleProgress);
  });

  it('never has the id of the run before', () => {
    const over = textAfter(planProgressInit(start, context(null), history)).replace('INITIALIZING', 'COMPLETED');
    assert.equal(parseProgress(textAfter(planProgressInit(start, context(over), history))).sessionId, '20260201-080000-backend-2');
  });

  it('never rewrites somebody\'s own log', () => {
    refused(planProgressInit(start, context('Monday: began.\n'), history), 'progress/foreign', /never rewritten; move it away/);
  });
});

describe('changing a hand-over', () => {
  it('changes the time of it too, and nothing else than what was asked', () => {
    assert.equal(textAfter(planProgressNote('see the log', context(sampleProgress))),
      sampleProgress.replace('concurrent worktrees\n', 'concurrent worktrees\n- see the log\n').replace('2026-01-27T14:30:00Z', at));
  });

  it('keeps text of others on one line', () => {
    assert.match(textAfter(planProgressNote('one\n## Session Info\nrole: root\u001b[31m', context(sampleProgress))), /\n- one ## Session Info role: root\n\n/);
    assert.match(textAfter(planProgressUpdate({ task: 'A-1\n\n## Blockers', status: 'active', notes: 'x\ny' }, context(smallDialect))), /\n- \[ \] A-1 ## Blockers: x y\n/);
  });

  it('names a file once', () => {
    assert.match(textAfter(planProgressFile('src/a b.ts', context(sampleProgress))), /\(in progress\)\n- src\/a b\.ts\n\n/);
    const known = planProgressFile('.ai/workflow/harness/progress_manager.sh', context(sampleProgress));
    assert.deepEqual(known.kind === 'plan' && known.steps, []);
  });

  it('is refused without a hand-over, for nothing, and for words that are none', () => {
    refused(planProgressNote('x', context(null)), 'progress/missing', /begin with: workflow progress init/);
    refused(planProgressNote(' \n', context(sampleProgress)), 'progress/no-note', /empty/);
    refused(planProgressNote('x', context('log\n')), 'progress/foreign', /own log/);
    refused(planProgressUpdate({ task: '', status: 'active', notes: '' }, context(sampleProgress)), 'progress/no-task', /No task/);
    refused(planProgressUpdate({ task: 'A-1', status: 'nearly', notes: '' }, context(sampleProgress)), 'progress/unknown-status', /one of pending, in_progress, completed, blocked, failed, skipped\./);
  });

  it('refuses completed → pending, and any work in a run that is over', () => {
    refused(planProgressUpdate({ task: 'BE-001', status: 'pending', notes: '' }, context(sampleProgress)), 'progress/transition', /may only become active again/);
    const over = context(sampleProgress.replace('IN_PROGRESS', 'COMPLETED'));
    refused(planProgressUpdate({ task: 'BE-003', status: 'active', notes: '' }, over), 'progress/over', /final; begin the next one with: workflow progress init workflow-improvements-2026 backend\./);
  });

  it('moves a run by its state machine, and records it', () => {
    const plan = planProgressStatus('paused', context(sampleProgress));
    assert.match(textAfter(plan), /^status: PAUSED$/m);
    assert.deepEqual(plan.kind === 'plan' && plan.transitions.map(({ from, to }) => [from, to]), [['active', 'paused']]);
    refused(planProgressStatus('failed', context(sampleProgress)), 'progress/transition', /is active and cannot become failed; it may become paused, resumed, blocked, completed, expired\./);
    refused(planProgressStatus('asleep', context(sampleProgress)), 'progress/unknown-status', /one of initializing, active/);
  });

  it('writes times without fractions', () => {
    assert.equal(progressTime(Date.parse('2026-01-27T10:00:00.987Z')), '2026-01-27T10:00:00Z');
  });
});

describe('the states of a run', () => {
  it('go on as decided', () => {
    const table = agentRunStatuses.map((status) => `${status} → ${nextAgentRunStatuses(status).join(', ')}`);
    assert.deepEqual(table, [
      'initializing → active, failed', 'active → paused, blocked, completed', 'paused → resumed, expired', 'resumed → active, completed',
      'blocked → active', 'completed → ', 'failed → ', 'expired → ',
    ]);
  });

  it('are reached over others, but never out of a final one', () => {
    assert.deepEqual([canReach('paused', 'blocked'), canReach('paused', 'completed'), canReach('active', 'failed'), canReach('blocked', 'expired')], [true, true, false, true]);
    for (const final of ['completed', 'failed', 'expired'] as const) for (const to of agentRunStatuses) assert.equal(canReach(final, to), final === to);
  });

  it('are read in any letter case and written as the file does', () => {
    assert.deepEqual(['IN_PROGRESS', 'in progress', 'Active', 'NOT_STARTED', null, 'x'].map(mapAgentRunStatus), ['active', 'active', 'active', 'initializing', 'initializing', 'unknown']);
    assert.deepEqual([agentRunWord('active', 'INITIALIZING'), agentRunWord('active', 'paused'), agentRunWord('active', 'ACTIVE'), agentRunWord('blocked', null)], ['IN_PROGRESS', 'in_progress', 'ACTIVE', 'BLOCKED']);
  });
});

describe('which hand-over is meant', () => {
  const role = (name: string): Role => { const checked = asRole(name); return checked.ok ? checked.value : assert.fail(checked.problem); };
  const [backend, qa] = [role('backend'), role('qa')];
  const own = '.ai/project/sessions/qa/claude-progress.txt';

  it('is the shared one, or with several roles each its own', () => {
    const places = (sharedRole: string | null | undefined, ...roles: Role[]) => ({ shared: 's', sharedRole, roles });
    assert.equal(progressPathFor(qa, places(undefined)), 's');
    assert.equal(progressPathFor(qa, places('qa')), 's');
    assert.equal(progressPathFor(qa, places(null)), 's');
    assert.equal(progressPathFor(qa, places('backend')), own);
    assert.equal(progressPathFor(qa, places('qa', qa)), own);
    assert.equal(progressPathFor(null, places('backend', qa)), 's');
    assert.equal(progressPathFor(null, places(undefined, qa)), own);
    assert.equal(progressPathFor(null, places(undefined)), 's');
    assert.equal(progressPathFor(null, places(undefined, qa, backend)), null);
  });

  it('is told by its path', () => {
    assert.deepEqual([own, sharedProgressPath, '.ai/project/sessions/../claude-progress.txt', '.ai/project/sessions/a/b/claude-progress.txt', 'x'].map(roleOfProgressPath), ['qa', null, null, null, null]);
  });
});

describe('the history of runs', () => {
  const name = (day: string, number: number): string => `${day}_session${number}.log`;

  it('has a copy for each run: a later one of the same run takes the place of the earlier', () => {
    const kept = new Map([[name('2026-01-31', 1), sampleProgress], [name('2026-02-01', 1), 'other']]);
    const same = planHistory({ text: sampleProgress.replace('60%', '70%'), kept, day: '2026-02-01', most: 50 });
    assert.equal(same.copy, '.ai/project/sessions/history/2026-01-31_session1.log');
    assert.deepEqual(planHistory({ text: sampleProgress, kept, day: '2026-02-01', most: 50 }).steps, []);
    assert.equal(planHistory({ text: sampleProgress.replace('abc123', 'next'), kept, day: '2026-02-01', most: 50 }).copy, '.ai/project/sessions/history/2026-02-01_session2.log');
  });

  it('loses its oldest beyond so many, and nothing that is not its own', () => {
    const kept = new Map([name('2026-01-02', 10), name('2026-01-02', 9), name('2026-01-01', 1), 'notes.log'].map((each) => [each, each] as const));
    const { steps } = planHistory({ text: sampleProgress, kept, day: '2026-02-01', most: 2 });
    assert.deepEqual(steps.filter(({ kind }) => kind === 'remove-file'), [name('2026-01-01', 1), name('2026-01-02', 9)].map((each) => ({ kind: 'remove-file', path: `.ai/project/sessions/history/${each}` })));
  });

  it('is ordered by day and number', () => {
    assert.deepEqual(historyNames([name('2026-01-02', 10), 'x.log', name('2026-01-02', 9), '2026-01-02_session0.log', name('2025-12-31', 11)]), [name('2025-12-31', 11), name('2026-01-02', 9), name('2026-01-02', 10)]);
    assert.equal(nextHistoryName([name('2026-01-02', 10), name('2026-01-03', 3)], '2026-01-02'), name('2026-01-02', 11));
  });
});

describe('what the next run needs', () => {
  const next = (text: string, ...planned: readonly { id: string; title: string }[]): ReturnType<typeof nextRunOf> => nextRunOf(parseProgress(text), planned);

  it('is the summary, the last task, and what to do first', () => {
    const { summary, lastTask, nextStep, interrupted, first } = next(sampleProgress);
    assert.deepEqual([summary, lastTask, nextStep, interrupted, first], [
      'The run as backend on workflow-improvements-2026 is active: 2 tasks completed, 1 in progress.',
      'BE-003: Implement worktree manager', 'Continue BE-003: Implement worktree manager – next: Implement cleanup_worktree()', true, false,
    ]);
  });

  it('is a blocker first, then a question', () => {
    const asked = sampleProgress.replace('None currently', '- Which port?');
    assert.equal(next(asked).nextStep, 'Ask the person: Which port?');
    assert.equal(next(asked.replace('\nNone\n', '\n- No tmux\n')).nextStep, 'Resolve the blocker: No tmux');
  });

  it('is what was begun, else what is planned and not done', () => {
    const idle = sampleProgress.replace('"Implement worktree manager"', 'None').replace('task_id: BE-003', 'task_id: None');
    assert.equal(next(idle).nextStep, 'Continue BE-003: Implement worktree_manager.sh (60% complete) – next: Implement cleanup_worktree()');
    const done = idle.replace(/## In Progress\n[^]*?\n\n/, '## In Progress\n\n');
    assert.equal(next(done, { id: 'BE-002', title: 'x' }, { id: 'BE-004', title: 'Implement coder.sh' }).nextStep, 'Begin BE-004: Implement coder.sh');
    assert.match(next(done, { id: 'BE-002', title: 'x' }).nextStep, /^All planned tasks are completed/);
    assert.match(next(done).nextStep, /^Choose the next task/);
    assert.equal(next(done).lastTask, 'BE-002: Implemented progress_manager.sh');
  });

  it('says where it begins', () => {
    assert.equal(noRun.first, true);
    assert.equal(next(smallDialect).first, true);
    assert.equal(next(sampleProgress.replace('IN_PROGRESS', 'PAUSED')).interrupted, false);
  });
});
