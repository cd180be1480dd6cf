import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildBrokenHouse, root } from './broken-house.js';

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly comment?: string;
  readonly rule: { readonly name: string };
}

/** rule, the importing file, the line, what it leads to. */
type Case = readonly [rule: string, from: string, line: string];

const RUN = (path: string): string => `import { x } from '${path}';\nexport const y = x;`;
const TYPE = (path: string): string => `import type { X } from '${path}';\nexport type Y = X;`;
const PACKAGE = (name: string): string => `import * as it from '${name}';\nexport const y = it;`;

const broken: readonly Case[] = [
  ['layer-base', 'src/base/b1.ts', RUN('../core/plans/leaf.js')],
  ['layer-core', 'src/core/plans/c1.ts', RUN('../../node/leaf.js')],
  ['layer-core', 'src/core/plans/c2.ts', TYPE('../../protocol/leaf.js')],
  ['layer-node', 'src/node/n1.ts', RUN('../vscode/leaf.js')],
  ['layer-protocol', 'src/protocol/p1.ts', RUN('../core/plans/leaf.js')],
  ['layer-protocol-types', 'src/protocol/p2.ts', TYPE('../node/leaf.js')],
  ['layer-webview', 'src/webview/w1.ts', RUN('../core/plans/leaf.js')],
  ['layer-webview', 'src/webview/w2.ts', RUN('../vscode/leaf.js')],
  ['layer-webview-types', 'src/webview/w3.ts', TYPE('../vscode/leaf.js')],
  ['layer-vscode', 'src/vscode/v1.ts', RUN('../webview/leaf.js')],
  ['layer-vscode', 'src/vscode/v2.ts', RUN('../cli/leaf.js')],
  ['layer-cli', 'src/cli/l1.ts', RUN('../vscode/leaf.js')],
  ['layer-cli', 'src/cli/l2.ts', TYPE('../protocol/leaf.js')],
  ['core-text', 'src/core/text/t1.ts', RUN('../plans/leaf.js')],
  ['core-layout', 'src/core/layout/o1.ts', RUN('../tasks/leaf.js')],
  ['core-plans', 'src/core/plans/a1.ts', RUN('../findings/leaf.js')],
  ['core-findings', 'src/core/findings/f1.ts', TYPE('../tasks/leaf.js')],
  ['core-sessions', 'src/core/sessions/s1.ts', RUN('../tasks/leaf.js')],
  ['core-tasks', 'src/core/tasks/k1.ts', RUN('../sessions/leaf.js')],
  ['core-todo', 'src/core/todo/d1.ts', RUN('../workflow/leaf.js')],
  ['core-schema', 'src/core/schema/e1.ts', RUN('../tasks/leaf.js')],
  ['core-specs', 'src/core/specs/e2.ts', RUN('../tasks/leaf.js')],
  ['core-trust', 'src/core/trust/t2.ts', RUN('../tasks/leaf.js')],
  ['core-consent', 'src/core/consent/c2.ts', RUN('../tasks/leaf.js')],
  ['core-actions', 'src/core/actions/a2.ts', RUN('../tasks/leaf.js')],
  ['core-agents', 'src/core/agents/a3.ts', RUN('../tasks/leaf.js')],
  ['core-parallel', 'src/core/parallel/p2.ts', RUN('../tasks/leaf.js')],
  ['core-scaffold', 'src/core/scaffold/s3.ts', RUN('../tasks/leaf.js')],
  ['core-versions', 'src/core/versions/v2.ts', RUN('../workflow/leaf.js')],
  ['core-worktrees', 'src/core/worktrees/w3.ts', RUN('../tasks/leaf.js')],
  ['core-tdd', 'src/core/tdd/t4.ts', RUN('../tasks/leaf.js')],
  ['core-gate', 'src/core/gate/g1.ts', RUN('../tasks/leaf.js')],
  ['core-progress', 'src/core/progress/p3.ts', RUN('../tasks/leaf.js')],
  ['core-hooks', 'src/core/hooks/h1.ts', RUN('../tasks/leaf.js')],
  ['core-workflow', 'src/core/workflow/w1.ts', RUN('../strange/leaf.js')],
  ['core-folder-unknown', 'src/core/strange/x1.ts', RUN('../tasks/leaf.js')],
  ['core-words', 'src/core/tasks/task-status.ts', RUN('./leaf.js')],
  ['door-vscode', 'src/cli/d1.ts', PACKAGE('vscode')],
  ['door-jsonc-parser', 'src/core/tasks/d2.ts', PACKAGE('jsonc-parser')],
  ['door-yaml', 'src/core/specs/d6.ts', PACKAGE('yaml')],
  ['door-minimatch', 'src/core/trust/d7.ts', PACKAGE('minimatch')],
  ['door-simple-git', 'src/node/d8.ts', PACKAGE('simple-git')],
  ['door-@rgrove/parse-xml', 'src/core/tdd/d9.ts', PACKAGE('@rgrove/parse-xml')],
  ['door-commander', 'src/cli/d3.ts', PACKAGE('commander')],
  ['no-dev-package-in-src', 'src/node/d4.ts', PACKAGE('ajv')],
  ['package-without-door', 'src/node/d5.ts', PACKAGE('minimist')],
  ['node-modules-of-node', 'src/vscode/m1.ts', PACKAGE('node:fs')],
  ['node-modules-of-node', 'src/cli/m2.ts', PACKAGE('child_process')],
  ['no-node-in-pure-layers', 'src/core/plans/m3.ts', PACKAGE('node:path')],
  ['no-node-in-pure-layers', 'src/base/m5.ts', PACKAGE('node:crypto')],
  ['no-node-in-pure-layers', 'src/webview/m4.ts', PACKAGE('node:path')],
  ['no-cycle', 'src/base/cycle-back.ts', "import type { x } from './cycle.js';\nexport const y: typeof x | 1 = 1;"],
  ['no-orphan', 'src/base/alone.ts', 'export const alone = 1;'],
  ['no-unresolvable', 'src/base/nowhere.ts', RUN('./nowhere-at-all.js')],
  ['no-test-in-src', 'src/node/tested.ts', RUN('../../test/unit/leaf.js')],
];

