import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { activeSession, allFindings, sessionByPath } from '../../../src/core/workflow/selectors.js';
import type { WorkflowState } from '../../../src/core/workflow/workflow-state.js';
import { emptyState } from '../../../src/core/workflow/workflow-store.js';
import { openStore } from '../../support/open-store.js';
import type { OpenStore } from '../../support/open-store.js';
import { smallSession, smallTask, writeSmallSession } from '../../support/small-workflow.js';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';

const one = '.workflow/active/WFS-one';
const two = '.workflow/WFS-two';

/** A root with two sessions, loaded. */
async function loaded(): Promise<OpenStore & { readonly root: string }> {
  const root = temporaryFolder();
  writeSmallSession(root, one, ['IMPL-1', 'IMPL-2']);
  writeSmallSession(root, two, ['IMPL-1']);
  const open = openStore(root);
  await open.store.refresh();
  open.files.take();
  open.changes.length = 0;
  return { ...open, root };
}

function ids(state: WorkflowState, session: string): readonly string[] {
  return sessionByPath(state, session)?.tasks.all.map(({ id, status }) => `${id} ${status}`) ?? assert.fail(`no ${session}`);
}

function codes(state: WorkflowState): readonly string[] {
  return allFindings(state).map(({ code, file }) => `${code} ${file}`);
}

describe('WorkflowStore', () => {
  it('knows nothing before the first look', () => {
    assert.equal(openStore(temporaryFolder()).store.state, emptyState);
  });

  it('loads sessions of every layout in natural order', async () => {
    const root = temporaryFolder();
    for (const path of ['.workflow/WFS-10', '.workflow/WFS-9', '.workflow/active/WFS-2', '.workflow/archives/WFS-3', '.workflow/.archives/WFS-4']) {
      writeSmallSession(root, path, ['IMPL-1']);
    }
    const state = await openStore(root).store.refresh();
    assert.deepEqual(state.sessions.map(({ path, location, status }) => `${path} ${location} ${status}`), [
      '.workflow/active/WFS-2 active active',
      '.workflow/archives/WFS-3 archives archived',
      '.workflow/.archives/WFS-4 archives archived',
      '.workflow/WFS-9 root active',
      '.workflow/WFS-10 root active',
    ]);
    assert.equal(state.revision, 1);
    assert.ok(state.initialised && state.hasActiveFolder);
  });

  it('tells a folder without a workflow from one with an empty one', async () => {
    const root = temporaryFolder();
    const { store, changes } = openStore(root);
    assert.deepEqual(await store.refresh(), { ...emptyState, revision: 1 });
    mkdirSync(join(root, '.workflow'));
    assert.deepEqual(await store.refresh(['.workflow']), { ...emptyState, revision: 2, initialised: true });
    assert.equal(changes.length, 2);
  });

  it('takes neither versions, dot folders, backups nor temporary files for sessions and tasks', async () => {
    const { root, store } = await loaded();
    writeFiles(root, {
      '.workflow/versions/v001/workflow-session.json': '{}',
      '.workflow/.scratch/WFS-x/workflow-session.json': '{}',
      '.workflow/WFS-file': '',
      '.workflow/WFS-old.bak/workflow-session.json': '{}',
      [`${one}/.task/IMPL-1.json.bak`]: '{}',
      [`${one}/.task/versions/IMPL-1.json`]: '{}',
      [`${one}/.task/temp`]: '{}',
      [`${one}/.task/IMPL-3.json.tmp-1`]: '{}',
    });
    const before = store.state;
    assert.equal(await store.refresh(), before);
  });

  it('keeps the same object and tells nobody when nothing has changed', async () => {
    const { root, store, changes } = await loaded();
    const before = store.state;
    assert.equal(await store.refresh(), before);
    writeFileSync(join(root, one, '.task/IMPL-3.md'), 'not ours');
    assert.equal(await store.refresh([`${one}/.task/IMPL-3.md`]), before);
    assert.deepEqual(changes, []);
  });

  it('keeps the objects of sessions that did not change', async () => {
    const { root, store, changes } = await loaded();
    const before = store.state;
    writeFileSync(join(root, one, '.task/IMPL-1.json'), smallTask('IMPL-1', { status: 'completed' }));
    const after = await store.refresh([`${one}/.task/IMPL-1.json`]);
    assert.deepEqual(changes, [{ before, after }]);
    assert.equal(after.revision, before.revision + 1);
    assert.equal(sessionByPath(after, two), sessionByPath(before, two));
    assert.notEqual(sessionByPath(after, one), sessionByPath(before, one));
    assert.equal(sessionByPath(after, one)?.tasks.byId.get('IMPL-2')?.file, sessionByPath(before, one)?.tasks.byId.get('IMPL-2')?.file);
  });

  it('cannot be changed from outside', async () => {
    const { store } = await loaded();
    assert.ok(Object.isFrozen(store.state));
    assert.ok(store.state.sessions.every((session) => Object.isFrozen(session)));
  });

  it('sees that a file was only touched in nothing but the time', async () => {
    const { root, store } = await loaded();
    const before = sessionByPath(store.state, one);
    const later = new Date('2099-01-01T00:00:00Z');
    utimesSync(join(root, one, '.task/IMPL-1.json'), later, later);
    const after = sessionByPath(await store.refresh([`${one}/.task/IMPL-1.json`]), one);
    assert.deepEqual({ ...after, changedAt: 0 }, { ...before, changedAt: 0 });
    assert.equal(after?.changedAt, later.getTime());
    assert.equal(after.tasks, before?.tasks);
  });
});

