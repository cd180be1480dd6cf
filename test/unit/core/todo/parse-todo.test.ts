import assert from 'node:assert/strict';
import { frameOf, parseTodo } from '../../../../src/core/todo/parse-todo.js';
import { newFrame, renderTodo } from '../../../../src/core/todo/render-todo.js';
import { sha256 } from '../../../../src/node/sha256.js';
import { source, todoOf } from './todo-source.js';

const generated = renderTodo(source({ 'IMPL-1': 'completed', 'IMPL-2': 'pending' }), newFrame, sha256);

describe('reading TODO_LIST.md', () => {
  describe('says whose it is', () => {
    const cases: Readonly<Record<string, readonly [string, string]>> = {
      'ours as written': [generated, 'generated'],
      'ours with CRLF': [generated.replaceAll('\n', '\r\n'), 'generated'],
      'ours with a BOM': [`\ufeff${generated}`, 'generated'],
      'ours with other notes': [generated.replace('[Optional notes]', 'Mine\n\n## Notes\nmore\n# Top'), 'generated'],
      'ours without any notes': [generated.slice(0, generated.lastIndexOf('## Notes')), 'generated'],
      'ours with blanks after the notes’ heading': [generated.replace('## Notes\n', '## Notes  \n'), 'generated'],
      'a mark ticked by hand': [generated.replace('- [ ] **IMPL-2', '- [x] **IMPL-2'), 'foreign'],
      'a row added': [generated.replace('\n## Status', '- [ ] mine\n\n## Status'), 'foreign'],
      'a blank added': [generated.replace('## Status Legend', '## Status Legend '), 'foreign'],
      'a header without digest': [generated.replace(/sha256:\w+ /, ''), 'foreign'],
      'a text before the header': [`\n${generated}`, 'foreign'],
      'somebody else’s': ['# Tasks\n- [ ] IMPL-1\n', 'foreign'],
      'empty': ['', 'foreign'],
    };
    for (const [name, [text, ownership]] of Object.entries(cases)) {
      it(name, () => assert.equal(todoOf(text).ownership, ownership));
    }

    it('ours again, when the row is put back', () => {
      const ticked = generated.replace('- [ ] **IMPL-2', '- [x] **IMPL-2');
      assert.equal(todoOf(ticked.replace('- [x] **IMPL-2', '- [ ] **IMPL-2')).ownership, 'generated');
    });
  });

  it('says that there is none, and why it cannot be read', () => {
    assert.deepEqual(todoOf(null), { path: '.workflow/WFS-a/TODO_LIST.md', ownership: 'absent', text: null, rows: [], findings: [] });
    for (const [reason, code] of [['not-a-file', 'file/not-regular'], ['invalid-utf8', 'file/unreadable'], ['too-large', 'file/unreadable'], ['io-error', 'file/unreadable']] as const) {
      const file = parseTodo('TODO_LIST.md', { kind: 'unreadable', reason, detail: 'that is why', stamp: undefined }, sha256);
      assert.deepEqual([file.ownership, file.text, file.findings.map((finding) => finding.code)], ['unreadable', null, [code]]);
      assert.match(file.findings[0]?.message ?? '', /that is why/);
    }
  });

  it('gives the rows with lines and marks', () => {
    assert.deepEqual(todoOf(generated).rows.map(({ task, line, mark }) => [task, line, mark]), [['IMPL-1', 5, 'x'], ['IMPL-2', 6, ' ']]);
    const bom = todoOf('\ufeff- [x] IMPL-1\r\n');
    assert.deepEqual(bom.rows, [{ task: 'IMPL-1', line: 1, mark: 'x', markOffset: 4 }]);
  });

  it('sees no rows in notes: to the end under our header, to the next heading in other lists', () => {
    assert.deepEqual(todoOf(generated.replace('[Optional notes]', '- [ ] IMPL-7: mine\n## More\n- [ ] IMPL-8: mine')).rows.map(({ task }) => task), ['IMPL-1', 'IMPL-2']);
    const foreign = todoOf('- [ ] IMPL-1\n## Notes\n- [ ] IMPL-2\n### deeper\n- [x] IMPL-2\n## Phase 2\n- [x] IMPL-3\n');
    assert.deepEqual(foreign.rows.map(({ task, line }) => [task, line]), [['IMPL-1', 1], ['IMPL-3', 7]]);
  });

  it('tells what a rendering takes over', () => {
    assert.deepEqual(frameOf(generated), { bom: '', eol: '\n', notes: '## Notes\n[Optional notes]\n' });
    assert.deepEqual(frameOf('\ufeff# T\r\n## Notes\r\nmine\r\n# Next\r\nx'), { bom: '\ufeff', eol: '\r\n', notes: '## Notes\r\nmine\r\n' });
    assert.deepEqual(frameOf('# T'), { bom: '', eol: '\n', notes: null });
  });
});
