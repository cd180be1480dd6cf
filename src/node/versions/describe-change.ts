import { isUtf8 } from 'node:buffer';
import { lineDifference } from '../../core/text/line-difference.js';

/** Texts longer than this are told by their size: nobody reads their lines. Bytes. */
const longestText = 1024 * 1024;

/** The difference between two contents in words; `null`: there was, or is, no file. */
export function describeChange(before: Buffer | null, after: Buffer | null): string {
  if (before === null) return after === null ? 'Nothing' : `Created, ${sizeOf(after)}`;
  if (after === null) return `Deleted, ${sizeOf(before)}`;
  if (before.equals(after)) return 'Changed what kind of file it is';
  if (!isText(before) || !isText(after)) return `Changed, ${sizeOf(before)} → ${sizeOf(after)}`;
  const lines = lineDifference(before.toString('utf8'), after.toString('utf8'));
  const added = lines.filter(({ kind }) => kind === 'added').length;
  return `Changed, +${added} −${lines.length - added} lines`;
}

function isText(bytes: Buffer): boolean {
  return bytes.length <= longestText && isUtf8(bytes) && !bytes.includes(0);
}

function sizeOf(bytes: Buffer): string {
  if (!isText(bytes)) return `${bytes.length} bytes`;
  const lines = bytes.toString('utf8').split('\n').length - (bytes.length === 0 || bytes.at(-1) === 0x0a ? 1 : 0);
  return lines === 1 ? '1 line' : `${lines} lines`;
}
