import { accessSync, constants, lstatSync } from 'node:fs';
import { errorCode } from '../regular-file.js';

/** Larger files are not recorded; bytes. */
const largestContent = 16 * 1024 * 1024;

/** Why the file at an absolute path is not recorded, in words; `null`: it is, or it is gone. */
export function reasonAgainstRecording(path: string): string | null {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats?.isFile() !== true) return null;
    if (stats.size > largestContent) return `larger than ${largestContent / 1024 / 1024} MiB`;
    accessSync(path, constants.R_OK);
    return null;
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '') ? null : 'it cannot be read';
  }
}
