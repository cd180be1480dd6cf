import { isUtf8 } from 'node:buffer';
import { closeSync, constants, lstatSync, openSync, readSync } from 'node:fs';
import type { Stats } from 'node:fs';
import type { ByteText, FileStamp, ReadOutcome } from '../core/ports.js';

/** Larger files are not read at all, unless somebody knows better. Bytes. */
const usualSize = 256 * 1024;

/** A change this shortly before a stamp was taken may be followed by one that leaves no trace in it: FAT counts in 2 s. */
const racyMs = 2_000;

/** Where a flag does not exist (Windows), links are still refused by the lstat before the open. */
const flags: Readonly<Record<string, number | undefined>> = constants;
const openFlags = constants.O_RDONLY | (flags['O_NOFOLLOW'] ?? 0) | (flags['O_NONBLOCK'] ?? 0);

/** One for nearly all: reading is synchronous, and the text is copied out before the next read. One byte more shows growth. */
const usualBuffer = Buffer.allocUnsafeSlow(usualSize + 1);

/** When a file is read (milliseconds since the epoch), and how large it may be (bytes). */
export interface ReadLimits {
  readonly now: number;
  readonly largest?: number;
}

/**
 * Reads a file as text, at once. Links, FIFOs, sockets, devices and directories are never opened. The stamp is taken
 * before the content, so that a change in between makes the stamp wrong and the next look reads again.
 */
export function readRegularFile(path: string, known: FileStamp | undefined, { now, largest = usualSize }: ReadLimits): ReadOutcome {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return { kind: 'missing' };
    const stamp = stampOf(stats, now);
    if (!stats.isFile()) return { kind: 'unreadable', reason: 'not-a-file', detail: kindOf(stats), stamp };
    if (known !== undefined && !known.racy && sameStamp(known, stamp)) return { kind: 'unchanged' };
    if (stats.size > largest) return tooLarge(stamp, largest);
    return textOf(path, stamp, largest);
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

function textOf(path: string, stamp: FileStamp, largest: number): ReadOutcome {
  const usual = stamp.size > usualSize ? usualBuffer : fill(path, usualBuffer, stamp.size);
  // A full buffer: it is longer, or it grows.
  const content = usual.length > usualSize && largest > usualSize ? fill(path, Buffer.allocUnsafe(largest + 1), stamp.size) : usual;
  if (content.length > largest) return tooLarge(stamp, largest);
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

/** Reads into the buffer until the end of the file or of the buffer: what was read. `size`: what the file should have. */
function fill(path: string, buffer: Buffer, size: number): Buffer {
  const file = openSync(path, openFlags);
  try {
    let length = 0;
    for (;;) {
      const count = readSync(file, buffer, length, buffer.length - length, null);
      length += count;
      // As many bytes as expected: that was all, unless the file grows, and then its stamp shows it.
      if (count === 0 || length === size || length === buffer.length) return buffer.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}

function tooLarge(stamp: FileStamp, largest: number): ReadOutcome {
  return { kind: 'unreadable', reason: 'too-large', detail: `it is larger than ${largest / 1024} KiB`, stamp };
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

