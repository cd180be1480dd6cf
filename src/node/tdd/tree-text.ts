import { join } from 'node:path';
import { readRegularFile } from '../regular-file.js';

/** Reads files of a working tree as text: no link is opened, nothing large. `null`: there is no such text. */
export function readTreeText(top: string): (path: string) => string | null {
  return (path) => {
    const outcome = readRegularFile(join(top, path), undefined, 0);
    return outcome.kind === 'text' ? outcome.text : null;
  };
}
