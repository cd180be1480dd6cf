import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildBrokenHouse, root } from './broken-house.js';

interface Message {
  readonly ruleId: string | null;
  readonly message: string;
}

interface LintedFile {
  readonly filePath: string;
  readonly messages: readonly Message[];
}

/** rule, the file that breaks it, its text, what the message must name. */
type Case = readonly [rule: string, file: string, text: string, remedy: RegExp];

const DOC = '/** Documented. */\n';
const VSCODE = "import * as vscode from 'vscode';\n";

const broken: readonly Case[] = [
  ['house/command-door', 'src/vscode/command.ts', `${VSCODE}vscode.commands.registerCommand('workflow.x', () => undefined);`, /register-commands\.ts/],
  ['house/context-key-door', 'src/vscode/key.ts', `${VSCODE}await vscode.commands.executeCommand('setContext', 'workflow.x', true);`, /context-keys\.ts/],
  ['house/ask-door', 'src/vscode/box.ts', `${VSCODE}await vscode.window.showWarningMessage('Sure?');`, /src\/vscode\/ask\.ts/],
  ['house/codec-door', 'src/core/tasks/parse-task.ts', `${DOC}export const task: unknown = JSON.parse('{}');`, /src\/core\/text/],
  ['house/clock-door', 'src/core/tasks/stamp.ts', `${DOC}export const at = Date.now();`, /Time port/],
  ['house/clock-door', 'src/cli/stamp.ts', 'export const at = new Date();', /Time port/],
  ['house/chance-door', 'src/core/tasks/chance.ts', `${DOC}export const id = Math.random();`, /port/],
  ['house/output-door', 'src/node/print.ts', "console.log('hello');", /src\/cli\/output\.ts/],
  ['house/output-door', 'src/cli/print.ts', "process.stdout.write('hello');", /src\/cli\/output\.ts/],
  ['house/disk-door', 'src/cli/write.ts', "import { writeFileSync } from 'node:fs';\nwriteFileSync('a', 'b');", /applyPlan/],
  ['house/disk-door', 'src/cli/write-later.ts', "import { writeFile } from 'node:fs/promises';\nawait writeFile('a', 'b');", /applyPlan/],
  ['house/disk-door', 'src/vscode/write.ts', `${VSCODE}await vscode.workspace.fs.delete(vscode.Uri.file('a'));`, /applyPlan/],
  ['house/vscode-by-name', 'src/vscode/whole.ts', `${VSCODE}export const title = vscode.workspace.name;`, /by name/],
  ['house/no-live-html', 'src/webview/title.ts', "document.body.innerHTML = '<b>title</b>';", /textContent/],
  ['house/no-live-html', 'src/webview/row.ts', "document.body.insertAdjacentHTML('beforeend', '<b>title</b>');", /textContent/],
  ['house/no-enum', 'src/base/colour.ts', 'export enum Colour { Red }', /union of string literals/],
  ['house/no-default-export', 'src/base/thing.ts', 'export default 1;', /by name/],
  ['house/no-default-export', 'src/base/other.ts', 'const other = 1;\nexport { other as default };', /by name/],
  ['house/no-barrel', 'src/base/all.ts', "export * from './thing-here.js';", /No barrels/],
  ['house/no-barrel', 'src/base/some.ts', "export { here } from './thing-here.js';", /No barrels/],
  ['house/no-empty-catch', 'src/base/swallow.ts', 'try { JSON.stringify(1); } catch { /* never mind */ }', /Finding/],
  ['house/no-silent-rejection', 'src/base/drop.ts', 'await Promise.resolve(1).catch(() => undefined);', /Finding/],
  ['house/no-silent-rejection', 'src/base/lose.ts', 'await Promise.resolve(1).catch(() => {});', /Finding/],
  ['house/js-suffix', 'src/base/bare.ts', "import { here } from './thing-here';\nexport const again = here;", /\.js suffix/],
  ['house/file-name', 'src/base/camelCase.ts', 'export const a = 1;', /kebab-case/],
  ['house/file-name', 'src/base/task-utils.ts', 'export const a = 1;', /kebab-case/],
  ['house/file-name', 'src/base/index.ts', 'export const a = 1;', /kebab-case/],
  ['house/type-name', 'src/base/manager.ts', 'export class TaskManager { readonly a = 1; }', /I prefix/],
  ['house/type-name', 'src/base/prefix.ts', 'export interface ITask { readonly a: 1 }', /I prefix/],
  ['house/docstring', 'src/core/tasks/bare.ts', '// Not a docstring.\nexport const a = 1;', /docstring/],
  ['house/protocol-is-data', 'src/protocol/act.ts', `${DOC}export const act = (): number => 1;`, /types and constants only/],
  ['house/no-only', 'test/unit/one.test.ts', "it.only('is alone', () => undefined);", /All tests run/],
  ['house/no-only', 'test/host/none.test.ts', "describe.skip('is not run', () => undefined);", /All tests run/],
  ['house/no-sleep', 'test/unit/sleep.test.ts', 'await new Promise((resolve) => { setTimeout(resolve, 100); });', /wait for the event/],
  ['house/no-sleep', 'test/unit/nap.test.ts', "import { setTimeout } from 'node:timers/promises';\nawait setTimeout(100);", /wait for the event/],

  ['max-lines', 'src/base/long.ts', '// line\n'.repeat(300), /300/],
  ['max-lines', 'test/host/long.mjs', '// line\n'.repeat(300), /300/],
  ['max-lines-per-function', 'src/base/long-function.ts', `export function f(): void {\n${'  // line\n'.repeat(39)}}`, /40/],
  ['max-depth', 'src/base/deep.ts', 'export function f(a: boolean): void { if (a) { if (a) { if (a) { if (a) { f(a); } } } } }', /3/],
  ['@typescript-eslint/max-params', 'src/base/many.ts', 'export const f = (a: 1, b: 1, c: 1, d: 1): number => a + b + c + d;', /3/],
  ['complexity', 'src/base/tangled.ts', `export const f = (a: number): boolean => ${'a === 1 || '.repeat(10)}a === 2;`, /10/],
  ['@typescript-eslint/no-explicit-any', 'src/base/any.ts', 'export const f = (a: any): unknown => a;', /any/],
  ['@typescript-eslint/no-non-null-assertion', 'src/base/bang.ts', "export const f = (a: Map<string, 1>): 1 => a.get('')!;", /non-null/i],
  ['@typescript-eslint/ban-ts-comment', 'src/base/ignored.ts', '// @ts-ignore\nexport const a = 1;', /@ts-ignore/],
  ['@typescript-eslint/ban-ts-comment', 'test/unit/expected.test.ts', '// @ts-expect-error because\nexport const a: string = 1;', /@ts-expect-error/],
  ['@typescript-eslint/no-floating-promises', 'src/vscode/float.ts', `${VSCODE}vscode.commands.executeCommand('x');`, /await/],
  ['@typescript-eslint/switch-exhaustiveness-check', 'src/base/switched.ts', "export function f(a: 'x' | 'y'): number {\n  switch (a) { case 'x': return 1; }\n  return 2;\n}", /"y"/],
  ['@typescript-eslint/explicit-module-boundary-types', 'src/base/untyped.ts', 'export const f = (a: number) => a;', /return type/],
  ['no-undef', 'test/host/undefined.mjs', 'nothing();', /nothing/],
];

