import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TreeNode } from '../../../../src/vscode/trees/tree-node.js';
import type { WorkflowApi } from '../../../../src/vscode/workflow-api.js';
import { sampleSpec } from '../../../support/sample-spec.js';
import { writeFiles } from '../../../support/temporary-folder.js';
import { allRows, treeText } from '../../../support/tree-text.js';
import { activeApi, answered, folder, run, until } from '../support/editor.js';

const at = (feature: string): string => `.ai/project/features/${feature}/spec.yaml`;
const textOf = (feature: string): string => readFileSync(join(folder(), at(feature)), 'utf8');

function rowOf(api: WorkflowApi, feature: string): TreeNode | undefined {
  return allRows(api.sessions()).find(({ id }) => id.startsWith('feature:') && id.endsWith(at(feature)));
}

/** A feature of its own, until the test is over. */
async function made(feature: string, change: (text: string) => string = (text) => text): Promise<WorkflowApi> {
  const api = await activeApi();
  writeFiles(folder(), { [at(feature)]: change(sampleSpec(1500).replace('big-feature', feature)) });
  await until(`${feature} is listed`, () => rowOf(api, feature) !== undefined, () => treeText(api.sessions()));
  return api;
}

describe('Features in the editor', function () {
  this.timeout(60_000);
  const mine = ['stepping', 'coming', 'placed'];
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const feature of mine) rmSync(join(folder(), '.ai/project/features', feature), { recursive: true, force: true });
  });

  it('stand below the sessions, with their session and what is not covered', async () => {
    const api = await activeApi();
    await until('the feature of the sample is listed', () => rowOf(api, 'tide-alerts') !== undefined, () => treeText(api.sessions()));
    const row = rowOf(api, 'tide-alerts');
    assert.match(row?.description ?? '', /^\d+\/\d+ covered · /);
    assert.ok(row?.children.some(({ target }) => target.kind === 'session' && target.session === '.workflow/WFS-tide-alerts'));
  });

  it('come, change and go with their files, whoever writes them', async () => {
    const api = await made('coming');
    writeFileSync(join(folder(), at('coming')), textOf('coming').replace('status: planning', 'status: review'));
    await until('the status follows', () => rowOf(api, 'coming')?.description.includes('in review') === true, () => rowOf(api, 'coming')?.description ?? '');
    writeFileSync(join(folder(), at('coming')), 'a: "x');
    await until('it is broken', () => rowOf(api, 'coming')?.icon.id === 'warning');
    rmSync(join(folder(), '.ai/project/features/coming'), { recursive: true });
    await until('it is gone', () => rowOf(api, 'coming') === undefined);
  });

  it('change their status by a request that keeps every other byte, and back by undo', async () => {
    const api = await made('stepping');
    const before = textOf('stepping');
    await answered(run('workflow.setFeatureStatus', rowOf(api, 'stepping')));
    assert.equal(textOf('stepping'), before.replace('status: planning', 'status: in_progress'));
    await until('the row follows', () => rowOf(api, 'stepping')?.description.includes('in progress') === true);
    await run('workflow.undo');
    assert.equal(textOf('stepping'), before);
  });

  it('open at the place of a requirement, and at the error of a spec that cannot be read', async () => {
    const api = await made('placed', (text) => text.replace('reference: "FR-102"', 'reference: "FR-101"'));
    const requirement = allRows(api.sessions()).find(({ target }) => target.kind === 'feature' && target.spec === at('placed') && target.requirement === 'FR-102');
    await run('workflow.openSpec', requirement);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, join(folder(), at('placed')));
    assert.match(editor.document.lineAt(editor.selection.active.line).text, /FR-102/);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    writeFileSync(join(folder(), at('placed')), textOf('placed').replace('name: "Big feature"', 'name: "Big feature'));
    await until('it is broken', () => rowOf(api, 'placed')?.icon.id === 'warning');
    await run('workflow.openSpec', rowOf(api, 'placed'));
    assert.ok((vscode.window.activeTextEditor?.selection.active.line ?? 0) > 0, 'the cursor stands where it is broken');
  });

  it('list how far they are built, and lead to the requirement that is picked', async () => {
    await activeApi();
    await answered(run('workflow.showCompliance', vscode.Uri.file(join(folder(), at('tide-alerts')))));
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, join(folder(), at('tide-alerts')));
    assert.match(editor.document.lineAt(editor.selection.active.line).text, /FR-\d+/);
  });
});

describe('Specs and the configuration that nobody has open', function () {
  this.timeout(60_000);
  const uriOf = (path: string): vscode.Uri => vscode.Uri.file(join(folder(), path));
  const said = (path: string): string[] => vscode.languages.getDiagnostics(uriOf(path)).filter(({ source }) => source === 'Workflow').map(({ code }) => (typeof code === 'string' ? code : 'no code'));
  const config = '.ai/project/config.yaml';
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(join(folder(), config), { force: true });
    rmSync(join(folder(), '.ai/project/features/closed'), { recursive: true, force: true });
  });

  it('stand in Problems, and once only while they are open and after', async () => {
    await made('closed', (text) => text.replace('status: planning', 'status: soon'));
    await until('it is said', () => said(at('closed')).length === 1, () => said(at('closed')).join());
    assert.deepEqual(said(at('closed')), ['spec/unknown-value']);
    const editor = await vscode.window.showTextDocument(uriOf(at('closed')));
    await editor.edit((edit) => { edit.insert(editor.document.positionAt(editor.document.getText().indexOf('priority: high') + 'priority: '.length), 'very-'); });
    await until('what is typed is said too', () => said(at('closed')).length === 2, () => said(at('closed')).join());
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until('the saved error is said', () => said(at('closed')).length === 1, () => said(at('closed')).join());
  });

  it('are judged as strictly as the configuration says, open or not', async () => {
    await made('closed', (text) => text.replace('status: planning', 'status: soon'));
    const severity = (path: string): vscode.DiagnosticSeverity | undefined => vscode.languages.getDiagnostics(uriOf(path))[0]?.severity;
    await until('it is an error', () => severity(at('closed')) === vscode.DiagnosticSeverity.Error);
    writeFiles(folder(), { [config]: 'specs: {validation: warn}\n' });
    await until('it is a warning', () => severity(at('closed')) === vscode.DiagnosticSeverity.Warning);
    await vscode.window.showTextDocument(uriOf(at('closed')));
    await until('it is one when it is open', () => said(at('closed')).length === 1 && severity(at('closed')) === vscode.DiagnosticSeverity.Warning);
    writeFiles(folder(), { [config]: 'specs: {validation: off}\n' });
    await until('nothing is said', () => said(at('closed')).length === 0, () => said(at('closed')).join());
  });

  it('say what is wrong with the configuration as it is typed, and as it was saved', async () => {
    writeFiles(folder(), { [config]: 'specs: {validation: never}\n' });
    await until('it is said', () => said(config).join() === 'config/unknown-value', () => said(config).join());
    const editor = await vscode.window.showTextDocument(uriOf(config));
    await editor.edit((edit) => { edit.insert(new vscode.Position(1, 0), 'parallel: {manager: screen}\n'); });
    await until('both are said', () => said(config).length === 2, () => said(config).join());
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until('one is said', () => said(config).length === 1, () => said(config).join());
  });
});
