import assert from 'node:assert/strict';
import { parseDraft, parseReviewMessage } from '../../../src/vscode/review/review-messages.js';
import { ReviewDrafts } from '../../../src/vscode/review/review-drafts.js';

const draft = { decision: 'rejected', notes: 'n', issues: 'a.ts:1: i', suggestions: '' } as const;

/** What VS Code keeps for an extension. */
function memory(): ConstructorParameters<typeof ReviewDrafts>[0] {
  const kept = new Map<string, unknown>();
  return {
    keys: () => [...kept.keys()],
    get: <Value>(key: string, otherwise?: Value) => (kept.has(key) ? kept.get(key) as Value : otherwise),
    update: (key: string, value: unknown) => { kept.set(key, JSON.parse(JSON.stringify(value))); return Promise.resolve(); },
  };
}

describe('What the Review view sends', () => {
  for (const message of [
    { type: 'ready' }, { type: 'add-rule' }, { type: 'start-review' }, { type: 'open-link', link: 'link-1' }, { type: 'choose-run', run: 'r' },
    { type: 'set-check', check: 'lint', outcome: 'pass' }, { type: 'run-check', check: 'lint' }, { type: 'cancel-check', check: 'lint' },
    { type: 'draft', run: 'r', draft }, { type: 'submit', run: 'r', draft }, { type: 'approve', approval: 'v001/design' }, { type: 'reject', approval: 'v001/design' },
  ]) {
    it(`is believed as it is: ${message.type}`, () => { assert.deepEqual(parseReviewMessage({ ...message, more: 1 }), message); });
  }

  for (const message of [null, 'ready', [], {}, { type: 1 }, { type: 'constructor' }, { type: 'open-link' }, { type: 'choose-run', run: 1 }, { type: 'submit', run: 'r' }, { type: 'submit', run: 'r', draft: { ...draft, notes: 1 } }, { type: 'draft', run: 'r', draft: { ...draft, issues: 'x'.repeat(100_001) } }]) {
    it(`is nothing otherwise: ${JSON.stringify(message).slice(0, 60)}`, () => { assert.equal(parseReviewMessage(message), null); });
  }

  it('has no decision that there is not', () => { assert.equal(parseDraft({ ...draft, decision: 'maybe' })?.decision, null); });
});

describe('Drafts of reviews', () => {
  it('are there again after a reload, until they are forgotten', () => {
    const kept = memory();
    new ReviewDrafts(kept).keep('/root', 'run', draft);
    assert.deepEqual(new ReviewDrafts(kept).of('/root', 'run'), draft);
    assert.equal(new ReviewDrafts(kept).of('/other', 'run'), null);
    new ReviewDrafts(kept).forget('/root', 'run');
    assert.equal(new ReviewDrafts(kept).of('/root', 'run'), null);
  });

  it('do not grow without end: the oldest go', () => {
    const drafts = new ReviewDrafts(memory());
    for (let count = 0; count < 60; count++) drafts.keep('/root', `run-${count}`, draft);
    assert.deepEqual([drafts.of('/root', 'run-9'), drafts.of('/root', 'run-10')], [null, draft]);
  });

  it('leave out what is none of them', async () => {
    const kept = memory();
    await kept.update('reviewDrafts', { a: 1, b: { notes: 'only' } });
    assert.doesNotThrow(() => new ReviewDrafts(kept));
  });
});
