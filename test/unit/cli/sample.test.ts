import assert from 'node:assert/strict';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { furnish } from '../../host/furnish.js';
import { copySample } from '../../host/workspaces.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { answerOf, shell, workflow, type Ran } from './run-cli.js';

/** Answers about the sample workspace as they are to be; UPDATE_GOLDEN=1 writes them anew, to be read before committing. */
const golden = resolve('test/unit/cli/fixtures');

const commands: Readonly<Record<string, { readonly code: number; readonly args: readonly string[] }>> = {
  'session-list.txt': { code: 0, args: ['session', 'list'] },
  'session-list.json': { code: 0, args: ['session', 'list', '--json'] },
  'task-list.txt': { code: 0, args: ['task', 'list'] },
  'task-list.json': { code: 0, args: ['task', 'list', '--json'] },
  'task-list-broken.txt': { code: 0, args: ['task', 'list', '--session', 'WFS-map-tiles'] },
  'task-show.txt': { code: 0, args: ['task', 'show', 'IMPL-2.2'] },
  'task-next.txt': { code: 0, args: ['task', 'next'] },
  'todo-check.txt': { code: 0, args: ['todo', '--check'] },
  'todo-check-drift.json': { code: 1, args: ['todo', '--check', '--json', '--session', 'WFS-csv-export'] },
  'check.txt': { code: 1, args: ['check'] },
  'check.json': { code: 1, args: ['check', '--json'] },
};

describe('the sample workspace', () => {
  let folder: string;
  let answers: ReadonlyMap<string, Ran>;

  // All at once, because each is a process of its own and none of them writes.
  before(async function () {
    this.timeout(60_000);
    folder = join(temporaryFolder(), 'sample');
    cpSync(resolve('test/sample'), folder, { recursive: true });
    answers = new Map(await Promise.all(Object.entries(commands).map(async ([name, { args }]) => [name, await workflow(folder, ...args)] as const)));
  });

  for (const [name, { code, args }] of Object.entries(commands)) {
    it(`is answered as in ${name} by workflow ${args.join(' ')}`, () => {
      const ran = answers.get(name) ?? assert.fail('not run');
      const file = join(golden, name);
      if (process.env['UPDATE_GOLDEN'] !== undefined) writeFileSync(file, ran.stdout);
      assert.ok(existsSync(file), `${file} is missing: run once with UPDATE_GOLDEN=1`);
      assert.equal(ran.stdout, readFileSync(file, 'utf8'));
      assert.equal(ran.code, code, ran.stderr);
    });
  }

  it('shows every state of sessions and tasks', async () => {
    const all = (await Promise.all(['WFS-tide-alerts', 'WFS-csv-export', 'WFS-map-tiles'].map(async (session) => (
      JSON.parse((await workflow(folder, 'task', 'list', '--json', '--session', session)).stdout) as { status: string; rawStatus: string; kind: string; broken: boolean }[])))).flat();
    assert.deepEqual([...new Set(all.map(({ status }) => status))].sort(), ['active', 'blocked', 'completed', 'failed', 'pending', 'skipped', 'unknown']);
    assert.ok(all.some(({ kind }) => kind === 'container') && all.some(({ broken }) => broken));
    assert.ok(all.some(({ rawStatus }) => rawStatus === 'in_progress'));
    const sessions = JSON.parse((await workflow(folder, 'session', 'list', '--json')).stdout) as { status: string; location: string; active: boolean }[];
    assert.deepEqual([...new Set(sessions.map(({ location }) => location))].sort(), ['active', 'archives', 'root']);
    for (const status of ['active', 'paused', 'completed', 'archived']) assert.ok(sessions.some((session) => session.status === status), status);
    assert.equal(sessions.filter(({ active }) => active).length, 1);
  });

  it('has something for every view once agents have been there', async () => {
    const copy = copySample(temporaryFolder());
    furnish(copy);
    const [version] = await answerOf(copy, 'version', 'list') as readonly { readonly version: string; readonly status: string; readonly tasks_count: number; readonly operations_count: number }[];
    assert.deepEqual([version?.version, version?.status, version?.tasks_count, version?.operations_count], ['v001', 'in_progress', 2, 3]);
    assert.match((await workflow(copy, 'review', 'show', 'IMPL-1.2')).stdout, /^review +open\n/);
    assert.match((await workflow(copy, 'version', 'rollback', 'v001', '--dry-run')).stdout, /subscriptions\.ts/);
    assert.match((await workflow(copy, 'worktree', 'status', 'backend')).stdout, /feature\/tide-alerts-backend/);
    assert.deepEqual((await answerOf(copy, 'monitor') as readonly { role: string; task: string }[]).map(({ role, task }) => `${role} ${task}`), ['backend IMPL-2.1']);
    assert.deepEqual((JSON.parse((await workflow(copy, 'check', '--json')).stdout) as readonly { code: string }[]).filter(({ code }) => code.startsWith('version/') || code.startsWith('progress/')), []);
  }).timeout(60_000);

  it('lets a newcomer do what its README says', async () => {
    const copy = join(temporaryFolder(), 'sample');
    cpSync(resolve('test/sample'), copy, { recursive: true });
    const lines = ['task status IMPL-2.1 completed', 'task status IMPL-2.2 active', 'task status IMPL-5 blocked --reason "Brest decides"',
      'session archive WFS-rate-limit', 'session activate WFS-csv-export', 'session recover WFS-tide-gauge-import', 'todo --session WFS-tide-alerts --check'];
    for (const line of lines) {
      const { code, stderr } = await shell(copy, `"${process.execPath}" "$W" ${line}`);
      assert.equal(code, 0, `${line}: ${stderr}`);
    }
  });
});
