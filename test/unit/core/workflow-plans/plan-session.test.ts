import assert from 'node:assert/strict';
import { describePlan } from '../../../../src/core/plans/describe-plan.js';
import type { Request } from '../../../../src/core/plans/request.js';
import { MemoryRoot } from './memory-root.js';
import { session, task } from './sample-texts.js';

const a = '.workflow/WFS-a';
const b = '.workflow/WFS-b';
const about = (verb: 'activate-session' | 'pause-session' | 'complete-session' | 'reopen-session', path: string): Request => ({ do: verb, session: path });
const statusOf = (root: MemoryRoot, path: string): string => (JSON.parse(root.text(`${path}/workflow-session.json`)) as { status: string }).status;
const markersOf = (root: MemoryRoot): string[] => Object.keys(root.texts).filter((path) => path.startsWith('.workflow/.active-'));

describe('planning a new session', () => {
  it('makes the four things that document 004 asks for, paused and without a marker', async () => {
    const root = new MemoryRoot();
    const plan = await root.do({ do: 'create-session', title: '  User Auth\n System ' });
    assert.deepEqual(describePlan(plan), [
      'Make the folder .workflow/WFS-user-auth-system/.task',
      'Create .workflow/WFS-user-auth-system/workflow-session.json',
      'Create .workflow/WFS-user-auth-system/IMPL_PLAN.md',
      'Create .workflow/WFS-user-auth-system/TODO_LIST.md',
    ]);
    const created = await root.session('.workflow/WFS-user-auth-system');
    assert.deepEqual([created.title, created.status, created.complexity, created.todo.ownership], ['User Auth System', 'paused', 'simple', 'generated']);
    assert.deepEqual([created.findings, markersOf(root)], [[], []]);
  });

  it('goes to the active folder where there is one, under a name that is free everywhere', async () => {
    const root = new MemoryRoot({ ...session('.workflow/active/WFS-x', 'active'), ...session('.workflow/archives/WFS-user-auth', 'completed') });
    const plan = await root.do({ do: 'create-session', title: 'User auth' });
    assert.equal(plan.title, 'Create WFS-user-auth-002');
    assert.ok(root.has('.workflow/active/WFS-user-auth-002/workflow-session.json'));
  });

  it('takes no name that anything else has', async () => {
    const root = new MemoryRoot({ '.workflow/WFS-auth': 'a file', '.workflow/archives/WFS-auth-002/x': 'a folder' });
    assert.equal((await root.do({ do: 'create-session', title: 'Auth' })).title, 'Create WFS-auth-003');
  });

  it('names a session without Latin letters by the day', async () => {
    const root = new MemoryRoot();
    assert.equal((await root.do({ do: 'create-session', title: '缓存层' })).title, 'Create WFS-session-20260203');
    assert.equal((await root.session('.workflow/WFS-session-20260203')).title, '缓存层');
  });

  it('refuses a title that is empty or endless', async () => {
    assert.match(await new MemoryRoot().refusal({ do: 'create-session', title: ' \n ' }), /^session\/title-needed: A session needs a title;/);
    assert.match(await new MemoryRoot().refusal({ do: 'create-session', title: 'x'.repeat(501) }), /^session\/title-long: .* 501 characters/);
  });
});

