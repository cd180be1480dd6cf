import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { workflowDirectory } from '../core/layout/state-layout.js';
import { clock } from './clock.js';
import { readRegularFile } from './regular-file.js';
import type { StateRoot } from './state-root.js';
import { confineVolatile, lookAt } from './writer/confine.js';
import { diskSyscalls } from './writer/syscalls.js';
import { discard, writeWhole } from './writer/whole-file.js';

/**
 * The text of the last trust model that was whole, among the volatile things of a state root: so that a model which gets
 * broken or lost never makes a level higher than it was, whichever program asks next (decisions 5.5).
 */
const folder = 'trust';
const name = 'last-good-model.yaml';

/** What was remembered; `null`: nothing. */
export function recallTrustModel({ volatileDir }: StateRoot): string | null {
  const outcome = readRegularFile(join(volatileDir, folder, name), {}, clock.now());
  return outcome.kind === 'text' ? outcome.text : null;
}

/**
 * Remembers a text in place of the one before. `false`: it could not be written; then the one before goes on to be remembered.
 * Looking makes no `.workflow` where there is none, so without a repository and without sessions nothing is remembered.
 */
export async function rememberTrustModel(place: StateRoot, text: string): Promise<boolean> {
  if (recallTrustModel(place) === text) return true;
  if (place.commonDir === null && await lookAt(join(place.root, workflowDirectory)) === null) return false;
  const directory = join(place.volatileDir, folder);
  const temporary = join(directory, `${name}.${randomUUID()}.tmp`);
  try {
    await confineVolatile(place.root, place.volatileDir, [folder]);
    await diskSyscalls.mkdir(place.volatileDir);
    await diskSyscalls.mkdir(directory);
    await writeWhole(diskSyscalls, { path: temporary, bytes: Buffer.from(text, 'utf8'), mode: 0o644 });
    await diskSyscalls.rename(temporary, join(directory, name));
    return true;
  } catch {
    await discard(diskSyscalls, temporary);
    return false;
  }
}
