import assert from 'node:assert/strict';
import { sessionsTree } from '../../../src/vscode/trees/sessions-tree.js';
import { shownSessions } from '../../../src/vscode/trees/shown-sessions.js';
import { smallSession, smallTask } from '../../support/small-workflow.js';
import { allRows, rowOf, treeText } from '../../support/tree-text.js';
import { load, t } from './views.js';

const file = (path: string, status = 'active'): Record<string, string> => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { [`.workflow/${path}/workflow-session.json`]: smallSession(name, status), [`.workflow/${path}/.task/IMPL-1.json`]: smallTask('IMPL-1', { status: 'completed' }), [`.workflow/${path}/.task/IMPL-2.json`]: smallTask('IMPL-2') };
};

describe('The sessions tree', () => {
  it('shows the active session first and marked, the others by status, the archived folded away', async () => {
    const view = await load({ ...file('WFS-done', 'completed'), ...file('WFS-wait', 'paused'), ...file('WFS-now'), ...file('archives/WFS-old', 'completed'), '.workflow/.active-WFS-now': '' });
    const rows = sessionsTree([view], t);
    assert.equal(treeText(rows), [
      'target The WFS-now | 1/2 · active session',
      'debug-pause The WFS-wait | 1/2 · paused',
      'pass-filled The WFS-done | 1/2 · completed',
      'archive Archived | 1',
      '  archive The WFS-old | 1/2 · archived',
    ].join('\n'));
    assert.equal(rowOf(rows, 'Archived').shape, 'collapsed');
    assert.equal(rowOf(rows, 'The WFS-now').spoken, 'The WFS-now: 1 of 2 tasks done, active session');
  });

  it('offers what the state machine allows', async () => {
    const view = await load({ ...file('WFS-done', 'completed'), ...file('WFS-wait', 'paused'), ...file('WFS-now'), ...file('WFS-open'), ...file('archives/WFS-old', 'completed'), '.workflow/.active-WFS-now': '' });
    const words = Object.fromEntries(allRows(sessionsTree([view], t)).map(({ label, context }) => [label, context]));
    assert.deepEqual(words, {
      'The WFS-now': 'session live pause complete',
      'The WFS-open': 'session live activate pause complete',
      'The WFS-wait': 'session live activate complete',
      'The WFS-done': 'session live reopen archive',
      Archived: 'archived',
      'The WFS-old': 'session archived',
    });
  });

  it('shows a session whose file is broken or missing with the error, and offers recovery', async () => {
    const view = await load({ ...file('WFS-a'), '.workflow/WFS-a/workflow-session.json': '{ "status": ', '.workflow/WFS-b/.task/IMPL-1.json': smallTask('IMPL-1') });
    const [first, second] = sessionsTree([view], t);
    for (const row of [first, second]) {
      assert.equal(row?.icon.id, 'warning');
      assert.equal(row.context, 'session live recover');
    }
    assert.match(first?.description ?? '', /^1\/2 · ./);
    assert.match(second?.description ?? '', /^0\/1 · .*workflow-session\.json/);
  });

  it('tells sessions of one name apart by their place', async () => {
    const view = await load({ ...file('WFS-x'), ...file('active/WFS-x') });
    assert.deepEqual(sessionsTree([view], t).map(({ description }) => description.split(' · ').at(-1)).sort(), ['.workflow', '.workflow/active'].sort());
  });

  it('shows markers that are wrong on top, with their fix', async () => {
    const view = await load({ ...file('WFS-x'), '.workflow/.active-WFS-gone': '' });
    const [marker] = sessionsTree([view], t);
    assert.deepEqual([marker?.label, marker?.icon.id, marker?.context], ['.active-WFS-gone', 'warning', 'finding fix']);
  });

  it('gives each of several roots a row', async () => {
    const one = await load(file('WFS-x'));
    const other = { ...(await load(file('WFS-x'))), root: '/other', name: 'other' };
    const rows = sessionsTree([one, other], t);
    assert.equal(treeText(rows), 'root-folder root\n  play-circle The WFS-x | 1/2 · open\nroot-folder other\n  play-circle The WFS-x | 1/2 · open');
    assert.equal(new Set(allRows(rows).map(({ id }) => id)).size, 4);
  });
});

describe('The shown sessions', () => {
  it('are the active ones of all roots until the person chooses one', async () => {
    const one = await load({ ...file('WFS-x'), ...file('WFS-y'), '.workflow/.active-WFS-x': '' });
    const other = { ...one, root: '/other' };
    const paths = (chosen: Parameters<typeof shownSessions>[1]): string[] => shownSessions([one, other], chosen).map(({ root, session }) => `${root} ${session.name}`);
    assert.deepEqual(paths(null), ['/root WFS-x', '/other WFS-x']);
    assert.deepEqual(paths({ kind: 'session', root: '/other', session: '.workflow/WFS-y' }), ['/other WFS-y']);
    assert.deepEqual(paths({ kind: 'session', root: '/other', session: '.workflow/WFS-gone' }), ['/root WFS-x', '/other WFS-x'], 'a chosen one that is gone');
  });
});
