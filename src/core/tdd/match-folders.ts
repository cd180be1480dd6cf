import { isCategory, onlyRoots, testedBy, testRoots } from './test-folders.js';

/** Names that many files have, so that only a test in the very same place is theirs. */
const common = /^(?:index|mod|main|lib|__init__|types?|utils?|helpers?|constants?|config|common|errors?|models?|views?|page|layout|route|\+page|\+layout|\+server|\+page\.server|setup|cli|app)$/i;

/** What the folder of a test says about the folder of its source. */
export interface Mirrored {
  readonly before: readonly string[];
  /** The project that is tested, somewhere behind `before`; `null` when none is named. */
  readonly project: string | null;
  readonly after: readonly string[];
}

/** The folder of a test, and the folders of sources for which it stands: looked at once for all tests in it. */
export interface TestSpot {
  readonly folders: readonly string[];
  readonly mirrors: readonly Mirrored[];
}

/** The spot of a test in a folder. */
export function testSpot(folders: readonly string[]): TestSpot {
  return { folders, mirrors: testRoots(folders).flatMap((root) => mirrorsOf(folders, root)) };
}

/**
 * How well the spot of a test fits the folder of a source: 0 is the same folder or its exact mirror, more is farther, `null` is
 * no fit. A test fits next to the source, and under a folder of tests at any depth when what stands before that folder begins the
 * source's folder and what stands after it ends it: `tests/models` fits `src/shop/models`.
 */
export function folderDistance({ folders, mirrors }: TestSpot, source: readonly string[], name: string): number | null {
  if (same(folders, source)) return 0;
  let nearest: number | null = null;
  for (const mirrored of mirrors) {
    const between = gapBetween(mirrored, source);
    if (between === null || (between.length > 0 && common.test(name) && !onlyRoots(between))) continue;
    const away = between.filter((folder) => !onlyRoots([folder])).length + (between.length === 0 ? 0 : 0.5);
    nearest = Math.min(nearest ?? away, away);
  }
  return nearest;
}

/** What stands before and after the folder of tests, with and without folders that only sort tests. */
function mirrorsOf(test: readonly string[], root: number): readonly Mirrored[] {
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
  const end = source.length - after.length;
  if (!before.every((folder, index) => sameFolder(folder, source[index])) || !after.every((folder, index) => sameFolder(folder, source[end + index]))) return null;
  const middle = source.slice(before.length, end);
  if (project === null) return middle;
  const at = middle.findIndex((folder) => sameFolder(folder, project));
  return at < 0 ? null : middle.toSpliced(at, 1);
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((folder, index) => sameFolder(folder, other[index]));
}

/** Tests/domain mirrors src/Domain. */
function sameFolder(one: string, other: string | undefined): boolean {
  return one === other || one.toLowerCase() === other?.toLowerCase();
}
