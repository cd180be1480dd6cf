import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { git } from '../../support/git.js';
import { needsProgram } from '../../support/needs-program.js';
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.js';
import { assertRefused, linesWith, workflowWith, type Ran } from './run-cli.js';

interface Row {
  readonly role: string;
  readonly state: string;
  readonly task: string | null;
  readonly blockers: readonly string[];
  readonly worktree: string | null;
  readonly port: number | null;
  readonly since: string | null;
}

const agent = `sh '${resolve('test/support/stand-in-agent.sh')}' '${process.execPath}' '${resolve('dist/cli.js')}'`;

/** A repository in a path with spaces, and a person whose consents nobody else shares. */
class Place {
  readonly folder = join(temporaryFolder(), 'my pro ject');
  readonly #env = { XDG_STATE_HOME: temporaryFolder(), SHELL: '/bin/sh' };

  constructor(parallel: readonly string[] = []) {
    mkdirSync(this.folder);
    // A range of its own, because other tests run on this machine.
    writeFiles(this.folder, { 'README.md': 'x\n', '.ai/project/config.yaml': ['parallel:', 'port_range: {start: 43001, end: 43200}', ...parallel, ''].join('\n  ') });
    git(this.folder, 'init', '-q');
    git(this.folder, 'add', '--all');
    git(this.folder, 'commit', '-qm', 'Begin');
  }