describe('WorkflowStore and hints', () => {
  it('reads only the file that a hint names', async () => {
    const { root, store, files } = await loaded();
    writeFileSync(join(root, one, '.task/IMPL-2.json'), smallTask('IMPL-2', { status: 'active' }));
    assert.deepEqual(ids(await store.refresh([`${one}/.task/IMPL-2.json`]), one), ['IMPL-1 pending', 'IMPL-2 active']);
    assert.deepEqual(files.take(), [`read ${one}/.task/IMPL-2.json`]);
  });

  it('reads the TODO list and the session file only when they are named', async () => {
    const { root, store, files } = await loaded();
    writeFiles(root, { [`${one}/TODO_LIST.md`]: '- [ ] **IMPL-1**: One\n', [`${one}/workflow-session.json`]: smallSession('WFS-one', 'paused') });
    const state = await store.refresh([`${one}/TODO_LIST.md`, `${one}/workflow-session.json`]);
    assert.deepEqual(files.take(), [`read ${one}/TODO_LIST.md`, `read ${one}/workflow-session.json`]);
    assert.equal(sessionByPath(state, one)?.todo.ownership, 'foreign');
    assert.equal(sessionByPath(state, one)?.status, 'paused');
  });

  it('lists only the directory concerned for a task it does not know', async () => {
    const { root, store, files } = await loaded();
    writeFileSync(join(root, one, '.task/IMPL-3.json'), smallTask('IMPL-3'));
    assert.deepEqual(ids(await store.refresh([`${one}/.task/IMPL-3.json`]), one), ['IMPL-1 pending', 'IMPL-2 pending', 'IMPL-3 pending']);
    const lists = files.take().filter((line) => line.startsWith('list'));
    assert.deepEqual(lists, [`list ${one}/.task`]);
  });

  it('lists only the summaries for a summary', async () => {
    const { root, store, files } = await loaded();
    writeFiles(root, { [`${one}/.summaries/IMPL-1.md`]: '', [`${one}/.summaries/IMPL-2.md`]: '', [`${one}/.summaries/IMPL-2-summary.md`]: '' });
    const state = await store.refresh([`${one}/.summaries/IMPL-1.md`]);
    assert.deepEqual(files.take(), [`list ${one}/.summaries`]);
    assert.deepEqual([...sessionByPath(state, one)?.summaries ?? []].sort(), [['IMPL-1', '.summaries/IMPL-1.md'], ['IMPL-2', '.summaries/IMPL-2-summary.md']]);
    rmSync(join(root, one, '.summaries'), { recursive: true });
    assert.equal(sessionByPath(await store.refresh([`${one}/.summaries`]), one)?.summaries.size, 0);
  });

  it('lists where sessions lie, and reads nothing else, for a marker', async () => {
    const { root, store, files } = await loaded();
    writeFileSync(join(root, '.workflow/.active-WFS-two'), '');
    const state = await store.refresh(['.workflow/.active-WFS-two']);
    assert.deepEqual(state.active, { path: two, by: 'marker' });
    assert.deepEqual(files.take().filter((line) => line.includes('.task')), []);
    unlinkSync(join(root, '.workflow/.active-WFS-two'));
    assert.deepEqual((await store.refresh(['.workflow/.active-WFS-two'])).active, { path: one, by: 'shown' });
  });

  it('reads nothing for what is not ours', async () => {
    const { store, files } = await loaded();
    await store.refresh(['src/main.ts', `${one}/.chat/x.md`, `${one}/IMPL_PLAN.md`, '.workflow/.state/lock', `${one}/.task/IMPL-1.json.tmp`]);
    assert.deepEqual(files.take(), []);
  });

  it('looks at everything when the root itself is named', async () => {
    const { root, store } = await loaded();
    rmSync(join(root, '.workflow'), { recursive: true });
    assert.deepEqual(await store.refresh(['']), { ...emptyState, revision: store.state.revision });
  });

  it('finds a whole new session by any path in it', async () => {
    for (const path of ['', '/.task', '/.task/IMPL-2.json', '/workflow-session.json', '/TODO_LIST.md', '/.summaries/IMPL-1.md']) {
      const { root, store } = await loaded();
      const session = '.workflow/active/WFS-new';
      writeSmallSession(root, session, ['IMPL-1', 'IMPL-2']);
      assert.deepEqual(ids(await store.refresh([`${session}${path}`]), session), ['IMPL-1 pending', 'IMPL-2 pending'], path);
    }
  });
});

