import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editJson } from '../../../../src/core/text/json-text.js';
import { parseTaskFile } from '../../../../src/core/tasks/parse-task-file.js';
import { renderTaskFile } from '../../../../src/core/tasks/render-task-file.js';
import { mapTaskStatus, statusWordFor, taskStatuses } from '../../../../src/core/tasks/task-status.js';
import type { TaskFile } from '../../../../src/core/tasks/task.js';

const path = '.workflow/WFS-x/.task/IMPL-1.json';

function parsed(text: string, file = path): TaskFile {
  return parseTaskFile(file, { kind: 'text', text });
}

/** A task without faults, and whatever is to be different about it. */
function task(fields: Readonly<Record<string, unknown>> = {}): TaskFile {
  return parsed(JSON.stringify({ id: 'IMPL-1', title: 'One', status: 'pending', meta: {}, context: {}, flow_control: {}, ...fields }));
}

const said = (file: TaskFile): readonly string[] => file.findings.map(({ code, message }) => `${code}: ${message}`);

describe('parseTaskFile', () => {
  it('keeps of document 004\'s own example what the model needs', () => {
    const file = parsed(JSON.stringify({
      id: 'IMPL-1.2', title: 'Implement JWT authentication', status: 'pending',
      meta: { type: 'feature', agent: 'code-developer' },
      context: {
        requirements: ['JWT authentication', 'OAuth2 support'], focus_paths: ['src/auth', 'tests/auth', 'config/auth.json'], acceptance: ['JWT validation works'],
        parent: 'IMPL-1', depends_on: ['IMPL-1.1'], inherited: { from: 'IMPL-1', context: ['Design completed'] }, shared_context: { auth_strategy: 'JWT' },
      },
      flow_control: {
        pre_analysis: [{ step: '...', action: '...', command: '...' }],
        implementation_approach: { task_description: '…', modification_points: [], logic_flow: [] },
        target_files: ['src/auth/login.ts:handleLogin:75-120'],
      },
    }), '.workflow/WFS-x/.task/IMPL-1.2.json');
    assert.deepEqual(file, {
      path: '.workflow/WFS-x/.task/IMPL-1.2.json', id: 'IMPL-1.2', title: 'Implement JWT authentication', rawStatus: 'pending', namedParent: 'IMPL-1',
      dependsOn: ['IMPL-1.1'], dependsOnAt: { pointer: ['context', 'depends_on'], itemised: true }, agent: 'code-developer', type: 'feature',
      hasHistory: false, saysInProgress: false, broken: false, findings: [],
    });
  });

  for (const [what, fields, dependsOn, pointer, itemised] of [
    ['context.depends_on', { context: { depends_on: ['A', 'B'] } }, ['A', 'B'], ['context', 'depends_on'], true],
    ['a single text', { context: { depends_on: 'A' } }, ['A'], ['context', 'depends_on'], false],
    ['the top level', { depends_on: ['A'] }, ['A'], ['depends_on'], true],
    ['a single text at the top level', { depends_on: 'A' }, ['A'], ['depends_on'], false],
    ['meta.depends_on', { meta: { depends_on: ['A'] } }, ['A'], ['meta', 'depends_on'], true],
    ['dependencies.depends_on', { dependencies: { depends_on: ['A'], blocks: ['C'] } }, ['A'], ['dependencies', 'depends_on'], true],
    ['the first place that names any', { context: { depends_on: [] }, depends_on: ['A'], meta: { depends_on: ['B'] } }, ['A'], ['depends_on'], true],
    ['a list with something else in it', { context: { depends_on: ['A', 7, 'B'] } }, ['A', 'B'], ['context', 'depends_on'], false],
  ] as const) {
    it(`reads dependencies from ${what}`, () => {
      const file = task(fields);
      assert.deepEqual(file.dependsOn, dependsOn);
      assert.deepEqual(file.dependsOnAt, { pointer, itemised });
    });
  }

  it('reads no dependency where there is none', () => {
    for (const depends of [undefined, null, [], '', 7, {}, [7]]) {
      const file = task({ context: { depends_on: depends } });
      assert.deepEqual([file.dependsOn, file.dependsOnAt], [[], null]);
    }
  });

  it('knows the dialect of a file by its status or its history', () => {
    assert.equal(task({ status: 'in_progress' }).saysInProgress, true);
    assert.equal(task({ status: 'IN_PROGRESS' }).saysInProgress, true);
    assert.equal(task({ status_history: [{ from: 'pending', to: 'in_progress' }, { from: 'in_progress', to: 'done' }] }).saysInProgress, true);
    assert.equal(task({ status: 'active', status_history: [{ from: 'pending', to: 'active' }, 'in_progress', null] }).saysInProgress, false);
  });

  it('knows whether the file has a history', () => {
    assert.equal(task({ status_history: [] }).hasHistory, true);
    assert.equal(task({ status_history: null }).hasHistory, false);
    assert.equal(task().hasHistory, false);
  });

  it('goes by the file name where the id is missing or cannot reach a path', () => {
    for (const id of [undefined, '', 7, null, '../../x', 'a b']) assert.equal(task({ id }).id, 'IMPL-1');
  });

  it('reads the same with BOM, CRLF and tabs', () => {
    const text = renderTaskFile({ id: 'IMPL-1', title: 'One' });
    for (const variant of [`\ufeff${text}`, text.replaceAll('\n', '\r\n'), text.replaceAll('  ', '\t'), text.trimEnd()]) assert.deepEqual(parsed(variant), parsed(text));
  });
});

