import { compileGlob, type GlobTest } from '../text/glob.js';
import { after, fastPattern, startOf, verdictAt, type FastPattern, type Standing } from './fast-pattern.js';
import { NameTable, noRule } from './name-table.js';
import type { SegmentTest } from './segment-test.js';

/** A pattern and those whose matches are not meant. */
export interface MatcherRule {
  readonly pattern: string;
  readonly exclude: readonly string[];
}

/** What is left to test of a rule for a file whose folder is known: its name in lower case, or its whole path. */
interface Leftover {
  readonly index: number;
  readonly byName?: SegmentTest;
  readonly byPath?: GlobTest;
}

/** A rule whose pattern is tested folder by folder. */
interface Walk {
  readonly index: number;
  readonly parts: Extract<FastPattern, { kind: 'path' }>['parts'];
}

/**
 * What is known of all files directly in a folder. `certain`: the first rule that all of them match, and all below it too.
 * `walks` (places in the list of walks, rising) and `standings`: those that may still lead to a match that comes before it.
 */
interface Folder {
  readonly walks: readonly number[];
  readonly standings: readonly Standing[];
  readonly leftovers: readonly Leftover[];
  readonly certain: number;
}

/** Folders that are remembered; with more, all are forgotten at once. */
const maxFolders = 20_000;

/**
 * Finds the first of many rules that matches a path, as if each pattern were tested by minimatch one after the other: the
 * patterns are split into tests of the name, which need no folder, and tests of the folders, which are done once per folder.
 */
export class TrustMatcher {
  readonly #rules: readonly MatcherRule[];
  readonly #names = new NameTable();
  readonly #folderNames = new NameTable();
  readonly #walks: readonly Walk[];
  readonly #root: Folder;
  /** Rules that need more than a walk: exceptions, or patterns only minimatch knows. */
  readonly #others: readonly Leftover[];
  readonly #exact: (readonly [GlobTest, readonly GlobTest[]] | undefined)[] = [];
  readonly #folders = new Map<string, Folder | null>();
  #lastName = '';
  #lastFolder: Folder | null = null;

  constructor(rules: readonly MatcherRule[]) {
    this.#rules = rules;
    const walks: Walk[] = [];
    const others: Leftover[] = [];
    rules.forEach(({ pattern, exclude }, index) => {
      const fast = exclude.length === 0 ? fastPattern(pattern) : null;
      if (fast?.kind === 'name') this.#names.add(fast.shape, index);
      else if (fast?.kind === 'within') this.#folderNames.add(fast.shape, index);
      else if (fast?.kind === 'path') walks.push({ index, parts: fast.parts });
      else others.push({ index, byPath: (path) => this.#matches(index, path) });
    });
    this.#others = others;
    this.#walks = walks;
    this.#root = this.#judge(walks.map((_, place) => place), walks.map(startOf), noRule);
  }

  /** Index of the first rule that matches the path (relative, "/" between its parts), -1 when none does. */
  first(path: string): number {
    const end = lastSlash(path);
    const folder = this.#folderOf(path, end);
    const found = folder === null || isDots(path, end + 1) ? null : this.#firstIn(folder, path, end + 1);
    if (found === null) return this.#rules.findIndex((_, index) => this.#matches(index, path));
    return found === noRule ? -1 : found;
  }

  #firstIn(folder: Folder, path: string, from: number): number | null {
    let first = this.#names.first(path, from, folder.certain);
    if (first === null) return null;
    for (let at = 0; at < folder.leftovers.length; at++) {
      const leftover = folder.leftovers[at];
      if (leftover === undefined || leftover.index >= first) break;
      if (leftover.byName?.(path.slice(from).toLowerCase()) ?? leftover.byPath?.(path)) first = leftover.index;
    }
    return first;
  }

  /** Lists of files name those of one folder after each other, so the last one is worth a look. */
  #folderOf(path: string, end: number): Folder | null {
    if (end < 0) return this.#root;
    if (end === this.#lastName.length && path.startsWith(this.#lastName)) return this.#lastFolder;
    this.#lastName = path.slice(0, end);
    this.#lastFolder = this.#folder(this.#lastName);
    return this.#lastFolder;
  }

  /** The definition, which everything else here must agree with. */
  #matches(index: number, path: string): boolean {
    const compiled = this.#exact[index] ?? this.#compile(index);
    return compiled[0](path) && !compiled[1].some((excluded) => excluded(path));
  }

