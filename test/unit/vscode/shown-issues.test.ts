import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReviewRequest } from '../../../src/core/versions/plan-review.js';
import type { ReviewDraft } from '../../../src/protocol/review.js';
import { openReviewOf, openReviews, shownIssues } from '../../../src/vscode/review/shown-issues.js';
import { bench, done, rolledBack, type Bench } from '../node/versions/version-bench.js';

/** An attempt at IMPL-1 that changes src/one.ts, and what is said of it. */
async function attempt(at: Bench, content: string, ...requests: readonly ReviewRequest[]): Promise<void> {
  await at.start('IMPL-1');
  writeFileSync(join(at.top, 'src/one.ts'), content);
  await at.end('IMPL-1', 'review');
  for (const request of requests) done(await at.desk.review('IMPL-1', undefined, request));
}

async function shown(at: Bench, draft: ReviewDraft | null = null): Promise<readonly string[]> {
  return shownIssues(await at.desk.load(), () => draft).map(({ path, line, text, state, run }) => `${path}:${line} ${text} (${state}, attempt ${run.record.attemptNumber})`);
}

const issuesFound = ['src/one.ts:1: too short', 'about everything'];
const opened: ReviewRequest = { decision: null, words: { issuesFound } };
const sentBack: ReviewRequest = { decision: 'needs_changes', words: { issuesFound } };
const approved: ReviewRequest = { decision: 'approved', words: { issuesFound } };

describe('Issues of reviews at their lines', () => {
  it('are those that name a line, while the review is open as a draft', async () => {
    const at = bench();
    await attempt(at, 'a\n', opened);
    assert.deepEqual(await shown(at), ['src/one.ts:1 too short (draft, attempt 1)']);
  });

  it('are nowhere outside of a working tree, in git\'s own files or in the state', async () => {
    const at = bench();
    await attempt(at, 'a\n', opened);
    const issues = ['../outside.ts:1: x', '/etc/passwd:1: x', '.git/config:1: x', '.workflow/x.json:1: x', 'src/two.ts:1: here'].join('\n');
    assert.deepEqual(await shown(at, { decision: null, notes: '', issues, suggestions: '' }), ['src/two.ts:1 here (draft, attempt 1)']);
  });

  it('are what was typed of an open review, not what the record still says', async () => {
    const at = bench();
    await attempt(at, 'a\n', opened);
    const issues = 'src/one.ts:2: typed\nsrc/one.ts:2: typed\nno place';
    assert.deepEqual(await shown(at, { decision: null, notes: '', issues, suggestions: '' }), ['src/one.ts:2 typed (draft, attempt 1)']);
  });

  it('stay open when changes are asked for, and are settled when another attempt begins', async () => {
    const at = bench();
    await attempt(at, 'a\n', opened, sentBack);
    assert.deepEqual(await shown(at), ['src/one.ts:1 too short (open, attempt 1)']);
    await attempt(at, 'b\n');
    assert.deepEqual(await shown(at), ['src/one.ts:1 too short (settled, attempt 1)']);
    done(await at.desk.review('IMPL-1', undefined, { decision: null, words: {} }));
    assert.deepEqual(await shown(at), []);
  });

  it('are settled when the work is approved, and gone when the version is over', async () => {
    const at = bench();
    await attempt(at, 'a\n', approved);
    assert.deepEqual(await shown(at), ['src/one.ts:1 too short (settled, attempt 1)']);
    rolledBack(await at.rollBack());
    assert.deepEqual(await shown(at), []);
  });

  it('may be added to files that a run under review touched, and to no others', async () => {
    const at = bench();
    await attempt(at, 'a\n');
    const of = async (path: string): Promise<string | null> => openReviewOf(await at.desk.load(), () => path)?.run.task ?? null;
    assert.equal(await of('src/one.ts'), null);
    done(await at.desk.review('IMPL-1', undefined, opened));
    assert.deepEqual(openReviews(await at.desk.load()).map(({ task }) => task), ['IMPL-1']);
    assert.deepEqual([await of('src/one.ts'), await of('docs/x')], ['IMPL-1', null]);
    assert.equal(openReviewOf(await at.desk.load(), () => null), null);
  });
});
