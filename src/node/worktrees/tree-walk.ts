import { lstatSync, readdirSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ByteText } from '../../core/ports.js';

/**
 * A path below a directory as bytes, each a character: names of files need not be text, and nothing may be lost because one is not.
 */
export type BytePath = ByteText;

export type WalkedKind = 'file' | 'executable' | 'link';

/** What was seen of one file. `stamp` is another one whenever the file was written, replaced or made executable. */
export interface WalkedFile {
  readonly kind: WalkedKind;
  readonly stamp: string;
  readonly size: number;
}

/** Everything below a directory that has content. */
export interface Walk {
  readonly files: ReadonlyMap<BytePath, WalkedFile>;
  /** Directories with a `.git` of their own: submodules, nested worktrees, other repositories. Nothing in them is walked. */
  readonly repositories: readonly BytePath[];
}

const sliceMs = 10;

/** Looks at every file of a working tree, its own `.git` left out. Links are not followed; FIFOs and sockets have nothing to keep. */
export async function walkTree(top: string): Promise<Walk> {
  const files = new Map<BytePath, WalkedFile>();
  const repositories: BytePath[] = [];
  const waiting: BytePath[] = [''];
  let sliceEnd = performance.now() + sliceMs;
  for (let directory = waiting.pop(); directory !== undefined; directory = waiting.pop()) {
    if (performance.now() > sliceEnd) {
      await nextTurn();
      sliceEnd = performance.now() + sliceMs;
    }
    const entries = readdirSync(absolute(top, directory), { withFileTypes: true, encoding: 'latin1' });
    if (directory !== '' && entries.some(({ name }) => name === '.git')) repositories.push(directory);
    else walkEntries(top, { directory, entries }, { files, waiting });
  }
  return { files, repositories };
}

interface Entry {
  readonly name: string;
  isDirectory(): boolean;
}

interface Found {
  readonly files: Map<BytePath, WalkedFile>;
  readonly waiting: BytePath[];
}

function walkEntries(top: string, { directory, entries }: { readonly directory: BytePath; readonly entries: readonly Entry[] }, { files, waiting }: Found): void {
  for (const entry of entries) {
    if (directory === '' && entry.name === '.git') continue;
    const path = directory === '' ? entry.name : `${directory}/${entry.name}`;
    const file = entry.isDirectory() ? null : walkedFile(top, path);
    if (entry.isDirectory()) waiting.push(path);
    else if (file !== null) files.set(path, file);
  }
}

function walkedFile(top: string, path: BytePath): WalkedFile | null {
  const stats = lstatSync(absolute(top, path), { bigint: true });
  const kind = kindOf(stats);
  return kind === null ? null : { kind, stamp: `${stats.ino} ${stats.size} ${stats.mtimeNs} ${stats.mode}`, size: Number(stats.size) };
}

function kindOf(stats: BigIntStats): WalkedKind | null {
  if (stats.isSymbolicLink()) return 'link';
  if (!stats.isFile()) return null;
  return (stats.mode & 0o100n) === 0n ? 'file' : 'executable';
}

/** A path for the disk, with the bytes that it really has. */
export function absolute(top: string, path: BytePath): Buffer {
  return Buffer.concat([Buffer.from(`${top}/`, 'utf8'), Buffer.from(path, 'latin1')]);
}

/** The same as text, for people. */
export function textOfPath(path: BytePath): string {
  return Buffer.from(path, 'latin1').toString('utf8');
}

/** The first file that is not as it was, or is new, or is gone; `null`: all are as they were. */
export function changedSince(before: Walk, after: Walk): BytePath | null {
  for (const [path, { stamp }] of after.files) if (before.files.get(path)?.stamp !== stamp) return path;
  for (const path of before.files.keys()) if (!after.files.has(path)) return path;
  return null;
}
