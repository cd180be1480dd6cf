import type { RunState } from '../../core/versions/versions.js';

/** What a link of the view opens. The view itself only ever knows the link's id. */
export type ReviewLink =
  | { readonly kind: 'line'; readonly file: string; readonly line: number }
  | { readonly kind: 'diff'; readonly run: RunState; readonly path: string; readonly before: { readonly path: string; readonly hash: string | null } };

/** Hands out link ids while a model is being made and keeps what they stand for. */
export class ReviewLinks {
  readonly #targets = new Map<string, ReviewLink>();

  target(id: string): ReviewLink | undefined {
    return this.#targets.get(id);
  }

  add(target: ReviewLink): string {
    const id = `link-${String(this.#targets.size + 1)}`;
    this.#targets.set(id, target);
    return id;
  }
}
