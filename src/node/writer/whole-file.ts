import { dirname } from 'node:path';
import type { Handle, Syscalls } from './syscalls.js';
import { errorCode } from '../regular-file.js';

/** A file to be written under a temporary name first. `mode` as in chmod. */
export interface WholeFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly mode: number;
}

/**
 * Writes a new file completely and durably, or leaves nothing. A short write (full disk) is continued until it fails or
 * every byte is there, and the size is looked at again: other writers report success on half a file.
 */
export async function writeWhole(calls: Syscalls, { path, bytes, mode }: WholeFile): Promise<void> {
  const handle = await calls.create(path, mode);
  try {
    await calls.chmod(handle, mode);
    await writeAll(calls, handle, bytes);
    await calls.sync(handle);
    const { size } = await handle.stat();
    if (size !== bytes.length) throw new Error(`${path} has ${String(size)} bytes instead of ${String(bytes.length)}`);
  } catch (error) {
    await discard(calls, path);
    throw error;
  } finally {
    await handle.close();
  }
}

/**
 * Publishes a new file under a name that must not exist; `false` when somebody has it already. Whole or not at all: when
 * a call fails after the file got its name, it loses the name again.
 */
export async function publishNew(calls: Syscalls, file: WholeFile, temporary: string): Promise<boolean> {
  await writeWhole(calls, { ...file, path: temporary });
  let isPublished = false;
  try {
    await calls.link(temporary, file.path);
    isPublished = true;
    await calls.syncDirectory(dirname(file.path));
    return true;
  } catch (error) {
    if (isPublished) await removeIfThere(calls, file.path);
    else if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await discard(calls, temporary);
  }
}

/** Writes every byte to an open file. */
export async function writeAll(calls: Syscalls, handle: Handle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const count = await calls.write(handle, bytes.subarray(written));
    if (count === 0) throw new Error('the disk took no more bytes');
    written += count;
  }
}

/** Removes a file that may be gone already. */
async function removeIfThere(calls: Syscalls, path: string): Promise<void> {
  try {
    await calls.unlink(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

/** Removes litter; `false` when that failed, which is no reason to fail: a later writer sweeps it up. */
export async function discard(calls: Syscalls, path: string): Promise<boolean> {
  const [removal] = await Promise.allSettled([removeIfThere(calls, path)]);
  return removal.status === 'fulfilled';
}
