import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sessionByPath } from '../../../src/core/workflow/selectors.js';
import { openStore } from '../../support/open-store.js';
import type { OpenStore } from '../../support/open-store.js';
import { smallTask, writeSmallSession } from '../../support/small-workflow.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const session = '.workflow/WFS-one';
const task = `${session}/.task/IMPL-1.json`;

async function loaded(): Promise<OpenStore & { readonly set: (status: string) => void }> {
  const root = temporaryFolder();
  writeSmallSession(root, session, ['IMPL-1']);
  const open = openStore(root);
  await open.store.refresh();
  open.files.take();
  open.changes.length = 0;
  return { ...open, set: (status) => writeFileSync(join(root, task), smallTask('IMPL-1', { status })) };
}

function statusOf({ store }: OpenStore): string {
  return sessionByPath(store.state, session)?.tasks.byId.get('IMPL-1')?.status ?? 'none';
}

/** Resolves with the next change. */
async function nextChange({ store }: OpenStore): Promise<void> {
  await new Promise<void>((changed) => {
    const subscription = store.onDidChange(() => {
      subscription.dispose();
      changed();
    });
  });
}

describe('WorkflowStore.invalidate', () => {
  it('looks when hints have been quiet for 50 ms, once for all of them', async () => {
    const open = await loaded();
    open.set('active');
    const changed = nextChange(open);
    for (let n = 0; n < 5; n++) {
      open.store.invalidate([task]);
      open.time.pass(49);
    }
    assert.deepEqual(open.files.take(), []);
    open.time.pass(1);
    await changed;
    assert.equal(statusOf(open), 'active');
    assert.deepEqual(open.files.take(), [`read ${task}`]);
    assert.equal(open.time.waiting, 0);
  });

  it('looks 1 s after the first hint although there is no quiet', async () => {
    const open = await loaded();
    open.set('active');
    const changed = nextChange(open);
    for (let ms = 0; ms < 1_000; ms += 40) {
      open.store.invalidate([task]);
      open.time.pass(40);
    }
    await changed;
    assert.equal(statusOf(open), 'active');
  });

  it('needs one timer for a storm of hints', async () => {
    const { store, time } = await loaded();
    for (let n = 0; n < 10_000; n++) store.invalidate([`${session}/.task/IMPL-${n}.json`]);
    assert.equal(time.waiting, 1);
  });

  it('does not wait for a clock that was set back', async () => {
    const open = await loaded();
    open.set('active');
    open.store.invalidate([task]);
    open.time.set(0);
    const changed = nextChange(open);
    open.time.pass(2_000_000);
    await changed;
    assert.equal(statusOf(open), 'active');
  });

  it('is answered by a refresh, which takes the waiting hints with it', async () => {
    const open = await loaded();
    open.set('active');
    open.store.invalidate([task]);
    await open.store.refresh([]);
    assert.equal(statusOf(open), 'active');
    assert.equal(open.time.waiting, 0);
  });

  it('does nothing after the store has ended', async () => {
    const open = await loaded();
    open.set('active');
    open.store.invalidate([task]);
    open.store.dispose();
    open.store.invalidate('everything');
    assert.equal(open.time.waiting, 0);
    await open.store.refresh();
    assert.deepEqual([statusOf(open), open.changes, open.files.take()], ['pending', [], []]);
  });
});

describe('WorkflowStore.refresh', () => {
  it('never looks twice at once and never misses what was hinted while it looked', async () => {
    const open = await loaded();
    const first = open.store.refresh();
    open.set('active');
    const later = [open.store.refresh([task]), open.store.refresh([task])];
    await first;
    const states = await Promise.all(later);
    assert.equal(statusOf(open), 'active');
    assert.equal(states[0], states[1]);
    assert.equal(open.files.take().filter((line) => line === `list ${session}/.task`).length, 1);
  });

  it('goes on when somebody who is told of a change fails', async () => {
    const open = await loaded();
    open.store.onDidChange(() => {
      throw new Error('view failed');
    });
    open.set('active');
    await open.store.refresh();
    assert.equal(statusOf(open), 'active');
    assert.match(open.errors.join(), /view failed/);
  });

  it('keeps the last state and looks at everything next time when looking itself fails', async () => {
    const open = await loaded();
    open.files.failure = new Error('bug');
    const before = open.store.state;
    assert.equal(await open.store.refresh(), before);
    assert.match(open.errors.join(), /bug/);
    open.files.failure = null;
    open.set('active');
    await open.store.refresh([]);
    assert.equal(statusOf(open), 'active');
  });

  it('sees two changes of the same size in the same moment', async () => {
    const open = await loaded();
    for (const status of ['blocked', 'pending', 'blocked', 'pending', 'skipped']) {
      open.set(status);
      await open.store.refresh('everything');
      assert.equal(statusOf(open), status);
    }
  });

  it('finds what no hint told it of', async () => {
    const open = await loaded();
    open.set('active');
    await open.store.refresh([]);
    assert.equal(statusOf(open), 'pending');
    await open.store.refresh();
    assert.equal(statusOf(open), 'active');
  });
});

describe('WorkflowStore on an empty folder', () => {
  it('finds a workflow that is made later', async () => {
    const root = temporaryFolder();
    const { store } = openStore(root);
    await store.refresh();
    mkdirSync(join(root, '.workflow'));
    writeSmallSession(root, session, ['IMPL-1']);
    assert.equal((await store.refresh([task])).sessions.length, 1);
  });
});
