import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isNone } from '../../../../src/core/progress/progress-lines.js';
import { filePathOf, parseProgress } from '../../../../src/core/progress/progress.js';
import { ProgressText } from '../../../../src/core/progress/progress-text.js';
import { Chance, mutate } from '../../../support/mutate.js';
import { sampleProgress, smallDialect } from './sample-progress.js';

describe('a hand-over', () => {
  it('is read as document 000 writes it', () => {
    const { completed, inProgress, ...rest } = parseProgress(sampleProgress);
    assert.deepEqual(rest, {
      foreign: false, sessionId: 'abc123', started: '2026-01-27T10:00:00Z', lastUpdated: '2026-01-27T14:30:00Z',
      feature: 'workflow-improvements-2026', role: 'backend', status: 'active', rawStatus: 'IN_PROGRESS',
      currentTask: 'Implement worktree manager', taskId: 'BE-003', blockers: [], questions: [],
      notes: ['cleanup_worktree() needs to check for uncommitted changes', 'Consider adding force flag for emergencies', 'Test with multiple concurrent worktrees'],
      files: ['.ai/workflow/harness/progress_manager.sh (created)', '.ai/workflow/parallel/worktree_manager.sh (in progress)'],
      decisions: ['Using git worktree linked mode for efficiency', 'Worktrees stored in .worktrees/ directory'],
    });
    assert.deepEqual(completed.map(({ id }) => id), ['BE-001', 'BE-002']);
    assert.deepEqual(inProgress, [{ id: 'BE-003', text: 'BE-003: Implement worktree_manager.sh (60% complete)', open: ['Implement cleanup_worktree()', 'Add error handling'] }]);
  });

  it('is read in the other dialect: small "none", comments left out', () => {
    const progress = parseProgress(smallDialect);
    assert.deepEqual([progress.status, progress.rawStatus, progress.currentTask, progress.taskId], ['initializing', 'not_started', null, null]);
    assert.deepEqual([progress.completed, progress.inProgress, progress.blockers, progress.notes], [[], [], [], ['The key is in the vault']]);
  });

  it('is read with CRLF and a BOM as without', () => {
    assert.deepEqual(parseProgress(`\uFEFF${sampleProgress.replaceAll('\n', '\r\n')}`), parseProgress(sampleProgress));
  });

  it('says that there is nothing in many words', () => {
    for (const word of ['None', 'none', 'NONE', 'None currently', '', '  ', '- None', '* none.', 'None yet', '(none)', 'N/A', 'none at the moment']) assert.equal(isNone(word), true, word);
    for (const word of ['None of the tests pass', 'nonesuch', '- Waiting for a key', 'no key']) assert.equal(isNone(word), false, word);
  });

  it('reads entries without bullets, with other bullets and numbers, and what is below them', () => {
    const { blockers } = parseProgress('## Session Info\n\n## Blockers\nNo key\n* No host\n1. No time\n   since Monday\n');
    assert.deepEqual(blockers, ['No key', 'No host', 'No time since Monday']);
  });

  it('shows a word of no dialect as it is', () => {
    const { status, rawStatus } = parseProgress('## Current State\nstatus: Daydreaming\n');
    assert.deepEqual([status, rawStatus], ['unknown', 'Daydreaming']);
  });

  it('is somebody\'s own log without our first two sections', () => {
    for (const text of ['', 'Monday: began.\n', '# Log\n## Notes\n- x\n', '## Current State\nIt rains.\n']) assert.equal(parseProgress(text).foreign, true, text);
    for (const text of ['## Session Info\n', '## Current State\nstatus: ACTIVE\n']) assert.equal(parseProgress(text).foreign, false, text);
  });

  it('reads ids at the beginning of a task only', () => {
    const idOf = (row: string): string | null | undefined => parseProgress(`## Session Info\n## In Progress\n${row}\n`).inProgress[0]?.id;
    assert.deepEqual(['- [ ] BE-003: x', '- [ ] **BE-003**: x', '- [ ] IMPL-1.2', '- [ ] Fix BE-003', '- [ ] follow-up: x', '- [ ] T-1(a)'].map(idOf), ['BE-003', 'BE-003', 'IMPL-1.2', null, null, null]);
  });

  it('knows the path of a file that it names', () => {
    assert.deepEqual(['a/b.sh (created)', '`a b.ts`', 'src/(x)/a.ts', 'a(1).ts (in progress)'].map(filePathOf), ['a/b.sh', 'a b.ts', 'src/(x)/a.ts', 'a(1).ts']);
  });
});

