import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { activeApi, folder, run, TestSession, until } from '../support/editor.js';

describe('A folder without a workflow', function () {
  this.timeout(30_000);

  it('has empty trees, and nothing is written by opening it', async () => {
    const api = await activeApi();
    await run('workflow.refresh');
    assert.deepEqual([api.sessions(), api.tasks()], [[], []]);
    assert.deepEqual(readdirSync(folder()), []);
  });

  it('begins when the person says so', async () => {
    await run('workflow.initialise');
    assert.equal(existsSync(join(folder(), '.workflow')), true);
    const session = new TestSession('WFS-first');
    await session.show({ 'IMPL-1': {} });
    const api = await activeApi();
    await until('the session is shown', () => api.sessions().some(({ label }) => label === 'The WFS-first'));
    await run('workflow.startTask', session.task('IMPL-1'));
    await session.agree('IMPL-1', 'active');
  });
});
