import type { Memento } from 'vscode';
import { Emitter, type Event } from '../../base/event.js';
import type { ReviewDraft } from '../../protocol/review.js';
import { parseDraft } from './review-messages.js';

const key = 'reviewDrafts';

/** So many drafts are kept, those written last. */
const most = 50;

/** What a person has written of reviews and not handed in, by root and run; kept across reloads of the window. */
export class ReviewDrafts {
  readonly #changed = new Emitter<undefined>();
  readonly #drafts: Map<string, ReviewDraft>;

  constructor(private readonly memory: Memento) {
    const saved = Object.entries(memory.get<Readonly<Record<string, unknown>>>(key) ?? {});
    this.#drafts = new Map(saved.flatMap(([name, value]) => {
      const draft = parseDraft(value);
      return draft === null ? [] : [[name, draft] as const];
    }));
  }

  get onDidChange(): Event<undefined> {
    return this.#changed.event;
  }

  of(root: string, run: string): ReviewDraft | null {
    return this.#drafts.get(nameOf(root, run)) ?? null;
  }

  keep(root: string, run: string, draft: ReviewDraft): void {
    const name = nameOf(root, run);
    this.#drafts.delete(name);
    this.#drafts.set(name, draft);
    for (const old of [...this.#drafts.keys()].slice(0, -most)) this.#drafts.delete(old);
    this.#save();
  }

  forget(root: string, run: string): void {
    if (this.#drafts.delete(nameOf(root, run))) this.#save();
  }

  #save(): void {
    void this.memory.update(key, Object.fromEntries(this.#drafts));
    this.#changed.fire(undefined);
  }
}

function nameOf(root: string, run: string): string {
  return JSON.stringify([root, run]);
}
