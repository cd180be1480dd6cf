import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkflowError } from '../../base/workflow-error.js';
import { refusal, type Refusal } from '../../core/plans/plan.js';
import { backupRefs } from './backup.js';
import { occupied, type WorktreePlace } from './place.js';
import { readBranches, readWorktrees } from './repository-files.js';
import { absolute, type BytePath } from './tree-walk.js';

/** A backup of a removed worktree. `time`: as in its ref, `20260102T030405Z`. */
export interface StoredBackup {
  readonly ref: string;
  readonly role: string;
  readonly time: string;
  readonly commit: string;
  /** The commit that was checked out; `null`: there was none. */
  readonly head: string | null;
  /** The commit of what was staged, where that was something else. */
  readonly staged: string | null;
  readonly branch: string | null;
}

/** A worktree that is back. `branch`: `null` where its branch has moved on, or is in use, so that it stands on a commit. */
export interface Restored {
  readonly kind: 'restored';
  readonly path: string;
  readonly branch: string | null;
  readonly backup: StoredBackup;
}

/** All backups there are, the newest first. */
export async function listBackups({ git, place }: Pick<WorktreePlace, 'git' | 'place'>): Promise<readonly StoredBackup[]> {
  const format = '%(refname)%00%(objectname)%00%(parent)%00%(contents:body)%00%00';
  const { code, stdout } = await git.run(['for-each-ref', '--sort=-refname', `--format=${format}`, backupRefs], { cwd: place.root });
  if (code !== 0) return [];
  const backups = stdout.split('\0\0\n').filter((record) => record.includes('\0')).map(storedBackup);
  return backups.toSorted((a, b) => (a.time > b.time ? -1 : 1));
}

function storedBackup(record: string): StoredBackup {
  const fields = record.split('\0');
  const field = (at: number): string => fields[at] ?? '';
  const [ref, commit, parents, body] = [field(0), field(1), field(2), field(3)];
  const name = ref.slice(backupRefs.length);
  const [role, time] = [name.slice(0, name.indexOf('/')), name.slice(name.indexOf('/') + 1)];
  const branch = /^branch: (?!\(detached\))(.+)$/m.exec(body)?.[1] ?? null;
  const [head = null, staged = null] = parents.split(' ').filter((parent) => parent !== '');
  return { ref, role, time, commit, head, staged, branch };
}

/** Makes a removed worktree again from its newest backup: files byte for byte, what was staged, and its branch where that is free. */
export async function restoreWorktree(where: WorktreePlace, role: string): Promise<Restored | Refusal> {
  const { git, place, home } = where;
  const backup = (await listBackups(where)).find((each) => each.role === role);
  if (backup === undefined) return refusal('worktree/no-backup', `There is no backup of a worktree "${role}"; git for-each-ref ${backupRefs} lists what there is.`);
  const path = join(home, role);
  if (place.commonDir === null || backup.head === null) return refusal('worktree/no-backup', `The backup ${backup.ref} has no commit to stand on; take its files by hand: git archive ${backup.ref}`);
  if (!['nothing', 'empty-directory'].includes(occupied(place.root, path))) return refusal('worktree/occupied', `${path} is there already; move it away first.`);
  const on = branchFor(place.commonDir, backup);
  const { code, stderr } = await git.run(['worktree', 'add', '--no-checkout', ...standOn(on, path, backup.head)], { cwd: place.root, changes: true });
  if (code !== 0) return refusal('worktree/git', `git could not make the worktree "${role}" again (${stderr.trim().split('\n').at(-1) ?? ''}); the backup stays at ${backup.ref}`);
  await fill(where, path, backup);
  return { kind: 'restored', path, branch: on?.branch ?? null, backup };
}

/** The branch to stand on: only if it still is, or can be, at the commit of the backup. */
function branchFor(commonDir: string, { branch, head }: StoredBackup): { readonly branch: string; readonly isNew: boolean } | null {
  if (branch === null) return null;
  const now = readBranches(commonDir).get(branch);
  if (now === undefined) return { branch, isNew: true };
  return now === head && readWorktrees(commonDir).every((entry) => entry.branch !== branch) ? { branch, isNew: false } : null;
}

function standOn(on: ReturnType<typeof branchFor>, path: string, head: string): readonly string[] {
  if (on === null) return ['--detach', '--', path, head];
  return on.isNew ? ['--no-track', '-b', on.branch, '--', path, head] : ['--', path, on.branch];
}

interface Entry {
  readonly mode: string;
  readonly object: string;
  readonly size: number;
  readonly path: BytePath;
}

/** So much is asked for at a time, in bytes. */
const batchBytes = 32 * 1024 * 1024;

async function fill({ git }: WorktreePlace, path: string, { commit, staged, head }: StoredBackup): Promise<void> {
  await must(git.run(['read-tree', `${staged ?? head ?? commit}^{tree}`], { cwd: path, changes: true }));
  const { bytes } = await must(git.run(['ls-tree', '-r', '-z', '--long', '--full-tree', commit], { cwd: path, maxBytes: 512 * 1024 * 1024 }));
  const entries = Buffer.from(bytes).toString('latin1').split('\0').flatMap(entryOf);
  for (let at = 0; at < entries.length;) {
    const batch = batchFrom(entries, at);
    at += batch.length;
    const objects = await must(git.run(['cat-file', '--batch'], { cwd: path, input: batch.map(({ object }) => `${object}\n`).join(''), maxBytes: Number.MAX_SAFE_INTEGER, timeoutMs: 600_000 }));
    writeBatch(path, batch, Buffer.from(objects.bytes));
  }
}

function batchFrom(entries: readonly Entry[], start: number): readonly Entry[] {
  let [end, bytes] = [start, 0];
  while (end < entries.length && (end === start || bytes < batchBytes)) bytes += entries[end++]?.size ?? 0;
  return entries.slice(start, end);
}

function entryOf(line: string): readonly Entry[] {
  const [, mode, object, size, path] = /^(\d+) blob ([0-9a-f]+) +(\d+)\t(.+)$/s.exec(line) ?? [];
  return mode === undefined || object === undefined || path === undefined ? [] : [{ mode, object, size: Number(size), path }];
}

/** What `cat-file --batch` prints: for each object a line that ends with its size, its bytes, and a line break. */
function writeBatch(top: string, batch: readonly Entry[], output: Buffer): void {
  let at = 0;
  for (const { mode, size, path } of batch) {
    const begin = output.indexOf('\n', at) + 1;
    const content = output.subarray(begin, begin + size);
    const file = absolute(top, path);
    mkdirSync(absolute(top, path.slice(0, Math.max(0, path.lastIndexOf('/')))), { recursive: true });
    if (mode === '120000') symlinkSync(content, file);
    else writeFileSync(file, content, { flag: 'wx' });
    if (mode === '100755') chmodSync(file, 0o755);
    at = begin + size + 1;
  }
}

async function must<Outcome extends { readonly code: number; readonly stderr: string }>(running: Promise<Outcome>): Promise<Outcome> {
  const outcome = await running;
  if (outcome.code !== 0) throw new WorkflowError('io', `git could not read the backup: ${outcome.stderr.trim().split('\n')[0] ?? ''}; it stays where it is.`);
  return outcome;
}