describe('WorkflowStore and what goes away', () => {
  it('forgets a task that was deleted', async () => {
    const { root, store } = await loaded();
    unlinkSync(join(root, one, '.task/IMPL-1.json'));
    assert.deepEqual(ids(await store.refresh([`${one}/.task/IMPL-1.json`]), one), ['IMPL-2 pending']);
  });

  it('finds a renamed task although only its old name is hinted', async () => {
    const { root, store } = await loaded();
    renameSync(join(root, one, '.task/IMPL-1.json'), join(root, one, '.task/IMPL-7.json'));
    const state = await store.refresh([`${one}/.task/IMPL-1.json`]);
    assert.deepEqual(sessionByPath(state, one)?.tasks.all.map(({ file }) => file.path), [`${one}/.task/IMPL-7.json`, `${one}/.task/IMPL-2.json`]);
  });

  for (const path of ['', '/.task/IMPL-1.json', '/workflow-session.json', '/.task']) {
    it(`follows a session that was moved to the archives when ${path === '' ? 'it' : path} is hinted`, async () => {
      const { root, store } = await loaded();
      mkdirSync(join(root, '.workflow/archives'));
      renameSync(join(root, one), join(root, '.workflow/archives/WFS-one'));
      const state = await store.refresh([`${one}${path}`]);
      assert.deepEqual(state.sessions.map((session) => session.path), ['.workflow/archives/WFS-one', two]);
      assert.equal(ids(state, '.workflow/archives/WFS-one').length, 2);
    });
  }

  it('forgets all when the workflow is deleted', async () => {
    const { root, store } = await loaded();
    rmSync(join(root, '.workflow'), { recursive: true });
    const state = await store.refresh([`${one}/.task/IMPL-1.json`]);
    assert.deepEqual({ sessions: state.sessions, initialised: state.initialised }, { sessions: [], initialised: false });
  });

  it('follows a whole layout that was renamed', async () => {
    const { root, store } = await loaded();
    renameSync(join(root, '.workflow/active'), join(root, '.workflow/archives'));
    const state = await store.refresh(['.workflow/active']);
    assert.deepEqual(state.sessions.map(({ path }) => path), ['.workflow/archives/WFS-one', two]);
    assert.equal(state.hasActiveFolder, false);
  });

  it('reads a session anew that was replaced by another of the same name', async () => {
    const { root, store } = await loaded();
    writeSmallSession(root, 'elsewhere', ['IMPL-8', 'IMPL-9']);
    rmSync(join(root, one), { recursive: true });
    renameSync(join(root, 'elsewhere'), join(root, one));
    assert.deepEqual(ids(await store.refresh([one]), one), ['IMPL-8 pending', 'IMPL-9 pending']);
  });

  it('keeps a session without tasks or session file, with a finding', async () => {
    const { root, store } = await loaded();
    rmSync(join(root, one, '.task'), { recursive: true });
    unlinkSync(join(root, one, 'workflow-session.json'));
    const state = await store.refresh([`${one}/.task`, `${one}/workflow-session.json`]);
    assert.deepEqual(ids(state, one), []);
    assert.ok(codes(state).includes(`session/missing-file ${one}/workflow-session.json`));
  });
});

