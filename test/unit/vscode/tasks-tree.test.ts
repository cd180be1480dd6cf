import assert from 'node:assert/strict';
import { tasksTree } from '../../../src/vscode/trees/tasks-tree.js';
import { everything } from '../../../src/vscode/trees/task-filter.js';
import { allRows, rowOf, treeText } from '../../support/tree-text.js';
import { rowsOf, sessionWith, shown, t } from './views.js';

const container = { status: 'container' };

describe('The tasks tree', () => {
  it('shows containers with their leaves, in natural order, each with its status', async () => {
    const session = await sessionWith({
      'IMPL-10': { title: 'Last' },
      'IMPL-2': { ...container, title: 'Auth' },
      'IMPL-2.1': { status: 'completed', title: 'Login' },
      'IMPL-2.2': { status: 'active', title: 'Logout' },
      'IMPL-1': { status: 'failed', title: 'First' },
    });
    assert.equal(treeText(rowsOf(session)), [
      'error IMPL-1: First | failed',
      'play-circle IMPL-2: Auth | active · 1/2',
      '  pass-filled IMPL-2.1: Login | completed',
      '  play-circle IMPL-2.2: Logout | active',
      'circle-large-outline IMPL-10: Last | pending',
    ].join('\n'));
  });

  it('says for what a pending task waits', async () => {
    const session = await sessionWith({ 'IMPL-1': {}, 'IMPL-2': { context: { depends_on: ['IMPL-1'] } } });
    assert.match(treeText(rowsOf(session)), /IMPL-2: Task IMPL-2 \| pending · waits for IMPL-1/);
  });

  it('has a row for every file: broken ones with their error, second files of an id, unknown words', async () => {
    const session = await sessionWith({
      'IMPL-1': {},
      'IMPL-1-copy': { id: 'IMPL-1', title: 'The copy' },
      'IMPL-2': '{ "id": "IMPL-2", ',
      'IMPL-3': '[]',
      'IMPL-4': { status: 'on hold' },
      'IMPL-1.1.1': {},
    });
    const rows = rowsOf(session);
    assert.equal(allRows(rows).filter(({ target }) => target.kind === 'task').length, 6);
    const broken = rowOf(rows, 'IMPL-2');
    assert.equal(broken.icon.id, 'warning');
    assert.notEqual(broken.description, '');
    assert.deepEqual([broken.context, broken.click], ['task broken', 'workflow.openJson']);
    assert.equal(rowOf(rows, 'IMPL-4: Task IMPL-4').description, 'on hold');
  });

  it('loses nobody in a circle of parents', async () => {
    const session = await sessionWith({ 'IMPL-1': { context: { parent: 'IMPL-2' } }, 'IMPL-2': { context: { parent: 'IMPL-1' } }, 'IMPL-3': {} });
    assert.deepEqual(allRows(rowsOf(session)).map(({ label }) => label.slice(0, 6)).sort(), ['IMPL-1', 'IMPL-2', 'IMPL-3']);
  });

  it('offers in menus what the state machine allows, and nothing for containers', async () => {
    const session = await sessionWith({
      'IMPL-1': {}, 'IMPL-2': { status: 'active' }, 'IMPL-3': { status: 'blocked' }, 'IMPL-4': { status: 'failed' },
      'IMPL-5': { status: 'skipped' }, 'IMPL-6': { status: 'completed' }, 'IMPL-7': container, 'IMPL-7.1': {},
    });
    const words: unknown = Object.fromEntries(allRows(rowsOf(session)).map(({ label, context }) => [label.slice(0, label.indexOf(':')), context]));
    assert.deepEqual(words, {
      'IMPL-1': 'task live leaf start block skip top',
      'IMPL-2': 'task live leaf complete block fail release top',
      'IMPL-3': 'task live leaf start complete fail top',
      'IMPL-4': 'task live leaf retry top',
      'IMPL-5': 'task live leaf reopen',
      'IMPL-6': 'task live leaf reopen',
      'IMPL-7': 'task live container',
      'IMPL-7.1': 'task live leaf start block skip',
    });
  });

  it('filters by words and by status and keeps the way to what it found', async () => {
    const session = await sessionWith({
      'IMPL-1': { ...container, title: 'Auth' }, 'IMPL-1.1': { title: 'Login page' }, 'IMPL-1.2': { title: 'Token', status: 'completed' }, 'IMPL-2': { title: 'Docs', status: 'blocked' },
    });
    const labels = (filter: Parameters<typeof rowsOf>[1]): string[] => allRows(rowsOf(session, filter)).map(({ label }) => label);
    assert.deepEqual(labels({ text: 'PAGE login' }), ['IMPL-1: Auth', 'IMPL-1.1: Login page']);
    assert.deepEqual(labels({ text: 'auth' }), ['IMPL-1: Auth', 'IMPL-1.1: Login page', 'IMPL-1.2: Token'], 'a container by its name, with what it has');
    assert.deepEqual(labels({ statuses: ['blocked'] }), ['IMPL-2: Docs']);
    assert.deepEqual(labels({ statuses: ['completed', 'blocked'], text: 'token' }), ['IMPL-1: Auth', 'IMPL-1.2: Token']);
    assert.deepEqual(labels({ hideFinished: true }), ['IMPL-1: Auth', 'IMPL-1.1: Login page', 'IMPL-2: Docs']);
    assert.deepEqual(labels({ text: 'nothing like that' }), []);
    assert.equal(rowOf(rowsOf(session, { statuses: ['completed'] }), 'IMPL-1: Auth').description, 'active · 1/2', 'progress is a fact, not a view');
  });

  it('never filters a broken file away by status', async () => {
    const session = await sessionWith({ 'IMPL-1': '{', 'IMPL-2': {} });
    assert.deepEqual(rowsOf(session, { statuses: ['blocked'], hideFinished: true }).map(({ label }) => label), ['IMPL-1']);
  });

  it('shows a long list in portions', async () => {
    const session = await sessionWith(Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`IMPL-${index + 1}`, {}])));
    const [last] = rowsOf(session, {}, { limit: 3 }).slice(-1);
    assert.equal(rowsOf(session, {}, { limit: 3 }).length, 4);
    assert.deepEqual([last?.label, last?.description, last?.click], ['Show more', '3 of 7 shown', 'workflow.showMore']);
    const list = last?.target.kind === 'more' ? last.target.list : '';
    assert.equal(rowsOf(session, {}, { limit: 3, limits: new Map([[list, 7]]) }).length, 7);
  });

  it('marks tasks whose mark in TODO_LIST.md was ticked by hand', async () => {
    const session = await sessionWith({ 'IMPL-1': {}, 'IMPL-2': {} }, { '.workflow/WFS-one/TODO_LIST.md': '- [x] **IMPL-1**: Task\n- [ ] **IMPL-2**: Task\n' });
    const [first, second] = rowsOf(session);
    assert.match(first?.description ?? '', /TODO_LIST.md says otherwise/);
    assert.match(first?.context ?? '', /\bdrift\b/);
    assert.doesNotMatch(second?.context ?? '', /\bdrift\b/);
  });

  it('turns what titles try into harmless text', async () => {
    const title = 'Evil\n[x](command:workbench.action.quit) \u202egnp \u001b[31m';
    const row = rowsOf(await sessionWith({ 'IMPL-1': { title } }))[0];
    assert.equal(row?.label, 'IMPL-1: Evil [x](command:workbench.action.quit) ‹U+202E›gnp ');
  });

  it('speaks name, status and level of a row', async () => {
    const session = await sessionWith({ 'IMPL-1': container, 'IMPL-1.1': { status: 'blocked', title: 'Login' } });
    assert.equal(rowOf(rowsOf(session), 'IMPL-1.1: Login').spoken, 'IMPL-1.1: Login, blocked, level 2');
  });

  it('keeps ids when titles and statuses change', async () => {
    const ids = async (fields: Record<string, unknown>): Promise<string[]> => rowsOf(await sessionWith({ 'IMPL-1': fields })).map(({ id }) => id);
    assert.deepEqual(await ids({}), await ids({ title: 'Other', status: 'failed' }));
  });

  it('puts several sessions under a row each', async () => {
    const session = await sessionWith({ 'IMPL-1': { status: 'completed' } });
    const two = tasksTree([shown(session), { ...shown(session), root: '/other' }], { t, filter: everything, limit: 500, limits: new Map() });
    assert.equal(treeText(two), 'target The WFS-one | 1/1\n  pass-filled IMPL-1: Task IMPL-1 | completed\ntarget The WFS-one | 1/1\n  pass-filled IMPL-1: Task IMPL-1 | completed');
    assert.equal(new Set(allRows(two).map(({ id }) => id)).size, 4);
  });

});
