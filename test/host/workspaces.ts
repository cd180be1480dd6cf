// The workspaces that in-editor tests are opened on: test/host/suite/<name>/*.test.ts runs in a window on the workspace of that name.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Fills the empty folder `dir`; returns the folder or .code-workspace file to open, or nothing for an empty window. */
export type Prepare = (dir: string) => string | undefined;

export interface Workspace {
  readonly prepare: Prepare;
  /** Opened in Restricted Mode. */
  readonly restricted?: true;
}

const hasGit = spawnSync('git', ['--version']).status === 0;

function git(cwd: string, ...args: string[]): void {
  const { status, stderr } = spawnSync('git', args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')} failed in ${cwd}\n${stderr}`);
}

/** Makes a folder a repository with everything in it committed. */
function commitAll(dir: string): void {
  git(dir, 'init', '--quiet', '--initial-branch=main');
  git(dir, 'add', '--all');
  git(dir, 'commit', '--quiet', '--message=Sample');
}

/** A copy of test/sample under the given name, a real git repository where git is there. */
export function copySample(dir: string, name = 'sample'): string {
  const folder = join(dir, name);
  cpSync(resolve('test/sample'), folder, { recursive: true });
  if (hasGit) commitAll(folder);
  return folder;
}

function linkedWorktree(dir: string): string {
  const linked = join(dir, 'linked');
  git(copySample(dir), 'worktree', 'add', '--quiet', linked, '-b', 'linked');
  return linked;
}

function multiroot(dir: string): string {
  const file = join(dir, 'both.code-workspace');
  copySample(dir, 'one');
  copySample(dir, 'two');
  writeFileSync(file, JSON.stringify({ folders: [{ path: 'one' }, { path: 'two' }] }));
  return file;
}

function emptyFolder(dir: string): string {
  const folder = join(dir, 'empty');
  mkdirSync(folder);
  return folder;
}

/** A folder that is opened through a symbolic link. */
function linkedFolder(dir: string): string {
  const link = join(dir, 'link');
  symlinkSync(copySample(dir), link, 'junction');
  return link;
}

export const workspaces: Readonly<Record<string, Workspace>> = {
  sample: { prepare: dir => copySample(dir) },
  spaces: { prepare: dir => copySample(dir, 'with späces & 日本') },
  multiroot: { prepare: multiroot },
  'linked-worktree': { prepare: linkedWorktree },
  'symbolic-link': { prepare: linkedFolder },
  'empty-folder': { prepare: emptyFolder },
  'no-folder': { prepare: () => undefined },
  untrusted: { prepare: dir => copySample(dir), restricted: true },
};
