import assert from 'node:assert/strict';
import { checkTodo } from '../../../../src/core/todo/check-todo.js';
import { newFrame, renderTodo } from '../../../../src/core/todo/render-todo.js';
import { sha256 } from '../../../../src/node/sha256.js';
import { source, type SampleTask } from './todo-source.js';

type Tasks = Readonly<Record<string, SampleTask>>;

/** The findings as `code line: message [fixes]`. */
function said(tasks: Tasks, list: string | null, more: Parameters<typeof source>[2] = {}): string[] {
  return checkTodo(source(tasks, list, more)).map(({ code, place, message, fixes }) => (
    `${code} ${place.kind === 'line' ? place.line : '-'}: ${message} [${fixes.map(({ request }) => request.do).join(', ')}]`));
}

describe('checking TODO_LIST.md', () => {
  it('finds that it is missing', () => {
    assert.deepEqual(said({}, null), ['todo/missing -: This session has no TODO_LIST.md; it is made from the tasks in .task. [write-todo]']);
  });

  it('finds that a generated one is behind, and only then', () => {
    const list = renderTodo(source({ 'IMPL-1': 'pending' }), newFrame, sha256);
    assert.deepEqual(said({ 'IMPL-1': 'pending' }, list), []);
    assert.deepEqual(said({ 'IMPL-1': 'active' }, list.replaceAll('\n', '\r\n')), []);
    const stale = ['todo/stale -: TODO_LIST.md was generated from an earlier state of the tasks. [write-todo]'];
    assert.deepEqual(said({ 'IMPL-1': 'completed' }, list), stale);
    assert.deepEqual(said({ 'IMPL-1': ['pending', 'Other title'] }, list), stale);
    assert.deepEqual(said({ 'IMPL-1': 'pending' }, list, { summaries: new Map([['IMPL-1', '.summaries/IMPL-1.md']]) }), stale);
  });

  describe('judges each mark of a foreign one', () => {
    const agrees: Readonly<Record<string, string>> = {
      pending: ' ~!->/', active: ' ~!->/', blocked: ' ~!->/', failed: ' ~!->/', completed: 'xX', skipped: ' ~!->/xX', 'no such word': ' ~!->/xX',
    };
    for (const [status, marks] of Object.entries(agrees)) {
      for (const mark of ' ~!->/xX') {
        it(`[${mark}] ${marks.includes(mark) ? 'agrees with' : 'drifted from'} ${status}`, () => {
          const findings = checkTodo(source({ 'IMPL-1': status }, `- [${mark}] IMPL-1\n`));
          assert.deepEqual(findings.map(({ code }) => code), marks.includes(mark) ? [] : ['todo/drift']);
        });
      }
    }
  });

  it('offers both ways out of drift', () => {
    assert.deepEqual(said({ 'IMPL-1': 'pending', 'IMPL-2': 'completed' }, '# T\n- [x] IMPL-1\n- [ ] IMPL-2\n'), [
      'todo/drift 2: TODO_LIST.md ticks IMPL-1, but its JSON says pending. [accept-todo-row, restore-todo-row]',
      'todo/drift 3: TODO_LIST.md does not tick IMPL-2, but its JSON says completed. [accept-todo-row, restore-todo-row]',
    ]);
    const [finding] = checkTodo(source({ 'IMPL-1': 'pending' }, '- [x] IMPL-1'));
    assert.deepEqual(finding?.fixes.map(({ title }) => title), ['Complete IMPL-1 in JSON', 'Put the row of IMPL-1 back']);
    assert.deepEqual([finding.severity, finding.file], ['warning', '.workflow/WFS-a/TODO_LIST.md']);
  });

  it('judges a container by what is derived, and a broken task not at all', () => {
    const tasks: Tasks = { 'IMPL-1': 'container', 'IMPL-1.1': 'completed', 'IMPL-2': { text: '{' } };
    assert.deepEqual(said(tasks, '- [ ] IMPL-1\n- [x] IMPL-1.1\n- [x] IMPL-2\n'), [
      'todo/drift 1: TODO_LIST.md does not tick IMPL-1, but its JSON says completed. [restore-todo-row]']);
  });

  it('finds rows that are missing, in one sentence', () => {
    const tasks = Object.fromEntries(['IMPL-1', 'IMPL-1.1', 'IMPL-2', 'IMPL-3', 'IMPL-4', 'IMPL-5', 'IMPL-6', 'IMPL-7'].map((id) => [id, id === 'IMPL-1' ? 'container' : 'pending']));
    assert.deepEqual(said(tasks, '# Tasks\n- [ ] IMPL-2\n'), [
      'todo/missing-row -: TODO_LIST.md has no row for IMPL-1.1, IMPL-3, IMPL-4, IMPL-5, IMPL-6 and 1 more. [adopt-todo]']);
    assert.deepEqual(said({ 'IMPL-1': 'pending', 'no id': 'pending' }, '### IMPL-1: as a heading\n'), []);
  });

  it('finds rows of tasks that are not there, but takes no other words for such rows', () => {
    assert.deepEqual(said({ 'T-001': 'pending' }, '- [ ] T-001\n- [ ] T-002\n- [ ] IMPL-7\n- [ ] UTF-8 support\n- [ ] re-use\n'), [
      'todo/extra-row 2: TODO_LIST.md has a row for T-002, but there is no such task. [adopt-todo]',
      'todo/extra-row 3: TODO_LIST.md has a row for IMPL-7, but there is no such task. [adopt-todo]',
    ]);
  });

  it('only hints at drift in the lists of archived sessions, and judges nothing that cannot be read', () => {
    const archived = { location: 'archives' } as const;
    assert.deepEqual(said({ 'IMPL-1': 'pending' }, null, archived), []);
    assert.deepEqual(said({ 'IMPL-1': 'pending', 'IMPL-2': 'pending' }, '- [x] IMPL-1\n- [ ] IMPL-9\n', archived), [
      'todo/archived-drift 1: TODO_LIST.md ticks IMPL-1, but its JSON says pending. []']);
    assert.deepEqual(said({ 'IMPL-1': 'completed' }, renderTodo(source({ 'IMPL-1': 'pending' }), newFrame, sha256), archived), [
      'todo/archived-drift 5: TODO_LIST.md does not tick IMPL-1, but its JSON says completed. []']);
    assert.deepEqual(said({ 'IMPL-1': 'pending' }, null, { todo: { path: 'x', ownership: 'unreadable', text: null, rows: [], findings: [] } }), []);
  });
});