describe('a change of status, written in the file\'s own dialect and read again,', () => {
  it('is what was meant and leaves everything else as it was', () => {
    const words = fc.constantFrom('pending', 'active', 'in_progress', 'DONE', 'cancelled', 'blocked', 'mystery');
    const files = fc.tuple(words, fc.option(fc.array(words.map((to) => ({ from: 'pending', to })), { maxLength: 2 }), { nil: undefined }), fc.constantFrom('', '  ', '\t'))
      .map(([status, history, unit]) => JSON.stringify({ id: 'IMPL-1', own: { z: [1] }, status, title: 'One', status_history: history }, null, unit));
    fc.assert(fc.property(files, fc.constantFrom(...taskStatuses), (text, status) => {
      const before = parsed(text);
      const edited = editJson(text, [{ kind: 'set', pointer: ['status'], value: statusWordFor(status, before) }]);
      const after = parsed(edited.ok ? edited.value : '');
      assert.equal(mapTaskStatus(after.rawStatus), status);
      const rest = (file: TaskFile): unknown => ({ ...file, rawStatus: null, saysInProgress: null, findings: file.findings.filter(({ code }) => code !== 'task/unknown-status') });
      assert.deepEqual(rest(after), rest(before));
      if (before.saysInProgress && status === 'active') assert.equal(after.rawStatus, 'in_progress');
    }));
  });
});