describe('planning which session is active', () => {
  it('switches the marker with one rename and pauses the one before', async () => {
    const root = new MemoryRoot({ ...session(a, 'active'), ...session(b, 'paused'), '.workflow/.active-WFS-a': 'own text' });
    const plan = await root.do(about('activate-session', b));
    assert.deepEqual(describePlan(plan), [
      'Change .workflow/WFS-b/workflow-session.json: status = "active"',
      'Move .workflow/.active-WFS-a to .workflow/.active-WFS-b',
      'Change .workflow/WFS-a/workflow-session.json: status = "paused"',
    ]);
    assert.deepEqual(plan.transitions.map(({ id, from, to }) => `${id} ${from} ${to}`), ['WFS-b paused active', 'WFS-a active paused']);
    assert.equal((await root.state()).active?.path, b);
    assert.equal(root.text(`${a}/workflow-session.json`), session(a, 'paused')[`${a}/workflow-session.json`]);
  });

  it('makes a marker where there is none', async () => {
    const root = new MemoryRoot(session(a, 'paused'));
    await root.do(about('activate-session', a));
    assert.deepEqual([markersOf(root), statusOf(root, a)], [['.workflow/.active-WFS-a'], 'active']);
  });

  it('removes extra markers before the rename, orphans too', async () => {
    const root = new MemoryRoot({ ...session(a, 'active'), ...session(b, 'paused'), '.workflow/.active-WFS-gone': '', '.workflow/.active-WFS-c': '', '.workflow/.active-WFS-a': '' });
    const plan = await root.do(about('activate-session', b));
    assert.deepEqual(plan.steps.map(({ kind }) => kind), ['edit-json', 'remove-file', 'remove-file', 'move', 'edit-json']);
    assert.deepEqual(markersOf(root), ['.workflow/.active-WFS-b']);
  });

  it('keeps its own marker and removes the others', async () => {
    const root = new MemoryRoot({ ...session(a, 'active'), ...session(b, 'active'), '.workflow/.active-WFS-b': '', '.workflow/.active-WFS-a': '' });
    const plan = await root.do(about('activate-session', b));
    assert.deepEqual(describePlan(plan), ['Remove .workflow/.active-WFS-a', 'Change .workflow/WFS-a/workflow-session.json: status = "paused"']);
    assert.deepEqual(markersOf(root), ['.workflow/.active-WFS-b']);
  });

  it('has nothing to do for the session that is active already', async () => {
    const root = new MemoryRoot({ ...session(a, 'active'), '.workflow/.active-WFS-a': '' });
    assert.deepEqual((await root.do(about('activate-session', a))).steps, []);
  });

  it('pauses the one that was only shown as active', async () => {
    const root = new MemoryRoot({ ...session('.workflow/active/WFS-a', 'active'), ...session('.workflow/active/WFS-b', 'paused') });
    await root.do(about('activate-session', '.workflow/active/WFS-b'));
    assert.deepEqual([statusOf(root, '.workflow/active/WFS-a'), markersOf(root)], ['paused', ['.workflow/.active-WFS-b']]);
  });

  it('does not stumble over the one before being broken', async () => {
    const root = new MemoryRoot({ ...session(a, 'active'), ...session(b, 'paused'), '.workflow/.active-WFS-a': '' });
    root.write({ [`${a}/workflow-session.json`]: '{' });
    await root.do(about('activate-session', b));
    assert.equal((await root.state()).active?.path, b);
  });

  it('asks before it opens a completed session again, by either verb', async () => {
    for (const verb of ['activate-session', 'reopen-session'] as const) {
      const root = new MemoryRoot(session(a, 'completed'));
      const plan = await root.do(about(verb, a));
      assert.equal(plan.warning, 'WFS-a is completed and will be opened again.');
      assert.equal(statusOf(root, a), 'active');
    }
  });

  it('counts an unknown status as paused', async () => {
    const root = new MemoryRoot(session(a, 'ready'));
    assert.equal((await root.do(about('activate-session', a))).transitions[0]?.from, 'ready');
    assert.equal(statusOf(root, a), 'active');
  });

  it('refuses a name that stands in two places where the marker would mean the other', async () => {
    const root = new MemoryRoot({ ...session(a, 'paused'), ...session('.workflow/active/WFS-a', 'paused') });
    assert.match(await root.refusal(about('activate-session', a)), /^session\/duplicate-name: WFS-a stands in two places .*; rename/);
    await root.do(about('activate-session', '.workflow/active/WFS-a'));
  });
});

