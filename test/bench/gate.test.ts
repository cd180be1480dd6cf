import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { join } from 'node:path';
import { placeGate, repositoryWith, stage } from '../support/gate-repository.js';
import { git } from '../support/git.js';
import { writeFiles } from '../support/temporary-folder.js';
import { ratioOf, type Measured, type Row } from './measure.js';
import { measureRows } from './measure-rows.js';

/** Files of every kind that are there in any case. */
const standing = 2_000;

/**
 * The gate beside what it cannot do without. Of ten staged files one is a source and one its test, which gets one test more; the others are what
 * has no tests. A single file is the test: it comes first. `beside`: where half of the files are sources and half their tests.
 */
const gateRows: readonly Row[] = ([[1, 2.5], [100, 2.5], [1_000, 4]] as const).map(([count, bound]) => ({
  name: `G20 pre-commit gate ÷ git diff --cached --name-status, ${count} staged`,
  bound,
  measure: async () => {
    const { ratio } = await gateRatio(count, 10);
    const half = await gateRatio(count, 2);
    return { ratio, beside: `${half.ratio.toFixed(2)} where all are code` };
  },
}));

const test = (number: number, cases: number): string => `import { f${number} } from './f${number}';\n${Array.from({ length: cases }, (_, each) => `it('does ${each}', () => { check(f${number}, ${each}); });\n`).join('')}`;

/** Paths and texts: of each `among` files the first is a test, the second its source. */
function filesOf(count: number, among: number, round: number): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => {
    const [group, kind] = [Math.floor(index / among), index % among];
    const folder = `src/m${group % 20}`;
    if (kind === 0) return [`${folder}/f${group}.test.ts`, test(group, 3 + round)];
    return kind === 1 ? [`${folder}/f${group}.ts`, `export const f${group} = ${round};\n`] : [`docs/m${group % 20}/d${index}.md`, `${round}\n`];
  }));
}

async function gateRatio(count: number, among: number): Promise<Measured> {
  const folder = repositoryWith(filesOf(standing, among, 0));
  git(folder, 'repack', '-adq');
  placeGate(folder);
  stage(folder, filesOf(count, among, 1));
  const hook = (): SpawnSyncReturns<string> => spawnSync(join(folder, '.git/hooks/pre-commit'), { cwd: folder, encoding: 'utf8', env: { ...process.env, WORKFLOW_CLI: '/nowhere/workflow' } });
  const measured = await ratioOf({
    ours: hook,
    yardstick: () => spawnSync('git', ['diff', '--cached', '--name-status'], { cwd: folder, encoding: 'utf8' }),
    check: (ours, yardstick) => {
      assert.deepEqual([ours.status, ours.stderr], [0, '']);
      assert.equal(yardstick.stdout.trim().split('\n').length, count);
    },
  });
  // What must not pass does not, however many others are staged.
  writeFiles(folder, { 'src/without.ts': 'x\n' });
  git(folder, 'add', 'src/without.ts');
  assert.equal(hook().status, 1);
  return measured;
}

measureRows(gateRows);
