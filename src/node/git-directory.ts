import { lstatSync, realpathSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readRegularFile } from './regular-file.js';

/**
 * What the files of a repository say about the working tree at `top`. Found without running git: Restricted Mode allows
 * no process, and git itself runs programs that a hostile repository names.
 */
export interface WorkTree {
  /** Where the working tree begins: the directory that has `.git`. Absolute and real. */
  readonly top: string;
  /** The git directory of this working tree alone; `null` when `.git` leads to nothing that leads back. */
  readonly gitDir: string | null;
  /** The git directory that all working trees share. */
  readonly commonDir: string | null;
}

/** The working tree (or bare repository) that holds the folder, or `null`. `folder` must be a real path. */
export function workTreeOf(folder: string): WorkTree | null {
  const found = workTreeAt(folder);
  if (found !== null) return found;
  const above = dirname(folder);
  return above === folder ? null : workTreeOf(above);
}

function workTreeAt(top: string): WorkTree | null {
  const dotGit = join(top, '.git');
  const stats = look(lstatSync, dotGit);
  if (stats?.isFile() === true) return linkedTree(top, dotGit);
  if (stats?.isSymbolicLink() === true) return { top, gitDir: null, commonDir: null };
  if (stats?.isDirectory() === true && isGitDirectory(dotGit)) return { top, gitDir: dotGit, commonDir: dotGit };
  return isGitDirectory(top) ? { top, gitDir: top, commonDir: top } : null;
}

/** A `.git` file is believed only if what it leads to leads back to it. */
function linkedTree(top: string, dotGit: string): WorkTree {
  const untrusted = { top, gitDir: null, commonDir: null };
  const gitDir = gitDirOf(top);
  if (gitDir === null) return untrusted;
  const common = lineOf(join(gitDir, 'commondir'));
  if (common === null) return mainTreeOf(gitDir) === top && isGitDirectory(gitDir) ? { top, gitDir, commonDir: gitDir } : untrusted;
  const commonDir = realPath(resolve(gitDir, common));
  const back = lineOf(join(gitDir, 'gitdir'));
  if (commonDir === null || back === null) return untrusted;
  const isMutual = dirname(gitDir) === join(commonDir, 'worktrees') && realPath(resolve(gitDir, back)) === dotGit;
  return isMutual && isGitDirectory(commonDir) ? { top, gitDir, commonDir } : untrusted;
}

/**
 * The main working tree of a repository: where `core.worktree` leads (submodules) or else the directory around it, if
 * that has it as its `.git`. `null`: a bare one, or nobody can tell.
 */
export function mainTreeOf(commonDir: string): string | null {
  const settings = coreSettings(commonDir);
  if (isTrue(settings.get('bare'))) return null;
  const top = realPath(resolve(commonDir, settings.get('worktree') ?? '..'));
  return top !== null && gitDirOf(top) === commonDir ? top : null;
}

/** Whether a git directory says that it has no working tree. */
export function isBare(commonDir: string): boolean {
  return isTrue(coreSettings(commonDir).get('bare'));
}

/** Where the `.git` of a directory is or leads, as a real path; `null` without one. */
function gitDirOf(top: string): string | null {
  const dotGit = join(top, '.git');
  if (look(lstatSync, dotGit)?.isDirectory() === true) return realPath(dotGit);
  const target = /^gitdir: ([^]+)$/.exec(lineOf(dotGit) ?? '')?.[1];
  return target === undefined ? null : realPath(resolve(top, target));
}

/** git's own rule (`is_git_directory`): a HEAD, and directories `objects` and `refs`. */
function isGitDirectory(path: string): boolean {
  const isDirectory = (name: string): boolean => look(statSync, join(path, name))?.isDirectory() === true;
  return look(lstatSync, join(path, 'HEAD')) !== undefined && isDirectory('objects') && isDirectory('refs');
}

/** What is at a path; `undefined` also when it may not be seen, because then git cannot use it either. */
function look(by: typeof lstatSync, path: string): Stats | undefined {
  try {
    return by(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** The text of a one-line file of git, without the line break at its end; `null` when there is none to read. */
function lineOf(path: string): string | null {
  const outcome = readRegularFile(path, undefined, { now: 0 });
  return outcome.kind === 'text' ? outcome.text.replace(/[\r\n]+$/, '') : null;
}

function realPath(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return null; // It does not exist or may not be seen: either way it leads nowhere.
  }
}

/** The `[core]` settings of a repository, keys in lower case; `config.worktree` of the main tree comes last. */
function coreSettings(commonDir: string): ReadonlyMap<string, string> {
  const settings = new Map<string, string>();
  for (const name of ['config', 'config.worktree']) readSettings(lineOf(join(commonDir, name)) ?? '', settings);
  return settings;
}

function readSettings(text: string, settings: Map<string, string>): void {
  let section = '';
  for (const line of text.split(/\r?\n/)) {
    const [, header, key, value = 'true'] = /^\s*(?:\[([^\]]*)\])?\s*(?:([a-z][a-z0-9-]*)\s*(?:=\s*(.*?))?\s*)?$/i.exec(line) ?? [];
    section = header?.trim().toLowerCase() ?? section;
    if (section === 'core' && key !== undefined) settings.set(key.toLowerCase(), unquoted(value));
  }
}

function unquoted(value: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(value)?.[1];
  return quoted === undefined ? value.replace(/\s*[#;].*$/, '') : quoted.replaceAll(/\\(.)/g, '$1');
}

function isTrue(value: string | undefined): boolean {
  return value !== undefined && /^(true|yes|on|1)$/i.test(value);
}
