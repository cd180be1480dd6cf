import assert from 'node:assert/strict';
import { emptyState } from '../../../src/core/workflow/workflow-store.js';
import { sessionsEmpty, tasksEmpty } from '../../../src/vscode/trees/empty-reason.js';
import { filterText, parseFilter } from '../../../src/vscode/trees/filter-text.js';
import { needsPerson, openSessions, waitingText } from '../../../src/vscode/trees/needs-person.js';
import { targetOf } from '../../../src/vscode/target.js';
import { smallSession, smallTask } from '../../support/small-workflow.js';
import { load, sessionWith, t } from './views.js';

describe('What needs the person', () => {
  it('is blocked, failed, broken and drifted tasks, each counted once', async () => {
    const session = await sessionWith(
      { 'IMPL-1': { status: 'blocked' }, 'IMPL-2': { status: 'failed' }, 'IMPL-3': '{', 'IMPL-4': {}, 'IMPL-5': { status: 'active' } },
      { '.workflow/WFS-one/TODO_LIST.md': '- [x] **IMPL-1**: Task\n- [x] **IMPL-4**: Task\n' },
    );
    const waiting = needsPerson([session]);
    assert.deepEqual(waiting, { blocked: 1, failed: 1, broken: 1, drifted: 2, total: 4 });
    assert.equal(waitingText(t, waiting), '1 blocked, 1 failed, 1 broken, 2 drifted');
  });

  it('is looked for in every session but the archived and the completed', async () => {
    const view = await load(Object.fromEntries(['active', 'paused', 'completed'].flatMap((status) => [
      [`.workflow/WFS-${status}/workflow-session.json`, smallSession(`WFS-${status}`, status)], [`.workflow/WFS-${status}/.task/IMPL-1.json`, smallTask('IMPL-1', { status: 'failed' })],
      [`.workflow/archives/WFS-old-${status}/workflow-session.json`, smallSession(`WFS-old-${status}`, status)],
    ])));
    const sessions = openSessions([view]);
    assert.deepEqual(sessions.map(({ name }) => name), ['WFS-active', 'WFS-paused']);
    assert.equal(needsPerson(sessions).failed, 2);
  });

  it('is nothing in a session where all is well', async () => {
    assert.equal(needsPerson([await sessionWith({ 'IMPL-1': {}, 'IMPL-2': { status: 'completed' } })]).total, 0);
  });
});

describe('An empty view', () => {
  const none = { sessions: 0, tasks: 0, rows: 0, searching: false };

  it('says why it is empty', async () => {
    const session = { '.workflow/WFS-x/workflow-session.json': smallSession('WFS-x', 'paused') };
    const circumstances = async (files: Record<string, string>, trusted = true) => ({ views: [await load(files)], trusted });
    assert.equal(sessionsEmpty({ views: [], trusted: true }), 'no-folder');
    assert.equal(sessionsEmpty({ views: [{ root: '/root', name: 'root', state: emptyState }], trusted: true }), 'loading');
    assert.equal(sessionsEmpty(await circumstances({ 'a.txt': '' })), 'not-initialised');
    assert.equal(sessionsEmpty(await circumstances({ 'a.txt': '' }, false)), 'restricted');
    assert.equal(sessionsEmpty(await circumstances({ '.workflow/notes.txt': '' })), 'no-sessions');
    assert.equal(sessionsEmpty(await circumstances(session)), null);
    assert.equal(tasksEmpty(await circumstances(session), none), 'no-session');
    assert.equal(tasksEmpty(await circumstances(session), { ...none, sessions: 1 }), 'no-tasks');
    assert.equal(tasksEmpty(await circumstances(session), { sessions: 1, tasks: 3, rows: 0, searching: true }), 'filtered');
    assert.equal(tasksEmpty(await circumstances(session), { sessions: 1, tasks: 3, rows: 0, searching: false }), 'finished');
    assert.equal(tasksEmpty(await circumstances(session), { sessions: 1, tasks: 3, rows: 2, searching: true }), null);
  });
});

describe('The filter as it is typed', () => {
  it('takes @ words for statuses, by their beginning, and the rest for text', () => {
    assert.deepEqual(parseFilter('  login @bl  page @FAILED'), { text: 'login page', statuses: ['blocked', 'failed'] });
    assert.deepEqual(parseFilter('@nobody @'), { text: '@nobody @', statuses: [] });
  });

  it('reads what it writes', () => {
    for (const typed of ['', 'login', '@pending', 'login page @active @skipped']) assert.equal(filterText(parseFilter(typed)), typed);
  });
});

describe('A target', () => {
  it('is found in a row, taken as it is, and never made up', () => {
    const target = { kind: 'session', root: '/r', session: '.workflow/WFS-x' };
    assert.deepEqual([target, { target }, null, 'x', { kind: 'other' }, { target: 3 }].map(targetOf), [target, target, null, null, null, null]);
  });
});
