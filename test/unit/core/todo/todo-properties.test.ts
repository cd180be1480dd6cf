import assert from 'node:assert/strict';
import fc from 'fast-check';
import { frameOf } from '../../../../src/core/todo/parse-todo.js';
import { planTodoSync } from '../../../../src/core/todo/plan-todo-sync.js';
import { newFrame, renderTodo } from '../../../../src/core/todo/render-todo.js';
import type { TodoSource } from '../../../../src/core/todo/todo.js';
import { sha256 } from '../../../../src/node/sha256.js';
import { source, todoOf, type SampleTask } from './todo-source.js';

const id = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 4 }), fc.option(fc.integer({ min: 1, max: 3 }))).map(([main, sub]) => `IMPL-${main}${sub === null ? '' : `.${sub}`}`),
  fc.constantFrom('IMPL-001', 'IMPL-001.10', 'TASK-7', 'T_x-1', 'IMPL-A1', 'IMPL-1.2.3'),
);
const title = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), fc.constantFrom('## Notes', '```', '<!--', '\n- [x] IMPL-1', '[x](y)', '**IMPL-2**: x', '→ IMPL-3', '|'));
const status = fc.constantFrom('pending', 'active', 'completed', 'blocked', 'failed', 'skipped', 'container', 'done', 'odd');
const task: fc.Arbitrary<SampleTask> = fc.oneof({ weight: 9, arbitrary: fc.tuple(status, title) }, { weight: 1, arbitrary: fc.constant({ text: '{"id"' }) });
const tasks = fc.dictionary(id, task, { maxKeys: 12, noNullPrototype: true });
const eol = fc.constantFrom('\n', '\r\n');
const notes = fc.oneof(fc.constant(null), fc.string({ unit: 'binary' }).map((text) => `## Notes\n${text.replaceAll('\ufeff', '')}`));

/** Lines of lists as people and agents write them. */
const line = fc.oneof(
  fc.tuple(fc.constantFrom('- ', '* ', '1. ', '  - ', '> - ', ''), fc.constantFrom(' ', 'x', 'X', '~', '!', '-', '>', '?'), fc.constantFrom('', '**', '`'), id)
    .map(([bullet, mark, decor, name]) => `${bullet}[${mark}] ${decor}${name}${decor}: title`),
  fc.tuple(fc.constantFrom('### ', '## ', '▸ **', '- **', '- depends on '), id).map(([lead, name]) => `${lead}${name}**: text`),
  fc.constantFrom('', '```', '~~~', '<!--', '-->', '# Top', '## Notes', '## Phase', '- [ ] a check', '- [x] **Task**: do', 'prose IMPL-1, IMPL-2'),
);
const foreign = fc.tuple(fc.array(line, { maxLength: 25 }), eol, fc.constantFrom('', '\ufeff'), fc.boolean())
  .map(([lines, end, bom, closed]) => bom + lines.join(end) + (closed ? end : ''));

const masked = (text: string): string => text.replace(/\[[ xX~!\->/]\]/g, '[?]');

/** A list in any condition: ours, ours and touched by hand, somebody's, none. */
const listOf = (before: Readonly<Record<string, SampleTask>>): fc.Arbitrary<string | null> => {
  const ours = renderTodo(source(before), newFrame, sha256);
  const crlf = ours.replaceAll('\n', '\r\n');
  return fc.oneof(fc.constantFrom(null, ours, crlf, `\ufeff${ours}`, ours.replaceAll('- [ ]', '- [x]'), ours.replace('## Status', 'Mine\n## Status')), foreign);
};

const change = fc.record({ before: tasks, after: tasks }).chain(({ before, after }) => (
  listOf(before).map((list) => ({ before, after: { ...before, ...after }, list }))));

function follow(before: TodoSource, after: TodoSource): TodoSource {
  const step = planTodoSync({ before, after }, sha256);
  return step?.kind === 'write-text' ? { ...after, todo: todoOf(step.to) } : after;
}

describe('lists of any kind', () => {
  it('that are rendered have exactly one row for each task, with its mark', () => {
    fc.assert(fc.property(tasks, eol, notes, (some, ending, own) => {
      const session = source(some);
      const { rows, ownership } = todoOf(renderTodo(session, { bom: '', eol: ending, notes: own }, sha256));
      const expected = session.tasks.all.map(({ id: name, kind, status: now }) => `${name} ${kind === 'container' ? 'null' : now === 'completed' ? 'x' : ' '}`);
      assert.equal(ownership, 'generated');
      assert.deepEqual(rows.map(({ task: name, mark }) => `${name} ${mark ?? 'null'}`).sort(), expected.sort());
    }));
  });

  it('that are rendered keep their frame', () => {
    fc.assert(fc.property(tasks, eol, notes, (some, ending, own) => {
      const frame = { bom: '\ufeff', eol: ending, notes: own } as const;
      const text = renderTodo(source(some), frame, sha256);
      assert.deepEqual(frameOf(text), { ...frame, notes: own ?? `## Notes${ending}[Optional notes]${ending}` });
      assert.equal(renderTodo(source(some), frameOf(text), sha256), text);
    }));
  });

  it('are followed up once: planning again gives nothing', () => {
    fc.assert(fc.property(change, ({ before, after, list }) => {
      const [was, is] = [source(before, list), source(after, list)];
      const done = follow(was, is);
      assert.equal(planTodoSync({ before: was, after: done }, sha256), null);
      assert.equal(planTodoSync({ before: is, after: done }, sha256), null);
      assert.equal(planTodoSync({ before: null, after: done }, sha256), null);
    }), { numRuns: 200 });
  });

  it('that are not ours differ in marks only, and ours stay ours', () => {
    fc.assert(fc.property(change, ({ before, after, list }) => {
      const done = follow(source(before, list), source(after, list));
      const { ownership } = todoOf(list);
      if (list !== null) assert.equal(done.todo.ownership, ownership);
      if (list !== null && ownership === 'foreign') assert.equal(masked(done.todo.text ?? ''), masked(list));
      if (ownership === 'foreign') assert.equal(done.todo.text?.length, list?.length);
    }), { numRuns: 200 });
  });

  it('of somebody’s own lose no tick made by hand', () => {
    fc.assert(fc.property(change, foreign, ({ before, after }, list) => {
      const was = source(before, list);
      const done = follow(was, source(after, list));
      for (const [index, row] of was.todo.rows.entries()) {
        const [then, now] = [was.tasks.byId.get(row.task), done.tasks.byId.get(row.task)];
        const isTouched = done.todo.rows[index]?.mark !== row.mark;
        if (isTouched) assert.ok(then && now && then.status !== now.status, `${row.task} in line ${row.line}`);
      }
    }), { numRuns: 200 });
  });

  it('are read whatever they hold', () => {
    fc.assert(fc.property(fc.oneof(foreign, fc.string({ unit: 'binary' })), (text) => {
      for (const row of todoOf(text).rows) if (row.markOffset !== null) assert.equal(text[row.markOffset], row.mark);
    }), { numRuns: 200 });
  });
});
