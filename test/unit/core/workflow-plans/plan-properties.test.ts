import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Plan, Transition } from '../../../../src/core/plans/plan.js';
import type { Request } from '../../../../src/core/plans/request.js';
import { nextSessionStatuses } from '../../../../src/core/sessions/session-status.js';
import { mapTaskStatus, nextTaskStatuses, taskStatuses } from '../../../../src/core/tasks/task-status.js';
import { todoOf } from '../todo/todo-source.js';
import { perform, undo } from '../../../../src/core/workflow/perform.js';
import type { Task } from '../../../../src/core/tasks/task.js';
import type { SessionState, WorkflowState } from '../../../../src/core/workflow/workflow-state.js';
import { MemoryRoot } from './memory-root.js';
import { home, session, task, todo } from './sample-texts.js';

const paths = [home, '.workflow/WFS-b', '.workflow/active/WFS-a', '.workflow/archives/WFS-c', '.workflow/WFS-none'];
const ids = ['IMPL-1', 'IMPL-1.1', 'IMPL-1.2', 'IMPL-2', 'IMPL-3.1', 'T-1', 'IMPL-9', '../x'];
const path = fc.oneof({ weight: 9, arbitrary: fc.constant(home) }, { weight: 2, arbitrary: fc.constantFrom(...paths) });
const id = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...ids.slice(0, 6)) }, { weight: 1, arbitrary: fc.constantFrom(...ids) });
const title = fc.oneof({ weight: 4, arbitrary: fc.constant('Do it') }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) });

const request: fc.Arbitrary<Request> = fc.oneof(
  fc.record({ do: fc.constant('create-session' as const), title }),
  fc.record({
    do: fc.constantFrom('activate-session' as const, 'pause-session' as const, 'complete-session' as const, 'reopen-session' as const, 'archive-session' as const, 'recover-session' as const),
    session: path,
  }) as fc.Arbitrary<Request>,
  fc.record({ do: fc.constant('raise-complexity' as const), session: path, complexity: fc.constantFrom('medium' as const, 'complex' as const) }),
  fc.record({ do: fc.constant('create-task' as const), session: path, title }),
  fc.record({ do: fc.constant('create-task' as const), session: path, title, parent: id }),
  fc.record({ do: fc.constant('break-down-task' as const), session: path, task: id, titles: fc.array(title, { maxLength: 3 }) }),
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('set-task-status' as const), session: path, tasks: fc.array(id, { minLength: 1, maxLength: 3 }), status: fc.constantFrom(...taskStatuses), reason: title }),
  },
  fc.record({ do: fc.constant('move-task' as const), session: path, task: id, parent: fc.option(id) }),
  fc.record({ do: fc.constantFrom('write-todo' as const, 'adopt-todo' as const), session: path }),
  fc.record({ do: fc.constantFrom('restore-todo-row' as const, 'accept-todo-row' as const), session: path, task: id }),
  fc.record({ do: fc.constant('rebuild-container' as const), session: path, task: id }),
  fc.record({ do: fc.constant('remove-marker' as const), marker: fc.constantFrom('.active-WFS-a', '.active-WFS-b', '.active-WFS-gone', '../x') }),
  fc.record({
    do: fc.constant('edit-task-field' as const), file: fc.constantFrom(`${home}/.task/IMPL-1.json`, `${home}/workflow-session.json`, 'x.json'),
    field: fc.constantFrom([['title'], 'Title of IMPL-1'], [['status'], 'odd'], [['status'], 'ready'], [['x_own'], { kept: true }], [['x_own'], 1], [['id'], 'IMPL-1'], [['a', 'b'], undefined], [[], 1]),
    value: fc.constantFrom('IMPL-1', 'done', 'IMPL-4', 7, undefined),
  }).map(({ field: [pointer, from], ...others }): Request => ({ ...others, pointer, from })),
);

