import assert from 'node:assert/strict';
import type { Row } from './measure.js';

/** Measures rows, each as a test that holds when its bound does, and prints them as a table. */
export function measureRows(rows: readonly Row[]): void {
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
}

/** Three digits that matter. */
function figure(value: number): string {
  return value >= 0.1 ? value.toFixed(2) : value.toPrecision(3);
}
