import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { versionsDirectory } from '../../../../src/core/versions/version-layout.js';
import { allRows, treeText } from '../../../support/tree-text.js';
import { activeApi, extensionPath, folder, run, until } from '../support/editor.js';

describe('Versions in Restricted Mode', function () {
  this.timeout(30_000);

  it('are shown, and nothing is recorded, approved or undone', async () => {
    const { versions } = await activeApi();
    const home = join(folder(), versionsDirectory);
    cpSync(join(extensionPath(), 'test/version-cases/sound/versions'), home, { recursive: true });
    await run('workflow.refresh');
    await versions.editor();
    await until('they are shown', () => versions.rows.length > 0, () => treeText(versions.rows));
    const files = (): string[] => readdirSync(folder(), { recursive: true, encoding: 'utf8' }).filter((name) => !/^\.git\/(?!workflow)/.test(name)).sort();
    const before = files();
    for (const row of allRows(versions.rows)) {
      for (const command of ['startRun', 'finishRun', 'completeVersion', 'approveDesign', 'rejectImplementation', 'rollBack', 'cleanUpContent', 'createVersion'] as const) await run(`workflow.${command}`, row);
    }
    assert.deepEqual(files(), before);
    assert.ok(!existsSync(join(folder(), '.git/workflow')), 'no git was run to look at the files');
  });
});
