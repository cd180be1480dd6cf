import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Request } from '../../../../src/core/plans/request.js';
import { undo } from '../../../../src/core/workflow/perform.js';
import { openRoot } from '../../../../src/node/open-root.js';
import { findStateRoot } from '../../../../src/node/state-root.js';
import { temporaryFolder, writeFiles } from '../../../support/temporary-folder.js';
import { MemoryRoot } from './memory-root.js';
import { home, session, taskAt, todo } from './sample-texts.js';

const b = '.workflow/WFS-b';
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

const texts: Readonly<Record<string, string>> = {
  ...session(home, 'active', { 'IMPL-1': 'pending', 'IMPL-2': 'completed', 'IMPL-3': 'container', 'IMPL-3.1': 'active', 'IMPL-4': '{"id": "IMPL-4",' }),
  ...session(b, 'completed', { 'IMPL-7.1': 'pending' }),
  ...session('.workflow/WFS-c', 'active'),
  '.workflow/WFS-c/workflow-session.json': '\ufeff{"session_id": "WFS-c", "project": "Ça", ',
  '.workflow/.active-WFS-a': '',
  [todo]: '\ufeff# Mine\r\n- [x] IMPL-1 first\r\n- [ ] IMPL-3.1\r\n',
};

const requests: readonly Request[] = [
  { do: 'set-task-status', session: home, tasks: ['IMPL-1', 'IMPL-2'], status: 'active' },
  { do: 'set-task-status', session: home, tasks: ['IMPL-3.1'], status: 'completed' },
  { do: 'create-task', session: home, title: 'New' },
  { do: 'break-down-task', session: home, task: 'IMPL-1', titles: ['One', 'Two'] },
  { do: 'move-task', session: home, task: 'IMPL-1', parent: 'IMPL-3' },
  { do: 'activate-session', session: b },
  { do: 'pause-session', session: home },
  { do: 'archive-session', session: b },
  { do: 'recover-session', session: '.workflow/WFS-c' },
  { do: 'rebuild-container', session: b, task: 'IMPL-7' },
  { do: 'raise-complexity', session: home, complexity: 'complex' },
  { do: 'write-todo', session: home },
  { do: 'adopt-todo', session: home },
  { do: 'restore-todo-row', session: home, task: 'IMPL-1' },
  { do: 'accept-todo-row', session: home, task: 'IMPL-1' },
  { do: 'edit-task-field', file: taskAt('IMPL-1'), pointer: ['title'], from: 'Title of IMPL-1', value: 'Other' },
];

/** Every file of `.workflow` but the volatile ones. */
function textsIn(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(join(folder, '.workflow'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll('\\', '/'))
    .filter((file) => !file.startsWith('.workflow/.state/')).sort();
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

/** A manifest carries the time. */
const withoutTime = (all: Readonly<Record<string, string>>): unknown => (
  Object.fromEntries(Object.entries(all).map(([file, text]) => [file, text.replace(/"archived_at": "[^"]+"/, '')])));

describe('plans on the real disk', () => {
  for (const request of requests) {
    it(`${request.do} leaves what it leaves in memory, and undoing gives back every byte`, async () => {
      const folder = temporaryFolder();
      writeFiles(folder, texts);
      const root = openRoot(findStateRoot(folder), { log: silent, actor: 'test' });
      await root.store.refresh();
      const applied = await root.perform(request, () => Promise.resolve(true));
      assert.ok(applied.kind === 'applied', applied.kind === 'refusal' ? applied.message : '');

      const memory = new MemoryRoot(texts);
      await memory.do(request);
      assert.deepEqual(withoutTime(textsIn(folder)), withoutTime(memory.texts));

      const undone = await undo(applied, { refresh: (hint) => root.store.refresh(hint), apply: root.apply });
      assert.equal(undone.kind, 'applied', undone.kind === 'refusal' ? undone.message : '');
      assert.deepEqual(textsIn(folder), Object.fromEntries(Object.entries(texts).sort()));
      root.dispose();
    });
  }
});
