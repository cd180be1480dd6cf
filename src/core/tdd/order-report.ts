import { commitOrder, type CommitOrder } from './commit-order.js';
import type { FirstCommits } from './first-commits.js';
import { LiveTestIndex, type MoreLocations } from './test-index.js';

/** What is looked at to bring a report up to date. */
export interface ReportInput {
  /** Every file of the tree. */
  readonly files: Iterable<string>;
  readonly history: FirstCommits;
  /** The paths of which the history says something new; `null`: of all. */
  readonly changed: readonly string[] | null;
}

/** Which sources of a tree were tested first; after a change only what the change concerns is asked again. */
export class OrderReport {
  readonly #index: LiveTestIndex;
  readonly #isSource: (path: string) => boolean;
  readonly #orders = new Map<string, CommitOrder>();

  constructor(isSource: (path: string) => boolean, more?: MoreLocations) {
    this.#isSource = isSource;
    this.#index = new LiveTestIndex(more);
  }

  /** The order of every source, by its path. The map goes on to be used. */
  update({ files, history, changed }: ReportInput): ReadonlyMap<string, CommitOrder> {
    const moved = this.#follow(files);
    const all = changed === null || this.#orders.size === 0;
    const concerned = all ? this.#index.files : new Set([...moved, ...changed].flatMap((path) => this.#index.near(path)));
    for (const path of concerned) {
      if (this.#isSource(path)) this.#orders.set(path, commitOrder(path, history, this.#index.testsOf(path)));
    }
    return this.#orders;
  }

  /** Adds and removes files; which they are. */
  #follow(files: Iterable<string>): readonly string[] {
    const now = new Set(files);
    const gone = [...this.#index.files].filter((path) => !now.has(path));
    const come = [...now].filter((path) => !this.#index.files.has(path));
    for (const path of gone) {
      this.#index.remove(path);
      this.#orders.delete(path);
    }
    for (const path of come) this.#index.add(path);
    return [...gone, ...come];
  }
}