describe('parseTaskFile makes a broken task, with the reason,', () => {
  for (const [what, text, expected] of [
    ['of an empty file', '', 'json/syntax: The file is empty; it must hold one JSON object.'],
    ['of null', 'null', 'json/not-an-object: The file holds null; it must hold one JSON object, { … }.'],
    ['of a list', '[]', 'json/not-an-object: The file holds a list; it must hold one JSON object, { … }.'],
    ['of a text', '"x"', 'json/not-an-object: The file holds a text; it must hold one JSON object, { … }.'],
    ['of a number', '7', 'json/not-an-object: The file holds a number; it must hold one JSON object, { … }.'],
    ['of two documents', '{}\n{}', 'json/syntax: The file must hold exactly one JSON value; "{" after it is one too many.'],
  ] as const) {
    it(what, () => {
      const file = parsed(text);
      assert.deepEqual(said(file), [expected]);
      assert.deepEqual({ ...file, findings: [] }, {
        path, id: 'IMPL-1', title: '', rawStatus: null, namedParent: null, dependsOn: [], dependsOnAt: null, agent: null, type: null,
        hasHistory: false, saysInProgress: false, broken: true, findings: [],
      });
    });
  }

  for (const [reason, code] of [['not-a-file', 'file/not-regular'], ['too-large', 'file/unreadable'], ['invalid-utf8', 'file/unreadable'], ['io-error', 'file/unreadable']] as const) {
    it(`of a file that could not be read: ${reason}`, () => {
      const file = parseTaskFile(path, { kind: 'unreadable', reason, detail: 'the detail' });
      assert.ok(file.broken);
      assert.deepEqual(file.findings.map((finding) => finding.code), [code]);
      assert.ok(file.findings[0]?.message.includes('the detail'));
    });
  }

  it('and never throws, whatever the file holds', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => { assert.ok(parsed(text).id !== ''); }), { numRuns: 500 });
  });

  it('nor whatever the fields hold', () => {
    const anything = fc.jsonValue({ maxDepth: 3 });
    const fields = fc.record({
      id: anything, title: anything, status: anything, meta: anything, depends_on: anything, status_history: anything,
      context: fc.oneof(anything, fc.record({ focus_paths: anything, parent: anything, depends_on: anything }, { requiredKeys: [] })),
      flow_control: fc.oneof(anything, fc.record({ pre_analysis: fc.oneof(anything, fc.array(anything)) }, { requiredKeys: [] })),
    }, { requiredKeys: [] });
    fc.assert(fc.property(fields, (value) => { assert.equal(parsed(JSON.stringify(value)).path, path); }), { numRuns: 500 });
  });
});

describe('what parseTaskFile says can be repaired:', () => {
  for (const [what, fields] of [
    ['a missing id', { id: undefined }],
    ['a missing status', { status: undefined }],
    ['missing objects', { meta: undefined, context: undefined, flow_control: undefined }],
    ['a mistyped status', { status: 'complete' }],
    ['focus paths with ./ or backslashes', { context: { focus_paths: ['./src/auth', 'src\\store', '.\\x'] } }],
  ] as const) {
    it(`${what}: applying the fixes leaves nothing to say`, () => {
      let text = JSON.stringify({ id: 'IMPL-1', title: 'One', status: 'pending', meta: {}, context: {}, flow_control: {}, ...fields }, null, 2);
      const { findings } = parsed(text);
      assert.ok(findings.length > 0);
      for (const { fixes } of findings) {
        const [request] = fixes.map((fix) => fix.request);
        if (request?.do !== 'edit-task-field') throw new Error('A fix that edits the file is expected.');
        const edited = editJson(text, [{ kind: 'set', pointer: request.pointer, value: request.value }]);
        if (!edited.ok) throw new Error(edited.problem);
        text = edited.value;
      }
      assert.deepEqual(said(parsed(text)), []);
    });
  }
});

describe('renderTaskFile', () => {
  it('makes a task without faults', () => {
    for (const text of [renderTaskFile({ id: 'IMPL-1', title: 'One' }), renderTaskFile({ id: 'IMPL-1', title: 'One', parent: 'IMPL-2' }), renderTaskFile({ id: 'IMPL-1', title: 'One', isContainer: true })]) {
      assert.deepEqual(said(parsed(text)), []);
    }
    assert.equal(parsed(renderTaskFile({ id: 'IMPL-1', title: 'One', parent: 'IMPL-2' })).namedParent, 'IMPL-2');
    assert.equal(parsed(renderTaskFile({ id: 'IMPL-1', title: 'One', isContainer: true })).rawStatus, 'container');
  });

  for (const [title, type, agent] of [
    ['Add login form', 'feature', 'code-developer'], ['Fix the race in the store', 'bugfix', 'code-developer'], ['Write integration tests', 'test', 'code-review-test-agent'],
    ['Review the API', 'refactor', 'review-agent'], ['Plan the migration', 'feature', 'planning-agent'], ['Document the CLI', 'docs', 'code-developer'],
  ] as const) {
    it(`gives "${title}" to ${agent}`, () => {
      const file = parsed(renderTaskFile({ id: 'IMPL-1', title }));
      assert.deepEqual([file.type, file.agent], [type, agent]);
    });
  }
});