describe('planning a rest', () => {
  it('takes the marker away from what is paused', async () => {
    const root = new MemoryRoot({ ...session(a, 'active'), '.workflow/.active-WFS-a': '' });
    await root.do(about('pause-session', a));
    assert.deepEqual([statusOf(root, a), markersOf(root)], ['paused', []]);
    assert.match(await root.refusal(about('pause-session', a)), /^session\/transition: WFS-a already is paused; it can become active, completed\.$/);
  });

  it('takes a marker away that a paused session still has, and keeps an unknown word', async () => {
    const root = new MemoryRoot({ ...session(a, 'ready'), '.workflow/.active-WFS-a': '' });
    await root.do(about('pause-session', a));
    assert.deepEqual([statusOf(root, a), markersOf(root)], ['ready', []]);
    assert.match(await root.refusal(about('pause-session', a)), /WFS-a is "ready", which counts as paused, and cannot become paused;/);
  });

  it('leaves the marker at what is completed', async () => {
    const root = new MemoryRoot({ ...session(a, 'active', { 'IMPL-1': 'pending' }), '.workflow/.active-WFS-a': '' });
    const plan = await root.do(about('complete-session', a));
    assert.equal(plan.warning, undefined);
    assert.deepEqual([statusOf(root, a), markersOf(root)], ['completed', ['.workflow/.active-WFS-a']]);
    assert.equal((await root.session()).tasks.byId.get('IMPL-1')?.status, 'pending');
  });

  it('leaves the marker that means another session of the same name', async () => {
    const twin = '.workflow/active/WFS-a';
    for (const verb of ['pause-session', 'archive-session'] as const) {
      const root = new MemoryRoot({ ...session(a, verb === 'pause-session' ? 'active' : 'completed'), ...session(twin, 'active'), '.workflow/.active-WFS-a': '' });
      await root.do({ do: verb, session: a });
      assert.deepEqual(markersOf(root), ['.workflow/.active-WFS-a']);
      assert.equal((await root.state()).active?.path, twin);
    }
  });

  it('refuses with the allowed targets', async () => {
    const root = new MemoryRoot(session(a, 'completed'));
    assert.match(await root.refusal(about('pause-session', a)), /WFS-a is completed and cannot become paused; it can become active, archived\./);
    assert.match(await root.refusal(about('complete-session', a)), /already is completed/);
    assert.match(await new MemoryRoot(session(a, 'active')).refusal(about('reopen-session', a)), /is not completed, so there is nothing to reopen; it can become paused, completed\./);
  });

  it('refuses while the session file is missing or broken', async () => {
    const root = new MemoryRoot({ [`${a}/.task/IMPL-1.json`]: task('IMPL-1'), [`${b}/workflow-session.json`]: '[]' });
    for (const verb of ['activate-session', 'pause-session', 'complete-session', 'reopen-session'] as const) {
      assert.match(await root.refusal(about(verb, a)), /^session\/broken: WFS-a cannot be changed, because its workflow-session\.json is missing; recover/);
      assert.match(await root.refusal(about(verb, b)), /is broken; recover/);
    }
  });
});

describe('planning an archive', () => {
  const request = { do: 'archive-session', session: a } as const;

  it('moves the folder, removes the marker, adds to the manifest and changes no task', async () => {
    const texts = session(a, 'completed', { 'IMPL-1': 'container', 'IMPL-1.1': 'completed', 'IMPL-1.2': 'pending' });
    const manifest = '[\r\n    {"session_id": "WFS-old", "lessons": []}\r\n]';
    const root = new MemoryRoot({ ...texts, '.workflow/.active-WFS-a': '', '.workflow/archives/manifest.json': manifest });
    const plan = await root.do(request);
    assert.deepEqual(plan.steps.map(({ kind }) => kind), ['make-directory', 'remove-file', 'move', 'edit-json']);
    for (const [path, text] of Object.entries(texts)) assert.equal(root.text(path.replace(a, '.workflow/archives/WFS-a')), text);
    const now = root.text('.workflow/archives/manifest.json');
    assert.ok(now.startsWith(manifest.slice(0, -3)) && now.includes('\r\n'), now);
    assert.deepEqual((JSON.parse(now) as unknown[])[1], {
      session_id: 'WFS-a', description: 'Project WFS-a', archived_at: '2026-02-03T04:05:06Z', archive_path: '.workflow/archives/WFS-a',
      metrics: { tasks_completed: 1, tasks_total: 2 },
    });
    const [archived] = (await root.state()).sessions;
    assert.deepEqual([archived?.status, archived?.tasks.byId.get('IMPL-1.2')?.status], ['archived', 'pending']);
  });

  it('makes the manifest where there is none', async () => {
    const root = new MemoryRoot(session(a, 'completed'));
    await root.do(request);
    assert.equal((JSON.parse(root.text('.workflow/archives/manifest.json')) as unknown[]).length, 1);
  });

  it('adds to a manifest of many years', async () => {
    const old = Array.from({ length: 3_000 }, (_, index) => ({ session_id: `WFS-old-${index}`, description: 'x'.repeat(100) }));
    const root = new MemoryRoot({ ...session(a, 'completed'), '.workflow/archives/manifest.json': `${JSON.stringify(old, null, 2)}\n` });
    await root.do(request);
    const now = JSON.parse(root.text('.workflow/archives/manifest.json')) as readonly { readonly session_id: string }[];
    assert.deepEqual([now.length, now.at(-1)?.session_id], [3_001, 'WFS-a']);
  });

  it('refuses what is not completed, what exists there, and a manifest that cannot be added to', async () => {
    assert.match(await new MemoryRoot(session(a, 'active')).refusal(request), /WFS-a is active and cannot become archived; it can become paused, completed\./);
    const taken = new MemoryRoot({ ...session(a, 'completed'), '.workflow/archives/WFS-a/notes.md': 'x' });
    assert.match(await taken.refusal(request), /^archive\/exists: \.workflow\/archives\/WFS-a exists already/);
    for (const manifest of ['{}', '[', '']) {
      const root = new MemoryRoot({ ...session(a, 'completed'), '.workflow/archives/manifest.json': manifest });
      assert.match(await root.refusal(request), /^archive\/manifest: /);
    }
  });
});

