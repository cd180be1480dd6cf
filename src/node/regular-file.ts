import { isUtf8 } from 'node:buffer';
import { closeSync, constants, lstatSync, openSync, readSync } from 'node:fs';
import type { Stats } from 'node:fs';
import type { ByteText, FileStamp, ReadOutcome, ReadRequest } from '../core/ports.js';

/** Larger files of the state root are not read at all unless the request says otherwise (quality 2). Bytes. */
const largestFile = 256 * 1024;

/** A change this shortly before a stamp was taken may be followed by one that leaves no trace in it: FAT counts in 2 s. */
const racyMs = 2_000;

/** Where a flag does not exist (Windows), links are still refused by the lstat before the open. */
const flags: Readonly<Record<string, number | undefined>> = constants;
const openFlags = constants.O_RDONLY | (flags['O_NOFOLLOW'] ?? 0) | (flags['O_NONBLOCK'] ?? 0);

/** One for all: reading is synchronous, and the text is copied out before the next read. One byte more shows growth. */
const buffer = Buffer.allocUnsafeSlow(largestFile + 1);

/**
 * Reads a file as text, at once. Links, FIFOs, sockets, devices and directories are never opened. The stamp is taken
 * before the content, so that a change in between makes the stamp wrong and the next look reads again.
 */
export function readRegularFile(path: string, { known, maxBytes = largestFile }: Pick<ReadRequest, 'known' | 'maxBytes'>, now: number): ReadOutcome {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return { kind: 'missing' };
    const stamp = stampOf(stats, now);
    if (!stats.isFile()) return { kind: 'unreadable', reason: 'not-a-file', detail: kindOf(stats), stamp };
    if (known !== undefined && !known.racy && sameStamp(known, stamp)) return { kind: 'unchanged' };
    if (stats.size > maxBytes) return tooLarge(stamp, maxBytes);
    return textOf(path, stamp, maxBytes);
  } catch (error) {
    return unreadable(error);
  }
}

/** The stamp of what `lstat` said. `now`: milliseconds since the epoch. */
function stampOf({ size, mtimeMs, ctimeMs, ino }: Stats, now: number): FileStamp {
  return { size, mtimeMs, ctimeMs, ino, racy: now - Math.max(mtimeMs, ctimeMs) < racyMs };
}

function sameStamp(one: FileStamp, other: FileStamp): boolean {
  return one.size === other.size && one.mtimeMs === other.mtimeMs && one.ctimeMs === other.ctimeMs && one.ino === other.ino;
}

function textOf(path: string, stamp: FileStamp, maxBytes: number): ReadOutcome {
  const room = maxBytes > largestFile ? Buffer.allocUnsafeSlow(Math.min(maxBytes, stamp.size) + 1) : buffer;
  const length = fill(path, room, stamp.size);
  if (length > maxBytes) return tooLarge(stamp, maxBytes);
  const content = room.subarray(0, length);
  if (!isUtf8(content)) return { kind: 'unreadable', reason: 'invalid-utf8', detail: 'it is not valid UTF-8', stamp };
  return new UndecodedText(content.toString('latin1'), stamp);
}

/** Text that is decoded only when somebody asks for it: decoding takes longer than reading. */
class UndecodedText {
  readonly kind = 'text';

  constructor(readonly bytes: ByteText, readonly stamp: FileStamp) {}

  get text(): string {
    return Buffer.from(this.bytes, 'latin1').toString('utf8');
  }
}

/** Reads into the room until the end of the file or of the room; the number of bytes. `size`: what the file should have. */
function fill(path: string, room: Buffer, size: number): number {
  const file = openSync(path, openFlags);
  try {
    let length = 0;
    for (;;) {
      const count = readSync(file, room, length, room.length - length, null);
      length += count;
      // As many bytes as expected: that was all, unless the file grows, and then its stamp shows it.
      if (count === 0 || length === size || length === room.length) return length;
    }
  } finally {
    closeSync(file);
  }
}

function tooLarge(stamp: FileStamp, maxBytes: number): ReadOutcome {
  return { kind: 'unreadable', reason: 'too-large', detail: `it is larger than ${maxBytes / 1024} KiB`, stamp };
}

function unreadable(error: unknown): ReadOutcome {
  const code = errorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
  const reason = code === 'ELOOP' || code === 'EISDIR' ? 'not-a-file' : 'io-error';
  return { kind: 'unreadable', reason, detail: error instanceof Error ? error.message : String(error), stamp: undefined };
}

/** What the operating system calls the failure (`ENOENT`), or `undefined` when it is none of its. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** What something is that is not what was looked for. */
export function kindOf(stats: Stats): string {
  if (stats.isFile()) return 'it is a file';
  if (stats.isSymbolicLink()) return 'it is a symbolic link';
  if (stats.isDirectory()) return 'it is a directory';
  if (stats.isFIFO()) return 'it is a FIFO';
  if (stats.isSocket()) return 'it is a socket';
  return 'it is a device';
}

