import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { renderDefaultTrustModel } from '../../../../src/core/trust/default-trust-model.js';
import { trustModelPath } from '../../../../src/core/trust/trust-model.js';
import type { TrustEditor } from '../../../../src/vscode/trust/trust-editor.js';
import { modelText } from '../../../unit/core/trust/document-model.js';
import { answerOf } from '../support/ask.js';
import { activeApi, answered, folder, read, run, until } from '../support/editor.js';
import { carryOut, fixAt } from '../support/quick-fix.js';

const at = (path: string): vscode.Uri => vscode.Uri.file(join(folder(), path));
const model = at(trustModelPath);

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder(), path)), { recursive: true });
  writeFileSync(join(folder(), path), text);
}

async function open(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(at(path)));
}

const said = (): string[] => vscode.languages.getDiagnostics(model).map(({ code, range }) => `${typeof code === 'string' ? code : 'no code'} @${range.start.line + 1}:${range.start.character + 1}`);

describe('File trust in the editor', function () {
  this.timeout(60_000);
  let trust: TrustEditor;

  before(async () => {
    await open('src/tides.ts');
    trust = await (await activeApi()).trust.editor();
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    // A model that is only taken away goes on to lower what comes after it.
    write(trustModelPath, renderDefaultTrustModel());
    trust.models.look();
    await until('a model like the built-in one holds', () => trust.models.judge(at('db/migrations/1.sql'))?.answer.level === 'low' && trust.models.judge(at('README.md'))?.answer.level === 'high');
  });

  after(() => { rmSync(model.fsPath, { force: true }); });

  const shows = async (text: string | null): Promise<void> => until(`the status bar says ${String(text)}`, () => trust.item.text === text, () => String(trust.item.text));

  it('says the level of the file in front, by the built-in model', async () => {
    await open('src/tides.ts');
    await shows('$(shield) File trust: medium');
    await open('README.md');
    await shows('$(shield) File trust: high');
  });

  it('has no level for an untitled file, and none for files elsewhere', async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: 'x' }));
    await shows('$(shield) File trust: n/a');
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(vscode.Uri.file('/etc/hosts')));
    await shows('$(shield) File trust: n/a');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await shows(null);
  });

  it('takes the changed side of a comparison, and a notebook as a file', async () => {
    await vscode.commands.executeCommand('vscode.diff', at('src/tides.ts'), at('README.md'), 'two files');
    await shows('$(shield) File trust: high');
    write('docs/notes.ipynb', '{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":5}');
    await vscode.commands.executeCommand('vscode.openWith', at('docs/notes.ipynb'), 'default');
    await shows('$(shield) File trust: high');
  });

  it('follows the model as it is written, changed, broken and taken away, without a reload', async () => {
    await open('src/tides.ts');
    write(trustModelPath, modelText({ low: '[{pattern: "src/**"}]' }));
    await shows('$(shield) File trust: low');
    write(trustModelPath, modelText({ high: '[{pattern: "src/**"}]' }));
    await shows('$(shield) File trust: high');
    write(trustModelPath, modelText({ low: '[{pattern: "src/tides.ts"}]' }));
    await shows('$(shield) File trust: low');
    write(trustModelPath, 'trust_levels: [');
    await until('the model is known to be broken', () => trust.models.all[0]?.state.source === 'last-good');
    assert.equal(trust.item.text, '$(shield) File trust: low');
    await until('it is said in Problems', () => said().some((each) => each.startsWith('yaml/syntax')), () => said().join());
    rmSync(model.fsPath);
    await until('the model is known to be gone', () => trust.models.all[0]?.state.source === 'careful');
    assert.equal(trust.item.text, '$(shield) File trust: low');
  });

  it('keeps to the ceiling that the person sets for the machine', async () => {
    await open('README.md');
    await shows('$(shield) File trust: high');
    const settings = vscode.workspace.getConfiguration('workflow');
    await settings.update('trust.ceiling', 'medium', vscode.ConfigurationTarget.Global);
    await shows('$(shield) File trust: medium');
    await settings.update('trust.ceiling', undefined, vscode.ConfigurationTarget.Global);
    await shows('$(shield) File trust: high');
  });

  it('says what is wrong with the model while it is typed, and mends it', async () => {
    write(trustModelPath, modelText({ high: '[{pattern: a}]', medium: '[{pattern: b}]', low: '\n      - pattern: "*.pem"' }));
    const editor = await open(trustModelPath);
    const { document } = editor;
    await until('nothing is said', () => said().length === 0, () => said().join());
    const place = document.positionAt(document.getText().indexOf('pair_programming'));
    await editor.edit((edit) => { edit.delete(new vscode.Range(place, place.translate(0, 1))); });
    await until('the wrong word is said', () => said().join() === 'trust/unknown-word @16:18', () => said().join());
    await carryOut(await fixAt(model, () => new vscode.Range(place, place), 'Write "pair_programming"'));
    await until('it is gone', () => said().length === 0, () => said().join());
    assert.match(document.getText(), /supervision: pair_programming\n/);
  });

  it('explains the model, helps to type it, and counts the files that a pattern means', async () => {
    write(trustModelPath, modelText({ high: '[{pattern: "src/*.ts"}]', medium: '[{pattern: b}]', low: '[{pattern: c}]' }));
    const { document } = await open(trustModelPath);
    const positionOf = (text: string): vscode.Position => document.positionAt(document.getText().indexOf(text) + 2);
    const texts = (hovers: readonly vscode.Hover[]): string => hovers.flatMap(({ contents }) => contents.map((each) => (each as vscode.MarkdownString).value)).join('\n');
    // What explains is loaded with the first file that it is for, and the files are counted when somebody asks: it is asked until it can tell.
    const hover = async (text: string, wanted: RegExp): Promise<void> => {
      let said = '';
      for (let tries = 0; tries < 500 && !wanted.test(said); tries += 1) said = texts(await answerOf<vscode.Hover[]>('vscode.executeHoverProvider', model, positionOf(text)));
      assert.match(said, wanted);
    };
    await hover('supervision', /How a person takes part/);
    await hover('src/*.ts', /Means \d+ of \d+ files here\.[^]*- `src\/tides\.ts`/);
    const list = await answerOf<vscode.CompletionList>('vscode.executeCompletionItemProvider', model, positionOf('code_review_required'));
    assert.ok(['minimal', 'code_review_required', 'pair_programming'].every((word) => list.items.some(({ label }) => label === word)));
  });

  it('knows which files are lower of a link and what it leads to, and those outside of all roots', () => {
    assert.equal(trust.models.judge(vscode.Uri.file('/etc/hosts')), null);
    assert.equal(trust.models.judge(at('.env'))?.answer.level, 'low');
    assert.equal(trust.models.judge(at('new/auth/file.ts'))?.path, 'new/auth/file.ts');
  });

  it('writes a rule where it counts, and starts from the built-in model', async () => {
    rmSync(model.fsPath);
    trust.models.look();
    await until('there is no model', () => trust.models.all[0]?.state.source === 'careful');
    await open('src/tides.ts');
    // Level low, the file alone, no reason: the first choice each time.
    await answered(run('workflow.addTrustRule', at('src/tides.ts')));
    assert.match(read(trustModelPath), /- pattern: "src\/tides\.ts"/);
    assert.match(read(trustModelPath), /# How far agents are trusted/);
    await until('it counts', () => trust.models.judge(at('src/tides.ts'))?.answer.level === 'low');
  });
});
