import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TodoProjection } from '../../../src/core/workflow/todo-projection.js';
import { openRoot } from '../../../src/node/open-root.js';
import type { OpenRoot } from '../../../src/node/open-root.js';
import { sha256 } from '../../../src/node/sha256.js';
import { stateRootAt } from '../../../src/node/state-root.js';
import { smallTask, writeSmallSession } from '../../support/small-workflow.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const session = '.workflow/WFS-one';
const todo = `${session}/TODO_LIST.md`;

interface Window {
  readonly open: OpenRoot;
  readonly projection: TodoProjection;
  /** Paths of the files that this window changed, one for each write. */
  readonly writes: string[];
  readonly held: Set<string>;
  readonly said: string[];
  /** Done before each of the next plans is applied. */
  readonly before: (() => void | Promise<void>)[];
}

/** What one window of the editor does about TODO lists; its store is told of changes by hand. */
async function openWindow(root: string): Promise<Window> {
  const said: string[] = [];
  const log = { info: () => undefined, warn: (message: string) => said.push(message), error: (message: string, cause?: unknown) => said.push(`${message} ${String(cause)}`) };
  const open = openRoot(stateRootAt(root), { log, actor: 'test' });
  const writes: string[] = [];
  const held = new Set<string>();
  const before: (() => void | Promise<void>)[] = [];
  const apply: OpenRoot['apply'] = async (plan) => {
    await before.shift()?.();
    const outcome = await open.apply(plan);
    for (const { effect } of outcome.kind === 'applied' ? outcome.done.steps : []) {
      if (effect.kind === 'text' && effect.before !== effect.after) writes.push(effect.path);
    }
    return outcome;
  };
  const projection = new TodoProjection({ store: open.store, apply, sha256, log, isHeld: (path) => held.has(path) });
  await open.store.refresh();
  await projection.settled();
  return { open, projection, writes, held, said, before };
}

function folder(text?: string): string {
  const root = temporaryFolder();
  writeSmallSession(root, session, ['IMPL-1', 'IMPL-2']);
  if (text !== undefined) writeFileSync(join(root, todo), text);
  return root;
}

function setStatus(root: string, id: string, status: string): string {
  const path = `${session}/.task/${id}.json`;
  writeFileSync(join(root, path), smallTask(id, { status }));
  return path;
}

async function tell({ open, projection }: Window, ...paths: string[]): Promise<void> {
  await open.store.refresh(paths);
  await projection.settled();
}

function listOf(root: string): string {
  return readFileSync(join(root, todo), 'utf8');
}