  run(...args: readonly string[]): Promise<Ran> {
    return workflowWith(this.#env, this.folder, ...args);
  }

  async answer(...args: readonly string[]): Promise<unknown> {
    const { code, stdout, stderr } = await this.run(...args, '--json');
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  }

  /** The monitor, when its rows are as wanted: agents take their time, and it tells whenever something has changed. */
  async monitored(wanted: Readonly<Record<string, string>>): Promise<readonly Row[]> {
    let rows: readonly Row[] = [];
    for await (const line of linesWith(this.#env, this.folder, 'monitor', '--watch', '--json')) {
      rows = JSON.parse(line) as readonly Row[];
      if (Object.entries(wanted).every(([role, state]) => rows.some((row) => row.role === role && row.state === state))) return rows;
    }
    assert.fail(`It did not come to ${JSON.stringify(wanted)}: ${JSON.stringify(rows)}`);
  }

  async output(role: string): Promise<string> {
    return (await this.run('parallel', 'output', 'login', role)).stdout;
  }
}

describe('agents side by side', function () {
  this.timeout(120_000);
  const places: Place[] = [];
  const newPlace = (parallel?: readonly string[]): Place => {
    const place = new Place(parallel);
    places.push(place);
    return place;
  };
  before(() => { needsProgram('tmux'); });
  afterEach(async () => {
    for (const place of places.splice(0)) for (const feature of ['login', 'pay']) await place.run('parallel', 'stop', feature);
  });

  it('ask, get blocked, fail and finish, and their person sees at once who needs him', async function () {
    if (process.platform !== 'linux') return this.skip(); // Only there the system tells who waits for a line.
    const place = newPlace();
    const started = await place.answer('parallel', 'start', 'login', '--roles', 'asks,blocked,done', '--command', agent, '--yes') as Record<string, unknown>;
    assert.equal(started['session'], 'workflow-login');
    assert.deepEqual(started['worktrees'], Object.fromEntries(['asks', 'blocked', 'done'].map((role) => [role, join(place.folder, '.worktrees', role)])));
    const ports = started['ports'] as Record<string, number>;
    assert.equal(new Set(Object.values(ports)).size, 3);

    const rows = await place.monitored({ asks: 'needs_input', blocked: 'blocked', done: 'completed' });
    assert.deepEqual(rows.map(({ role }) => role), ['asks', 'blocked', 'done']);
    const [asks, blocked] = [rows[0] ?? assert.fail(), rows[1] ?? assert.fail()];
    assert.deepEqual(Object.keys(asks), ['role', 'state', 'task', 'blockers', 'worktree', 'port', 'since']);
    assert.equal(asks.worktree, join(place.folder, '.worktrees/asks'));
    assert.equal(asks.port, ports['asks']);
    assert.match(blocked.blockers.join(), /the schema is missing/);
    assert.match(await place.output('asks'), new RegExp(`I am asks on login at port ${String(ports['asks'])} in ${place.folder}/\\.worktrees/asks\n`));
    assert.match(await place.output('asks'), /Which database\?\n$/);

    assert.equal((await place.run('parallel', 'send', 'login', 'asks', 'SQLite; or $(id)')).code, 0);
    assert.equal((await place.run('parallel', 'send', 'login', 'blocked', 'go on\n')).code, 0);
    await place.monitored({ asks: 'completed', blocked: 'completed' });
    assert.match(await place.output('asks'), /I take SQLite; or \$\(id\)\nI am done\n$/);
    assertRefused(await place.run('parallel', 'send', 'login', 'asks', 'more'), /The program of asks has ended/);

    await place.answer('parallel', 'start', 'login', '--roles', 'fails', '--command', agent);
    await place.monitored({ fails: 'failed' });
    assert.deepEqual(await place.answer('parallel', 'output', 'login', 'fails', '--lines', '1'), { session: 'workflow-login', role: 'fails', running: false, exit_code: 3, lines: ['I give up'] });
  });

  it('are left as they are when they are started again', async () => {
    const place = newPlace();
    await place.answer('parallel', 'start', 'login', '--roles', 'backend');
    const again = await place.answer('parallel', 'start', 'login', '--roles', 'backend,qa') as Record<string, unknown>;
    assert.deepEqual(again['panes'], [{ role: 'backend', pane: 'running' }, { role: 'qa', pane: 'started' }]);
    assert.deepEqual((await place.answer('monitor') as readonly Row[]).map(({ role, state }) => `${role} ${state}`), ['backend idle', 'qa idle']);
  });

  it('run a command only after the person agreed to exactly that', async () => {
    const place = newPlace();
    const start = (...more: readonly string[]): Promise<Ran> => place.run('parallel', 'start', 'login', '--roles', 'qa', ...more);
    assertRefused(await start('--command', 'touch here'), /runs only when you agree to it: touch here, in .* Say --yes/);
    assert.equal(existsSync(join(place.folder, '.worktrees')), false, 'nothing was made');
    assert.equal((await start('--command', 'true', '--yes')).code, 0);
    assertRefused(await start('--command', 'true x'), /true x, in .*before: true/);
    assert.equal((await start('--command', 'true')).code, 0);
    assertRefused(await start('--command', 'true; id', '--yes'), /no shell reads it/);
  });

  it('find what the project sets up in a new worktree, once the person agreed, and it is taken down before the worktree goes', async () => {
    const place = newPlace(['setup: grep -q AGENT_PORT .env.workflow && pwd > ../made', 'teardown: test -e ../may-go', 'auto_cleanup: true']);
    const start = (...more: readonly string[]): Promise<Ran> => place.run('parallel', 'start', 'login', ...more);
    const unasked = await start('--roles', 'qa');
    assert.equal(unasked.code, 0, 'an agent works without, too');
    assert.match(unasked.stderr, /^qa: The setup command was not run\. This runs only when you agree .*pwd > \.\.\/made/);
    const made = join(place.folder, '.worktrees/made');
    assert.equal(existsSync(made), false);
    assert.doesNotMatch((await start('--roles', 'qa,backend', '--yes')).stderr, /qa: /, 'only what is new is set up');
    assert.equal(readFileSync(made, 'utf8'), `${join(place.folder, '.worktrees/backend')}\n`);
    const { kept } = await place.answer('parallel', 'stop', 'login') as { kept: Record<string, string> };
    assert.match(kept['backend'] ?? '', /The worktree "backend" stays\. The teardown command was not run\. .* --yes/);
    assert.equal((await start('--roles', 'backend')).code, 0);
    assert.match((await place.run('parallel', 'stop', 'login', '--yes', '--json')).stdout, /stays\. The teardown command ended with 1/);
    writeFileSync(join(place.folder, '.worktrees/may-go'), '');
    assert.equal((await start('--roles', 'backend')).code, 0);
    assert.match((await place.run('parallel', 'stop', 'login', '--json')).stdout, /"backend": "removed"/);
  });

  it('leave nothing behind but what would be lost', async () => {
    const place = newPlace();
    await place.answer('parallel', 'start', 'login', '--roles', 'clean,dirty,ahead');
    const tree = (role: string): string => join(place.folder, '.worktrees', role);
    assert.match(readFileSync(join(tree('dirty'), '.env.workflow'), 'utf8'), /^AGENT_ROLE=dirty\nAGENT_PORT=43\d\d\d\nFEATURE_ID=login\nPORT=43\d\d\d$/m);
    assert.equal(git(tree('dirty'), 'status', '--porcelain'), '');
    writeFileSync(join(tree('dirty'), 'new.txt'), 'mine');
    writeFileSync(join(tree('ahead'), 'README.md'), 'y');
    git(tree('ahead'), 'commit', '-qam', 'Ahead');
    const stopped = await place.answer('parallel', 'stop', 'login') as { worktrees: unknown; kept: Record<string, string> };
    assert.deepEqual(stopped.worktrees, { clean: 'removed', dirty: 'kept', ahead: 'kept' });
    assert.deepEqual(Object.keys(stopped.kept), ['dirty', 'ahead']);
    assert.equal(existsSync(tree('clean')), false);
    assert.equal(readFileSync(join(tree('dirty'), 'new.txt'), 'utf8'), 'mine');
    assert.deepEqual(Object.keys(await place.answer('port', 'list') as object).sort(), ['ahead', 'dirty']);
    assert.equal(git(place.folder, 'for-each-ref', 'refs/workflow'), '', 'no backup of nothing');
    assertRefused(await place.run('parallel', 'stop', 'login'), /No agents run on login/);
  });

  it('that are stopped at work are paused, and go on when they are started again', async () => {
    const place = newPlace();
    const status = async (): Promise<unknown> => (await place.answer('progress', 'read', '--role', 'backend') as Record<string, unknown>)['status'];
    await place.answer('parallel', 'start', 'login', '--roles', 'backend');
    await place.answer('progress', 'update', 'BE-1', 'in_progress', '--role', 'backend');
    await place.answer('parallel', 'stop', 'login');
    assert.equal(await status(), 'paused');
    assert.deepEqual((await place.answer('monitor') as readonly Row[]).map(({ state }) => state), ['idle']);
    await place.answer('parallel', 'start', 'login', '--roles', 'backend');
    assert.equal(await status(), 'resumed');
  });

  it('are not robbed of their worktree while they work; finishing it takes pane and port along', async () => {
    const place = newPlace();
    await place.answer('parallel', 'start', 'login', '--roles', 'busy', '--command', 'sleep 1000', '--yes');
    await place.answer('parallel', 'start', 'login', '--roles', 'idle');
    await place.monitored({ busy: 'active', idle: 'idle' });
    for (const verb of ['cleanup', 'finish']) assertRefused(await place.run('worktree', verb, 'busy'), /An agent on login works in the worktree "busy"; stop it first/);
    const done = await place.answer('worktree', 'finish', 'idle') as Record<string, unknown>;
    assert.equal(typeof done['port'], 'number');
    assert.deepEqual([done['removed'], done['backup']], [true, null]);
    assert.deepEqual(Object.keys(await place.answer('port', 'list') as object), ['busy']);
    assertRefused(await place.run('parallel', 'output', 'login', 'idle'), /those who do: busy/);
  });

  it('have the roles that the spec of the feature has tasks for', async () => {
    const place = newPlace();
    writeFiles(place.folder, { '.ai/project/features/login/spec.yaml': 'tasks:\n  backend:\n    - {id: BE-1, title: x}\n  qa: []\n  frontend:\n    - {id: FE-1, title: y}\n' });
    const { stdout } = await place.run('parallel', 'start', 'login', '--dry-run');
    assert.equal(stdout, ['Start workflow-login',
      `  Make the worktree ${place.folder}/.worktrees/backend on feature/login-backend`, '  Start a shell there for backend',
      `  Make the worktree ${place.folder}/.worktrees/frontend on feature/login-frontend`, '  Start a shell there for frontend', ''].join('\n'));
    assertRefused(await place.run('parallel', 'start', 'pay'), /No role is named/);
    assert.equal(existsSync(join(place.folder, '.worktrees')), false);
  });

  it('have one place for each role', async () => {
    const place = newPlace();
    await place.answer('parallel', 'start', 'login', '--roles', 'backend');
    assertRefused(await place.run('parallel', 'start', 'pay', '--roles', 'backend'), /backend works on login already.*parallel stop login/);
    assertRefused(await place.run('parallel', 'start', 'pay', '--roles', 'qa,qa'), /qa is named twice/);
    assertRefused(await place.run('parallel', 'output', 'login', 'qa'), /qa does not run on login; those who do: backend/);
    assertRefused(await place.run('parallel', 'output', 'login', 'backend', '--lines', '0'), /no number of lines/);
    assertRefused(await place.run('parallel', 'attach', 'login'), /no terminal here.*attach-session -t =workflow-login/);
  });

  for (const [feature, role] of [['a:b', 'x'], ['#(touch pwned)', 'x'], ['=a', 'x'], ['A', 'x'], ['..', 'x'], ['a', '%1'], ['a', '$(touch pwned)'], ['a', 'b.c'], ['a', 'x;']] as const) {
    it(`never get the names ${feature} and ${role}`, async () => {
      const place = newPlace();
      assertRefused(await place.run('parallel', 'start', feature, '--roles', role), /cannot be the name of a (feature|role)/);
      assertRefused(await place.run('parallel', 'send', feature, role, 'x'), /cannot be the name of a (feature|role)/);
      assertRefused(await place.run('parallel', 'output', feature, role), /cannot be the name of a (feature|role)/);
      assert.equal(existsSync(join(place.folder, 'pwned')), false);
    });
  }

  it('are refused where there can be no worktree, before anything is made', async () => {
    const folder = temporaryFolder();
    assertRefused(await workflowWith({}, folder, 'parallel', 'start', 'login', '--roles', 'qa'), /not in a git repository/);
    assert.equal(existsSync(join(folder, '.ai')), false);
  });

  it('are none at first', async () => {
    const place = newPlace();
    const { stdout, code } = await place.run('monitor');
    assert.deepEqual([stdout, code], ['No agents.\n', 0]);
    assert.deepEqual(await place.answer('monitor'), []);
  });
});
