import assert from 'node:assert/strict';
import { buildBrokenHouse, type BrokenHouse } from './broken-house.js';

/** the file, its text, the error the compiler must give. */
type Case = readonly [file: string, text: string, error: RegExp];

const broken: readonly Case[] = [
  ['src/core/opens-editor.ts', "import * as vscode from 'vscode';\nexport const y = vscode;", /TS2306/],
  ['src/core/opens-disk.ts', "import * as fs from 'node:fs';\nexport const y = fs;", /TS2306/],
  ['src/core/prints.ts', "console.log('hello');", /'console'/],
  ['src/core/waits.ts', 'setTimeout(() => undefined, 1);', /'setTimeout'/],
  ['src/core/asks-process.ts', 'export const y = process.pid;', /'process'/],
  ['src/core/draws.ts', 'export const y = document;', /'document'/],
  ['src/core/climbs.ts', "import { x } from '../node/leaf.js';\nexport const y = x;", /TS6307/],
  ['src/base/climbs.ts', "import { x } from '../core/leaf.js';\nexport const y = x;", /TS6307/],
  ['src/protocol/runs.ts', 'export const y = process.pid;', /'process'/],
  ['src/webview/runs.ts', 'export const y = process.pid;', /'process'/],
  ['src/webview/opens-editor.ts', "import * as vscode from 'vscode';\nexport const y = vscode;", /TS2306/],
  ['src/node/opens-editor.ts', "import * as vscode from 'vscode';\nexport const y = vscode;", /TS2306/],
  ['src/cli/opens-editor.ts', "import * as vscode from 'vscode';\nexport const y = vscode;", /TS2306/],
  ['src/cli/crosses.ts', "import { x } from '../vscode/leaf.js';\nexport const y = x;", /TS6307/],
  ['src/vscode/crosses.ts', "import { x } from '../cli/leaf.js';\nexport const y = x;", /TS6307/],
  ['src/base/index-access.ts', 'export const f = (a: readonly string[]): string => a[0];', /TS2322/],
  ['src/base/optional.ts', 'export const a: { b?: string } = { b: undefined };', /exactOptionalPropertyTypes/],
  ['src/base/overrides.ts', 'class A { f(): void { return; } }\nexport class B extends A { f(): void { return; } }', /override/],
  ['src/base/value-of-type.ts', "import { X } from './leaf.js';\nexport type Y = X;", /TS1484/],
];

const LEAF = 'export const x = 1;\nexport type X = 1;';

const sound = new Map([
  ...['base', 'core', 'node', 'protocol', 'vscode', 'cli'].map((layer) => [`src/${layer}/leaf.ts`, LEAF] as const),
  ['src/core/text/json-text.ts', "import { parseTree } from 'jsonc-parser';\nimport { x } from '../../base/leaf.js';\nexport const y = [parseTree, x];"],
  ['src/node/disk.ts', "import * as fs from 'node:fs';\nimport { x } from '../core/leaf.js';\nexport const y = [fs, x];"],
  ['src/webview/main.ts', "import type { X } from '../core/leaf.js';\nexport const y: X = 1;\nexport const z = document.body;"],
  ['src/vscode/extension.ts', "import * as vscode from 'vscode';\nimport { x } from '../node/leaf.js';\nexport const y = [vscode.window, x];"],
  ['src/cli/main.ts', "import { Command } from 'commander';\nimport { x } from '../node/leaf.js';\nexport const y = [Command, x, process.pid];"],
  ['test/unit/leaf.test.ts', "import assert from 'node:assert/strict';\nimport { y } from '../../src/vscode/extension.js';\nit('is there', () => { assert.ok(y); });"],
]);

const compile = async (files: ReadonlyMap<string, string>, look: (house: BrokenHouse) => Promise<string>): Promise<string> => {
  const house = await buildBrokenHouse(files);
  try {
    return await look(house);
  } finally {
    await house.remove();
  }
};

describe('the law of the house: the compiler', function () {
  this.timeout(120_000);

  describe('in a house with broken files', () => {
    let errors: readonly string[];

    before(async () => {
      const files = new Map([...sound, ...broken.map(([file, text]) => [file, text] as const)]);
      errors = (await compile(files, (house) => house.run('typescript/bin/tsc', '-b', '--pretty', 'false'))).split('\n');
    });

    for (const [file, text, error] of broken) {
      it(`${file} does not compile: ${text.split('\n')[0] ?? ''}`, () => {
        assert.match(errors.filter((line) => line.startsWith(`${file}(`)).join('\n'), error);
      });
    }

    it('sound files are not blamed', () => {
      assert.deepEqual(errors.filter((line) => [...sound.keys()].some((file) => line.startsWith(`${file}(`) && !line.includes('TS6307'))), []);
    });
  });

  it('a sound house compiles, and so does one whose layers are still empty', async () => {
    const built = await compile(sound, (house) => house.run('typescript/bin/tsc', '-b', '--verbose'));
    assert.doesNotMatch(built, /error TS/);
    const empty = await compile(new Map(), (house) => house.run('typescript/bin/tsc', '-b', '--verbose'));
    assert.doesNotMatch(empty, /error TS/);
  });
});
