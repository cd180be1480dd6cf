import assert from 'node:assert/strict';
import { noRun } from '../../../src/core/progress/next-run.js';
import type { WorktreeState } from '../../../src/core/worktrees/worktree.js';
import { agentsTree, type AgentRow, type AgentsView } from '../../../src/vscode/parallel/agents-tree.js';
import { allRows, rowOf, treeText } from '../../support/tree-text.js';
import { t } from './views.js';

const agent = (role: string, state: AgentRow['state'], more: Partial<AgentRow> = {}): AgentRow => ({
  role, state, feature: 'login', task: null, blockers: [], questions: [], worktree: null, port: null, since: null, why: 'a reason', hasPane: true, handOver: null, ...more,
});

const worktree = (role: string, more: Partial<WorktreeState> = {}): WorktreeState => ({
  role, path: `/repo/.worktrees/${role}`, branch: `feature/login-${role}`, head: 'a'.repeat(40), feature: 'login', base: 'main', locked: null, gone: false, ours: true,
  status: { uncommitted: 0, untracked: 0, conflicts: [], ahead: 0, behind: 0 }, ...more,
});

const view = (more: Partial<AgentsView>): AgentsView => ({ root: '/repo', name: 'repo', agents: [], worktrees: [], ...more });
const tree = (more: Partial<AgentsView>): ReturnType<typeof agentsTree> => agentsTree([view(more)], t);

describe('the tree of worktrees and agents', () => {
  it('shows first who needs the person, with what is asked, and each with its worktree and port', () => {
    const agents = [
      agent('frontend', 'needs_input', { why: 'Which colour?', questions: ['Which colour?'], port: 3002, handOver: { path: '.ai/project/sessions/frontend/claude-progress.txt', next: { ...noRun, nextStep: 'Ask about colours', notes: ['Blue is taken'] } } }),
      agent('docs', 'blocked', { why: 'No access to the wiki', blockers: ['No access to the wiki'] }),
      agent('backend', 'active', { task: 'BE-003', port: 3001 }),
      agent('qa', 'completed'),
    ];
    assert.equal(treeText(tree({ agents, worktrees: [worktree('backend'), worktree('frontend', { status: { uncommitted: 2, untracked: 1, conflicts: [], ahead: 3, behind: 1 } })] })), [
      'bell-dot frontend | needs input · Which colour?',
      '  question Which colour?',
      '  git-branch feature/login-frontend | 2 uncommitted · ↑3 ↓1',
      '  plug Port 3002',
      '  arrow-right Next run | Ask about colours',
      '    note Notes | 1',
      '      dash Blue is taken',
      'circle-slash docs | blocked · No access to the wiki',
      '  circle-slash No access to the wiki',
      'play-circle backend | active · BE-003 · login',
      '  git-branch feature/login-backend',
      '  plug Port 3001',
      'pass-filled qa | completed · login',
    ].join('\n'));
  });

  it('shows worktrees that have no agent, also those that others made', () => {
    const worktrees = [worktree('backend'), worktree('review', { ours: false, path: '/elsewhere/review', branch: null }), worktree('old', { gone: true, status: null }), worktree('kept', { locked: 'on a USB stick' })];
    assert.equal(treeText(tree({ worktrees })), [
      'git-branch backend | feature/login-backend',
      'git-branch review | detached',
      'warning old | feature/login-old · directory is gone',
      'lock kept | feature/login-kept · locked',
    ].join('\n'));
  });

  it('offers for a worktree what can be done with it, and no more', () => {
    const worktrees = [worktree('a'), worktree('b', { ours: false }), worktree('c', { locked: '' }), worktree('d', { gone: true }), worktree('e', { gone: true, locked: '' })];
    assert.deepEqual(tree({ worktrees }).map(({ context }) => context), ['worktree open sync finish clean', 'worktree open', 'worktree open sync', 'worktree clear', 'worktree']);
  });

  it('shows the terminal of an agent only where there is one', () => {
    const [shown, hidden] = tree({ agents: [agent('a', 'active'), agent('b', 'idle', { hasPane: false })] });
    assert.deepEqual([shown?.click, shown?.context], ['workflow.showAgent', 'agent active pane']);
    assert.deepEqual([hidden?.click, hidden?.context], [null, 'agent idle']);
  });

  it('says aloud who it is and what it does', () => {
    const rows = tree({ agents: [agent('backend', 'failed', { task: 'BE-1' })], worktrees: [worktree('backend')] });
    assert.equal(rowOf(rows, 'backend').spoken, 'backend, failed, a reason');
    assert.equal(rowOf(rows, 'feature/login-backend').spoken, 'Worktree feature/login-backend');
  });

  it('makes nothing live of what agents write', () => {
    const rows = tree({ agents: [agent('backend', 'needs_input', { questions: ['[x](command:evil)\u001b[2J\u202e$(trash)\nsecond'], task: 'a\nb' })] });
    for (const { label, description, spoken } of allRows(rows)) assert.doesNotMatch(`${label}${description}${spoken}`, /[\u0000-\u001f\u202e]/);
  });

  it('gives every row an id of its own that stays when states change', () => {
    const ids = (state: AgentRow['state']): string[] => allRows(tree({ agents: [agent('a', state, { port: 1, questions: ['x'] }), agent('b', 'idle')], worktrees: [worktree('a'), worktree('z')] })).map(({ id }) => id);
    assert.equal(new Set(ids('active')).size, ids('active').length);
    assert.deepEqual(ids('active').toSorted(), ids('needs_input').toSorted());
  });

  it('has a row for each folder where there are several', () => {
    const rows = agentsTree([view({ agents: [agent('a', 'active')] }), view({ root: '/other', name: 'other', worktrees: [worktree('w')] }), view({ root: '/none', name: 'none' })], t);
    assert.equal(treeText(rows), 'root-folder repo\n  play-circle a | active · login\nroot-folder other\n  git-branch w | feature/login-w');
  });
});
