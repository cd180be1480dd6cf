import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { activeApi, folder } from '../support/editor.js';

describe('File trust in a folder that is opened through a link', function () {
  this.timeout(60_000);

  it('finds the paths of files all the same', async () => {
    const { models } = await (await activeApi()).trust.editor();
    const file = models.judge(vscode.Uri.file(join(folder(), 'src/auth/new.ts')));
    assert.deepEqual([file?.path, file?.answer.level], ['src/auth/new.ts', 'low']);
  });
});
