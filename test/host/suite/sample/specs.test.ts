import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { sampleSpec } from '../../../support/sample-spec.js';
import { writeFiles } from '../../../support/temporary-folder.js';
import { ask } from '../support/ask.js';
import { folder, run, until } from '../support/editor.js';

const uriOf = (feature: string): vscode.Uri => vscode.Uri.file(join(folder(), `.ai/project/features/${feature}/spec.yaml`));
const ours = (uri: vscode.Uri): vscode.Diagnostic[] => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Workflow');
const said = (uri: vscode.Uri): string[] => ours(uri).map(({ code, range }) => `${typeof code === 'string' ? code : 'no code'} @${range.start.line + 1}`);

async function shown(feature: string, text: string): Promise<vscode.TextEditor> {
  writeFiles(folder(), { [`.ai/project/features/${feature}/spec.yaml`]: text });
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uriOf(feature)));
}

function positionOf(document: vscode.TextDocument, text: string, after = 0): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.ok(offset >= 0, text);
  return document.positionAt(offset + after);
}

describe('The spec editor', function () {
  this.timeout(60_000);
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('says what is wrong with the spec of the sample, at its places', async () => {
    const uri = uriOf('tide-alerts');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await until('it is said', () => ours(uri).length > 0, () => said(uri).join('\n'));
    assert.deepEqual(said(uri).filter((each) => !each.includes('/no-')), ['spec/unknown-value @30', 'spec/missing-property @61']);
  });

  it('follows what is typed, broken or mended, without saving', async () => {
    const editor = await shown('typing', sampleSpec(3000).replaceAll('big-feature', 'typing'));
    const { uri } = editor.document;
    await until('it is read', () => said(uri).length === 0);
    await editor.edit((edit) => { edit.insert(positionOf(editor.document, 'methodology: TDD', 'methodology: T'.length), 'X'); });
    await until('the wrong word is said', () => said(uri).some((each) => each.startsWith('spec/unknown-value')), () => said(uri).join());
    await editor.edit((edit) => { edit.insert(positionOf(editor.document, '"Big feature"', 3), '"'); });
    await until('one syntax error is all', () => said(uri).join() === 'yaml/syntax @4', () => said(uri).join());
    await vscode.commands.executeCommand('undo');
    await until('the rest is said again', () => said(uri).some((each) => each.startsWith('spec/unknown-value')), () => said(uri).join());
    await vscode.commands.executeCommand('undo');
    await until('all is well', () => said(uri).length === 0, () => said(uri).join());
  });

  it('mends what it says by its fixes', async () => {
    const editor = await shown('mending', sampleSpec(1000).replace('big-feature', 'mending').replace('version: "1.0"', 'version: 1.0').replace('      done_when: "API complete, tests pass"\n', ''));
    const { document } = editor;
    await until('both are said', () => said(document.uri).length === 2, () => said(document.uri).join());
    for (const code of ['spec/wrong-type', 'spec/missing-property']) {
      const diagnostic = ours(document.uri).find((each) => each.code === code);
      assert.ok(diagnostic);
      const [action] = await ask<vscode.CodeAction[]>('vscode.executeCodeActionProvider', (all) => all.some(({ edit }) => edit !== undefined), document.uri, diagnostic.range, vscode.CodeActionKind.QuickFix.value);
      assert.ok(action?.edit);
      await vscode.workspace.applyEdit(action.edit);
      await until(`${code} is gone`, () => ours(document.uri).every((each) => each.code !== code), () => said(document.uri).join());
    }
    assert.match(document.getText(), /^version: "1\.0"\n/);
    assert.deepEqual(said(document.uri), []);
  });

  it('explains, completes, leads to requirements and outlines', async () => {
    const editor = await shown('language', sampleSpec(1500).replace('big-feature', 'language'));
    const { document } = editor;
    const reference = positionOf(document, 'reference: "FR-102"', 14);
    const [hover] = await ask<vscode.Hover[]>('vscode.executeHoverProvider', (all) => all.length > 0, document.uri, reference);
    assert.match((hover?.contents[0] as vscode.MarkdownString).value, /FR\\-102.*Requirement number 102[\s\S]*BE\\-102/);
    const [definition] = await ask<vscode.Location[]>('vscode.executeDefinitionProvider', (all) => all.length > 0, document.uri, reference);
    assert.equal(definition?.range.start.line, positionOf(document, 'id: FR-102').line);
    assert.equal((await ask<vscode.Location[]>('vscode.executeReferenceProvider', (all) => all.length > 0, document.uri, reference)).length, 2);
    const outline = await ask<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', (all) => all.length > 0, document.uri);
    assert.ok(outline.some(({ name }) => name === 'requirements'));
    const list = await ask<vscode.CompletionList>('vscode.executeCompletionItemProvider', ({ items }) => items.some(({ label }) => label === 'review'), document.uri, positionOf(document, 'status: planning', 8));
    assert.ok(list.items.some(({ label }) => label === 'in_progress'));
    const lenses = await ask<vscode.CodeLens[]>('vscode.executeCodeLensProvider', (all) => all.length > 0, document.uri, 50);
    const titles = lenses.map(({ command }) => command?.title);
    assert.ok(titles.includes('Covered by BE-101') && titles.includes('Make a session of these tasks'), titles.join());
  });

  it('makes a session of the tasks, which then can be started from the spec', async () => {
    const editor = await shown('into-session', sampleSpec(1500).replace('big-feature', 'into-session'));
    await run('workflow.createSessionFromSpec', editor.document.uri);
    assert.ok(existsSync(join(folder(), '.workflow/WFS-into-session')) || existsSync(join(folder(), '.workflow/active/WFS-into-session')));
    const lenses = await ask<vscode.CodeLens[]>('vscode.executeCodeLensProvider', (all) => all.some(({ command }) => command?.command === 'workflow.startTask'), editor.document.uri, 50);
    const start = lenses.find(({ command }) => command?.command === 'workflow.startTask')?.command;
    assert.equal(start?.title, 'Start IMPL-1');
    const [target] = start.arguments as [{ readonly file: string }];
    await vscode.commands.executeCommand(start.command, target);
    await until('it is active', () => /"status": "active"/.test(readFileSync(join(folder(), target.file), 'utf8')));
  });

  it('judges files that only a schema knows: as they are on the disk, as they are typed when open, once in any case', async () => {
    const [metrics, agent] = ['.ai/project/metrics/compound.yaml', '.ai/project/sessions/agents/qa.af'].map((path) => vscode.Uri.file(join(folder(), path)));
    assert.ok(metrics && agent);
    writeFiles(folder(), { '.ai/project/metrics/compound.yaml': 'version: "1.0"\nmetrics:\n  reuse: {current: 1, trend: improvin}\n', '.ai/project/sessions/agents/qa.af': '{\n  "version": 1,\n  "agent": {"id": "qa", "role": "qa"}\n}\n' });
    await run('workflow.refresh');
    await until('both are said', () => said(metrics).join() === 'compound/unknown-value @3' && said(agent).join() === 'agent/wrong-type @2', () => [...said(metrics), ...said(agent)].join());
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(metrics));
    await editor.edit((edit) => { edit.replace(new vscode.Range(0, 0, 1, 0), ''); });
    await until('what is typed is said', () => said(metrics).join() === 'compound/missing-property @1,compound/unknown-value @2', () => said(metrics).join());
    await vscode.commands.executeCommand('undo');
    await until('the line is back', () => said(metrics).join() === 'compound/unknown-value @3', () => said(metrics).join());
    const [action] = await ask<vscode.CodeAction[]>('vscode.executeCodeActionProvider', (all) => all.some(({ edit }) => edit !== undefined), metrics, ours(metrics)[0]?.range, vscode.CodeActionKind.QuickFix.value);
    assert.equal(action?.title, 'Replace by improving');
    assert.ok(action.edit);
    await vscode.workspace.applyEdit(action.edit);
    await until('it is mended before it is saved', () => said(metrics).length === 0, () => said(metrics).join());
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until('the disk counts again', () => said(metrics).join() === 'compound/unknown-value @3', () => said(metrics).join());
    const shownAgent = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(agent));
    assert.equal(shownAgent.document.languageId, 'json');
    await until('it is said once', () => said(agent).join() === 'agent/wrong-type @2', () => said(agent).join());
    rmSync(metrics.fsPath);
    rmSync(agent.fsPath);
  });

  it('reads a long spec away from the editor, and follows it all the same', async () => {
    const editor = await shown('long', sampleSpec(400_000).replace('big-feature', 'long'));
    const { document } = editor;
    await editor.edit((edit) => { edit.insert(positionOf(document, 'priority: high', 'priority: '.length), 'very-'); });
    await until('the error is said', () => said(document.uri).some((each) => each.startsWith('spec/unknown-value')), () => said(document.uri).join());
    await editor.edit((edit) => { edit.insert(positionOf(document, '"Big feature"', 3), '"'); });
    await until('the syntax error is said', () => said(document.uri).join() === 'yaml/syntax @4', () => said(document.uri).join());
  });
});
