import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  classifyPath, markerPath, planPath, sessionDirectories, sessionFilePath, sessionLocation, sessionNameOf, sessionOfPath,
  summaryDirectory, taskDirectory, taskFilePath, taskNameOf, todoPath,
} from '../../../../src/core/layout/state-layout.js';

/** A classification in one line. */
function kindOf(path: string): string {
  const { kind, ...rest } = classifyPath(path);
  return [kind, ...Object.values(rest)].join(' ');
}

describe('classifyPath', () => {
  for (const [path, expected] of [
    ['.workflow', 'container-directory'],
    ['.workflow/active', 'container-directory'],
    ['.workflow/archives', 'container-directory'],
    ['.workflow/.archives', 'container-directory'],
    ['.workflow/WFS-a', 'session-directory .workflow/WFS-a'],
    ['.workflow/active/WFS-a', 'session-directory .workflow/active/WFS-a'],
    ['.workflow/.archives/WFS-a', 'session-directory .workflow/.archives/WFS-a'],
    ['.workflow/WFS-a/workflow-session.json', 'session-file .workflow/WFS-a'],
    ['.workflow/active/WFS-a/workflow-session.json', 'session-file .workflow/active/WFS-a'],
    ['.workflow/archives/WFS-a/TODO_LIST.md', 'todo .workflow/archives/WFS-a'],
    ['.workflow/WFS-a/.task', 'task-directory .workflow/WFS-a'],
    ['.workflow/WFS-a/.task/IMPL-1.json', 'task .workflow/WFS-a'],
    ['.workflow/WFS-a/.task/IMPL-1.2.json', 'task .workflow/WFS-a'],
    ['.workflow/.archives/WFS-a/.task/任务 1.json', 'task .workflow/.archives/WFS-a'],
    ['.workflow/WFS-a/.summaries', 'summary-directory .workflow/WFS-a'],
    ['.workflow/WFS-a/.summaries/IMPL-1-summary.md', 'summary .workflow/WFS-a IMPL-1'],
    ['.workflow/WFS-a/.summaries/IMPL-1.2.md', 'summary .workflow/WFS-a IMPL-1.2'],
    ['.workflow/.active-WFS-a', 'marker WFS-a'],
    // Not ours (decisions 3.2).
    ['.workflow/.active-a', 'ignored'],
    ['.workflow/.active-WFS-', 'ignored'],
    ['.workflow/.active-WFS-a.bak', 'ignored'],
    ['.workflow/active/.active-WFS-a', 'ignored'],
    ['.workflow/.active-WFS-a/x', 'ignored'],
    ['.workflow/WFS-', 'ignored'],
    ['.workflow/WFS-a.bak', 'ignored'],
    ['.workflow/WFS-a.bak/.task/IMPL-1.json', 'ignored'],
    ['.workflow/versions', 'ignored'],
    ['.workflow/versions/v001/session.yml', 'ignored'],
    ['.workflow/.state/lock', 'ignored'],
    ['.workflow/.chat/WFS-a', 'ignored'],
    ['.workflow/temp', 'ignored'],
    ['.workflow/project.json', 'ignored'],
    ['.workflow/archives/manifest.json', 'ignored'],
    ['.workflow/WFS-a/IMPL_PLAN.md', 'ignored'],
    ['.workflow/WFS-a/workflow-session.json.bak', 'ignored'],
    ['.workflow/WFS-a/workflow-session.json/x', 'ignored'],
    ['.workflow/WFS-a/.task/IMPL-1.json.bak', 'ignored'],
    ['.workflow/WFS-a/.task/temp', 'ignored'],
    ['.workflow/WFS-a/.task/.IMPL-1.json', 'ignored'],
    ['.workflow/WFS-a/.task/notes.md', 'ignored'],
    ['.workflow/WFS-a/.task/versions', 'ignored'],
    ['.workflow/WFS-a/.task/versions/IMPL-1.json', 'ignored'],
    ['.workflow/WFS-a/.summaries/-summary.md', 'ignored'],
    ['.workflow/WFS-a/.summaries/IMPL-1.txt', 'ignored'],
    ['.workflow/WFS-a/.process/x.json', 'ignored'],
    ['.workflow/WFS-a/sub/TODO_LIST.md', 'ignored'],
    ['.workflow/other/WFS-a', 'ignored'],
    ['.workflowX/WFS-a', 'ignored'],
    ['src/.workflow/WFS-a', 'ignored'],
    ['.worktrees/backend/.workflow/WFS-a', 'ignored'],
    ['', 'ignored'],
  ] as const) {
    it(`${path} is ${expected}`, () => { assert.equal(kindOf(path), expected); });
  }

  it('agrees with the functions that make paths', () => {
    const names = fc.stringMatching(/^WFS-[a-z0-9][a-z0-9-]{0,8}$/);
    fc.assert(fc.property(fc.constantFrom(...sessionDirectories), names, fc.stringMatching(/^IMPL-\d{1,3}(\.\d{1,2})?$/), (home, name, id) => {
      const session = `${home.path}/${name}`;
      assert.equal(kindOf(session), `session-directory ${session}`);
      assert.equal(kindOf(sessionFilePath(session)), `session-file ${session}`);
      assert.equal(kindOf(todoPath(session)), `todo ${session}`);
      assert.equal(kindOf(taskDirectory(session)), `task-directory ${session}`);
      assert.equal(kindOf(taskFilePath(session, id)), `task ${session}`);
      assert.equal(kindOf(summaryDirectory(session)), `summary-directory ${session}`);
      assert.equal(kindOf(markerPath(name)), `marker ${name}`);
      for (const path of [session, sessionFilePath(session), planPath(session), taskFilePath(session, id)]) assert.equal(sessionOfPath(path), session);
      assert.equal(sessionLocation(session), home.location);
      assert.equal(sessionNameOf(session), name);
      assert.equal(taskNameOf(taskFilePath(session, id)), id);
    }));
  });
});

describe('sessionOfPath', () => {
  for (const path of ['.workflow', '.workflow/active', '.workflow/versions/v001', '.workflow/.active-WFS-a', 'WFS-a', '']) {
    it(`finds none for "${path}"`, () => { assert.equal(sessionOfPath(path), null); });
  }
});
