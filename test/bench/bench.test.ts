import assert from 'node:assert/strict';
import { changeRows } from './change-rows.js';
import { gateRows } from './gate-rows.js';
import { listRows } from './list-rows.js';
import { loadRows } from './load-rows.js';
import { specRows } from './spec-rows.js';
import { startRows } from './start-rows.js';
import { tddRows } from './tdd-rows.js';
import { trustRows } from './trust-rows.js';
import { versionRows } from './version-rows.js';
import { worktreeRows } from './worktree-rows.js';

const rows = [...loadRows, ...changeRows, ...listRows, ...startRows, ...specRows, ...trustRows, ...worktreeRows, ...versionRows, ...tddRows, ...gateRows];

describe('bench', () => {
  const lines: string[][] = [['name', 'ratio', 'bound', 'holds', '']];

  for (const { name, bound, measure } of rows) {
    it(name, async () => {
      const { ratio, beside = '' } = await measure();
      const holds = ratio <= bound;
      lines.push([name, figure(ratio), figure(bound), holds ? 'yes' : 'NO', beside]);
      assert.ok(holds, `${figure(ratio)} is more than ${figure(bound)}`);
    }).timeout(10 * 60_000);
  }

  after(() => {
    const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
    for (const line of lines) console.log(line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ').trimEnd());
  });
});

/** Three digits that matter. */
function figure(value: number): string {
  return value >= 0.1 ? value.toFixed(2) : value.toPrecision(3);
}
