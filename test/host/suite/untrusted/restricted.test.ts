import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { commandIds } from '../../../../src/vscode/commands/command-ids.js';
import type { TreeNode } from '../../../../src/vscode/trees/tree-node.js';
import { allRows } from '../../../support/tree-text.js';
import { answerOf } from '../support/ask.js';
import { activeApi, folder, taskRow, until } from '../support/editor.js';

/** Everything below a folder, git's own files too, with its content and time. */
function snapshot(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort().map((name) => {
    const file = join(directory, name);
    const stats = lstatSync(file);
    return `${name} ${stats.isFile() ? `${stats.mtimeMs} ${createHash('sha256').update(readFileSync(file)).digest('hex')}` : 'directory'}`;
  });
}

const asksNothing = (id: string): boolean => !['createSession', 'createTask', 'breakDownTask', 'blockTask', 'failTask', 'moveTask', 'setTaskStatus', 'filterTasks', 'initialise', 'fixFinding', 'setFeatureStatus', 'createSpec'].includes(id.slice('workflow.'.length));

describe('Restricted Mode', function () {
  this.timeout(30_000);

  it('shows sessions, tasks and problems', async () => {
    const api = await activeApi();
    await until('tasks are shown', () => allRows(api.tasks()).length > 5 && api.sessions().length > 3);
    await until('problems are shown', () => vscode.languages.getDiagnostics().flatMap(([, all]) => all).some(({ source }) => source === 'Workflow'));
  });

  it('shows features, and what is wrong with a spec that nobody has open', async () => {
    const api = await activeApi();
    await until('the feature is shown', () => allRows(api.sessions()).some(({ target }) => target.kind === 'feature'));
    const spec = vscode.Uri.file(join(folder(), '.ai/project/features/tide-alerts/spec.yaml'));
    await until('its problems are shown', () => vscode.languages.getDiagnostics(spec).some(({ code }) => code === 'spec/unknown-value'));
  });

  it('writes nothing, whatever is asked of it', async () => {
    const api = await activeApi();
    await until('tasks are shown', () => allRows(api.tasks()).length > 5);
    const before = snapshot(folder());
    const session = allRows(api.sessions()).find(({ target }) => target.kind === 'session');
    const task = allRows(api.tasks()).find(({ context }) => /\bstart\b/.test(context));
    const feature = allRows(api.sessions()).find(({ target }) => target.kind === 'feature');
    assert.ok(session && task && feature);
    const rowFor = (id: string): TreeNode => (/Spec$|Compliance/.test(id) ? feature : /Session|Todo/.test(id) ? session : task);
    for (const id of commandIds.filter(asksNothing)) void vscode.commands.executeCommand(id, rowFor(id));
    await vscode.commands.executeCommand('workflow.applyFix', folder(), { do: 'write-todo', session: session.target.kind === 'session' ? session.target.session : '' });
    await vscode.commands.executeCommand('workflow.applyFix', folder(), { do: 'set-feature-status', feature: 'tide-alerts', status: 'review' });
    await vscode.commands.executeCommand('workflow.refresh');
    assert.deepEqual(snapshot(folder()), before);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('follows what others write, and writes no TODO_LIST.md for it', async () => {
    const api = await activeApi();
    const row = allRows(api.tasks()).find(({ description, target }) => target.kind === 'task' && description.startsWith('pending'));
    assert.ok(row?.target.kind === 'task');
    const { file, session, task } = row.target;
    const todo = join(folder(), session, 'TODO_LIST.md');
    const list = (): string => { try { return readFileSync(todo, 'utf8'); } catch { return ''; } };
    const before = list();
    const path = join(folder(), file);
    writeFileSync(path, readFileSync(path, 'utf8').replace('"pending"', '"completed"'));
    await until('the tree follows', () => taskRow(api, task)?.description.startsWith('completed') === true);
    await vscode.commands.executeCommand('workflow.applyFix', folder(), { do: 'set-feature-status', feature: 'tide-alerts', status: 'review' });
    await vscode.commands.executeCommand('workflow.refresh');
    assert.equal(list(), before);
  });

  it('offers no quick fix', async () => {
    const [uri, range] = vscode.languages.getDiagnostics().flatMap(([file, all]) => all.filter(({ source }) => source === 'Workflow').map((each) => [file, each.range] as const))[0] ?? [];
    assert.ok(uri && range);
    await vscode.workspace.openTextDocument(uri);
    const actions = await answerOf<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range);
    assert.deepEqual(actions.filter(({ command }) => command?.command === 'workflow.applyFix'), []);
  });
});
