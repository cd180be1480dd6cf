import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { activeApi, folder } from '../support/editor.js';

describe('File trust in a linked worktree', function () {
  this.timeout(60_000);

  it('leaves the worktree’s own place out of the path', async () => {
    const { models } = await (await activeApi()).trust.editor();
    const judged = (path: string): unknown => { const file = models.judge(vscode.Uri.file(join(folder(), path))); return [file?.path, file?.answer.level]; };
    assert.deepEqual(judged('README.md'), ['README.md', 'high']);
    assert.deepEqual(judged('src/auth/new.ts'), ['src/auth/new.ts', 'low']);
  });
});
