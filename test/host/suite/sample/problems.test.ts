import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { smallTask } from '../../../support/small-workflow.js';
import { activeApi, folder, run, shownStatus, TestSession, until } from '../support/editor.js';
import { carryOut, fixAt } from '../support/quick-fix.js';

const uriOf = (session: TestSession, path: string): vscode.Uri => vscode.Uri.file(join(folder(), session.path, path));

/** Codes of ours at a file, with the line they stand at, from 1. */
const said = (uri: vscode.Uri): string[] => (
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Workflow').map(({ code, range }) => `${typeof code === 'string' ? code : 'no code'} @${range.start.line + 1}`));

/** Errors at a file, whoever says them. */
const errorsOf = (uri: vscode.Uri): vscode.Diagnostic[] => vscode.languages.getDiagnostics(uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);

async function applyFix(uri: vscode.Uri, code: string, title: RegExp): Promise<void> {
  await carryOut(await fixAt(uri, () => vscode.languages.getDiagnostics(uri).find((each) => each.code === code)?.range, title));
}

describe('Problems', function () {
  this.timeout(30_000);
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('say what is wrong with files that nobody has open, at the right line', async () => {
    const session = new TestSession('WFS-problems');
    await session.show({ 'IMPL-1': smallTask('IMPL-1').replace('"depends_on": []', '"depends_on": ["IMPL-9"]'), 'IMPL-2': '{\n  "id": "IMPL-2",\n  "title": oops\n}\n' });
    const line = smallTask('IMPL-1').split('\n').findIndex((text) => text.includes('depends_on')) + 1;
    await until('both are said', () => said(uriOf(session, '.task/IMPL-1.json')).includes(`task/unknown-dependency @${line}`) && said(uriOf(session, '.task/IMPL-2.json')).includes('json/syntax @3'));
    writeFileSync(join(folder(), session.path, '.task/IMPL-2.json'), smallTask('IMPL-2'));
    await until('the healed file is silent', () => said(uriOf(session, '.task/IMPL-2.json')).length === 0);
  });

  it('follow what is typed before it is saved, in other files too', async () => {
    const session = new TestSession('WFS-typing');
    await session.show({ 'IMPL-1': {}, 'IMPL-2': { context: { depends_on: ['IMPL-1'] } } });
    const uri = uriOf(session, '.task/IMPL-1.json');
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document);
    const whole = (): vscode.Range => new vscode.Range(0, 0, document.lineCount, 0);
    const saved = document.getText();
    await editor.edit((edit) => { edit.replace(whole(), saved.replace('"IMPL-1"', '"IMPL-7"')); });
    await until('the other file misses it', () => said(uriOf(session, '.task/IMPL-2.json')).some((text) => text.startsWith('task/unknown-dependency')));
    await editor.edit((edit) => { edit.replace(whole(), saved.slice(0, -3)); });
    await until('the text is broken', () => errorsOf(uri).length > 0);
    await until('it is said once', () => errorsOf(uri).length === 1, () => JSON.stringify(errorsOf(uri)));
    await editor.edit((edit) => { edit.replace(whole(), saved); });
    await until('all is well again', () => errorsOf(uri).length === 0 && !said(uriOf(session, '.task/IMPL-2.json')).some((text) => text.startsWith('task/unknown-dependency')));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('offer fixes that are carried out, in unsaved text as an edit', async () => {
    const session = new TestSession('WFS-fixing');
    await session.show({ 'IMPL-1': { status: 'pendng' }, 'IMPL-2': { status: 'blokced' } });
    const [first, second] = [uriOf(session, '.task/IMPL-1.json'), uriOf(session, '.task/IMPL-2.json')];
    await until('the words are not known', () => [first, second].every((uri) => said(uri).some((text) => text.startsWith('task/unknown-status'))));
    await vscode.window.showTextDocument(first);
    await applyFix(first, 'task/unknown-status', /pending/);
    await until('fixed on disk', () => session.json('IMPL-1')['status'] === 'pending' && said(first).length === 0);
    const editor = await vscode.window.showTextDocument(second);
    await editor.edit((edit) => { edit.insert(new vscode.Position(1, 0), '\n'); });
    await until('the range has moved', () => said(second).some((text) => text.startsWith('task/unknown-status')));
    await applyFix(second, 'task/unknown-status', /blocked/);
    await until('fixed in the text', () => /"status": "blocked"/.test(editor.document.getText()) && said(second).length === 0);
    assert.equal(session.json('IMPL-2')['status'], 'blokced', 'the file itself is not touched');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('offer both ways out of a mark that was ticked by hand', async () => {
    const session = new TestSession('WFS-drift');
    await session.show({ 'IMPL-1': { status: 'active' }, 'IMPL-2': { status: 'active' } });
    const todo = uriOf(session, 'TODO_LIST.md');
    writeFileSync(todo.fsPath, '# Mine\n\n- [x] **IMPL-1**: One\n- [x] **IMPL-2**: Two\n');
    await until('both drift', () => said(todo).filter((text) => text.startsWith('todo/drift')).length === 2);
    assert.deepEqual(said(todo).filter((text) => text.startsWith('todo/drift')), ['todo/drift @3', 'todo/drift @4']);
    const fix = async (line: number, title: RegExp): Promise<void> => {
      await carryOut(await fixAt(todo, () => new vscode.Range(line, 0, line, 1), title));
    };
    await vscode.window.showTextDocument(todo);
    await fix(2, /Complete IMPL-1/);
    const api = await activeApi();
    await until('JSON follows the list', () => session.json('IMPL-1')['status'] === 'completed' && shownStatus(api, 'IMPL-1') === 'completed');
    await until('the other one is still open', () => said(todo).some((text) => text === 'todo/drift @4'));
    await fix(3, /Put the row of IMPL-2 back/);
    await until('the row is back', () => session.todo === '# Mine\n\n- [x] **IMPL-1**: One\n- [ ] **IMPL-2**: Two\n' && said(todo).every((text) => !text.startsWith('todo/drift')));
    assert.equal(session.json('IMPL-2')['status'], 'active');
  });

  it('leave syntax errors of an open file to the editor, but for those it does not say', async () => {
    const session = new TestSession('WFS-by-editor');
    await session.show({ 'IMPL-1': '{ "id": "IMPL-1", }\n', 'IMPL-2': '' });
    const [uri, empty] = [uriOf(session, '.task/IMPL-1.json'), uriOf(session, '.task/IMPL-2.json')];
    await until('we say it', () => said(uri).join() === 'json/syntax @1' && said(empty).length === 1);
    await vscode.window.showTextDocument(uri);
    await until('the editor says it', () => errorsOf(uri).length === 1 && said(uri).length === 0, () => JSON.stringify(errorsOf(uri)));
    await vscode.window.showTextDocument(empty);
    await until('of an empty text only we say it', () => errorsOf(empty).length === 1 && said(empty).length === 1, () => JSON.stringify(errorsOf(empty)));
    const editor = await vscode.window.showTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(editor.document, 'jsonc');
    await until('where the editor allows it, we say it', () => said(uri).join() === 'json/syntax @1', () => JSON.stringify(errorsOf(uri)));
  });

  it('say nothing twice and nothing of what was deleted', async () => {
    const session = new TestSession('WFS-once');
    await session.show({ 'IMPL-1': '{' });
    const uri = uriOf(session, '.task/IMPL-1.json');
    await until('it is said', () => said(uri).length > 0);
    for (let look = 0; look < 3; look++) await run('workflow.refresh');
    assert.equal(said(uri).length, 1);
    await vscode.workspace.fs.delete(uri);
    await until('it is gone', () => said(uri).length === 0);
  });
});
