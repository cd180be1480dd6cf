import { copyFileSync, existsSync, readlinkSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkflowError } from '../../base/workflow-error.js';
import type { Git, GitOptions } from '../../core/ports.js';
import { gitDirOf } from './repository-files.js';
import { absolute, type BytePath, type Walk, type WalkedFile } from './tree-walk.js';

/**
 * A commit with every byte of a working tree, untracked and ignored files among them. It is made beside the index, disturbs nothing, and
 * stands at a ref, so that no clean-up of git's takes it. Files go in as they are on the disk, without what filters or line ending
 * rules would make of them. Its first parent is the commit that was checked out; what was staged, where that differs, is the second.
 */
export interface BackupRequest {
  readonly path: string;
  readonly role: string;
  readonly branch: string | null;
  readonly head: string | null;
  readonly walk: Walk;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface Backup {
  readonly ref: string;
  readonly commit: string;
}

/** Where backups of removed worktrees stand. */
export const backupRefs = 'refs/workflow/backup/';

const modes: Readonly<Record<WalkedFile['kind'], string>> = { file: '100644', executable: '100755', link: '120000' };

/** One entry of an index: mode, object, stage. */
interface IndexEntry {
  readonly mode: string;
  readonly object: string;
}

export async function makeBackup(git: Git, request: BackupRequest): Promise<Backup> {
  const { path, role, branch, head, walk, now } = request;
  const scratch = mkdtempSync(join(tmpdir(), 'workflow-backup-'));
  try {
    const call = caller(git, path);
    const staged = await stagedTree(call, head, { path, scratch });
    const tree = await treeOf(call, walk, { path, scratch });
    const message = messageOf({ role, path, branch });
    const parents = [head, staged === null ? null : await commit(call, { tree: staged, parents: [head], message: 'What was staged\n' })];
    const made = await commit(call, { tree, parents, message });
    return { ref: await stand(call, `${backupRefs}${role}/${timeName(now)}`, made), commit: made };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** What is left of a worktree whose directory is gone. `now`: milliseconds since the epoch. */
export interface RecordToKeep {
  readonly root: string;
  readonly admin: string;
  readonly role: string;
  readonly branch: string | null;
  readonly head: string | null;
  readonly path: string;
  readonly now: number;
}

/** Keeps what only the record of a worktree still has: what was staged, and a commit that is on no branch. `null`: neither. */
export async function keepRecord(git: Git, { root, admin, role, branch, head, path, now }: RecordToKeep): Promise<Backup | null> {
  const indexFile = join(admin, 'index');
  if (head === null) return null;
  const call = caller(git, root);
  const hasIndex = existsSync(indexFile) && (await git.run(['ls-files', '--unmerged', '-z'], { cwd: root, indexFile })).stdout === '';
  const written = hasIndex ? await git.run(['write-tree'], { cwd: root, indexFile, changes: true }) : null;
  const committed = (await call(['rev-parse', '--verify', `${head}^{tree}`])).stdout.trim();
  const tree = written?.code === 0 ? written.stdout.trim() : committed;
  if (tree === committed && branch !== null) return null;
  const message = messageOf({ role, path, branch });
  const made = await commit(call, { tree, parents: [head], message });
  return { ref: await stand(call, `${backupRefs}${role}/${timeName(now)}`, made), commit: made };
}

/** A time as it stands in the name of a backup: `20260102T030405Z`. */
export function timeName(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

function messageOf({ role, path, branch }: Pick<BackupRequest, 'role' | 'path' | 'branch'>): string {
  return `Backup of the worktree "${role}"\n\nworktree: ${path}\nbranch: ${branch ?? '(detached)'}\n`;
}

type Call = (args: readonly string[], options?: GitOptions) => Promise<{ readonly stdout: string; readonly bytes: Uint8Array }>;

/** git in the worktree; a no is the world failing, because each of these calls must work. */
function caller(git: Git, cwd: string): Call {
  return async (args, options = {}) => {
    const outcome = await git.run(args, { cwd, changes: true, timeoutMs: 600_000, maxBytes: 512 * 1024 * 1024, ...options });
    if (outcome.code !== 0) throw new WorkflowError('io', `No backup could be made, so nothing was removed: git ${args[0] ?? ''} said: ${outcome.stderr.trim().split('\n')[0] ?? ''}`);
    return outcome;
  };
}

/**
 * The tree of what is staged, if it is another one than that of the commit. With conflicts there is none: their sides are commits. From a
 * copy of the index, because git would lock the real one.
 */
async function stagedTree(call: Call, head: string | null, { path, scratch }: Where): Promise<string | null> {
  const gitDir = gitDirOf(path);
  const indexFile = join(scratch, 'staged');
  if (gitDir === null || !existsSync(join(gitDir, 'index')) || (await call(['ls-files', '--unmerged', '-z'])).stdout !== '') return null;
  copyFileSync(join(gitDir, 'index'), indexFile);
  const tree = (await call(['write-tree'], { indexFile })).stdout.trim();
  if (head === null) return tree;
  const committed = (await call(['rev-parse', '--verify', `${head}^{tree}`])).stdout.trim();
  return tree === committed ? null : tree;
}

interface Where {
  readonly path: string;
  readonly scratch: string;
}

/** The tree of what is on the disk. */
async function treeOf(call: Call, walk: Walk, { path, scratch }: Where): Promise<string> {
  const kept = await gitlinks(call);
  const hashed = await hashFiles(call, walk, { path, scratch });
  const lines = [...kept, ...hashed].map(([file, { mode, object }]) => `${mode} ${object}\t${file}\0`);
  const indexFile = join(scratch, 'index');
  await call(['update-index', '-z', '--add', '--index-info'], { input: Buffer.from(lines.join(''), 'latin1'), indexFile });
  return (await call(['write-tree'], { indexFile })).stdout.trim();
}

/** Submodules that nobody has fetched here have no files, but a commit that they stand for. */
async function gitlinks(call: Call): Promise<readonly (readonly [BytePath, IndexEntry])[]> {
  const { bytes } = await call(['ls-files', '-z', '--stage']);
  return Buffer.from(bytes).toString('latin1').split('\0').flatMap((line) => {
    const [, object, file] = /^160000 ([0-9a-f]+) 0\t(.+)$/s.exec(line) ?? [];
    return object === undefined || file === undefined ? [] : [[file, { mode: '160000', object }] as const];
  });
}

/** Writes every file into the repository and says what it became. Where a link leads goes in by way of a file of its own. */
async function hashFiles(call: Call, walk: Walk, { path, scratch }: Where): Promise<readonly (readonly [BytePath, IndexEntry])[]> {
  const files = [...walk.files];
  const names = files.map(([file, { kind }], index) => {
    if (kind !== 'link') return quotedPath(absolute(path, file).toString('latin1'));
    const target = join(scratch, `link-${index}`);
    writeFileSync(target, readlinkSync(absolute(path, file), { encoding: 'buffer' }));
    return quotedPath(Buffer.from(target, 'utf8').toString('latin1'));
  });
  if (names.length === 0) return [];
  const { stdout } = await call(['hash-object', '-w', '--no-filters', '--stdin-paths'], { input: Buffer.from(names.map((name) => `${name}\n`).join(''), 'latin1') });
  const objects = stdout.trimEnd().split('\n');
  if (objects.length !== files.length) throw new WorkflowError('io', 'No backup could be made, so nothing was removed: git did not take every file.');
  return files.map(([file, { kind }], index) => [file, { mode: modes[kind], object: objects[index] ?? '' }]);
}

/** As git reads a path from a line: in quotes, so that a line break in it is none. */
function quotedPath(path: BytePath): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

async function commit(call: Call, { tree, parents, message }: { readonly tree: string; readonly parents: readonly (string | null)[]; readonly message: string }): Promise<string> {
  const above = parents.filter((parent) => parent !== null).flatMap((parent) => ['-p', parent]);
  const identity = { GIT_AUTHOR_NAME: 'Agent Workflow', GIT_AUTHOR_EMAIL: 'workflow@localhost', GIT_COMMITTER_NAME: 'Agent Workflow', GIT_COMMITTER_EMAIL: 'workflow@localhost' };
  return (await call(['commit-tree', ...above, '-F', '-', tree], { input: message, env: identity })).stdout.trim();
}

/** Gives the commit a name that nobody has yet. */
async function stand(call: Call, name: string, made: string): Promise<string> {
  const { stdout } = await call(['for-each-ref', '--format=%(refname)', name, `${name}-*`]);
  const taken = new Set(stdout.split('\n'));
  let ref = name;
  for (let number = 2; taken.has(ref); number++) ref = `${name}-${number}`;
  await call(['update-ref', '-m', 'workflow: backup', ref, made, '0'.repeat(made.length)]);
  return ref;
}
