import { reviewDecisions } from '../../core/versions/version.js';
import type { ReviewDraft, ReviewToHost } from '../../protocol/review.js';

type Fields = Readonly<Record<string, unknown>>;
type Parse = (fields: Fields) => ReviewToHost | null;

/** So much text is kept of one field; nobody types more. */
const longest = 100_000;

const text = (value: unknown): string | null => (typeof value === 'string' && value.length <= longest ? value : null);

/** One message after the other: what it must have to be believed. */
const parsers: Readonly<Record<ReviewToHost['type'], Parse>> = {
  'ready': () => ({ type: 'ready' }),
  'add-rule': () => ({ type: 'add-rule' }),
  'start-review': () => ({ type: 'start-review' }),
  'open-link': ({ link }) => named(text(link), (value) => ({ type: 'open-link', link: value })),
  'choose-run': ({ run }) => named(text(run), (value) => ({ type: 'choose-run', run: value })),
  'set-check': ({ check, outcome }) => named(text(check), (name) => named(text(outcome), (value) => ({ type: 'set-check', check: name, outcome: value }))),
  'run-check': ({ check }) => named(text(check), (value) => ({ type: 'run-check', check: value })),
  'cancel-check': ({ check }) => named(text(check), (value) => ({ type: 'cancel-check', check: value })),
  'draft': ({ run, draft }) => withDraft(run, draft, (id, said) => ({ type: 'draft', run: id, draft: said })),
  'submit': ({ run, draft }) => withDraft(run, draft, (id, said) => ({ type: 'submit', run: id, draft: said })),
  'approve': ({ approval }) => named(text(approval), (value) => ({ type: 'approve', approval: value })),
  'reject': ({ approval }) => named(text(approval), (value) => ({ type: 'reject', approval: value })),
};

/** What the view sent, if it is a message of the protocol and nothing else; `null` for anything else. */
export function parseReviewMessage(received: unknown): ReviewToHost | null {
  if (!isFields(received) || typeof received['type'] !== 'string') return null;
  const { type } = received;
  return Object.hasOwn(parsers, type) ? parsers[type as ReviewToHost['type']](received) : null;
}

/** What was written of a review, if it is that. Also for what a window kept over a reload. */
export function parseDraft(value: unknown): ReviewDraft | null {
  if (!isFields(value)) return null;
  const [notes, issues, suggestions] = [text(value['notes']), text(value['issues']), text(value['suggestions'])];
  if (notes === null || issues === null || suggestions === null) return null;
  return { decision: reviewDecisions.find((each) => each === value['decision']) ?? null, notes, issues, suggestions };
}

function named(value: string | null, make: (value: string) => ReviewToHost | null): ReviewToHost | null {
  return value === null ? null : make(value);
}

function withDraft(run: unknown, draft: unknown, make: (run: string, draft: ReviewDraft) => ReviewToHost): ReviewToHost | null {
  const [id, said] = [text(run), parseDraft(draft)];
  return id === null || said === null ? null : make(id, said);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
