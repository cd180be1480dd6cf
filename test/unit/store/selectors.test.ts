import assert from 'node:assert/strict';
import { activeSession, allFindings, nextTask, sessionByPath } from '../../../src/core/workflow/selectors.js';
import { openStore } from '../../support/open-store.js';
import { smallTask, writeSmallSession } from '../../support/small-workflow.js';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';

const session = '.workflow/WFS-one';

/** Loads one session with these tasks: id → fields. */
async function nextOf(tasks: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Promise<string | undefined> {
  const root = temporaryFolder();
  writeSmallSession(root, session, []);
  writeFiles(root, Object.fromEntries(Object.entries(tasks).map(([id, fields]) => [`${session}/.task/${id}.json`, smallTask(id, fields)])));
  const loaded = sessionByPath(await openStore(root).store.refresh(), session);
  return loaded === null ? assert.fail() : nextTask(loaded)?.id;
}

describe('nextTask', () => {
  it('is the first active leaf', async () => {
    assert.equal(await nextOf({ 'IMPL-1': {}, 'IMPL-2': { status: 'active' }, 'IMPL-10': { status: 'active' } }), 'IMPL-2');
  });

  it('is else the first pending leaf that nothing blocks, in natural order', async () => {
    const waits = { context: { depends_on: ['IMPL-10'] } };
    assert.equal(await nextOf({ 'IMPL-1': { status: 'completed' }, 'IMPL-2': waits, 'IMPL-9': { status: 'blocked' }, 'IMPL-10': {}, 'IMPL-11': {} }), 'IMPL-10');
  });

  it('is never a container or a broken task', async () => {
    assert.equal(await nextOf({ 'IMPL-1': { status: 'container' }, 'IMPL-1.1': {} }), 'IMPL-1.1');
    assert.equal(await nextOf({ 'IMPL-1': { status: 'container' } }), undefined);
  });

  it('is none when all is done or blocked', async () => {
    assert.equal(await nextOf({ 'IMPL-1': { status: 'completed' }, 'IMPL-2': { status: 'failed' }, 'IMPL-3': { context: { depends_on: ['IMPL-2'] } } }), undefined);
  });
});

describe('selectors of the workflow', () => {
  it('name the active session, or none', async () => {
    const root = temporaryFolder();
    writeSmallSession(root, session, []);
    const { store } = openStore(root);
    assert.equal(activeSession(await store.refresh()), null);
    writeFiles(root, { '.workflow/.active-WFS-one': '' });
    const state = await store.refresh();
    assert.equal(activeSession(state), sessionByPath(state, session));
    assert.equal(sessionByPath(state, '.workflow/WFS-other'), null);
  });

  it('give every finding, of the workflow and of all sessions', async () => {
    const root = temporaryFolder();
    writeSmallSession(root, session, []);
    writeFiles(root, { '.workflow/.active-WFS-gone': '', [`${session}/.task/IMPL-1.json`]: '[]' });
    const codes = allFindings(await openStore(root).store.refresh()).map(({ code }) => code);
    assert.deepEqual(codes, ['marker/orphan', 'todo/missing', 'json/not-an-object']);
  });
});
