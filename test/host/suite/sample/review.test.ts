import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ReviewDraft } from '../../../../src/protocol/review.js';
import type { ReviewEditor } from '../../../../src/vscode/review/review-editor.js';
import { workflow } from '../support/command-line.js';
import { activeApi, folder, TestSession } from '../support/editor.js';
import { attempt, shown } from '../support/review-run.js';

const file = 'of-review.txt';
const nothing: ReviewDraft = { decision: null, notes: '', issues: '', suggestions: '' };

describe('Reviews in the editor', function () {
  this.timeout(60_000);
  let editor: ReviewEditor;
  let uri: vscode.Uri;
  let directory: string;

  before(async () => {
    editor = await (await activeApi()).reviews.editor();
    await new TestSession('WFS-with-review').show({ 'REV-1': {} });
    uri = await attempt('REV-1', file, 'one\ntwo\nthree\n');
    const { form } = await shown(editor, 'the run is shown', ({ form: each }) => each?.title.startsWith('Review of REV-1') === true);
    directory = form?.run ?? '';
  });

  after('leave nothing to others', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(join(folder(), file), { force: true });
  });

  /** Threads with their lines from 1, what they say, and whether they are resolved. */
  const threads = (): unknown[] => editor.threads().filter((thread) => thread.uri.toString() === uri.toString())
    .map(({ range, comments: [comment], state }) => [(range?.start.line ?? -1) + 1, comment?.body, state === vscode.CommentThreadState.Resolved]);

  it('follow the file in front, and keep it while something else is looked at', async () => {
    assert.equal((await editor.model()).file?.path, file);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(vscode.Uri.file(join(folder(), 'README.md'))));
    const readme = await shown(editor, 'the other file is shown', (model) => model.file?.path === 'README.md');
    assert.deepEqual([readme.runs, readme.form, readme.trust?.level], [[], null, 'high']);
    await vscode.window.showTextDocument(uri);
    await shown(editor, 'the file is shown again', (model) => model.file?.path === file);
    await vscode.commands.executeCommand('workbench.action.openSettings');
    assert.equal((await editor.model()).file?.path, file);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('do nothing that was not offered', async () => {
    const before = await workflow('run', 'show', 'REV-1');
    const draft: ReviewDraft = { ...nothing, decision: 'approved' };
    await editor.receive({ type: 'submit', run: directory, draft });
    await editor.receive({ type: 'set-check', check: 'lint', outcome: 'pass' });
    await editor.receive({ type: 'run-check', check: 'lint' });
    await editor.receive({ type: 'approve', approval: 'v999/design' });
    await editor.receive({ type: 'choose-run', run: '../../elsewhere' });
    await editor.receive({ type: 'open-link', link: 'link-99' });
    assert.equal(await workflow('run', 'show', 'REV-1'), before);
  });

  it('show issues of a draft at their lines, and take up what the person says at a line', async () => {
    assert.equal(await editor.receive({ type: 'start-review' }), 'The review is open.');
    await shown(editor, 'the review is open', ({ form }) => form?.isOpen === true);
    await editor.receive({ type: 'draft', run: directory, draft: { ...nothing, issues: `${file}:2: why?\nabout everything` } });
    assert.deepEqual(threads(), [[2, 'why?', false]]);
    editor.addIssue({ thread: { uri, range: new vscode.Range(2, 0, 2, 0), dispose: () => undefined }, text: 'and\nthis ](command:x)' });
    assert.deepEqual(threads(), [[2, 'why?', false], [3, 'and this ](command:x)', false]]);
    assert.equal((await editor.model()).form?.draft.issues, `${file}:2: why?\nabout everything\n${file}:3: and this ](command:x)`);
    const [first] = editor.threads();
    assert.ok(first);
    editor.removeIssue(first);
    assert.deepEqual(threads(), [[3, 'and this ](command:x)', false]]);
  });

  it('add no issue to a file that no run under review touched', async () => {
    const before = (await editor.model()).form?.draft;
    editor.addIssue({ thread: { uri: vscode.Uri.file(join(folder(), 'README.md')), range: undefined, dispose: () => undefined }, text: 'here' });
    assert.deepEqual((await editor.model()).form?.draft, before);
  });

  it('keep issues open that are to be mended, and settle them when another attempt begins', async () => {
    const draft: ReviewDraft = { ...nothing, decision: 'needs_changes', notes: 'Almost.', issues: `${file}:1: first` };
    assert.equal(await editor.receive({ type: 'submit', run: directory, draft }), 'Review of REV-1 recorded: needs changes');
    await shown(editor, 'it is decided', ({ earlier }) => earlier.some(({ label }) => label.endsWith('needs changes')));
    assert.deepEqual(threads(), [[1, 'first', false]]);
    assert.match(await workflow('review', 'show', 'REV-1'), /needs_changes/);
    await attempt('REV-1', file, 'mended\n');
    const { form } = await shown(editor, 'the second attempt is shown', (model) => model.form?.title.endsWith('attempt 2') === true);
    assert.deepEqual(threads(), [[1, 'first', true]]);
    assert.deepEqual(form?.draft, nothing);
  });

  it('are approved by the person', async () => {
    await editor.receive({ type: 'start-review' });
    const { form } = await shown(editor, 'the review is open', (model) => model.form?.isOpen === true);
    await editor.receive({ type: 'submit', run: form?.run ?? '', draft: { ...nothing, decision: 'approved' } });
    await shown(editor, 'it is approved', ({ earlier }) => earlier[0]?.label.endsWith('approved') === true);
    assert.match(await workflow('run', 'show', 'REV-1'), /approved/);
  });
});