describe('TodoProjection', () => {
  it('writes nothing when a folder is opened', async () => {
    const root = folder();
    assert.deepEqual((await openWindow(root)).writes, []);
    assert.equal(existsSync(join(root, todo)), false);
  });

  it('writes one list for one change and none for its own echo', async () => {
    const root = folder();
    const window = await openWindow(root);
    await tell(window, setStatus(root, 'IMPL-1', 'completed'));
    assert.deepEqual(window.writes, [todo]);
    assert.match(listOf(root), /- \[x\] \*\*IMPL-1\*\*[^]*- \[ \] \*\*IMPL-2\*\*/);
    const { mtimeMs, ino } = statSync(join(root, todo));
    for (let n = 0; n < 3; n++) await tell(window, todo, `${session}/.task/IMPL-1.json`, session, '.workflow');
    assert.deepEqual(window.writes, [todo]);
    assert.deepEqual([statSync(join(root, todo)).mtimeMs, statSync(join(root, todo)).ino], [mtimeMs, ino]);
  });

  it('writes one list for many changes of a session that are seen at once', async () => {
    const root = folder();
    const window = await openWindow(root);
    await tell(window, setStatus(root, 'IMPL-1', 'completed'), setStatus(root, 'IMPL-2', 'completed'));
    assert.deepEqual(window.writes, [todo]);
  });

  it('is faithful to a change that comes while it writes', async () => {
    const root = folder();
    const window = await openWindow(root);
    const first = window.open.store.refresh([setStatus(root, 'IMPL-1', 'completed')]);
    await first;
    await tell(window, setStatus(root, 'IMPL-2', 'completed'));
    await window.projection.settled();
    assert.match(listOf(root), /- \[x\] \*\*IMPL-1\*\*[^]*- \[x\] \*\*IMPL-2\*\*/);
  });

  it('writes one list for one change although two windows see it', async () => {
    const root = folder();
    const windows = [await openWindow(root), await openWindow(root)];
    for (const status of ['completed', 'active', 'completed']) {
      const path = setStatus(root, 'IMPL-1', status);
      await Promise.all(windows.map(async (window) => tell(window, path)));
      await Promise.all(windows.map(async (window) => tell(window, todo)));
    }
    assert.equal(windows.flatMap(({ writes }) => writes).length, 3);
    assert.match(listOf(root), /- \[x\] \*\*IMPL-1\*\*/);
    assert.deepEqual(windows.flatMap(({ said }) => said), []);
  });

  it('follows a session that came and changed while another list was being written', async () => {
    const root = folder();
    const window = await openWindow(root);
    const second = session.replace('one', 'two');
    window.before.push(async () => {
      writeSmallSession(root, second, ['IMPL-1']);
      await window.open.store.refresh();
      writeFileSync(join(root, second, '.task/IMPL-1.json'), smallTask('IMPL-1', { status: 'completed' }));
      await window.open.store.refresh();
    });
    await tell(window, setStatus(root, 'IMPL-1', 'active'));
    assert.match(readFileSync(join(root, second, 'TODO_LIST.md'), 'utf8'), /- \[x\] \*\*IMPL-1\*\*/);
  });

  it('follows a session that came with another change, and changed while the list of that one was being written', async () => {
    const root = folder();
    const window = await openWindow(root);
    const second = session.replace('one', 'two');
    window.before.push(async () => {
      writeFileSync(join(root, second, '.task/IMPL-1.json'), smallTask('IMPL-1', { status: 'completed' }));
      await window.open.store.refresh();
    });
    writeSmallSession(root, second, ['IMPL-1']);
    await tell(window, setStatus(root, 'IMPL-1', 'active'), second);
    assert.match(readFileSync(join(root, second, 'TODO_LIST.md'), 'utf8'), /- \[x\] \*\*IMPL-1\*\*/);
  });

  it('flips only the mark of the task that changed in a list that is somebody else\'s', async () => {
    const root = folder('# Mine\r\n- [ ] IMPL-1 first\r\n- [ ] IMPL-2 second ✔\r\n');
    const window = await openWindow(root);
    await tell(window, setStatus(root, 'IMPL-2', 'completed'));
    assert.equal(listOf(root), '# Mine\r\n- [ ] IMPL-1 first\r\n- [x] IMPL-2 second ✔\r\n');
  });

  it('leaves a mark alone that was ticked by hand', async () => {
    const root = folder('- [ ] IMPL-1\n- [ ] IMPL-2\n');
    const window = await openWindow(root);
    writeFileSync(join(root, todo), '- [x] IMPL-1\n- [ ] IMPL-2\n');
    await tell(window, todo);
    await tell(window, setStatus(root, 'IMPL-2', 'completed'));
    assert.equal(listOf(root), '- [x] IMPL-1\n- [x] IMPL-2\n');
    assert.deepEqual(window.open.store.state.sessions[0]?.findings.map(({ code }) => code), ['todo/drift']);
  });

  it('waits with a list that a person is writing in, and follows when that is over', async () => {
    const root = folder('- [ ] IMPL-1\n');
    const window = await openWindow(root);
    window.held.add(todo);
    await tell(window, setStatus(root, 'IMPL-1', 'completed'));
    assert.equal(listOf(root), '- [ ] IMPL-1\n');
    window.held.clear();
    writeFileSync(join(root, todo), '- [ ] IMPL-1 and a note\n');
    await tell(window, todo);
    assert.equal(listOf(root), '- [x] IMPL-1 and a note\n');
  });

  it('plans again when somebody else has written the list meanwhile', async () => {
    const root = folder('- [ ] IMPL-1\n');
    const window = await openWindow(root);
    writeFileSync(join(root, todo), '- [ ] IMPL-1 edited by an agent\n');
    await tell(window, setStatus(root, 'IMPL-1', 'completed'));
    assert.equal(listOf(root), '- [x] IMPL-1 edited by an agent\n');
    assert.deepEqual(window.said, []);
  });

  it('says so when writing fails, and flips the mark with the next change all the same', async () => {
    const root = folder('- [ ] IMPL-1\n- [ ] IMPL-2\n');
    const window = await openWindow(root);
    const fail = (): void => {
      throw new Error('disk full');
    };
    window.before.push(fail, fail);
    await tell(window, setStatus(root, 'IMPL-1', 'completed'));
    assert.match(window.said.join(), /could not be written.*disk full/);
    assert.equal(listOf(root), '- [ ] IMPL-1\n- [ ] IMPL-2\n');
    await tell(window, setStatus(root, 'IMPL-2', 'completed'));
    assert.equal(listOf(root), '- [x] IMPL-1\n- [x] IMPL-2\n');
  });

  it('gives up when somebody keeps changing the list, and flips the mark with the next change', async () => {
    const root = folder('- [ ] IMPL-1\n');
    const window = await openWindow(root);
    for (let n = 0; n < 10; n++) window.before.push(() => writeFileSync(join(root, todo), `- [ ] IMPL-1 note ${n}\n`));
    await tell(window, setStatus(root, 'IMPL-1', 'completed'));
    assert.match(window.said.join(), /keeps being changed/);
    assert.equal(listOf(root), '- [ ] IMPL-1 note 9\n');
    await tell(window, setStatus(root, 'IMPL-2', 'completed'));
    assert.equal(listOf(root), '- [x] IMPL-1 note 9\n');
  });

  it('never writes a list in the archives', async () => {
    const root = temporaryFolder();
    const archived = '.workflow/archives/WFS-old';
    writeSmallSession(root, archived, ['IMPL-1']);
    const window = await openWindow(root);
    writeFileSync(join(root, archived, '.task/IMPL-1.json'), smallTask('IMPL-1', { status: 'completed' }));
    await tell(window, archived);
    assert.deepEqual(window.writes, []);
  });

  it('writes nothing after it has ended', async () => {
    const root = folder();
    const window = await openWindow(root);
    window.projection.dispose();
    await tell(window, setStatus(root, 'IMPL-1', 'completed'));
    assert.deepEqual(window.writes, []);
  });

  it('writes nothing where nobody made one', async () => {
    const root = folder();
    const { store } = openRoot(stateRootAt(root), { log: { info: () => undefined, warn: () => undefined, error: () => undefined }, actor: 'test' });
    await store.refresh();
    await store.refresh([setStatus(root, 'IMPL-1', 'completed')]);
    assert.equal(existsSync(join(root, todo)), false);
    assert.equal(existsSync(join(root, '.workflow/.state')), false);
  });
});
