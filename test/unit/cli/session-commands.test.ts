import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFiles } from '../../support/temporary-folder.js';
import { answerOf, assertRefused, folderWith, oneSession, sessionFiles, sessionText, taskText, textOf, workflow } from './run-cli.js';

interface Session {
  readonly id: string;
  readonly location: string;
  readonly status: string;
  readonly active: boolean;
  readonly path: string;
}

const list = async (folder: string): Promise<readonly Session[]> => await answerOf(folder, 'session', 'list') as Session[];
const markers = (folder: string): readonly string[] => readdirSync(join(folder, '.workflow')).filter((name) => name.startsWith('.active-'));

function twoSessions(first = 'active', second = 'paused'): string {
  return folderWith({
    '.workflow/.active-WFS-one': '',
    ...sessionFiles('WFS-one', first, { 'IMPL-1': taskText('IMPL-1') }),
    ...sessionFiles('WFS-two', second, { 'IMPL-1': taskText('IMPL-1', 'completed') }),
  });
}

describe('workflow session list', () => {
  it('tells two of the same name apart by their places', async () => {
    const folder = folderWith({ ...sessionFiles('WFS-one', 'active'), ...sessionFiles('active/WFS-one', 'paused'), ...sessionFiles('WFS-two', 'paused') });
    const { stdout } = await workflow(folder, 'session', 'list');
    assert.match(stdout, /^ {3}\.workflow\/WFS-one +active/m);
    assert.match(stdout, /^ {3}\.workflow\/active\/WFS-one +paused/m);
    assert.match(stdout, /^ {3}WFS-two +paused/m);
  });

  it('answers in the shape of the contract', async () => {
    assert.deepEqual(await list(oneSession()), [{
      id: 'WFS-one', location: 'root', status: 'active', active: true, type: 'simple', complexity: 'simple', project: 'Project of WFS-one',
      tasks: { total: 3, leaf: 3, pending: 1, active: 1, blocked: 0, completed: 1, failed: 0, skipped: 0, broken: 0 },
      path: '.workflow/WFS-one',
    }]);
  });

  it('names where each session lies and calls the archived ones archived', async () => {
    const folder = folderWith({ ...sessionFiles('WFS-a', 'paused'), ...sessionFiles('active/WFS-b', 'active'), ...sessionFiles('archives/WFS-c', 'completed') });
    assert.deepEqual((await list(folder)).map(({ id, location, status }) => [id, location, status]),
      [['WFS-a', 'root', 'paused'], ['WFS-b', 'active', 'active'], ['WFS-c', 'archives', 'archived']]);
  });

  it('is empty, not an error, where there is none', async () => {
    const { code, stdout, stderr } = await workflow(folderWith({}), 'session', 'list');
    assert.deepEqual([code, stdout], [0, '']);
    assert.match(stderr, /workflow session create/);
    assert.deepEqual(await list(folderWith({})), []);
  });

  it('is a line a session for people', async () => {
    const { stdout } = await workflow(twoSessions(), 'session', 'list');
    assert.equal(stdout, '*  WFS-one  active  simple  0/1    Project of WFS-one\n   WFS-two  paused  simple  1/1    Project of WFS-two\n');
  });

  it('writes nothing by looking', async () => {
    const folder = twoSessions();
    const before = readdirSync(folder, { recursive: true });
    for (const args of [['session', 'list'], ['task', 'list'], ['task', 'next'], ['check'], ['todo', '--check']]) await workflow(folder, ...args);
    assert.deepEqual(readdirSync(folder, { recursive: true }), before);
  });
});

