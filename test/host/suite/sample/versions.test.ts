import assert from 'node:assert/strict';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { VersionTarget } from '../../../../src/vscode/target.js';
import type { TreeNode } from '../../../../src/vscode/trees/tree-node.js';
import { allRows, treeText } from '../../../support/tree-text.js';
import { activeApi, answered, folder, run, TestSession, until } from '../support/editor.js';

const path = (name: string): string => join(folder(), name);
const session = new TestSession('WFS-with-versions');

describe('Versions in the editor', function () {
  this.timeout(60_000);
  let rows: () => readonly TreeNode[];

  before(async () => {
    const { versions } = await activeApi();
    await versions.editor();
    rows = () => versions.rows;
    writeFileSync(path('of-versions.txt'), 'before\n');
    await session.show({ 'VER-1': {} });
    await run('workflow.startRun', session.task('VER-1'));
    await shows('VER-1', /^in progress/);
  });

  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  after('leave nothing to others', () => { for (const name of ['of-versions.txt', 'of-versions-too.txt']) rmSync(path(name), { force: true }); });

  /** Rows of the version that this test is about: its own task is in it. */
  const ownVersion = (): TreeNode => {
    const found = rows().find(({ children }) => children.some(({ label }) => label === 'VER-1'));
    assert.ok(found, treeText(rows()));
    return found;
  };
  const rowIn = (label: string): TreeNode | undefined => rows().flatMap((version) => (version.children.some((each) => each.label === 'VER-1') ? allRows([version]) : [])).find((row) => row.label === label);
  async function shows(label: string, description: RegExp): Promise<TreeNode> {
    await until(`${label} is ${String(description)}`, () => description.test(rowIn(label)?.description ?? 'not there'), () => treeText(rows()));
    const row = rowIn(label);
    assert.ok(row);
    return row;
  }
  const targetOf = (row: TreeNode): VersionTarget => {
    assert.ok(row.target.kind === 'version');
    return row.target;
  };

  it('show what a run changed, whatever changed it, and the difference at a click', async () => {
    writeFileSync(path('of-versions.txt'), 'after\n');
    writeFileSync(path('of-versions-too.txt'), 'new\n');
    await answered(run('workflow.finishRun', await shows('VER-1', /^in progress/)));
    await shows('VER-1', /^completed/);
    const row = await shows('of-versions.txt', /^changed/);
    assert.equal(row.click, 'workflow.showOperation');
    await run('workflow.showOperation', row);
    const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
    assert.ok(input instanceof vscode.TabInputTextDiff);
    const [before, after] = await Promise.all([input.original, input.modified].map((uri) => vscode.workspace.openTextDocument(uri)));
    assert.deepEqual([before?.getText(), after?.getText()], ['before\n', 'after\n']);
    assert.deepEqual([before?.uri.scheme, before?.languageId], ['workflow-content', 'plaintext']);
  });

  it('mark files in the Explorer that a run changed and nobody approved, unless the person does not want that', async () => {
    const { versions } = await activeApi();
    const { badges } = await versions.editor();
    const badgeOf = (name: string): string | undefined => badges.provideFileDecoration(vscode.Uri.file(path(name)))?.badge;
    assert.deepEqual(['of-versions.txt', 'README.md'].map(badgeOf), ['Rv', undefined]);
    assert.match(badges.provideFileDecoration(vscode.Uri.file(path('of-versions.txt')))?.tooltip ?? '', /run of VER-1 \(v\d+\), not reviewed/);
    const settings = vscode.workspace.getConfiguration('workflow');
    await settings.update('versions.explorerBadges', false, vscode.ConfigurationTarget.Global);
    assert.equal(badgeOf('of-versions.txt'), undefined);
    await settings.update('versions.explorerBadges', undefined, vscode.ConfigurationTarget.Global);
    assert.equal(badgeOf('of-versions.txt'), 'Rv');
  });

  it('give contents as files that nobody can write', async () => {
    const row = await shows('of-versions-too.txt', /^created/);
    await run('workflow.showOperation', row);
    const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
    assert.ok(input instanceof vscode.TabInputTextDiff);
    const { original, modified } = input;
    assert.deepEqual((await vscode.workspace.fs.readFile(original)).length, 0, 'before it was created there was nothing');
    await assert.rejects(async () => vscode.workspace.fs.writeFile(modified, new Uint8Array()));
    await assert.rejects(async () => vscode.workspace.fs.readFile(modified.with({ query: modified.query.replace('sha256', 'md5') })));
    await assert.rejects(async () => vscode.workspace.fs.readFile(modified.with({ query: `root=%2Fetc&hash=sha256:${'0'.repeat(64)}` })));
  });

  it('lead from a file to the runs that touched it', async () => {
    await answered(run('workflow.showFileHistory', vscode.Uri.file(path('of-versions.txt'))));
    const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.equal((await vscode.workspace.openTextDocument(input.modified)).getText(), 'after\n');
  });

  it('are not undone under the hands of a person who is writing in one of the files', async () => {
    const files = vscode.workspace.getConfiguration('files');
    await files.update('autoSave', 'off', vscode.ConfigurationTarget.Global);
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(path('of-versions.txt')));
    await editor.edit((edit) => { edit.insert(new vscode.Position(0, 0), 'mine '); });
    await run('workflow.rollBack', await shows('VER-1', /^completed/));
    assert.equal(editor.document.getText(), 'mine after\n');
    assert.ok(editor.document.isDirty);
    assert.equal(readFileSync(path('of-versions.txt'), 'utf8'), 'after\n');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await files.update('autoSave', undefined, vscode.ConfigurationTarget.Global);
  });

  it('open the summary that was written at the end', async () => {
    await run('workflow.showSummary', await shows('VER-1', /^completed/));
    await until('the summary is open', () => vscode.window.activeTextEditor?.document.uri.fsPath.endsWith('VER-1-summary.md') === true);
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /of-versions\.txt/);
  });

  it('open the record of a row, one that is broken at the place where it is', async () => {
    const { run: directory = '', version } = targetOf(await shows('VER-1', /^completed/));
    const record = path(`${directory}/session.yml`);
    const text = readFileSync(record, 'utf8');
    writeFileSync(record, `${text}odd: [\n`);
    const broken = await shows('VER-1', /^cannot be read/);
    assert.equal(broken.click, 'workflow.openRecord');
    await run('workflow.openRecord', broken);
    const shown = (): string => `${vscode.window.activeTextEditor?.document.uri.fsPath ?? ''}:${vscode.window.activeTextEditor?.selection.active.line ?? 0}`;
    await until('the broken record is open', () => shown().startsWith(`${record}:`) && !shown().endsWith(':0'), shown);
    writeFileSync(record, text);
    await shows('VER-1', /^completed/);
    await run('workflow.openRecord', ownVersion());
    await until('the record of the version is open', () => shown().startsWith(path(`.workflow/versions/${version}/session.yml`)), shown);
  });

  it('begin another attempt from the row of a run, which stands above the one before', async () => {
    await run('workflow.startRun', await shows('VER-1', /^completed/));
    await shows('VER-1', /^in progress.*attempt 2/);
    renameSync(path('of-versions-too.txt'), path('of-versions-2.txt'));
    await answered(run('workflow.finishRun', await shows('VER-1', /^in progress/)));
    await shows('VER-1', /^completed/);
    assert.match((await shows('of-versions-2.txt', /^renamed/)).description, /from of-versions-too\.txt/);
    await shows('Attempt 1', /^completed/);
    renameSync(path('of-versions-2.txt'), path('of-versions-too.txt'));
  });

  it('take approvals with who gave them, and are completed after', async () => {
    const { version } = targetOf(ownVersion());
    const [design, implementation] = ownVersion().children;
    assert.ok(design && implementation);
    await run('workflow.approveDesign', design);
    await shows('Design', /^approved · person:/);
    await run('workflow.approveImplementation', implementation);
    await shows('Implementation', /^approved · person:/);
    const { badges } = await (await activeApi()).versions.editor();
    assert.equal(badges.provideFileDecoration(vscode.Uri.file(path('of-versions.txt'))), undefined, 'what is approved is no longer marked');
    const record = (): string => readFileSync(path(`.workflow/versions/${version}/session.yml`), 'utf8');
    assert.match(record(), /approved_by: "?person:/);
    await run('workflow.completeVersion', ownVersion());
    // Other tests may have left runs open in it: then it says so and stays.
    await until('the answer is in the record', () => /^status: "?completed/m.test(record()) || ownVersion().children.some(({ description }) => /^(in progress|blocked|waits)/.test(description)), record);
  });

  it('make a version for the feature that is named', async () => {
    const before = rows().length;
    const made = run('workflow.createVersion');
    await answered(made);
    await until('there is one more', () => rows().length > before, () => treeText(rows()));
    assert.ok(existsSync(path(`.workflow/versions/${targetOf(rows().find(({ children }) => children.length === 2) ?? ownVersion()).version}/session.yml`)));
  });
});