/** What the table allows, one case for each thing that is easily forbidden by mistake. */
const allowed: readonly (readonly [from: string, line: string])[] = [
  ['src/core/workflow/ok.ts', RUN('../todo/leaf.js')],
  ['src/core/todo/ok.ts', RUN('../tasks/leaf.js')],
  ['src/core/findings/ok.ts', TYPE('../plans/leaf.js')],
  ['src/core/plans/ok.ts', TYPE('../tasks/task-status.js')],
  ['src/core/text/json-text.ts', PACKAGE('jsonc-parser')],
  ['src/node/ok.ts', `${PACKAGE('node:fs')}\n${RUN('../core/tasks/leaf.js')}`],
  ['src/protocol/ok.ts', TYPE('../core/tasks/leaf.js')],
  ['src/webview/ok.ts', TYPE('../core/tasks/leaf.js')],
  ['src/webview/main.ts', RUN('../core/workflow/task-selectors.js')],
  ['src/vscode/extension.ts', `${PACKAGE('vscode')}\n${RUN('../node/leaf.js')}\n${TYPE('../protocol/leaf.js')}`],
  ['src/cli/main.ts', `${PACKAGE('commander')}\n${RUN('../node/leaf.js')}\nimport 'node:path';`],
  ['test/unit/ok.test.ts', `${PACKAGE('ajv')}\n${RUN('../../src/vscode/leaf.js')}`],
];

const LEAF = 'export const x = 1;\nexport type X = 1;';
const leaves = [
  ...['base', 'node', 'protocol', 'vscode', 'webview', 'cli'].map((layer) => `src/${layer}/leaf.ts`),
  ...['text', 'layout', 'plans', 'findings', 'sessions', 'tasks', 'todo', 'workflow', 'strange'].map((folder) => `src/core/${folder}/leaf.ts`),
  'src/core/workflow/task-selectors.ts',
  'test/unit/leaf.ts',
].map((file) => [file, LEAF] as const);

describe('the law of the house: imports', function () {
  this.timeout(120_000);
  let violations: readonly Violation[];

  before(async () => {
    const house = await buildBrokenHouse(new Map([
      ...leaves,
      ...broken.map(([, from, line]) => [from, line] as const),
      ...allowed,
      ['src/base/cycle.ts', "import { y } from './cycle-back.js';\nexport const x = (): unknown => y;"],
    ]));
    try {
      const answer = await house.run('dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.config/dependency-cruiser.cjs', '--output-type', 'json', 'src', 'test');
      violations = (JSON.parse(answer) as { summary: { violations: readonly Violation[] } }).summary.violations;
    } finally {
      await house.remove();
    }
  });

  for (const [rule, file, line] of broken) {
    it(`${rule} bites: ${file} says ${line.split('\n')[0] ?? ''}`, () => {
      const names = violations.filter(({ from }) => from === file).map(({ rule: { name } }) => name);
      assert.ok(names.includes(rule), `broke only: ${names.join(', ') || 'nothing'}`);
    });
  }

  for (const [file] of allowed) {
    it(`${file} imports what it may`, () => {
      const names = violations.filter(({ from, rule }) => from === file && rule.name !== 'no-orphan').map(({ rule, to }) => `${rule.name}: ${to}`);
      assert.deepEqual(names, []);
    });
  }

  it('every rule has a remedy and a case here', () => {
    const load = createRequire(join(root, 'package.json'));
    const { forbidden } = load(join(root, '.config/dependency-cruiser.cjs')) as { forbidden: readonly { name: string; comment?: string }[] };
    const proven = new Set(broken.map(([rule]) => rule));
    assert.deepEqual(forbidden.filter(({ name, comment }) => !proven.has(name) || !comment).map(({ name }) => name), []);
  });
});
