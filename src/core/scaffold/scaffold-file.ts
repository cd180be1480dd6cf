import type { Result } from '../../base/result.js';

/** A file that `workflow init` puts into a repository as it is. `path` is relative to the state root. */
export interface ScaffoldFile {
  readonly path: string;
  readonly text: string;
  readonly executable?: boolean;
}

/**
 * A file of the person's own that gets entries of ours. Both functions answer with the new text, with `null` when there is nothing
 * to do, or with a sentence that says why the file cannot be changed; every byte that is not ours stays.
 */
export interface ScaffoldMerge {
  readonly path: string;
  /** `null`: the file is absent. */
  readonly add: (text: string | null) => Result<string | null, string>;
  readonly remove: (text: string) => Result<string | null, string>;
}

/** What one option of `workflow init` brings. */
export interface ScaffoldKit {
  readonly files: readonly ScaffoldFile[];
  readonly merges: readonly ScaffoldMerge[];
  /** What is left to do for the person when the files are there: a sentence. */
  readonly next?: string;
}
