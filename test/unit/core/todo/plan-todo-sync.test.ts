import assert from 'node:assert/strict';
import type { Step } from '../../../../src/core/plans/plan.js';
import { planTodoSync } from '../../../../src/core/todo/plan-todo-sync.js';
import { newFrame, renderTodo } from '../../../../src/core/todo/render-todo.js';
import { sha256 } from '../../../../src/node/sha256.js';
import { source, type SampleTask } from './todo-source.js';

type Tasks = Readonly<Record<string, SampleTask>>;
interface Case {
  readonly before: Tasks | null;
  readonly after: Tasks;
  readonly list: string | null;
  /** What the list was before; the same when not given. */
  readonly listBefore?: string | null;
}

function sync({ before, after, list, listBefore = list }: Case): Step | null {
  const step = planTodoSync({ before: before && source(before, listBefore), after: source(after, list) }, sha256);
  if (step?.kind === 'write-text') {
    assert.equal(step.from, list);
    assert.equal(planTodoSync({ before: before && source(before, listBefore), after: source(after, step.to) }, sha256), null, 'planning again gives nothing');
  }
  return step;
}

function written(situation: Case): string | null {
  const step = sync(situation);
  return step?.kind === 'write-text' ? step.to : null;
}

const one = { 'IMPL-1': 'pending', 'IMPL-2': 'completed' };
const other = { 'IMPL-1': 'completed', 'IMPL-2': 'active' };
const list = (tasks: Tasks): string => renderTodo(source(tasks), newFrame, sha256);

