import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../support/open-store.js';
import { writeSmallSession } from '../support/small-workflow.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startChild } from './support/child.js';
import { figure } from './support/fault-root.js';

const session = '.workflow/WFS-contested';

function contestedSession(): string {
  const root = temporaryFolder();
  writeSmallSession(root, session, ['IMPL-1']);
  return root;
}

async function titlesOf(root: string): Promise<string[]> {
  const [state] = (await openStore(root).store.refresh()).sessions;
  assert.ok(state);
  assert.deepEqual(state.tasks.all.filter(({ file }) => file.broken), []);
  assert.equal(new Set(state.tasks.all.map(({ id }) => id)).size, state.tasks.all.length, 'two tasks have the same id');
  return state.tasks.all.map(({ title }) => title);
}

describe('requests that several carry out at once', () => {
  it('all get done: every task has an id of its own, and the list has every one of them', async () => {
    const root = contestedSession();
    const count = figure(5, 50);
    const children = Array.from({ length: 8 }, (_, index) => startChild('perform', [root, session, `w${String(index)}`, String(count)]));
    for (const { ended } of children) assert.equal((await ended).code, 0);
    assert.equal((await titlesOf(root)).length, 8 * count + 1);
    const [state] = (await openStore(root).store.refresh()).sessions;
    assert.equal(state?.todo.ownership, 'generated');
    assert.equal(state.todo.rows.length, 8 * count + 1);
    assert.deepEqual(state.findings.filter(({ code }) => code.startsWith('todo/')), []);
  });

  it('may be killed anywhere in a plan: what was acknowledged is there, everything loads, and the next one goes on', async () => {
    const root = contestedSession();
    const acknowledged: string[] = [];
    for (let cycle = 0; cycle < figure(25, 250); cycle++) {
      const die = 1 + (cycle * 13) % 110;
      const { lines } = await startChild('perform', [root, session, `c${String(cycle)}`, '2', `die=${String(die)}`]).ended;
      acknowledged.push(...lines);
      const titles = await titlesOf(root);
      assert.deepEqual(acknowledged.filter((title) => !titles.includes(title)), [], `killed at call ${String(die)}`);
    }
    assert.ok(acknowledged.length > 10, `only ${String(acknowledged.length)} were acknowledged`);
    assert.equal((await startChild('perform', [root, session, 'last', '1']).ended).code, 0);
    const strange = readdirSync(join(root, session, '.task')).filter((name) => !/^IMPL-\d+\.json$/.test(name));
    assert.ok(strange.every((name) => /^\..*\.tmp$/.test(name)) && strange.length < 5, strange.join());
  });
});
