import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PaneAddress, Panes, PaneStart, PaneState } from '../../../../src/core/ports.js';
import { tmuxPanes } from '../../../../src/node/tmux/tmux-panes.js';
import { needsProgram } from '../../../support/needs-program.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';

const session = 'workflow-login';
const backend: PaneAddress = { session, role: 'backend' };
const running: Panes[] = [];

/** A state root in a path with what tmux or a shell might take for its own. */
function place(name = 'pl ace #(touch run) #{x};'): { readonly root: string; readonly panes: Panes } {
  const root = join(temporaryFolder(), name);
  mkdirSync(root);
  const panes = tmuxPanes(root);
  running.push(panes);
  return { root, panes };
}

function pane(root: string, argv: PaneStart['argv'], extra: Partial<PaneStart> = {}): PaneStart {
  return { ...backend, cwd: root, env: {}, argv, ...extra };
}

/** Looks until it is as wanted: what runs in a pane takes its time. */
async function until<Value>(look: () => Promise<Value>, wanted: (value: Value) => boolean): Promise<Value> {
  for (let attempt = 0; attempt < 4000; attempt++) {
    const value = await look();
    if (wanted(value)) return value;
  }
  assert.fail(`It did not come to that: ${JSON.stringify(await look())}`);
}

const stateOf = (panes: Panes, role = 'backend') => async (): Promise<PaneState['life'] | undefined> => (await panes.list()).find((each) => each.role === role)?.life;
const textOf = (panes: Panes, address = backend) => async (): Promise<string> => (await panes.capture(address, 100) ?? ['missing']).join('\n');
const shows = (panes: Panes, wanted: string): Promise<string> => until(textOf(panes), (text) => text.includes(wanted));