describe('workflow session create', () => {
  it('makes a session and answers with it', async () => {
    const folder = folderWith({});
    const session = await answerOf(folder, 'session', 'create', 'User Auth System') as Session;
    assert.deepEqual([session.id, session.location, session.path], ['WFS-user-auth-system', 'root', '.workflow/WFS-user-auth-system']);
    assert.match(textOf(folder, `${session.path}/workflow-session.json`), /"project": "User Auth System"/);
    for (const name of ['IMPL_PLAN.md', '.task']) assert.ok(existsSync(join(folder, session.path, name)), name);
  });

  it('gives another name when the first is taken, and finds the active folder', async () => {
    const folder = folderWith(sessionFiles('active/WFS-auth', 'paused'));
    const session = await answerOf(folder, 'session', 'create', 'Auth') as Session;
    assert.equal(session.path, '.workflow/active/WFS-auth-002');
  });

  it('gives four processes that create the same at once four names', async () => {
    const folder = folderWith({});
    const made = await Promise.all([1, 2, 3, 4].map(() => answerOf(folder, 'session', 'create', 'Same')));
    assert.deepEqual(made.map((session) => (session as Session).id).sort(), ['WFS-same', 'WFS-same-002', 'WFS-same-003', 'WFS-same-004']);
  }).timeout(60_000);

  it('keeps a title that has no Latin letter', async () => {
    const folder = folderWith({});
    const session = await answerOf(folder, 'session', 'create', '潮位アラート') as Session & { project: string };
    assert.match(session.id, /^WFS-session-\d{8}$/);
    assert.equal(session.project, '潮位アラート');
  });

  it('refuses an empty title', async () => {
    assertRefused(await workflow(folderWith({}), 'session', 'create', ' '), /title/);
  });

  it('changes nothing with --dry-run and says what it would do', async () => {
    const folder = folderWith({});
    const { code, stdout } = await workflow(folder, 'session', 'create', 'Auth', '--dry-run');
    assert.equal(code, 0);
    assert.match(stdout, /workflow-session\.json/);
    assert.deepEqual(readdirSync(folder), []);
    const [plan] = await answerOf(folder, 'session', 'create', 'Auth', '--dry-run') as { title: string; steps: string[]; warning: string | null }[];
    assert.ok(plan !== undefined && plan.title !== '' && plan.steps.length > 0);
    assert.equal(plan.warning, null);
  });
});

describe('workflow session activate, pause, complete, archive', () => {
  it('moves the marker and pauses the one before', async () => {
    const folder = twoSessions();
    const session = await answerOf(folder, 'session', 'activate', 'WFS-two') as Session;
    assert.deepEqual([session.id, session.status, session.active], ['WFS-two', 'active', true]);
    assert.deepEqual(markers(folder), ['.active-WFS-two']);
    assert.equal((await list(folder))[0]?.status, 'paused');
  });

  it('pauses the active session', async () => {
    const folder = twoSessions();
    const session = await answerOf(folder, 'session', 'pause') as Session;
    assert.deepEqual([session.id, session.status, session.active], ['WFS-one', 'paused', false]);
    assert.deepEqual(markers(folder), []);
  });

  it('completes the active session and archives it then', async () => {
    const folder = twoSessions();
    assert.equal((await answerOf(folder, 'session', 'complete') as Session).status, 'completed');
    const session = await answerOf(folder, 'session', 'archive') as Session;
    assert.deepEqual([session.status, session.path], ['archived', '.workflow/archives/WFS-one']);
    assert.deepEqual(markers(folder), []);
    assert.match(textOf(folder, '.workflow/archives/WFS-one/.task/IMPL-1.json'), /"status": "pending"/);
    assert.match(textOf(folder, '.workflow/archives/manifest.json'), /"session_id": "WFS-one"/);
  });

  it('archives the only completed session when none is active', async () => {
    const folder = folderWith({ ...sessionFiles('WFS-a', 'paused'), ...sessionFiles('WFS-b', 'completed') });
    assert.equal((await answerOf(folder, 'session', 'archive') as Session).id, 'WFS-b');
  });

  it('refuses to guess among several and names them', async () => {
    const folder = folderWith({ ...sessionFiles('WFS-a', 'paused'), ...sessionFiles('WFS-b', 'paused') });
    assertRefused(await workflow(folder, 'session', 'complete'), /name one of \.workflow\/WFS-a, \.workflow\/WFS-b/);
    assertRefused(await workflow(folder, 'session', 'archive'), /No session is active; name one of WFS-a, WFS-b/);
  });

  it('refuses a name that stands in two places and takes the path', async () => {
    const folder = folderWith({ ...sessionFiles('WFS-a', 'paused'), ...sessionFiles('active/WFS-a', 'active') });
    assertRefused(await workflow(folder, 'session', 'pause', 'WFS-a'), /2 places.*\.workflow\/WFS-a, \.workflow\/active\/WFS-a|2 places.*\.workflow\/active\/WFS-a, \.workflow\/WFS-a/);
    assert.equal((await answerOf(folder, 'session', 'pause', '.workflow/active/WFS-a/') as Session).status, 'paused');
  });

  it('refuses a session that is not there and names those that are', async () => {
    assertRefused(await workflow(twoSessions(), 'session', 'activate', 'WFS-three'), /There is no session WFS-three; there are WFS-one, WFS-two/);
    assertRefused(await workflow(folderWith({}), 'session', 'pause'), /workflow session create/);
  });

  it('refuses a transition that is not allowed', async () => {
    const folder = twoSessions();
    assertRefused(await workflow(folder, 'session', 'archive'), /complete/);
    assert.ok(existsSync(join(folder, '.workflow/WFS-one')));
  });

  it('reopens a completed session only when that is said', async () => {
    const folder = twoSessions('active', 'completed');
    assertRefused(await workflow(folder, 'session', 'activate', 'WFS-two'), /say --yes/);
    assert.deepEqual(markers(folder), ['.active-WFS-one']);
    assert.ok(!existsSync(join(folder, '.workflow/.state')), 'a refusal changes nothing');
    const session = await answerOf(folder, 'session', 'activate', 'WFS-two', '--yes') as Session;
    assert.deepEqual([session.status, session.active], ['active', true]);
    assert.deepEqual(markers(folder), ['.active-WFS-two']);
  });
});

