import { hasInlineTests, type FileRole } from './file-role.js';
import type { LanguageId } from './languages.js';
import { testCasesIn, type Mark, type TestCases } from './test-cases.js';

/** One file of a change. `before` and `after` are its texts; `null`: it was not there, or is not there any more. */
export interface FileChange {
  readonly path: string;
  /** The path that it had before, when it was renamed. */
  readonly from: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * How a change takes tests away. `deleted`, `emptied` (nothing is left that tests), `renamed-away` (it has a name now under which
 * nobody runs it), `skipped`, `focused` (others are not run), `fewer`.
 */
export type LossKind = 'deleted' | 'emptied' | 'renamed-away' | 'skipped' | 'focused' | 'fewer';

/** What one file loses in one way. */
export interface TestLoss {
  readonly kind: LossKind;
  /** Where the tests were: the path before the change. */
  readonly path: string;
  /** Where the file is now; `null`: nowhere. */
  readonly now: string | null;
  /** How many tests, or marks that take tests out of the run. */
  readonly count: number;
  /** Names of the tests, or the marks, where they can be read. */
  readonly names: readonly string[];
  /** The first of the marks in the new text. */
  readonly mark: Mark | null;
}

/** A file that tests, before and after. */
interface Tested {
  readonly change: FileChange;
  readonly before: TestCases;
  readonly after: TestCases;
  /** It counts as a test by its name alone, before and after. */
  readonly wasSure: boolean;
  readonly isTest: boolean;
}

/** What is asked about the project. */
export interface LossRules {
  /** What a file is by its path. */
  readonly roleOf: (path: string) => FileRole;
  /** The sources that a test had before the change. */
  readonly sourcesOf: (test: string) => readonly string[];
}

const nothing: TestCases = { tests: [], skips: [], onlys: [] };

/**
 * What a change takes away from the tests. Tests that appear under their names in another file of the change have only moved.
 * A test whose sources are all deleted with it is no loss.
 */
export function testLosses(changes: readonly FileChange[], { roleOf, sourcesOf }: LossRules): readonly TestLoss[] {
  const gone = new Set(changes.filter(({ after }) => after === null).map(({ path }) => path));
  const tested = changes.flatMap((change) => testedBy(change, roleOf));
  const moved = gainedNames(tested);
  return tested.flatMap((each) => {
    const { change } = each;
    const sources = change.after === null ? sourcesOf(change.path) : [];
    return sources.length > 0 && sources.every((source) => gone.has(source)) ? [] : lossesOf(each, moved);
  });
}

/** The tests of a changed file; empty when it never tested anything. */
function testedBy(change: FileChange, roleOf: LossRules['roleOf']): readonly Tested[] {
  const old = roleOf(change.from ?? change.path);
  const now = roleOf(change.path);
  // What goes with the source in which it is, goes with its source.
  if (old.kind === 'source' && change.after === null) return [];
  const [before, after] = [casesOf(old, change.before), casesOf(now, change.after)];
  const wasSure = change.before !== null && old.kind === 'test' && old.isSure;
  const tests = wasSure || [before, after].some(({ tests: found, skips, onlys }) => found.length + skips.length + onlys.length > 0);
  return tests ? [{ change, before, after, wasSure, isTest: now.kind === 'test' || old.kind === 'source' }] : [];
}

function casesOf(role: FileRole, text: string | null): TestCases {
  if (text === null || role.kind === 'none') return nothing;
  const isTest = role.kind === 'test' || hasInlineTests(role.language, text);
  return isTest ? testCasesIn(text, languageIn(role.language.id, text)) : nothing;
}

/** Tests of components are scripts. */
function languageIn(id: LanguageId, text: string): LanguageId {
  return (id === 'vue' || id === 'svelte') && !text.includes('<script') ? 'typescript' : id;
}

function lossesOf(tested: Tested, moved: Map<string, number>): readonly TestLoss[] {
  const { change, before, after, wasSure } = tested;
  const lost = lostTests(tested, moved);
  const base = { path: change.from ?? change.path, now: change.after === null ? null : change.path, mark: null };
  const whole = wholeLoss(tested);
  if (whole !== null) {
    const isLost = before.tests.length > 0 ? lost.length > 0 : wasSure;
    return isLost ? [{ ...base, kind: whole, count: lost.length, names: namesOf(lost) }] : [];
  }
  const skips = newMarks(before.skips, after.skips);
  const onlys = newMarks(before.onlys, after.onlys);
  const fewer = lost.length - skips.length;
  return [
    ...marked('skipped', skips, base), ...marked('focused', onlys, base),
    ...(fewer > 0 ? [{ ...base, kind: 'fewer' as const, count: fewer, names: namesOf(lost) }] : []),
  ];
}

/** How the file as a whole ceases to test; `null`: it does not. */
function wholeLoss({ change, before, after, isTest }: Tested): LossKind | null {
  if (change.after === null) return 'deleted';
  if (change.before === null || change.before.trim() === '') return null;
  if (!isTest) return 'renamed-away';
  const testsNothing = before.tests.length > 0 && after.tests.length + after.skips.length === 0;
  return testsNothing || change.after.trim() === '' ? 'emptied' : null;
}

function marked(kind: LossKind, marks: readonly Mark[], base: Pick<TestLoss, 'path' | 'now'>): readonly TestLoss[] {
  const [mark] = marks;
  return mark === undefined ? [] : [{ ...base, kind, count: marks.length, names: namesOf(marks), mark }];
}

/** Marks of which there are more than before: as many as there are more, of those that were not there. */
function newMarks(before: readonly Mark[], after: readonly Mark[]): readonly Mark[] {
  const known = counted(before.map(({ name }) => name));
  return after.filter(({ name }) => !take(known, name)).slice(0, Math.max(0, after.length - before.length));
}

/** Tests that were there and are neither in the file nor moved; renaming a test loses none. */
function lostTests({ before, after }: Tested, moved: Map<string, number>): readonly Mark[] {
  const kept = counted(after.tests.map(({ name }) => name));
  const gone = before.tests.filter(({ name }) => !take(kept, name));
  const fewer = before.tests.length - after.tests.length;
  return fewer <= 0 ? [] : gone.filter(({ name }) => name === '' || !take(moved, name)).slice(0, fewer);
}

/** Names of tests that files of the change have more often than before. */
function gainedNames(tested: readonly Tested[]): Map<string, number> {
  return counted(tested.flatMap(({ before, after }) => {
    const known = counted(before.tests.map(({ name }) => name));
    return after.tests.map(({ name }) => name).filter((name) => name !== '' && !take(known, name));
  }));
}

function counted(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Takes one of a name, if there is one. */
function take(counts: Map<string, number>, name: string): boolean {
  const count = counts.get(name) ?? 0;
  if (count > 0) counts.set(name, count - 1);
  return count > 0;
}

function namesOf(marks: readonly Mark[]): readonly string[] {
  return marks.map(({ name }) => name).filter((name) => name !== '');
}