/** The same deeds where they are allowed: rule, file, text. */
const allowed: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['house/command-door', 'src/vscode/commands/register-commands.ts', `${VSCODE}vscode.commands.registerCommand('workflow.x', () => undefined);`],
  ['house/context-key-door', 'src/vscode/context-keys.ts', `${VSCODE}await vscode.commands.executeCommand('setContext', 'workflow.x', true);`],
  ['house/ask-door', 'src/vscode/ask.ts', `${VSCODE}await vscode.window.showWarningMessage('Sure?');`],
  ['house/codec-door', 'src/core/text/json-text.ts', "export const value: unknown = JSON.parse('{}');"],
  ['house/clock-door', 'src/node/clock.ts', 'export const at = Date.now();'],
  ['house/clock-door', 'test/unit/clock.test.ts', 'export const at = new Date();'],
  ['house/clock-door', 'src/core/tasks/date-of.ts', `${DOC}export const at = new Date(0).toISOString();`],
  ['house/output-door', 'src/cli/output.ts', "process.stdout.write('hello');"],
  ['house/disk-door', 'src/node/write.ts', "import { writeFileSync } from 'node:fs';\nwriteFileSync('a', 'b');"],
  ['house/docstring', 'src/core/tasks/pair.ts', `${DOC}export const as = ['a'] as const;\nexport type A = (typeof as)[number];`],
  ['house/no-sleep', 'test/host/wait.ts', 'await new Promise((resolve) => { setTimeout(resolve, 100); });'],
  ['max-lines-per-function', 'test/unit/long.test.ts', `describe('all', () => {\n${'  // line\n'.repeat(99)}});`],
];

const inline: readonly [string, string] = ['src/base/inline.ts', '/* eslint-disable */\nexport enum Colour { Red }'];

describe('the law of the house: code', function () {
  this.timeout(120_000);
  let messagesOf: ReadonlyMap<string, readonly Message[]>;

  before(async () => {
    const files = [...broken, ...allowed].map(([, file, text]) => [file, text] as const);
    const house = await buildBrokenHouse(new Map([...files, inline, ['src/base/thing-here.ts', 'export const here = 1;']]));
    try {
      const answer = await house.run('eslint/bin/eslint.js', '--config', '.config/eslint.config.mjs', '--format', 'json', 'src', 'test');
      const linted = JSON.parse(answer) as readonly LintedFile[];
      messagesOf = new Map(linted.map(({ filePath, messages }) => [filePath.replaceAll('\\', '/').replace(/^.*?\/(?=(src|test)\/)/, ''), messages]));
    } finally {
      await house.remove();
    }
  });

  const saidOf = (file: string, rule: string): string[] =>
    (messagesOf.get(file) ?? assert.fail(`${file} was not linted`)).filter(({ ruleId }) => ruleId === rule).map(({ message }) => message);

  for (const [rule, file, , remedy] of broken) {
    it(`${rule} bites in ${file} and names the remedy`, () => {
      const [said] = saidOf(file, rule);
      assert.match(said ?? 'nothing was said', remedy);
    });
  }

  for (const [rule, file] of allowed) {
    it(`${rule} lets ${file} do it`, () => assert.deepEqual(saidOf(file, rule), []));
  }

  it('an inline comment does not switch a law off', () => assert.equal(saidOf(inline[0], 'house/no-enum').length, 1));

  it('every law of our own has a case here', async () => {
    const { laws } = (await import(pathToFileURL(join(root, '.config/house-laws.mjs')).href)) as { laws: readonly { name: string }[] };
    const proven = new Set(broken.map(([rule]) => rule));
    assert.deepEqual(laws.map(({ name }) => `house/${name}`).filter((rule) => !proven.has(rule)), []);
  });
});
