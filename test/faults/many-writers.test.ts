import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from './support/child.js';
import { contested, itemsOf } from './support/contested.js';
import { faultRoot, figure } from './support/fault-root.js';

async function writeTogether(root: string, count: number, lock: 'on' | 'off'): Promise<void> {
  const children = Array.from({ length: 8 }, (_, index) => startChild('append', [root, `w${String(index)}`, String(count), `lock=${lock}`]));
  for (const { ended } of children) assert.equal((await ended).code, 0);
}

describe('eight writers of one file', () => {
  it('lose no update under the lock', async () => {
    const root = faultRoot();
    const count = figure(100, 500);
    await writeTogether(root, count, 'on');
    assert.equal(new Set(itemsOf(root)).size, 8 * count);
    assert.equal(itemsOf(root).length, 8 * count);
    assert.equal(readdirSync(join(root, '.volatile/lock')).length, 1, 'only the last generation of the lock is left');
  });

  it('lose no update with the lock switched off', async () => {
    const root = faultRoot();
    const count = figure(25, 100);
    await writeTogether(root, count, 'off');
    assert.equal(new Set(itemsOf(root)).size, 8 * count);
    assert.equal(itemsOf(root).length, 8 * count);
  });

  it('never show a reader half a file', async () => {
    const root = faultRoot();
    const writing = startChild('append', [root, 'w', String(figure(150, 1_500))]);
    let reads = 0;
    while (reads < figure(1_000, 10_000) || writing.process.exitCode === null) {
      JSON.parse(readFileSync(join(root, contested), 'utf8'));
      reads += 1;
      if (reads % 16 === 0) await new Promise(setImmediate);
    }
    assert.equal((await writing.ended).code, 0);
  });
});
