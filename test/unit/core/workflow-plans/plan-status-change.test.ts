import assert from 'node:assert/strict';
import { taskStatuses } from '../../../../src/core/tasks/task-status.js';
import { MemoryRoot } from './memory-root.js';
import { home, session, task, taskAt, todo } from './sample-texts.js';

const set = (status: typeof taskStatuses[number], ...tasks: string[]) => ({ do: 'set-task-status', session: home, tasks, status } as const);

const allowed: Readonly<Record<string, readonly string[]>> = {
  pending: ['active', 'blocked', 'skipped'],
  active: ['completed', 'blocked', 'failed', 'pending'],
  blocked: ['active', 'completed', 'failed'],
  failed: ['active'],
  skipped: ['pending'],
  completed: ['active'],
};

describe('planning a task status', () => {
  for (const from of taskStatuses) {
    for (const to of taskStatuses) {
      const isAllowed = allowed[from]?.includes(to) ?? false;
      it(`${isAllowed ? 'allows' : 'refuses'} ${from} → ${to}`, async () => {
        const root = new MemoryRoot(session(home, 'active', { 'IMPL-1': from }));
        const request = { ...set(to, 'IMPL-1'), reason: 'because' };
        if (!isAllowed) {
          const message = await root.refusal(request);
          assert.match(message, from === to ? /^task\/same-status: IMPL-1 already is/ : /^task\/transition: IMPL-1 is/);
          if (from !== to) assert.ok(message.endsWith(`it can become ${allowed[from]?.join(', ') ?? ''}.`), message);
          return;
        }
        const plan = await root.do(request);
        assert.equal(root.text(taskAt('IMPL-1')), task('IMPL-1', to));
        assert.deepEqual(plan.transitions, [{ entity: 'task', session: home, id: 'IMPL-1', from, to, reason: 'because' }]);
        assert.equal(plan.warning, from === 'completed' ? 'IMPL-1 is completed and will be opened again.' : undefined);
      });
    }
  }

  it('writes in the dialect of the file', async () => {
    const history = [{ from: 'pending', to: 'in_progress', changed_at: '2025-01-01T00:00:00Z' }];
    const root = new MemoryRoot(session(home, 'active', {
      'IMPL-1': 'IN_PROGRESS', 'IMPL-2': task('IMPL-2', 'blocked', { status_history: history }), 'IMPL-3': 'done', 'IMPL-4': 'cancelled', 'IMPL-5': task('IMPL-5', null),
    }));
    await root.do(set('pending', 'IMPL-1'));
    await root.do(set('active', 'IMPL-2'));
    await root.do(set('active', 'IMPL-3'));
    await root.do(set('pending', 'IMPL-4'));
    await root.do(set('active', 'IMPL-5'));
    const words = (await root.session()).tasks.all.map(({ file }) => file.rawStatus);
    assert.deepEqual(words, ['pending', 'in_progress', 'active', 'pending', 'active']);
  });

  it('goes on with a history where there is one, and starts one only when the setting says so', async () => {
    const root = new MemoryRoot(session(home, 'active', { 'IMPL-1': task('IMPL-1', 'pending', { status_history: [] }), 'IMPL-2': 'pending' }));
    await root.do({ ...set('blocked', 'IMPL-1', 'IMPL-2'), reason: ' waits for keys ' });
    const entry = { from: 'pending', to: 'blocked', changed_at: '2026-02-03T04:05:06Z', reason: 'waits for keys' };
    assert.deepEqual(JSON.parse(root.text(taskAt('IMPL-1'))), { ...JSON.parse(task('IMPL-1', 'blocked')) as object, status_history: [entry] });
    assert.equal(root.text(taskAt('IMPL-2')), task('IMPL-2', 'blocked'));
    root.recordHistory = true;
    await root.do(set('active', 'IMPL-2'));
    assert.match(root.text(taskAt('IMPL-2')), /"status_history": \[\s+\{\s+"from": "blocked",\s+"to": "active",\s+"changed_at": "2026-02-03T04:05:06Z"\s+\}\s+\]\s+\}\n$/);
  });

  it('keeps every other byte: BOM, CRLF, tabs, no final newline', async () => {
    const odd = `\ufeff${task('IMPL-1').replaceAll('\n', '\r\n').replaceAll('  ', '\t').trimEnd()}`;
    const root = new MemoryRoot(session(home, 'active', { 'IMPL-1': odd.slice(1) }));
    root.write({ [taskAt('IMPL-1')]: odd });
    await root.do(set('active', 'IMPL-1'));
    assert.equal(root.text(taskAt('IMPL-1')), odd.replace('"pending"', '"active"'));
  });

  it('changes many at once or none, passing over those that are there already', async () => {
    const root = new MemoryRoot(session(home, 'active', { 'IMPL-1': 'pending', 'IMPL-2': 'active', 'IMPL-3': 'failed', 'IMPL-4': 'completed' }));
    const plan = await root.do(set('active', 'IMPL-1', 'IMPL-2', 'IMPL-3', 'IMPL-4', 'IMPL-1'));
    assert.equal(plan.title, 'Set 3 tasks to active');
    assert.equal(plan.warning, 'IMPL-4 is completed and will be opened again.');
    assert.deepEqual((await root.session()).tasks.all.map(({ status }) => status), ['active', 'active', 'active', 'active']);
    await root.do(set('completed', 'IMPL-1'));
    assert.match(await root.refusal(set('pending', 'IMPL-2', 'IMPL-1')), /IMPL-1 is completed and cannot become pending; it can become active\./);
    assert.match(await root.refusal(set('active', 'IMPL-2', 'IMPL-3')), /IMPL-2, IMPL-3 already are active/);
  });

  it('writes the list in the same plan', async () => {
    const root = new MemoryRoot(session(home, 'active', { 'IMPL-1': 'active', 'IMPL-2': 'pending' }));
    const plan = await root.do(set('completed', 'IMPL-1'));
    assert.deepEqual(plan.steps.map(({ kind }) => kind), ['edit-json', 'write-text']);
    assert.match(root.text(todo), /- \[x\] \*\*IMPL-1\*\*: Title of IMPL-1/);
    assert.equal((await root.session()).todo.ownership, 'generated');
  });

  it('treats a word of no dialect as pending', async () => {
    const root = new MemoryRoot(session(home, 'active', { 'IMPL-1': 'on hold\n!' }));
    assert.equal(await root.refusal(set('completed', 'IMPL-1')), 'task/transition: IMPL-1 is "on hold !", which counts as pending, and cannot become completed; it can become active, blocked, skipped.');
    const plan = await root.do(set('active', 'IMPL-1'));
    assert.equal(plan.transitions[0]?.from, 'on hold\n!');
  });

  describe('refuses, in one line,', () => {
    const cases: Readonly<Record<string, [Parameters<MemoryRoot['refusal']>[0], RegExp]>> = {
      'a container': [set('active', 'IMPL-1'), /^task\/container: IMPL-1 is a container, its status follows from its subtasks; change those \(IMPL-1\.1\)\.$/],
      'a task that is not there': [set('active', 'IMPL-9'), /^task\/unknown: WFS-a has no task IMPL-9;/],
      'a broken file': [set('active', 'IMPL-2'), /^task\/broken: IMPL-2 cannot be changed, because .*IMPL-2\.json cannot be read; repair that file first\.$/],
      'an id that stands twice': [set('active', 'IMPL-3'), /^task\/duplicate-id: IMPL-3 stands in .*IMPL-3\.json and in .*IMPL-4\.json; give one/],
      'no task at all': [set('active'), /^task\/none: /],
      'blocking without a reason': [{ ...set('blocked', 'IMPL-5'), reason: '  ' }, /^task\/reason-needed: /],
      'a session that is not there': [{ ...set('active', 'IMPL-5'), session: '.workflow/WFS-no' }, /^session\/unknown: /],
      'a session of the archives': [{ ...set('active', 'IMPL-1'), session: '.workflow/archives/WFS-old' }, /^session\/archived: WFS-old is archived and archives are not changed; move/],
    };
    for (const [name, [request, message]] of Object.entries(cases)) {
      it(name, async () => {
        const root = new MemoryRoot({
          ...session(home, 'active', { 'IMPL-1': 'container', 'IMPL-1.1': 'pending', 'IMPL-2': '{"id": ', 'IMPL-3': 'pending', 'IMPL-4': task('IMPL-3'), 'IMPL-5': 'pending' }),
          ...session('.workflow/archives/WFS-old', 'completed', { 'IMPL-1': 'pending' }),
        });
        const before = root.texts;
        assert.match(await root.refusal(request), message);
        assert.deepEqual(root.texts, before);
      });
    }
  });
});
