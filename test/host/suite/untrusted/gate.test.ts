import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { activeApi, folder, run } from '../support/editor.js';

describe('The TDD gate in Restricted Mode', function () {
  this.timeout(60_000);

  it('runs nothing and writes nothing', async () => {
    await activeApi();
    for (const command of ['workflow.installTddHook', 'workflow.uninstallTddHook', 'workflow.checkHookHealth', 'workflow.proveTestRed', 'workflow.installActions'] as const) await run(command);
    for (const path of ['.git/hooks/pre-commit', '.git/workflow/tdd', '.github']) assert.ok(!existsSync(join(folder(), path)), path);
  });
});
