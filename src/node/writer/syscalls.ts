import { constants } from 'node:fs';
import * as fs from 'node:fs/promises';
import { WorkflowError, type WorkflowErrorCode } from '../../base/workflow-error.js';
import { errorCode } from '../regular-file.js';

/** An open file that is being written. */
export type Handle = fs.FileHandle;

/**
 * Every call by which the writer changes the disk, and nothing else does. One record, so that a fault test can make the
 * n-th call fail or kill the process before it, and prove that nothing is lost.
 */
export interface Syscalls {
  readonly mkdir: (path: string) => Promise<void>;
  /** Creates a file that must not exist. */
  readonly create: (path: string, mode: number) => Promise<Handle>;
  /** Opens a file for appending, creating it if need be. */
  readonly openAppend: (path: string) => Promise<Handle>;
  /** Writes what it can and says how many bytes that were. */
  readonly write: (handle: Handle, bytes: Uint8Array) => Promise<number>;
  readonly chmod: (handle: Handle, mode: number) => Promise<void>;
  readonly sync: (handle: Handle) => Promise<void>;
  /** Gives an existing file a second name that must not exist: the one exclusive publish that shows whole files only. */
  readonly link: (from: string, to: string) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly unlink: (path: string) => Promise<void>;
  readonly syncDirectory: (path: string) => Promise<void>;
}

/** The calls on this machine's disk. */
export const diskSyscalls: Syscalls = {
  mkdir: async (path) => { await fs.mkdir(path, { recursive: true }); },
  create: (path, mode) => fs.open(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, mode),
  openAppend: (path) => fs.open(path, 'a'),
  write: async (handle, bytes) => (await handle.write(bytes)).bytesWritten,
  chmod: (handle, mode) => handle.chmod(mode),
  sync: (handle) => handle.sync(),
  link: (from, to) => fs.link(from, to),
  rename: (from, to) => fs.rename(from, to),
  unlink: (path) => fs.unlink(path),
  syncDirectory,
};

/** Makes names durable. Windows cannot open directories and needs no such call. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await fs.open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const reasons: Readonly<Record<string, readonly [WorkflowErrorCode, string]>> = {
  ENOSPC: ['disk-full', 'the disk is full; make room and try again'],
  EDQUOT: ['disk-full', 'the quota is used up; make room and try again'],
  EROFS: ['not-permitted', 'the file system is read-only'],
  EACCES: ['not-permitted', 'permission is denied; check the owner and mode of the file and its directory'],
  EPERM: ['not-permitted', 'it is not permitted; check the owner and attributes of the file and its directory'],
  EMFILE: ['too-many-files', 'this process has too many files open; close some and try again'],
  ENFILE: ['too-many-files', 'the system has too many files open; try again later'],
  ENOTSUP: ['unsupported', 'the file system has no hard links, which safe writing needs; move the repository to another one'],
};

/** A failed call as an error that says which file it was about and what to do. WorkflowErrors pass as they are. */
export function worldFailed(error: unknown, path: string): WorkflowError {
  if (error instanceof WorkflowError) return error;
  const [code, why] = reasons[errorCode(error) ?? ''] ?? ['io', error instanceof Error ? error.message : String(error)];
  return new WorkflowError(code, `${path} was not written: ${why}.`, error);
}
