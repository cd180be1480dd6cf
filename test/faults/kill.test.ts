import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startChild } from './support/child.js';
import { appendPlan, contested, itemsOf, writerFor } from './support/contested.js';
import { faultRoot, figure } from './support/fault-root.js';

/** A first write of a file makes about 30 calls that change the disk, a later one about 25: these hit every one of them. */
const deadliest = 85;

describe('a writer that is killed with SIGKILL', () => {
  for (const lock of ['on', 'off']) {
    it(`loses no acknowledged write and leaves no half file (lock ${lock})`, async () => {
      const root = faultRoot();
      const acknowledged: string[] = [];
      let killed = 0;
      for (let cycle = 0; cycle < figure(50, 500); cycle++) {
        const die = 1 + (cycle * 17) % deadliest;
        const { signal, lines } = await startChild('append', [root, `c${String(cycle)}`, '3', `lock=${lock}`, `die=${String(die)}`]).ended;
        if (signal === 'SIGKILL') killed += 1;
        acknowledged.push(...lines);
        const items = itemsOf(root);
        assert.deepEqual(acknowledged.filter((item) => !items.includes(item)), [], `lost in cycle ${String(cycle)}, killed at call ${String(die)}`);
        assert.equal(new Set(items).size, items.length, 'an item was written twice');
      }
      assert.ok(killed > figure(30, 300), `only ${String(killed)} were killed`);
      assert.ok(acknowledged.length > 0, 'nobody wrote anything');
    });
  }

  it('is cleaned up after: the next write goes through at once and leaves only the file', async () => {
    const root = faultRoot();
    const killed = await startChild('append', [root, 'first', '2', 'die=40']).ended;
    assert.equal(killed.signal, 'SIGKILL');
    const outcome = await writerFor(root).apply(appendPlan('after'));
    assert.equal(outcome.kind, 'applied');
    assert.ok(itemsOf(root).includes('after'));
    assert.deepEqual(readdirSync(dirname(join(root, contested))), ['list.json']);
  });
});
