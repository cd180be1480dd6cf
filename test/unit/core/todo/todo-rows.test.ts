import assert from 'node:assert/strict';
import { findTodoRows } from '../../../../src/core/todo/todo-rows.js';

/** The rows as `line task mark`, with `none` for a row without a mark. */
function rowsOf(text: string): string[] {
  return findTodoRows(text, { start: 0, end: text.length, line: 1 }).map(({ line, task, mark, markOffset }) => {
    if (markOffset !== null) assert.equal(text[markOffset], mark);
    return `${line} ${task} ${mark ?? 'none'}`;
  });
}

function table(cases: Readonly<Record<string, readonly string[]>>): void {
  for (const [text, expected] of Object.entries(cases)) {
    it(JSON.stringify(text), () => assert.deepEqual(rowsOf(text), expected));
  }
}

describe('recognising task rows', () => {
  describe('takes the id that a boxed line begins with', () => table({
    '- [x] **IMPL-1**: Title': ['1 IMPL-1 x'],
    '- [X] IMPL-1 Title': ['1 IMPL-1 X'],
    '* [ ] IMPL-1 Title': ['1 IMPL-1  '],
    '+ [ ] IMPL-1': ['1 IMPL-1  '],
    '- [ ] [IMPL-1] Title': ['1 IMPL-1  '],
    '- [ ] [IMPL-1](./.task/IMPL-1.json): Title': ['1 IMPL-1  '],
    '- [ ] `IMPL-1` Title': ['1 IMPL-1  '],
    '- [ ] __IMPL-1__: Title': ['1 IMPL-1  '],
    '- [ ] **[IMPL-1]** Title': ['1 IMPL-1  '],
    '- [ ] **IMPL-1: Title**': ['1 IMPL-1  '],
    '- [x] ~~**IMPL-1**: Title~~': ['1 IMPL-1 x'],
    '- [ ] (IMPL-1) Title': ['1 IMPL-1  '],
    '- [ ] IMPL-1. Title': ['1 IMPL-1  '],
    '- [ ] **IMPL-1**：标题': ['1 IMPL-1  '],
    '- [ ] IMPL-1 → Title': ['1 IMPL-1  '],
    '- [x] ✅ **IMPL-1**: Title': ['1 IMPL-1 x'],
    '- [ ] 🔴 [P1] IMPL-1: Title': ['1 IMPL-1  '],
    '    - [ ] IMPL-1.2: indented': ['1 IMPL-1.2  '],
    '\t- [ ] IMPL-1.2: tab': ['1 IMPL-1.2  '],
    '1. [ ] IMPL-1: numbered': ['1 IMPL-1  '],
    '12) [x] IMPL-1: numbered': ['1 IMPL-1 x'],
    '> - [x] IMPL-1: quoted': ['1 IMPL-1 x'],
    '[ ] IMPL-1: no list marker': ['1 IMPL-1  '],
    '### [ ] IMPL-1: in a heading': ['1 IMPL-1  '],
    '- [ ] TASK-001: other prefix': ['1 TASK-001  '],
    '- [ ] T-001 other prefix': ['1 T-001  '],
    '- [ ] **IMPL-A1**: letters': ['1 IMPL-A1  '],
    '- [ ] **IMPL-001.5**: padded': ['1 IMPL-001.5  '],
    '- [ ] **IMPL-1.1.1**: too deep': ['1 IMPL-1.1.1  '],
    '- [x]IMPL-1: no space': ['1 IMPL-1 x'],
  }));

  describe('reads every known mark and leaves unknown characters alone', () => table({
    '- [~] IMPL-1': ['1 IMPL-1 ~'],
    '- [!] IMPL-1': ['1 IMPL-1 !'],
    '- [-] IMPL-1': ['1 IMPL-1 -'],
    '- [>] IMPL-1': ['1 IMPL-1 >'],
    '- [/] IMPL-1': ['1 IMPL-1 /'],
    '- [✅] IMPL-1': ['1 IMPL-1 none'],
    '- [?] IMPL-1': ['1 IMPL-1 none'],
    '- [] IMPL-1': [],
    '- [ x ] IMPL-1': [],
  }));

  describe('takes an id that is only mentioned for no row', () => table({
    '- [ ] Tests pass (IMPL-1)': [],
    '- [x] 统一缓存接口实现（IMPL-1）': [],
    '- [ ] Depends on IMPL-1': [],
    '- [ ] **IMPL-2**: after IMPL-1': ['1 IMPL-2  '],
    '- [ ] IMPL-2 (needs IMPL-1)': ['1 IMPL-2  '],
    '- **依赖**: IMPL-1.1, IMPL-1.2': [],
    '- IMPL-7 can start after IMPL-2': [],
    '- Execute in parallel: IMPL-4 + IMPL-5': [],
    'IMPL-1 → IMPL-2': [],
    '| [x] | IMPL-1 | a table |': [],
  }));

  describe('takes a line that begins with several ids for the row of none', () => table({
    '- [ ] IMPL-1, IMPL-2: both': [],
    '- [ ] IMPL-1/IMPL-2': [],
    '- [ ] IMPL-1 and IMPL-2 reviewed': [],
    '- [ ] IMPL-1 → IMPL-2': [],
    '- [ ] IMPL-1 + **IMPL-2**': [],
    '- [ ] IMPL-1 - IMPL-3': [],
    '- [ ] IMPL-1..IMPL-3': [],
    '- [ ] IMPL-1–IMPL-3': [],
    "- [ ] IMPL-1's result is checked": [],
    '- [ ] IMPL-1 UTF-8 support': ['1 IMPL-1  '],
  }));

  describe('takes a container, and a bullet whose bold text is the id, for rows without a mark', () => table({
    '▸ **IMPL-1**: Group → [📋](./.task/IMPL-1.json)': ['1 IMPL-1 none'],
    '- ▸ IMPL-1: Group': ['1 IMPL-1 none'],
    '- **IMPL-1**: Group': ['1 IMPL-1 none'],
    '- **IMPL-1:** Group': ['1 IMPL-1 none'],
    '- **IMPL-1** group': [],
    '- IMPL-1: text': [],
  }));

  describe('knows a row by the one task file it links to', () => table({
    '- [ ] Title → [📋](./.task/IMPL-1.json)': ['1 IMPL-1  '],
    '- [ ] Title → [📋](.task/IMPL-1.json) | [✅](./.summaries/IMPL-1.md)': ['1 IMPL-1  '],
    '- [ ] Both → [a](./.task/IMPL-1.json) [b](./.task/IMPL-2.json)': [],
    '- [ ] IMPL-1, IMPL-2 → [a](./.task/IMPL-1.json)': [],
    '- Title → [📋](./.task/IMPL-1.json)': [],
  }));

  describe('gives the only box directly below a heading of one id to that id', () => table({
    '### IMPL-1.1: 提取CSS\n- [x] **任务**: 提取 → [✅](./.summaries/IMPL-1.1-summary.md)\n- **依赖**: 无': ['2 IMPL-1.1 x'],
    '## IMPL-1\n\n- [ ] do it\n': ['3 IMPL-1  '],
    '### IMPL-1: a\n- [ ] x\n### IMPL-2: b\n- [x] y': ['2 IMPL-1  ', '4 IMPL-2 x'],
    '### IMPL-1: steps\n- [x] first\n- [ ] second': ['1 IMPL-1 none'],
    '### IMPL-1: text first\nSome text.\n- [x] a check': ['1 IMPL-1 none'],
    '### IMPL-1: group\n- [x] **IMPL-1.1**: sub': ['1 IMPL-1 none', '2 IMPL-1.1 x'],
    '### IMPL-1: group\n- [x] first\n- [x] **IMPL-1.1**: sub': ['1 IMPL-1 none', '3 IMPL-1.1 x'],
    '### IMPL-1 and IMPL-2\n- [x] both': [],
    '### IMPL-1: before IMPL-2\n- [x] both': [],
    '### Phase 1 (IMPL-1)\n- [x] foundation': [],
    '### IMPL-1: a\n### Notes\n- [x] other': ['1 IMPL-1 none'],
    '### IMPL-1: a\n```\n- [x] code\n```\n': ['1 IMPL-1 none'],
    '### IMPL-1: a\n- [x] IMPL-2, IMPL-3\n': ['1 IMPL-1 none'],
  }));

  describe('sees no rows in fenced code and comments', () => table({
    '```\n- [x] IMPL-1\n```\n- [ ] IMPL-2': ['4 IMPL-2  '],
    '~~~md\n- [x] IMPL-1\n```\n- [x] IMPL-1\n~~~\n- [ ] IMPL-2': ['6 IMPL-2  '],
    '````\n```\n- [x] IMPL-1\n````\n- [ ] IMPL-2': ['5 IMPL-2  '],
    '- item\n  ```\n  - [x] IMPL-1\n  ```\n- [ ] IMPL-2': ['5 IMPL-2  '],
    '```\n- [x] IMPL-1 in a fence that never ends': [],
    '```js``` inline\n- [x] IMPL-1': ['2 IMPL-1 x'],
    '<!--\n- [x] IMPL-1\n-->\n- [ ] IMPL-2': ['4 IMPL-2  '],
    '<!-- one line -->\n- [ ] IMPL-2': ['2 IMPL-2  '],
  }));

  describe('counts lines and offsets with any line ending', () => table({
    '# T\r\n\r\n- [x] IMPL-1\r\n- [ ] IMPL-2': ['3 IMPL-1 x', '4 IMPL-2  '],
    '- [x] IMPL-1   \r\n': ['1 IMPL-1 x'],
    '- [ ] IMPL-1\n- [x] IMPL-1': ['1 IMPL-1  ', '2 IMPL-1 x'],
  }));

  it('stays fast on lines that were made to be slow', () => {
    const lines = ['IMPL-'.repeat(5000), '> '.repeat(5000), '*_`~'.repeat(5000), `IMPL-1${' ,'.repeat(5000)}`, '1.'.repeat(5000), '🔴'.repeat(5000)];
    const text = lines.flatMap((line) => [line, `- [ ] ${line}`, `### ${line}`, `▸ ${line}`]).join('\n');
    assert.equal(rowsOf(text).length, 3);
  });
});