describe('the text of a hand-over', () => {
  const line = fc.constantFrom('## Session Info', '## Blockers', '## In Progress', '## Something else', 'status: x', 'None', '- [ ] A-1: x', '  - [x] y', '<!-- c', '-->', '', 'free text', 'key: "v"');
  const texts = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r'))).map((lines) => lines.map((each) => each.join('')).join(''));

  it('comes back byte for byte, whatever it is', () => {
    fc.assert(fc.property(fc.oneof(texts, fc.string(), texts.map((text) => `\uFEFF${text}`)), (text) => { assert.equal(ProgressText.parse(text).render(), text); }));
  });

  it('changes only the line of a field that is set', () => {
    fc.assert(fc.property(texts, fc.constantFrom('\n', '\r\n'), (rest, end) => {
      const head = `## Session Info${end}feature:  old${end}role: qa${end}`;
      assert.equal(ProgressText.parse(head + rest).setField('info', 'feature', 'new').render(), head.replace('old', 'new') + rest);
    }));
  });

  it('keeps all lines when one is added, in its order', () => {
    fc.assert(fc.property(texts, (text) => {
      const before = ProgressText.parse(text).items('notes').length;
      const after = ProgressText.parse(text).addItem('notes', '- new');
      assert.equal(after.items('notes').length >= before, true);
      const kept = after.render().split(/\r\n|\r|\n/);
      let at = 0;
      for (const each of text.split(/\r\n|\r|\n/)) if (each !== '' && !isNone(each)) at = kept.indexOf(each, at) + 1 || assert.fail(each);
    }));
  });

  it('sets fields as the file writes them', () => {
    const text = ProgressText.parse('## Current State\n- **status**: ACTIVE\ncurrent_task: "Old"\ntask_id:\n');
    assert.equal(text.setField('state', 'status', 'PAUSED').setField('state', 'current_task', 'New').setField('state', 'task_id', 'B-1').render(),
      '## Current State\n- **status**: PAUSED\ncurrent_task: "New"\ntask_id: B-1\n');
  });

  it('makes a section that is missing where document 000 has it', () => {
    const text = ProgressText.parse('## Session Info\nrole: qa\n\n## Notes for Next Session\n- x\n');
    assert.equal(text.addItem('blockers', '- no key').render(), '## Session Info\nrole: qa\n\n## Blockers\n- no key\n\n## Notes for Next Session\n- x\n');
    assert.equal(text.addItem('files', '- a.ts').render(), '## Session Info\nrole: qa\n\n## Notes for Next Session\n- x\n\n## Files Modified This Session\n- a.ts\n');
  });

  it('keeps a text without an end of its last line', () => {
    assert.equal(ProgressText.parse('## Session Info\r\n## Notes\r\n- x').addItem('notes', '- y').render(), '## Session Info\r\n## Notes\r\n- x\r\n- y');
  });

  it('says "None" where a blocker was the last one, as the file says it', () => {
    for (const none of ['None', 'none']) {
      const text = ProgressText.parse(`## Session Info\n## Current State\ntask_id: ${none}\n## Blockers\n- x\n`);
      assert.match(text.removeItems('blockers', text.items('blockers')).render(), new RegExp(`## Blockers\n${none}\n$`));
    }
  });

  it('is read and changed in time, however long its lines are', () => {
    const long = `## Session Info\nfeature: ${' '.repeat(100_000)}x\n## Blockers\n${'- '.repeat(50_000)}\n## In Progress\n- [ ] ${'a-'.repeat(50_000)}!\n${' '.repeat(90_000)}x\n${'- x\n'.repeat(5_000)}`;
    assert.equal(parseProgress(long).feature, 'x');
    const text = ProgressText.parse(long);
    assert.equal(text.removeItems('inProgress', text.items('inProgress')).items('inProgress').length, 0);
  });

  it('never throws, whatever was done to it', () => {
    for (let seed = 0; seed < 500; seed++) parseProgress(mutate([sampleProgress, smallDialect], new Chance(seed)));
  });
});
