import { lstatSync, readFileSync } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { failure, success, type Result } from '../base/result.js';
import { errorCode, kindOf } from './regular-file.js';

/** Largest file that is read whole here: specs may be longer than what sessions and tasks are made of. */
const largestText = 4 * 1024 * 1024;

/** Reads any text file by its absolute path, links not followed; or says in half a sentence why not. */
export function readTextFile(path: string): Result<string, string> {
  try {
    const stats = lstatSync(path);
    if (!stats.isFile()) return failure(kindOf(stats));
    if (stats.size > largestText) return failure(`it is larger than ${largestText / 1024 / 1024} MiB`);
    const bytes = readFileSync(path);
    return isUtf8(bytes) ? success(bytes.toString('utf8')) : failure('it is not valid UTF-8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return failure('it is not there');
    return failure(error instanceof Error ? error.message : String(error));
  }
}
