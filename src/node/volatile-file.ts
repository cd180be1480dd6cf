import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { workflowDirectory } from '../core/layout/state-layout.js';
import { clock } from './clock.js';
import { readRegularFile } from './regular-file.js';
import type { StateRoot } from './state-root.js';
import { confineVolatile, lookAt } from './writer/confine.js';
import { diskSyscalls, type Syscalls } from './writer/syscalls.js';
import { discard, writeWhole } from './writer/whole-file.js';

/** Where a small file is among the volatile things of a state root: `<volatileDir>/<folder>/<name>`. */
export interface VolatileFile {
  readonly folder: string;
  readonly name: string;
  /** Bytes; without it, that of `readRegularFile`. */
  readonly largest?: number;
  /** What it says can be found out again, so nobody waits until the disk has it: after a power cut it may be empty. */
  readonly isCache?: boolean;
}

const withoutSync: Syscalls = { ...diskSyscalls, sync: () => Promise.resolve() };

/** Its text; `null`: there is none that can be read. */
export function readVolatile({ volatileDir }: StateRoot, { folder, name, largest }: VolatileFile): string | null {
  const outcome = readRegularFile(join(volatileDir, folder, name), undefined, { now: clock.now(), ...(largest === undefined ? {} : { largest }) });
  return outcome.kind === 'text' ? outcome.text : null;
}

/**
 * Replaces its text as a whole, last writer wins. `false`: it could not be written, and the one before stays. Makes no `.workflow`
 * where there is none, so without a repository and without sessions nothing is kept.
 */
export async function writeVolatile(place: StateRoot, file: VolatileFile, text: string): Promise<boolean> {
  const { folder, name } = file;
  if (readVolatile(place, file) === text) return true;
  if (place.commonDir === null && await lookAt(join(place.root, workflowDirectory)) === null) return false;
  const directory = join(place.volatileDir, folder);
  const temporary = join(directory, `${name}.${randomUUID()}.tmp`);
  try {
    await confineVolatile(place.root, place.volatileDir, [folder]);
    await diskSyscalls.mkdir(place.volatileDir);
    await diskSyscalls.mkdir(directory);
    await writeWhole(file.isCache === true ? withoutSync : diskSyscalls, { path: temporary, bytes: Buffer.from(text, 'utf8'), mode: 0o644 });
    await diskSyscalls.rename(temporary, join(directory, name));
    return true;
  } catch {
    await discard(diskSyscalls, temporary);
    return false;
  }
}