describe('panes of tmux', () => {
  before(() => { needsProgram('tmux'); });
  afterEach(async () => {
    for (const panes of running.splice(0)) {
      for (const name of new Set((await panes.list()).map((each) => each.session))) await panes.stop(name);
    }
  });

  it('start a program as it is, in its folder, with its variables', async () => {
    const { root, panes } = place();
    const odd = ['a b', '$(id)', '#(id)', '#{pane_id}', '`id`', '-x', ';', 'end;', 'two\\;', '', '"', "'", '*'];
    const program = 'console.log(JSON.stringify([process.cwd(), process.env.AGENT_ROLE, process.argv.slice(1)]).split("").join("\\u0020"))';
    assert.equal(await panes.start(pane(root, [process.execPath, '-e', program, '--', ...odd], { env: { AGENT_ROLE: 'b;' } })), 'started');
    await until(stateOf(panes), (life) => life?.kind === 'ended');
    const said = (await textOf(panes)()).replaceAll('\n', '').replace(/ ?(.) ?/gs, '$1');
    assert.ok(said.replaceAll(' ', '').includes(JSON.stringify([root, 'b;', odd]).replaceAll(' ', '')), said);
    assert.equal(existsSync(join(root, 'run')), false);
  });

  it('keep what a program said last, and how it ended', async () => {
    const { root, panes } = place();
    for (const [role, script, code] of [['backend', 'echo done', 0], ['frontend', 'echo oops >&2; exit 3', 3], ['qa', 'kill -9 $$', 137]] as const) {
      await panes.start(pane(root, ['sh', '-c', script], { role }));
      assert.deepEqual(await until(stateOf(panes, role), (life) => life?.kind === 'ended' && life.code !== null), { kind: 'ended', code });
    }
    assert.deepEqual(await panes.capture({ session, role: 'frontend' }, 50), ['oops']);
    assert.equal(await panes.send(backend, 'hello'), 'ended');
  });

  it('leave what is running, and start anew what has ended', async () => {
    const { root, panes } = place();
    const asks = pane(root, ['sh', '-c', 'read x; pwd; exit 1']);
    assert.equal(await panes.start(asks), 'started');
    assert.equal(await panes.start(asks), 'running');
    assert.equal(await panes.send(backend, ''), 'sent');
    await until(stateOf(panes), (life) => life?.kind === 'ended');
    assert.equal(await panes.start(asks), 'started');
    assert.equal((await panes.list()).length, 1);
    await panes.send(backend, '');
    await shows(panes, root);
  });

  for (const typed of ['echo $(id) `id` "q" \'s\'', '#(touch run) #{pane_id}', 'trailing;', ';', 'back\\;', '-l', '--', 'Enter', 'C-c', 'ünïcödé 🎉', '']) {
    it(`type ${JSON.stringify(typed)} as it is`, async () => {
      const { root, panes } = place();
      await panes.start(pane(root, ['sh', '-c', 'IFS= read -r line; printf "got <%s>" "$line"; read -r end']));
      await until(stateOf(panes), (life) => life?.kind === 'running' && life.front === 'reading');
      assert.equal(await panes.send(backend, typed), 'sent');
      await shows(panes, `got <${typed}>`);
      assert.equal(existsSync(join(root, 'run')), false);
    });
  }

  it('know a program at work from one that waits for a line, and both from a shell', async function () {
    if (process.platform !== 'linux') return this.skip(); // Only there the system tells.
    const { root, panes } = place();
    await panes.start(pane(root, ['sh', '-c', 'read a; sleep 1000']));
    await until(stateOf(panes), (life) => life?.kind === 'running' && life.front === 'reading');
    await panes.send(backend, 'go on');
    await until(stateOf(panes), (life) => life?.kind === 'running' && life.front === 'program');
    await panes.start(pane(root, null, { role: 'qa' }));
    await until(stateOf(panes, 'qa'), (life) => life?.kind === 'running' && life.front === 'shell');
    await panes.send({ session, role: 'qa' }, 'cat');
    await until(stateOf(panes, 'qa'), (life) => life?.kind === 'running' && life.front === 'reading');
  });

  it('do not mix up roles of which one begins like the other, nor sessions', async () => {
    const { root, panes } = place();
    for (const role of ['back', 'back-2', 'backend']) await panes.start(pane(root, ['sh', '-c', `echo I am ${role}; read x`], { role }));
    await panes.start(pane(root, ['sh', '-c', 'echo other; read x'], { session: 'workflow-login-2', role: 'back' }));
    assert.match(await until(textOf(panes, { session, role: 'back' }), (text) => text !== ''), /^I am back$/);
    assert.equal(await panes.stop(session), true);
    assert.deepEqual((await panes.list()).map((each) => each.session), ['workflow-login-2']);
    assert.equal(await panes.stop('workflow-logi'), false);
  });

  it('end also what does not listen when they are stopped', async () => {
    const { root, panes } = place();
    await panes.start(pane(root, [process.execPath, '-e', 'for (const each of ["SIGHUP", "SIGTERM"]) process.on(each, () => {}); console.log(`pid ${process.pid}.`); setInterval(() => {}, 1000)']));
    const pid = Number(/pid (\d+)\./.exec(await shows(panes, '.'))?.[1]);
    assert.equal(process.kill(pid, 0), true);
    await panes.stop(session);
    await until(() => Promise.resolve(spawnSync('kill', ['-0', String(pid)]).status), (status) => status !== 0);
  });

  it('hold eight roles in one session', async () => {
    const { root, panes } = place();
    for (let index = 1; index <= 8; index++) await panes.start(pane(root, ['sh', '-c', 'read x'], { role: `r${String(index)}` }));
    assert.deepEqual((await panes.list()).map(({ role }) => role).sort(), ['r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7', 'r8']);
  });

  it('answer that there is nothing where there is nothing, again and again', async () => {
    const { root, panes } = place();
    for (let round = 0; round < 3; round++) {
      assert.deepEqual(await panes.list(), []);
      assert.equal(await panes.capture(backend, 10), null);
      assert.equal(await panes.send(backend, 'x'), 'missing');
      assert.equal(await panes.stop(session), false);
      await panes.start(pane(root, ['sh', '-c', 'read x']));
      assert.equal(await panes.stop(session), true);
    }
  });

  for (const bad of ['', 'other', 'workflow-', 'workflow-a:b', 'workflow-=a', 'workflow-#(id)', 'workflow-A', 'workflow-a.0', 'workflow-%0', '*', 'workflow-a\nb', '-t']) {
    it(`never pass on the session name ${JSON.stringify(bad)}`, async () => {
      const { root, panes } = place();
      const ours = /not the name of a pane of ours/;
      await assert.rejects(panes.start(pane(root, ['true'], { session: bad })), ours);
      await assert.rejects(panes.stop(bad), ours);
      await assert.rejects(panes.send({ session: bad, role: 'backend' }, 'x'), ours);
      assert.throws(() => panes.attach(bad), ours);
    });
  }

  for (const role of ['', 'Back', 'a:b', '#(id)', '=x', 'a b', '%1']) {
    it(`never start a pane for the role ${JSON.stringify(role)}`, async () => {
      const { root, panes } = place();
      await assert.rejects(panes.start(pane(root, ['true'], { role })), /not the name of a pane of ours/);
    });
  }

  for (const program of ['', 'A=b', '-i', '--split-string=id']) {
    it(`never take ${JSON.stringify(program)} for a program`, async () => {
      const { root, panes } = place();
      await assert.rejects(panes.start(pane(root, [program])), /not the name of a program/);
    });
  }

  it('never touch the sessions of the person', async () => {
    const person = `person-${String(process.pid)}`;
    const theirs = (...args: readonly string[]): string => execFileSync('tmux', ['-L', person, '-f', '/dev/null', ...args], { encoding: 'utf8' });
    theirs('new-session', '-d', '-s', session, 'sh', '-c', 'read x');
    try {
      const { root, panes } = place();
      await panes.start(pane(root, ['sh', '-c', 'read x']));
      await panes.stop(session);
      assert.match(theirs('list-sessions'), /^workflow-login:/);
    } finally {
      spawnSync('tmux', ['-L', person, 'kill-server']);
    }
  });

  it('say how a person comes to see them', () => {
    const { root, panes } = place();
    const argv = panes.attach(session) ?? [];
    assert.deepEqual([argv[0], ...argv.slice(-3)], ['env', 'attach-session', '-t', '=workflow-login']);
    assert.notDeepEqual(argv, tmuxPanes(`${root}2`).attach(session), 'a server for each state root');
  });
});
