import { commonEnds } from '../../base/common-ends.js';
import { commitOrder, type CommitOrder } from './commit-order.js';
import type { FirstCommits } from './first-commits.js';
import { LiveTestIndex } from './test-index.js';

/** What is known of the history, to bring a report up to date. */
export interface ReportInput {
  readonly history: FirstCommits;
  /** The paths of which the history says something new; `null`: of all. */
  readonly changed: readonly string[] | null;
}

/** Which sources of a tree were tested first; after a change only what the change concerns is asked again. */
export class OrderReport {
  readonly #index: LiveTestIndex;
  readonly #isSource: (path: string) => boolean;
  readonly #orders = new Map<string, CommitOrder>();
  /** Files that came or went since the last update. */
  #moved: string[] = [];
  #files: readonly string[] = [];

  /** `index`: an empty one, which knows where the project has its tests. */
  constructor(isSource: (path: string) => boolean, index = new LiveTestIndex()) {
    this.#isSource = isSource;
    this.#index = index;
  }

  /** The order of every source, by its path. The map goes on to be used. */
  update({ history, changed }: ReportInput): ReadonlyMap<string, CommitOrder> {
    const all = changed === null || this.#orders.size === 0;
    const concerned = all ? this.#index.files : new Set([...this.#moved, ...changed].flatMap((path) => this.#index.near(path)));
    for (const path of concerned) {
      if (this.#isSource(path)) this.#orders.set(path, commitOrder(path, history, this.#index.testsOf(path)));
    }
    this.#moved = [];
    return this.#orders;
  }

  /** Which files there are now, all of them, in the order of before: can be told before the history is known. */
  follow(files: readonly string[]): void {
    const { gone, come } = this.#differenceTo(files);
    for (const path of gone) {
      this.#index.remove(path);
      this.#orders.delete(path);
    }
    for (const path of come) this.#index.add(path);
    this.#files = files;
    this.#moved.push(...gone, ...come);
  }

  /** What both lists begin and end with is mostly everything, and soon passed over. */
  #differenceTo(now: readonly string[]): { readonly gone: readonly string[]; readonly come: readonly string[] } {
    const before = this.#files;
    const { begin, end } = commonEnds(before, now);
    const [were, are] = [before.slice(begin, before.length - end), now.slice(begin, now.length - end)];
    const come = are.filter((path) => !this.#index.files.has(path));
    if (are.length - come.length === were.length) return { gone: [], come };
    const still = new Set(are);
    return { gone: were.filter((path) => !still.has(path)), come };
  }
}
