import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { smallSession, smallTask } from '../../../support/small-workflow.js';
import { writeFiles } from '../../../support/temporary-folder.js';
import { allRows } from '../../../support/tree-text.js';
import { activeApi, folder, run, until } from '../support/editor.js';

describe('The setting workflow.stateRoot', function () {
  this.timeout(30_000);
  after(() => vscode.workspace.getConfiguration('workflow').update('stateRoot', undefined, vscode.ConfigurationTarget.Workspace));

  it('names the state of another folder, and is followed at once', async () => {
    const api = await activeApi();
    await until('the state of the folder is shown', () => allRows(api.sessions()).length > 5);
    const other = join(dirname(folder()), 'elsewhere');
    writeFiles(other, { '.workflow/WFS-other/workflow-session.json': smallSession('WFS-other'), '.workflow/WFS-other/.task/IMPL-1.json': smallTask('IMPL-1') });
    const set = (value: string | undefined): Thenable<void> => vscode.workspace.getConfiguration('workflow').update('stateRoot', value, vscode.ConfigurationTarget.Workspace);
    await set('../elsewhere');
    await until('the other state is shown', () => allRows(api.sessions()).map(({ label }) => label).join() === 'The WFS-other');
    await run('workflow.activateSession', allRows(api.sessions())[0]);
    await until('it was changed there', () => api.sessions()[0]?.description.includes('active session') === true);
    await set(undefined);
    await until('the state of the folder is shown again', () => allRows(api.sessions()).length > 5);
    assert.equal(allRows(api.sessions()).some(({ label }) => label === 'The WFS-other'), false);
  });
});
