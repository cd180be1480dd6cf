import assert from 'node:assert/strict';
import { openWorkbench } from './setup.js';
import type { Workbench } from './workbench.js';

describe('A window with the packed extension', function () {
  this.timeout(60_000);
  let workbench: Workbench;
  before(async () => { workbench = await openWorkbench(); });
  after(() => workbench.close());

  it('activates the extension, which says so in its output channel', async () => {
    const lines = await workbench.output('Agent Workflow');
    await lines.filter({ hasText: 'Agent Workflow is active.' }).waitFor();
    assert.deepEqual(workbench.errors, []);
  });
});
