import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { TddEditor } from '../../../../src/vscode/tdd/tdd-editor.js';
import { ask } from '../support/ask.js';
import { activeApi, folder, read, run, until } from '../support/editor.js';

const at = (path: string): vscode.Uri => vscode.Uri.file(join(folder(), path));
const config = '.ai/project/config.yaml';
const [source, test] = ['src/lamps.ts', 'src/lamps.test.ts'];
const sourceText = 'export function light(lamps: number): number {\n  return lamps * 2;\n}\n';
const testText = "it('lights', () => check(light(1), 2));\nit('stays dark', () => check(light(0), 0));\n";

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder(), path)), { recursive: true });
  writeFileSync(join(folder(), path), text);
}

function git(...args: readonly string[]): void {
  execFileSync('git', args, { cwd: folder(), stdio: 'ignore' });
}

async function open(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(at(path)));
}

const front = (): string => vscode.workspace.asRelativePath(vscode.window.activeTextEditor?.document.uri ?? '', false);

/** `code file severity` of every problem about tests. */
function said(): readonly string[] {
  return vscode.languages.getDiagnostics().flatMap(([uri, diagnostics]) => diagnostics.flatMap(({ code, severity }) => (
    typeof code === 'string' && code.startsWith('tdd/') ? [`${code} ${vscode.workspace.asRelativePath(uri, false)} ${vscode.DiagnosticSeverity[severity]}`] : []))).sort();
}

describe('Tests first in the editor', function () {
  this.timeout(60_000);
  let tdd: TddEditor;

  before(async () => {
    write(source, sourceText);
    await open(source);
    tdd = await (await activeApi()).tdd.editor();
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(at(config).fsPath, { force: true });
    rmSync(at(test).fsPath, { force: true });
    write(source, sourceText);
    tdd.projects.all.forEach((project) => { project.forgetFiles(); });
    await tdd.problems.look();
    tdd.problems.showAsked([]);
  });

  after(() => {
    rmSync(at(source).fsPath, { force: true });
    git('reset', '-q', '--', '.');
  });

  const lenses = async (path: string): Promise<readonly (string | undefined)[]> => (
    (await tdd.lenses.lensesOf((await open(path)).document)).map(({ command }) => command?.title));

  it('says above a source that it has no test, and nothing above one that has', async () => {
    assert.deepEqual(await lenses(source), ['No test · Create']);
    write(test, testText);
    tdd.projects.all.forEach((project) => { project.forgetFiles(); });
    assert.deepEqual(await lenses(source), []);
    assert.deepEqual(await lenses(test), []);
    assert.deepEqual(await lenses('README.md'), []);
  });

  it('shows its lens in the editor, unless the person wants none', async () => {
    const ours = (lenses: readonly vscode.CodeLens[]): number => lenses.filter(({ command }) => command?.command === 'workflow.createTestFile').length;
    const shown = async (wanted: number): Promise<unknown> => ask<vscode.CodeLens[]>('vscode.executeCodeLensProvider', (all) => ours(all) === wanted, at(source));
    await open(source);
    await shown(1);
    await vscode.workspace.getConfiguration('workflow').update('tdd.codeLens', false, vscode.ConfigurationTarget.Workspace);
    await shown(0);
    await vscode.workspace.getConfiguration('workflow').update('tdd.codeLens', undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('creates a failing test beside the source, opens it, and finds it from then on', async () => {
    await open(source);
    await run('workflow.createTestFile');
    await until('the test is in front', () => front() === test, front);
    assert.match(read(test), /describe\('lamps'[^]*(?:fail|throw)/);
    assert.deepEqual(await lenses(source), []);
  });

  it('creates none over one that is there, but shows it', async () => {
    write(test, testText);
    tdd.projects.all.forEach((project) => { project.forgetFiles(); });
    await run('workflow.createTestFile', at(source));
    await until('the test is in front', () => front() === test, front);
    assert.equal(read(test), testText);
  });

  it('goes from the source to its test and back', async () => {
    write(test, testText);
    tdd.projects.all.forEach((project) => { project.forgetFiles(); });
    await open(source);
    await run('workflow.goToTest');
    await until('the test is in front', () => front() === test, front);
    await run('workflow.goToTest');
    await until('the source is in front', () => front() === source, front);
  });

  it('says nothing unasked where the configuration does not speak of tests', async () => {
    await tdd.problems.look();
    assert.deepEqual(said(), []);
  });

  it('says what is wrong with what is changed, as heavily as the project wants it, and stops when it is mended', async () => {
    for (const [strictness, severity] of [['strict', 'Error'], ['medium', 'Warning'], ['relaxed', 'Information']] as const) {
      write(config, `enforcement:\n  tdd: {strictness: ${strictness}}\n`);
      await tdd.problems.look();
      assert.deepEqual(said(), [`tdd/no-test ${source} ${severity}`]);
    }
    write(test, testText);
    await until('nothing is wrong any more', () => said().length === 0, () => said().join());
  });

  it('offers to create the test that is missing', async () => {
    write(config, 'enforcement:\n  tdd: {strictness: medium}\n');
    await open(source);
    await tdd.problems.look();
    const ours = (actions: readonly vscode.CodeAction[]): unknown[] => actions.map(({ command }) => command?.command).filter((each) => each?.startsWith('workflow.'));
    const actions = await ask<vscode.CodeAction[]>('vscode.executeCodeActionProvider', (all) => ours(all).length > 0, at(source), new vscode.Range(0, 0, 0, 0), vscode.CodeActionKind.QuickFix.value);
    assert.deepEqual(ours(actions), ['workflow.createTestFile']);
  });

  it('sees a test that is deleted or taken out of the run, as it is saved', async () => {
    write(test, testText);
    write(config, 'enforcement:\n  tdd: {strictness: medium}\n');
    git('add', '-A');
    git('commit', '-qm', 'lamps');
    try {
      const editor = await open(test);
      await editor.edit((edit) => { edit.insert(new vscode.Position(1, 2), '.skip'); });
      await editor.document.save();
      await until('the skipped test is said', () => said().join() === `tdd/test-skipped ${test} Warning`, () => said().join());
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      rmSync(at(test).fsPath);
      await until('the deleted test is said', () => said().includes(`tdd/test-deleted ${test} Error`), () => said().join());
    } finally {
      git('reset', '-q', '--hard', 'HEAD~1');
    }
  });

  it('checks the file, the changes and the workspace when asked, and shows what it found in Problems', async () => {
    await open(source);
    await vscode.commands.executeCommand('notifications.clearAll');
    for (const [scope, found] of [['file', [`tdd/no-test ${source} Warning`]], ['changes', [`tdd/no-test ${source} Warning`]]] as const) {
      void run('workflow.checkTdd', scope);
      await until(`${scope} is checked`, () => said().join() === found.join(), () => said().join());
      tdd.problems.showAsked([]);
    }
    void run('workflow.checkTdd', 'workspace');
    await until('the workspace is checked', () => said().includes('tdd/no-test src/tides.ts Warning') && said().includes(`tdd/no-test ${source} Warning`), () => said().join());
    assert.ok(existsSync(at(source).fsPath));
  });
});