describe('WorkflowStore and what is broken', () => {
  it('shows a broken file and all the good ones', async () => {
    const { root, store } = await loaded();
    writeFileSync(join(root, one, '.task/IMPL-1.json'), '{"id": "IMPL-1", ');
    const state = await store.refresh([`${one}/.task/IMPL-1.json`]);
    const tasks = sessionByPath(state, one)?.tasks;
    assert.deepEqual(tasks?.all.map(({ file }) => `${file.path} ${String(file.broken)}`), [`${one}/.task/IMPL-1.json true`, `${one}/.task/IMPL-2.json false`]);
    assert.ok(codes(state).includes(`json/syntax ${one}/.task/IMPL-1.json`));
    writeFileSync(join(root, one, '.task/IMPL-1.json'), smallTask('IMPL-1'));
    assert.equal(sessionByPath(await store.refresh([`${one}/.task/IMPL-1.json`]), one)?.tasks.counts.broken, 0);
  });

  it('skips links and directories that are called like tasks, and says so', async () => {
    const { root, store } = await loaded();
    mkdirSync(join(root, one, '.task/IMPL-3.json'));
    symlinkSync('IMPL-1.json', join(root, one, '.task/IMPL-4.json'));
    unlinkSync(join(root, one, '.task/IMPL-2.json'));
    symlinkSync('IMPL-1.json', join(root, one, '.task/IMPL-2.json'));
    const hints = [2, 3, 4].map((n) => `${one}/.task/IMPL-${n}.json`);
    const state = await store.refresh(hints);
    assert.deepEqual(ids(state, one), ['IMPL-1 pending']);
    for (const n of [2, 3, 4]) assert.ok(codes(state).includes(`file/not-regular ${one}/.task/IMPL-${n}.json`));
  });

  it('does not go through a session, a task directory or a workflow that is a link', async () => {
    const outside = temporaryFolder();
    writeSmallSession(outside, '.workflow/WFS-out', ['IMPL-1']);
    const { root, store } = await loaded();
    symlinkSync(join(outside, '.workflow/WFS-out'), join(root, '.workflow/WFS-link'));
    rmSync(join(root, one, '.task'), { recursive: true });
    symlinkSync(join(outside, '.workflow/WFS-out/.task'), join(root, one, '.task'));
    const state = await store.refresh();
    assert.deepEqual(state.sessions.map(({ path }) => path), [one, two]);
    assert.deepEqual(ids(state, one), []);
    assert.ok(codes(state).includes('file/not-regular .workflow/WFS-link'));
    assert.ok(codes(state).includes(`file/unreadable ${one}/.task`));
    const linked = temporaryFolder();
    symlinkSync(join(outside, '.workflow'), join(linked, '.workflow'));
    const through = await openStore(linked).store.refresh();
    assert.deepEqual([through.initialised, through.sessions.length, codes(through)], [true, 0, ['file/unreadable .workflow']]);
  });

  it('takes a directory with a marker\'s name for no marker, and the newest of several as active', async () => {
    const { root, store } = await loaded();
    mkdirSync(join(root, '.workflow/.active-WFS-one'));
    writeFiles(root, { '.workflow/.active-WFS-two': '', '.workflow/.active-WFS-gone': '' });
    const state = await store.refresh();
    assert.deepEqual(state.markers.map(({ file }) => file).sort(), ['.active-WFS-gone', '.active-WFS-two']);
    assert.equal(activeSession(state)?.path, two);
    assert.ok(codes(state).includes('marker/orphan .workflow/.active-WFS-gone'));
  });
});