  #compile(index: number): readonly [GlobTest, readonly GlobTest[]] {
    const { pattern, exclude } = this.#rules[index] ?? { pattern: '', exclude: [] };
    const compiled = [compileGlob(pattern), exclude.map(compileGlob)] as const;
    this.#exact[index] = compiled;
    return compiled;
  }

  /** What is known of a folder, `null` when minimatch treats its path in a way of its own. */
  #folder(path: string): Folder | null {
    if (path === '') return this.#root;
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const folder = this.#visit(path);
    if (this.#folders.size >= maxFolders) this.#folders.clear();
    this.#folders.set(path, folder);
    return folder;
  }

  #visit(path: string): Folder | null {
    const end = path.lastIndexOf('/');
    // A path that begins with "/" has an empty part in front, which is not the folder that all paths begin in.
    const above = end === 0 ? null : this.#folder(end < 0 ? '' : path.slice(0, end));
    const certain = above === null || isDots(path, end + 1) ? null : this.#folderNames.first(path, end + 1, above.certain);
    if (above === null || certain === null) return null;
    return above.walks.length === 0 && certain === above.certain ? above : this.#below(above, path.slice(end + 1).toLowerCase(), certain);
  }

  #below(above: Folder, name: string, certain: number): Folder {
    const walks: number[] = [];
    const standings: Standing[] = [];
    for (let at = 0; at < above.walks.length; at++) {
      const place = above.walks[at] ?? 0;
      const standing = after(this.#walks[place]?.parts ?? [], above.standings[at] ?? 0, name);
      if (standing === 0) continue;
      walks.push(place);
      standings.push(standing);
    }
    return this.#judge(walks, standings, certain);
  }

  /** `certain`: what is known already to match everything below. */
  #judge(walks: readonly number[], standings: readonly Standing[], certain: number): Folder {
    const leftovers: Leftover[] = [];
    for (let at = 0; at < walks.length; at++) {
      const { index, parts } = this.#walks[walks[at] ?? 0] ?? nowhere;
      if (index >= certain) return this.#decided(walks.slice(0, at), standings, { leftovers, certain });
      const verdict = verdictAt(parts, standings[at] ?? 0);
      // It ends in "**", so it matches everything below as well; what comes after it is never asked again.
      if (verdict === true) return this.#decided(walks.slice(0, at), standings, { leftovers, certain: index });
      if (verdict !== false) leftovers.push({ index, byName: verdict });
    }
    return this.#decided(walks, standings, { leftovers, certain });
  }

  #decided(walks: readonly number[], standings: readonly Standing[], { leftovers, certain }: { readonly leftovers: readonly Leftover[]; readonly certain: number }): Folder {
    const others = this.#others.filter(({ index }) => index < certain);
    const all = others.length === 0 ? leftovers : [...leftovers, ...others].sort((a, b) => a.index - b.index);
    return { walks, standings, certain, leftovers: all };
  }
}

const nowhere: Walk = { index: noRule, parts: [] };

/** Names are short, so that looking for oneself is quicker than to have it looked for. */
function lastSlash(path: string): number {
  let at = path.length - 1;
  while (at >= 0 && path.charCodeAt(at) !== slash) at -= 1;
  return at;
}

const slash = 0x2f;

/** The name is empty, "." or "..". */
function isDots(path: string, from: number): boolean {
  const length = path.length - from;
  return length === 0 || (length <= 2 && path.endsWith('.') && (length === 1 || path[from] === '.'));
}
