import { existsSync, readdirSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { Git } from '../../core/ports.js';
import type { WorktreeEntry } from '../../core/worktrees/worktree.js';
import { mainTreeOf, workTreeOf } from '../git-directory.js';
import { readRegularFile } from '../regular-file.js';
import { realFolder } from '../state-root.js';

/**
 * What the files of a repository say about its worktrees and branches. Without git: Restricted Mode runs nothing, and reading a few
 * small files takes a fifth of the time.
 */

/** Branch → commit. */
export type Branches = ReadonlyMap<string, string>;

/** All worktrees of a repository, whoever made them, the main one first and the others by path, as git lists them. */
export function readWorktrees(commonDir: string, branches: Branches = readBranches(commonDir)): readonly WorktreeEntry[] {
  return [mainEntry(commonDir, branches), ...readLinked(commonDir, branches).map(({ entry }) => entry)];
}

/** A linked worktree with its administrative directory. */
export interface RecordedWorktree {
  readonly record: string;
  readonly entry: WorktreeEntry;
}

/** The linked worktrees, by path. */
export function readLinked(commonDir: string, branches: Branches): readonly RecordedWorktree[] {
  const linked = recordsOf(commonDir).flatMap((record) => {
    const entry = linkedEntry(record, branches);
    return entry === null ? [] : [{ record, entry }];
  });
  return linked.toSorted((a, b) => (a.entry.path < b.entry.path ? -1 : 1));
}

function mainEntry(commonDir: string, branches: Branches): WorktreeEntry {
  const top = mainTreeOf(commonDir);
  const head = top === null ? nowhere : headOf(commonDir, branches);
  return { path: top ?? commonDir, ...head, main: true, bare: top === null, locked: null, gone: false };
}

/** One entry of `worktrees/`; `null`: it does not say where the worktree is. */
function linkedEntry(record: string, branches: Branches): WorktreeEntry | null {
  const path = recordedPath(record);
  if (path === null) return null;
  return { path, ...headOf(record, branches), main: false, bare: false, locked: textOf(join(record, 'locked'))?.trim() ?? null, gone: !existsSync(join(path, '.git')) };
}

/** The administrative directories of all linked worktrees, also of those whose directory is gone. */
export function recordsOf(commonDir: string): readonly string[] {
  return namesIn(join(commonDir, 'worktrees')).map((name) => join(commonDir, 'worktrees', name));
}

/** Where the worktree of an administrative directory is, or was; `null`: it does not say. */
export function recordedPath(record: string): string | null {
  const dotGit = lineOf(join(record, 'gitdir'));
  return dotGit === null || dotGit === '' ? null : dirname(isAbsolute(dotGit) ? dotGit : resolve(record, dotGit));
}

/** The administrative directory of a linked worktree; `null`: no worktree is on record there. */
export function adminOf(commonDir: string, path: string): string | null {
  return recordsOf(commonDir).find((record) => recordedPath(record) === path) ?? null;
}

interface Head {
  readonly head: string | null;
  readonly branch: string | null;
}

const nowhere: Head = { head: null, branch: null };

/** What a working tree stands on; its branch may have no commit yet. */
export function headOf(gitDir: string, branches: Branches): Head {
  const line = lineOf(join(gitDir, 'HEAD'));
  const branch = line === null ? undefined : /^ref: refs\/heads\/(.+)$/s.exec(line)?.[1];
  if (branch !== undefined) return { head: branches.get(branch) ?? null, branch };
  return { head: line !== null && isCommit(line) ? line : null, branch: null };
}

/** All branches: those that are files, and those that were packed into one. */
export function readBranches(commonDir: string): Branches {
  const packed = (textOf(join(commonDir, 'packed-refs'), largestRefs) ?? '').split('\n').map((line) => /^([0-9a-f]+) refs\/heads\/([^-].*)$/.exec(line));
  const branches = new Map(packed.flatMap((match) => (match?.[1] !== undefined && match[2] !== undefined ? [[match[2], match[1]] as const] : [])));
  readLoose(join(commonDir, 'refs/heads'), '', branches);
  return branches;
}

function readLoose(directory: string, prefix: string, into: Map<string, string>): void {
  for (const entry of entriesOf(directory)) {
    const name = `${prefix}${entry.name}`;
    if (entry.isDirectory()) readLoose(join(directory, entry.name), `${name}/`, into);
    const line = entry.isFile() && !entry.name.endsWith('.lock') ? lineOf(join(directory, entry.name)) : null;
    // A name that could be taken for an option was made by hand, to do harm.
    if (line !== null && isCommit(line) && !name.startsWith('-')) into.set(name, line);
  }
}

/** Branches where no file says it (`reftable`): git does. */
export async function askBranches(commonDir: string, git: Git): Promise<Branches> {
  if (!existsSync(join(commonDir, 'reftable'))) return readBranches(commonDir);
  const { stdout } = await git.run(['for-each-ref', '--format=%(objectname) %(refname:lstrip=2)', 'refs/heads'], { cwd: commonDir });
  return new Map(stdout.split('\n').filter((line) => line !== '').map((line) => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))]));
}

/** The git directory of a working tree that leads back to it; `null`: it is none, or is not believed. */
export function gitDirOf(path: string): string | null {
  const tree = workTreeOf(realFolder(path));
  return tree?.top === realFolder(path) ? tree.gitDir : null;
}

/** The name of an object; zeros stand for none, as in a worktree whose making has just begun. */
function isCommit(text: string): boolean {
  return !/^0+$/.test(text) && /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(text);
}

function entriesOf(directory: string): ReturnType<typeof readTyped> {
  return existsSync(directory) ? readTyped(directory) : [];
}

function readTyped(directory: string): readonly { readonly name: string; isFile(): boolean; isDirectory(): boolean }[] {
  return readdirSync(directory, { withFileTypes: true });
}

function namesIn(directory: string): readonly string[] {
  return entriesOf(directory).filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** A repository may have very many branches and tags. Bytes. */
const largestRefs = 32 * 1024 * 1024;

function textOf(path: string, largest = 64 * 1024): string | null {
  const outcome = readRegularFile(path, undefined, { now: 0, largest });
  return outcome.kind === 'text' ? outcome.text : null;
}

/** The text of a one-line file, without the line break at its end. */
function lineOf(path: string): string | null {
  return textOf(path)?.replace(/[\r\n]+$/, '') ?? null;
}