const taskText = (name: string): fc.Arbitrary<string> => fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.constantFrom(...taskStatuses, 'in_progress', 'done', 'container', 'odd'), fc.boolean()).map(([status, history]) => task(name, status, history ? { status_history: [] } : {})) },
  { weight: 1, arbitrary: fc.constantFrom('', '[]', 'null', '{"id":', '{}', '{"id": "IMPL-1", "id": "IMPL-2"}', '{"id": 7, "status": {}, "context": "x"}', task('IMPL-1'), task(name, null, { context: { parent: name, depends_on: [name] } })) },
);
const list = fc.constantFrom(null, null, '# Mine\n- [ ] IMPL-1\n- [x] IMPL-2\n### IMPL-1.1\n- [~] **Task**: x\n', '', '- [x] IMPL-1\r\n- [x] T-1');

const sessionTexts = (where: string): fc.Arbitrary<Readonly<Record<string, string>>> => fc.record({
  status: fc.constantFrom('active', 'active', 'paused', 'completed', 'completed', 'ready', null, 'broken', 'missing'),
  names: fc.subarray(ids.slice(0, 6), { minLength: 2 }),
  list,
}).chain(({ status, names, list: text }) => fc.tuple(...names.map(taskText)).map((texts) => {
  const files: Record<string, string> = session(where, status);
  for (const [index, name] of names.entries()) files[`${where}/.task/${name}.json`] = texts[index] ?? '';
  if (status === 'broken') files[`${where}/workflow-session.json`] = '{"session_id": "WFS-a", "status": "active",,';
  const kept = Object.entries(files).filter(([file]) => status !== 'missing' || file.includes('.task/'));
  return Object.fromEntries([...kept, ...(text === null ? [] : [[`${where}/TODO_LIST.md`, text]])]) as Record<string, string>;
}));

const texts = fc.tuple(fc.subarray(paths.slice(1, 4)).map((others) => [home, ...others]), fc.subarray(['.active-WFS-a', '.active-WFS-b', '.active-WFS-gone']))
  .chain(([some, markers]) => fc.tuple(...some.map(sessionTexts)).map((all) => (
    Object.assign({}, ...all, Object.fromEntries(markers.map((name) => [`.workflow/${name}`, '']))) as Record<string, string>)));

const unreadable = fc.array(fc.tuple(
  fc.constantFrom(todo, `${home}/workflow-session.json`, `${home}/.task/IMPL-1.json`, `${home}/.task/IMPL-4.json`, '.workflow/archives/manifest.json'),
  fc.constantFrom('not-a-file' as const, 'invalid-utf8' as const, 'too-large' as const, 'io-error' as const)), { maxLength: 2 });

const sessionAt = (state: WorkflowState, where: string): SessionState | undefined => state.sessions.find((each) => each.path === where);

/** Every transition is one that decisions 2 allows, in the order in which they are recorded. */
function assertLegal({ transitions }: Plan): void {
  for (const { entity, from, to } of transitions) {
    const targets: readonly string[] = entity === 'task' ? nextTaskStatuses(mapTaskStatus(from)) : nextSessionStatuses(from === 'active' || from === 'completed' ? from : 'paused');
    assert.ok(targets.includes(to), `${entity} ${from} → ${to}`);
  }
}

/** What changed its status changed it by a recorded transition, and nothing went away. */
function assertRecorded(before: WorkflowState, after: WorkflowState, { transitions, title: name }: Plan): void {
  for (const was of before.sessions) {
    const is: SessionState | undefined = sessionAt(after, was.path) ?? sessionAt(after, `.workflow/archives/${was.name}`);
    assert.ok(is, `${was.path} is gone after ${name}`);
    for (const { file, kind, status } of was.tasks.all) {
      const place: string = file.path.replace(was.path, is.path);
      const now: Task | undefined = is.tasks.all.find((each) => each.file.path === place);
      assert.ok(now !== undefined, `${place} is gone after ${name}`);
      const isLeaf = kind === 'leaf' && now.kind === 'leaf' && now.file.rawStatus !== file.rawStatus && mapTaskStatus(file.rawStatus) !== 'unknown';
      const last: Transition | undefined = transitions.findLast((each) => each.entity === 'task' && each.session === was.path && each.id === now.id);
      if (isLeaf && now.status !== status) assert.equal(last?.to, now.status, `${place} ${status} → ${now.status} by ${name}`);
    }
  }
}

