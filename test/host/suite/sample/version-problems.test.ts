import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { extensionPath, folder, run, until } from '../support/editor.js';
import { carryOut, fixAt } from '../support/quick-fix.js';

/** What findings.txt of a case says: where, what, and how it is mended. */
interface Expected {
  readonly file: string;
  readonly line: number;
  readonly code: string;
  readonly message: string;
  readonly fixes: readonly string[];
}

const versions = (): string => join(folder(), '.workflow/versions');
const uriOf = (file: string): vscode.Uri => vscode.Uri.file(join(versions(), file));

function expectedOf(name: string): readonly Expected[] {
  const found: (Expected & { readonly fixes: string[] })[] = [];
  for (const text of readFileSync(join(extensionPath(), 'test/version-cases', name, 'findings.txt'), 'utf8').split('\n')) {
    const [, file = '', line, code = ''] = /^(\S+?):(\d+):\d+ \w+ (\S+) at /.exec(text) ?? [];
    const before = found.at(-1);
    if (file !== '') found.push({ file, line: Number(line), code, message: '', fixes: [] });
    else if (text.startsWith('  > ')) before?.fixes.push(text.slice(4));
    else if (before !== undefined && text.startsWith('  ')) found[found.length - 1] = { ...before, message: text.trim() };
  }
  return found;
}

const problemAt = ({ file, line, code, message }: Expected): vscode.Diagnostic | undefined => (
  vscode.languages.getDiagnostics(uriOf(file)).find((each) => each.code === code && each.range.start.line + 1 === line && each.message === message));

const shown = ({ file }: Expected): string => vscode.languages.getDiagnostics(uriOf(file)).map((each) => `${JSON.stringify(each.code)} @${each.range.start.line + 1} ${each.message}`).join('\n');

/** Carries out what is offered where something is said. */
async function fix(expected: Expected, title: string): Promise<void> {
  await vscode.window.showTextDocument(uriOf(expected.file));
  await carryOut(await fixAt(uriOf(expected.file), () => problemAt(expected)?.range, title));
}

/** The lines of the one piece in which two texts differ, as they are in the first. */
function changedLines(before: string, after: string): readonly string[] {
  const [one, other] = [before.split('\n'), after.split('\n')];
  while (one.length > 0 && other.length > 0 && one[0] === other[0]) [one, other].forEach((lines) => lines.shift());
  while (one.length > 0 && other.length > 0 && one.at(-1) === other.at(-1)) [one, other].forEach((lines) => lines.pop());
  return one;
}

describe('Problems of the records of versions', function () {
  this.timeout(60_000);
  beforeEach(() => { rmSync(versions(), { recursive: true, force: true }); });
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  after(async () => {
    rmSync(versions(), { recursive: true, force: true });
    await run('workflow.refresh');
  });

  /** Shows a case; answers with what is said and can be mended. */
  async function show(name: string): Promise<readonly Expected[]> {
    cpSync(join(extensionPath(), 'test/version-cases', name, 'versions'), versions(), { recursive: true });
    await run('workflow.refresh');
    const all = expectedOf(name);
    for (const each of all) await until(`${name}: ${each.code} at ${each.file}:${each.line}`, () => problemAt(each) !== undefined, () => shown(each));
    return all.filter(({ fixes }) => fixes.length > 0);
  }

  for (const name of ['illegal-status', 'approvals', 'reviews', 'wrong-sums', 'parent-cycles', 'times', 'attempts', 'hostile-rollback', 'runs-and-folders']) {
    it(`say what is wrong in "${name}" at its line, and each fix mends its file and leaves every other byte`, async () => {
      for (const each of await show(name)) {
        const path = uriOf(each.file).fsPath;
        const before = readFileSync(path, 'utf8');
        for (const title of each.fixes) {
          await fix(each, title);
          await until(`"${title}" mends it`, () => problemAt(each) === undefined, () => shown(each));
          const lines = changedLines(before, readFileSync(path, 'utf8'));
          assert.ok(lines.length <= 20, `"${title}" changes what it is about: ${lines.join('\n')}`);
          writeFileSync(path, before);
          await run('workflow.refresh');
          await until('it is said again', () => problemAt(each) !== undefined, () => shown(each));
        }
      }
    });
  }

  it('are mended in a text that is not saved, as long as it has what is mended where it was', async () => {
    const [wrong] = await show('wrong-sums');
    assert.ok(wrong);
    const path = uriOf(wrong.file).fsPath;
    const saved = readFileSync(path, 'utf8');
    const editor = await vscode.window.showTextDocument(uriOf(wrong.file));
    await until('the editor has it', () => editor.document.getText() === saved);
    const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
    assert.ok(await editor.edit((edit) => { edit.insert(end, '\n# mine\n'); }));
    const [title = ''] = wrong.fixes;
    await fix(wrong, title);
    assert.match(editor.document.getText(), /total_tasks: 1\b[^]*# mine/);
    assert.equal(readFileSync(path, 'utf8'), saved, 'the file itself is not touched');
    await editor.edit((edit) => { edit.insert(new vscode.Position(0, 0), '# first\n'); });
    await assert.rejects(fix(wrong, title), /No Replace by 1/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
