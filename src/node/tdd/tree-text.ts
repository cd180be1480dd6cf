import { join } from 'node:path';
import { readRegularFile } from '../regular-file.js';

/** Larger files are no source that somebody wrote. Bytes. */
const largest = 2 * 1024 * 1024;

/** Reads files of a working tree as text: no link is opened, nothing large. `null`: there is no such text. */
export function readTreeText(top: string): (path: string) => string | null {
  return (path) => {
    const outcome = readRegularFile(join(top, path), undefined, { now: 0, largest });
    return outcome.kind === 'text' ? outcome.text : null;
  };
}
