import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { environmentFile, environmentMark } from '../../core/parallel/agent-environment.js';
import { clock } from '../clock.js';
import { readRegularFile } from '../regular-file.js';
import { excludeLine } from '../worktrees/exclude.js';
import { lookAt } from '../writer/confine.js';
import { diskSyscalls, worldFailed } from '../writer/syscalls.js';
import { discard, writeWhole } from '../writer/whole-file.js';

/** Writes the variables of a worktree as a whole, where no file of somebody else, and no link, has that name. */
export async function writeEnvironment({ commonDir, worktree }: { readonly commonDir: string | null; readonly worktree: string }, text: string): Promise<void> {
  const path = join(worktree, environmentFile);
  if (await lookAt(path) !== null && !isOurs(path)) return;
  if (commonDir !== null) excludeLine(commonDir, `/${environmentFile}`);
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeWhole(diskSyscalls, { path: temporary, bytes: Buffer.from(text, 'utf8'), mode: 0o644 });
    await diskSyscalls.rename(temporary, path);
  } catch (error) {
    await discard(diskSyscalls, temporary);
    throw worldFailed(error, path);
  }
}

/** Whether a worktree has such a file: made anew with the next start, so nothing is lost with it. */
export function hasEnvironment(worktree: string): boolean {
  return isOurs(join(worktree, environmentFile));
}

function isOurs(path: string): boolean {
  const outcome = readRegularFile(path, undefined, { now: clock.now() });
  return outcome.kind === 'text' && outcome.text.startsWith(environmentMark);
}