describe('keeping TODO_LIST.md in line', () => {
  describe('of our own', () => {
    it('writes it whole when it is behind, also when first seen', () => {
      assert.equal(written({ before: one, after: other, list: list(one) }), list(other));
      assert.equal(written({ before: null, after: other, list: list(one) }), list(other));
      assert.equal(written({ before: other, after: other, list: list(one) }), list(other));
    });

    it('writes nothing when it shows what is, in whatever line endings', () => {
      assert.equal(sync({ before: one, after: other, list: list(other) }), null);
      assert.equal(sync({ before: one, after: other, list: list(other).replaceAll('\n', '\r\n') }), null);
    });

    it('keeps the notes byte for byte, and BOM and line endings', () => {
      for (const notes of ['## Notes\nmine\n', '## Notes\r\nmine\r\nno end', '## Notes', '## Notes\n\n\n## Notes\n- [ ] IMPL-1\n', '## Notes \t\n\ufffd\u202e\n']) {
        const text = `\ufeff${list(one).slice(0, list(one).lastIndexOf('## Notes')).replaceAll('\n', '\r\n')}${notes}`;
        const next = written({ before: one, after: other, list: text }) ?? '';
        assert.ok(next.startsWith('\ufeff<!-- ') && next.endsWith(`\r\n\r\n${notes}`), notes);
      }
    });
  });

  describe('of somebody else', () => {
    const foreign = '# Mine\r\n\r\n* [ ] IMPL-1 first  \r\n1. [X] **IMPL-2** second\r\n```\r\n- [ ] IMPL-1\r\n```\r\n- [ ] IMPL-1 again';

    it('flips the marks of the tasks that changed, and nothing else', () => {
      assert.equal(written({ before: one, after: other, list: foreign }),
        '# Mine\r\n\r\n* [x] IMPL-1 first  \r\n1. [ ] **IMPL-2** second\r\n```\r\n- [ ] IMPL-1\r\n```\r\n- [x] IMPL-1 again');
    });

    it('flips nothing when first seen, when no status changed, or when the mark fits already', () => {
      assert.equal(sync({ before: null, after: other, list: foreign }), null);
      assert.equal(sync({ before: other, after: other, list: foreign }), null);
      assert.equal(sync({ before: one, after: { 'IMPL-1': 'active', 'IMPL-2': 'done' }, list: foreign }), null);
      assert.equal(sync({ before: one, after: other, list: '- [x] IMPL-1\n- [ ] IMPL-2\n' }), null);
    });

    it('leaves a mark alone that was ticked by hand and disagreed before', () => {
      assert.equal(sync({ before: one, after: { 'IMPL-1': 'active', 'IMPL-2': 'completed' }, list: '- [x] IMPL-1\n' }), null);
      assert.equal(sync({ before: { 'IMPL-1': 'completed' }, after: { 'IMPL-1': 'completed' }, list: '- [ ] IMPL-1\n', listBefore: '- [x] IMPL-1\n' }), null);
    });

    it('keeps other marks while they fit', () => {
      assert.equal(sync({ before: { 'IMPL-1': 'active' }, after: { 'IMPL-1': 'blocked' }, list: '- [~] IMPL-1\n' }), null);
      assert.equal(written({ before: { 'IMPL-1': 'active' }, after: { 'IMPL-1': 'completed' }, list: '- [~] IMPL-1\n' }), '- [x] IMPL-1\n');
      assert.equal(sync({ before: { 'IMPL-1': 'completed' }, after: { 'IMPL-1': 'skipped' }, list: '- [x] IMPL-1\n' }), null);
      assert.equal(written({ before: { 'IMPL-1': 'skipped' }, after: { 'IMPL-1': 'pending' }, list: '- [x] IMPL-1\n' }), '- [ ] IMPL-1\n');
      assert.equal(written({ before: { 'IMPL-1': 'odd' }, after: { 'IMPL-1': 'completed' }, list: '- [ ] IMPL-1\n' }), '- [x] IMPL-1\n');
    });

    it('flips the box of a container whose subtasks are all done', () => {
      const group = (status: string): Tasks => ({ 'IMPL-1': 'container', 'IMPL-1.1': status });
      assert.equal(written({ before: group('active'), after: group('completed'), list: '- [ ] IMPL-1\n  - [ ] IMPL-1.1\n' }), '- [x] IMPL-1\n  - [x] IMPL-1.1\n');
    });

    it('adds no row for a new task and touches none of a task that went', () => {
      assert.equal(sync({ before: { 'IMPL-1': 'pending' }, after: { 'IMPL-2': 'completed' }, list: '- [x] IMPL-1\n- [ ] IMPL-2\n' }), null);
    });

    it('counts a list of ours that was edited as theirs', () => {
      const ticked = list(one).replace('- [ ] **IMPL-1', '- [x] **IMPL-1');
      assert.equal(sync({ before: one, after: one, list: ticked, listBefore: list(one) }), null);
      assert.equal(written({ before: one, after: { ...one, 'IMPL-2': 'active' }, list: ticked }), ticked.replace('- [x] **IMPL-2', '- [ ] **IMPL-2'));
    });
  });

  describe('where there is none', () => {
    it('writes one when a task has changed', () => {
      assert.equal(written({ before: one, after: { ...one, 'IMPL-1': 'active' }, list: null }), list(one));
      assert.equal(written({ before: one, after: other, list: null }), list(other));
      assert.equal(written({ before: one, after: { ...one, 'IMPL-3': 'pending' }, list: null }), list({ ...one, 'IMPL-3': 'pending' }));
      assert.equal(written({ before: {}, after: one, list: null }), list(one));
    });

    it('writes none by looking, nor when the person took it away', () => {
      assert.equal(sync({ before: null, after: one, list: null }), null);
      assert.equal(sync({ before: one, after: one, list: null }), null);
      assert.equal(sync({ before: one, after: one, list: null, listBefore: list(one) }), null);
    });
  });

  it('never touches an archived or unreadable one', () => {
    for (const text of [null, list(one), '- [ ] IMPL-1\n']) {
      const change = { before: source(one, text), after: source(other, text, { location: 'archives' }) };
      assert.equal(planTodoSync(change, sha256), null);
    }
    const todo = { path: 'x', ownership: 'unreadable', text: null, rows: [], findings: [] } as const;
    assert.equal(planTodoSync({ before: source(one), after: source(other, null, { todo }) }, sha256), null);
  });
});