describe('several at once', () => {
  it('activate sessions, and one of them is active in the end', async () => {
    for (let round = 0; round < 3; round++) {
      const names = ['WFS-a', 'WFS-b', 'WFS-c', 'WFS-d'];
      const folder = folderWith(Object.assign({}, ...names.map((name) => sessionFiles(name, 'paused'))) as Record<string, string>);
      await Promise.all(names.map((name) => answerOf(folder, 'session', 'activate', name)));
      const active = (await list(folder)).filter(({ status }) => status === 'active').map(({ id }) => `.active-${id}`);
      assert.equal(active.length, 1);
      assert.deepEqual(markers(folder), active);
    }
  });
});

describe('workflow session recover', () => {
  it('repairs a broken session file and keeps the broken text', async () => {
    const broken = sessionText('WFS-one').slice(0, 60);
    const folder = folderWith({ ...sessionFiles('WFS-one', 'active'), '.workflow/WFS-one/workflow-session.json': broken });
    const [done] = await answerOf(folder, 'session', 'recover') as { file: string; code: string; done: string }[];
    assert.equal(done?.file, '.workflow/WFS-one/workflow-session.json');
    assert.equal(textOf(folder, '.workflow/WFS-one/workflow-session.json.bak'), broken);
    assert.equal((await workflow(folder, 'check')).code, 0);
  });

  it('moves a session file aside, byte for byte, that is no text at all', async () => {
    const folder = folderWith(sessionFiles('WFS-one', 'active'));
    const file = join(folder, '.workflow/WFS-one/workflow-session.json');
    const bytes = Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]);
    writeFileSync(file, bytes);
    await answerOf(folder, 'session', 'recover');
    assert.deepEqual(readFileSync(`${file}.bak`), bytes);
    assert.equal((await workflow(folder, 'check')).code, 0);
  });

  it('says what it cannot repair instead of saying that nothing is wrong', async () => {
    const folder = folderWith(sessionFiles('WFS-one', 'active'));
    const file = join(folder, '.workflow/WFS-one/workflow-session.json');
    rmSync(file);
    symlinkSync('../elsewhere.json', file);
    const { code, stderr } = await workflow(folder, 'session', 'recover');
    assert.match(stderr, /symbolic link/);
    assert.equal(code, 1);
  });

  it('removes orphan markers and keeps the newest of several', async () => {
    const folder = twoSessions();
    writeFiles(folder, { '.workflow/.active-WFS-gone': '', '.workflow/.active-WFS-two': '' });
    await answerOf(folder, 'session', 'recover');
    assert.deepEqual(markers(folder).length, 1);
  });

  it('makes a missing container', async () => {
    const folder = folderWith(sessionFiles('WFS-one', 'active', { 'IMPL-1.1': taskText('IMPL-1.1', 'pending', { parent: 'IMPL-1' }) }));
    await answerOf(folder, 'session', 'recover', 'WFS-one');
    assert.match(textOf(folder, '.workflow/WFS-one/.task/IMPL-1.json'), /"status": "container"/);
  });

  it('says so when there is nothing to recover, and only tells with --dry-run', async () => {
    const { code, stdout, stderr } = await workflow(twoSessions(), 'session', 'recover');
    assert.deepEqual([code, stdout], [0, '']);
    assert.match(stderr, /nothing to recover/);
    const folder = folderWith({ ...sessionFiles('WFS-one', 'active'), '.workflow/WFS-one/workflow-session.json': '{' });
    assert.equal((await answerOf(folder, 'session', 'recover', '--dry-run') as unknown[]).length, 1);
    assert.equal(textOf(folder, '.workflow/WFS-one/workflow-session.json'), '{');
  });
});
