import assert from 'node:assert/strict';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiskFiles } from '../../src/node/disk-files.js';
import { sessionByPath } from '../../src/core/workflow/selectors.js';
import { openStore } from '../support/open-store.js';
import { smallTask, writeSmallSession } from '../support/small-workflow.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startChild } from './support/child.js';
import { contested } from './support/contested.js';
import { faultRoot, figure } from './support/fault-root.js';

describe('a reader while somebody writes', () => {
  it('never sees half a file that another process replaces', async () => {
    const root = faultRoot();
    const files = new DiskFiles(root);
    const writing = startChild('append', [root, 'w', String(figure(150, 1_500))]);
    let reads = 0;
    while (reads < figure(1_000, 10_000) || writing.process.exitCode === null) {
      await files.read([{ path: contested }], (_path, outcome) => {
        JSON.parse(outcome.kind === 'text' ? outcome.text : outcome.kind);
      });
      reads += 1;
      if (reads % 16 === 0) await new Promise(setImmediate);
    }
    assert.equal((await writing.ended).code, 0);
  });

  it('sees every file whole that is renamed into place between its look and its reading, of whatever size', async () => {
    const root = temporaryFolder();
    const session = '.workflow/WFS-one';
    const path = `${session}/.task/IMPL-1.json`;
    writeSmallSession(root, session, ['IMPL-1']);
    const { store } = openStore(root);
    await store.refresh();
    for (let n = 0; n < figure(300, 3_000); n++) {
      const looking = store.refresh([path]);
      writeFileSync(join(root, 'next'), smallTask('IMPL-1', { title: 'x'.repeat((n * 7_919) % 60_000) }));
      renameSync(join(root, 'next'), join(root, path));
      await looking;
      assert.equal(sessionByPath(await store.refresh([path]), session)?.tasks.byId.get('IMPL-1')?.title.length, (n * 7_919) % 60_000);
    }
  });
});
