import { isCategory, onlyRoots, testedBy, testRoots } from './test-folders.js';

/** Names that many files have, so that only a test in the very same place is theirs. */
const common = /^(?:index|mod|main|lib|__init__|types?|utils?|helpers?|constants?|config|common|errors?|models?|views?|page|layout|route|\+page|\+layout|\+server|\+page\.server|setup|cli|app)$/i;

/** What the folder of a test says about the folder of its source. */
interface Mirrored {
  readonly before: readonly string[];
  /** The project that is tested, somewhere behind `before`; `null` when none is named. */
  readonly project: string | null;
  readonly after: readonly string[];
}

/**
 * How well the folder of a test fits the folder of a source: 0 is the same folder or its exact mirror, more is farther, `null` is
 * no fit. A test fits next to the source, and under a folder of tests at any depth when what stands before that folder begins the
 * source's folder and what stands after it ends it: `tests/models` fits `src/shop/models`.
 */
export function folderDistance(test: readonly string[], source: readonly string[], name: string): number | null {
  if (same(test, source)) return 0;
  const distances = testRoots(test).flatMap((root) => mirrors(test, root).flatMap((mirrored) => {
    const between = gapBetween(mirrored, source);
    if (between === null || (common.test(name) && !onlyRoots(between))) return [];
    return [between.filter((folder) => !onlyRoots([folder])).length + (between.length === 0 ? 0 : 0.5)];
  }));
  return distances.length === 0 ? null : Math.min(...distances);
}

/** What stands before and after the folder of tests, with and without folders that only sort tests. */
function mirrors(test: readonly string[], root: number): readonly Mirrored[] {
  const named = test.slice(root, root + 2).map(testedBy);
  const project = named.find((each) => each !== null && each !== '') ?? null;
  const before = test.slice(0, root);
  const after = test.slice(root + (project !== null && (named[0] ?? '') === '' ? 2 : 1));
  const sorted = after.findIndex((folder) => !isCategory(folder));
  const whole = { before, project, after };
  return sorted === 0 ? [whole] : [whole, { ...whole, after: after.slice(sorted < 0 ? after.length : sorted) }];
}

/** The source's folders that the test's do not name; `null` when they do not fit. */
function gapBetween({ before, project, after }: Mirrored, source: readonly string[]): readonly string[] | null {
  if (before.length + after.length > source.length) return null;
  const middle = source.slice(before.length, source.length - after.length);
  if (!same(before, source.slice(0, before.length)) || !same(after, source.slice(source.length - after.length))) return null;
  if (project === null) return middle;
  const at = middle.findIndex((folder) => folder.toLowerCase() === project.toLowerCase());
  return at < 0 ? null : middle.toSpliced(at, 1);
}

/** Tests/domain mirrors src/Domain. */
function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((folder, index) => folder.toLowerCase() === other[index]?.toLowerCase());
}