describe('any request to any state', () => {
  it('is refused in one line and changes nothing, or gives a plan that keeps the laws', async () => {
    await fc.assert(fc.asyncProperty(texts, fc.array(request, { minLength: 1, maxLength: 8 }), unreadable, async (files, requests, odd) => {
      const root = new MemoryRoot(files);
      for (const [file, reason] of odd) root.writeUnreadable(file, reason);
      for (const each of requests) {
        const before = await root.state();
        const plan = await root.plan(each);
        if (plan.kind === 'refusal') {
          assert.match(plan.message, /^[^\n\r\u0000-\u001f]+\.$/);
          assert.match(plan.code, /^[a-z]+\/[a-z-]+$/);
          continue;
        }
        assertLegal(plan);
        const outcome = await root.apply(plan);
        assert.equal(outcome.kind, 'applied', outcome.kind === 'conflict' ? outcome.message : '');
        assertRecorded(before, await root.state(), plan);
      }
    }), { numRuns: 100 });
  });

  it('can be undone to the byte while nobody else writes', async () => {
    await fc.assert(fc.asyncProperty(texts, request, fc.boolean(), async (files, each, recordHistory) => {
      const root = new MemoryRoot(files);
      root.recordHistory = recordHistory;
      await root.state();
      const before = root.texts;
      const ports = { refresh: (hint: Parameters<typeof root.store.refresh>[0]) => root.store.refresh(hint), context: () => root.context, apply: root.apply, alone: root.alone, confirm: () => Promise.resolve(true) };
      const applied = await perform(each, ports);
      if (applied.kind === 'refusal' || each.do === 'create-session') return;
      const undone = await undo(applied, ports);
      assert.equal(undone.kind, 'applied', undone.kind === 'refusal' ? undone.message : '');
      const meanings = (root_: Readonly<Record<string, string>>): unknown => Object.entries(root_).map(([file, text]) => [file, file.endsWith('.json') && each.do === 'edit-task-field' ? sorted(text) : text]);
      assert.deepEqual(meanings(root.texts), meanings(before));
    }), { numRuns: 100 });
  });

  it('leaves lists ours or theirs as they were, through any sequence of statuses', async () => {
    const turn = fc.record({ do: fc.constant('set-task-status' as const), session: fc.constant(home), tasks: fc.array(id, { minLength: 1, maxLength: 2 }), status: fc.constantFrom(...taskStatuses), reason: fc.constant('r') });
    await fc.assert(fc.asyncProperty(sessionTexts(home), fc.array(turn, { maxLength: 12 }), async (files, turns) => {
      const root = new MemoryRoot(files);
      const first = files[todo] ?? null;
      for (const each of turns) {
        const plan = await root.plan(each);
        if (plan.kind === 'plan') assert.equal((await root.apply(plan)).kind, 'applied');
      }
      if (!root.has(todo)) return;
      const text = root.text(todo);
      assert.equal(todoOf(text).ownership, first === null ? 'generated' : 'foreign');
      if (first !== null) assert.equal(text.replace(/\[.\]/g, ''), first.replace(/\[.\]/g, ''));
      if (first === null) assert.deepEqual((await root.session()).findings.filter(({ code }) => code.startsWith('todo/')), []);
    }), { numRuns: 100 });
  });
});

/** A removed key comes back at the end of its object. */
function sorted(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (_, value: unknown) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value));
  } catch {
    return text;
  }
}
