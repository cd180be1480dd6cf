import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Request } from '../../../../src/core/plans/request.js';
import type { SessionState } from '../../../../src/core/workflow/workflow-state.js';
import { openRoot, type OpenRoot } from '../../../../src/node/open-root.js';
import { findStateRoot } from '../../../../src/node/state-root.js';
import { copyCase } from '../../../support/golden-case.js';

/**
 * The golden cases whose name begins with `todo-`: `expected/TODO_LIST.md` is what writing the list gives, on the real disk. What is
 * said about each is golden with all other cases. UPDATE_GOLDEN=1 writes what comes out now, to be read before it is committed.
 */
const cases = resolve('test/cases');
const names = readdirSync(cases).filter((name) => name.startsWith('todo-')).sort();
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

interface OpenCase {
  readonly folder: string;
  readonly root: OpenRoot;
  readonly session: SessionState;
}

async function open(name: string): Promise<OpenCase> {
  const folder = copyCase(join(cases, name, 'input'));
  const root = openRoot(findStateRoot(folder), { log: silent, actor: 'test' });
  const [session] = (await root.store.refresh()).sessions;
  assert.ok(session);
  return { folder, root, session };
}

async function perform({ root, session }: OpenCase, request: Request): Promise<SessionState> {
  const outcome = await root.perform(request, () => Promise.resolve(true));
  assert.equal(outcome.kind, 'applied', outcome.kind === 'refusal' ? outcome.message : '');
  const after = (await root.store.refresh()).sessions.find(({ path }) => path === session.path);
  assert.ok(after);
  return after;
}

const codesOf = ({ findings }: SessionState): string[] => findings.map(({ code }) => code).filter((code) => code.startsWith('todo/'));

describe('golden lists', () => {
  for (const name of names) {
    const expected = join(cases, name, 'expected/TODO_LIST.md');

    it(`${name}: is written as expected, and then nothing is left to write`, async () => {
      const opened = await open(name);
      if (opened.session.location === 'archives') {
        assert.equal((await opened.root.perform({ do: 'write-todo', session: opened.session.path })).kind, 'refusal');
        return;
      }
      const after = await perform(opened, { do: 'write-todo', session: opened.session.path });
      const text = readFileSync(join(opened.folder, after.todo.path), 'utf8');
      if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(expected, text);
      assert.equal(text, existsSync(expected) ? readFileSync(expected, 'utf8') : '(the file is missing)');
      const again = await opened.root.plan({ do: 'write-todo', session: after.path });
      assert.ok(again.kind === 'plan' && again.steps.length === 0);
      assert.deepEqual(codesOf(after).filter((code) => code === 'todo/drift' || code === 'todo/stale'), []);
    });

    it(`${name}: every fix of the list can be carried out and does away with its finding`, async () => {
      const { session } = await open(name);
      for (const [index, { code, message, fixes }] of session.findings.entries()) {
        if (!code.startsWith('todo/')) continue;
        for (const { title, request } of fixes) {
          const after = await perform(await open(name), request);
          assert.ok(!after.findings.some((other) => other.code === code && other.message === message), `${title} leaves ${index} ${message}`);
        }
      }
    });

    it(`${name}: adopting makes it ours and keeps what it was`, async () => {
      const opened = await open(name);
      if (opened.session.location === 'archives') return;
      const before = readFileSync(join(opened.folder, opened.session.todo.path), 'utf8');
      const after = await perform(opened, { do: 'adopt-todo', session: opened.session.path });
      assert.deepEqual([after.todo.ownership, codesOf(after)], ['generated', []]);
      if (opened.session.todo.ownership === 'foreign') assert.equal(readFileSync(join(opened.folder, `${after.todo.path}.bak`), 'utf8'), before);
    });
  }
});