describe('planning the complexity', () => {
  const raise = (complexity: 'medium' | 'complex'): Request => ({ do: 'raise-complexity', session: a, complexity });
  const tasks = (count: number): Record<string, string> => Object.fromEntries(Array.from({ length: count }, (_, index) => [`IMPL-${index + 1}`, 'pending']));
  const typeOf = (root: MemoryRoot): unknown => (JSON.parse(root.text(`${a}/workflow-session.json`)) as { type: unknown }).type;

  it('raises and never lowers', async () => {
    const root = new MemoryRoot(session(a, 'active', tasks(2)));
    await root.do(raise('medium'));
    await root.do(raise('complex'));
    assert.equal(typeOf(root), 'complex');
    assert.match(await root.refusal(raise('medium')), /^session\/complexity: WFS-a is complex with 2 tasks and can only be raised above that\./);
  });

  it('follows the number of tasks where the file says less', async () => {
    const root = new MemoryRoot(session(a, 'active', tasks(16)));
    assert.match(await root.refusal(raise('medium')), /WFS-a is complex with 16 tasks/);
    await root.do(raise('complex'));
    assert.equal(typeOf(root), 'complex');
  });

  it('rises by itself with the task that crosses a border', async () => {
    for (const [count, before, after] of [[3, 'simple', 'simple'], [4, 'simple', 'medium'], [4, 'complex', 'complex'], [14, 'medium', 'medium'], [15, 'medium', 'complex'], [15, 'workflow', 'workflow']] as const) {
      const root = new MemoryRoot(session(a, 'active', tasks(count)));
      root.write({ [`${a}/workflow-session.json`]: root.text(`${a}/workflow-session.json`).replace('"simple"', `"${before}"`) });
      await root.do({ do: 'create-task', session: a, title: 'One more' });
      assert.equal(typeOf(root), after, `${count} ${before}`);
    }
  });
});

describe('planning the removal of a marker', () => {
  it('removes orphans and surplus ones, and only those', async () => {
    const root = new MemoryRoot({ ...session(a, 'active'), ...session(b, 'paused'), '.workflow/.active-WFS-gone': '', '.workflow/.active-WFS-b': '', '.workflow/.active-WFS-a': '' });
    const remove = (name: string): Request => ({ do: 'remove-marker', marker: `.active-${name}` });
    await root.do(remove('WFS-gone'));
    await root.do(remove('WFS-b'));
    assert.match(await root.refusal(remove('WFS-a')), /^marker\/active: .* pause WFS-a instead\./);
    assert.match(await root.refusal(remove('WFS-b')), /^marker\/unknown: /);
    assert.match(await root.refusal({ do: 'remove-marker', marker: '../../etc/passwd' }), /^marker\/unknown: /);
    assert.deepEqual(markersOf(root), ['.workflow/.active-WFS-a']);
  });
});
