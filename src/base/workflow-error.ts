/**
 * Why the world failed us: the lock is held by somebody who may live, the disk is full, something may not be written,
 * the process has too many files open, a path leads out of the state root, the file system lacks what we need, a program is
 * not installed, took too long or was called off, or anything else it said.
 */
export type WorkflowErrorCode =
  | 'locked' | 'disk-full' | 'not-permitted' | 'too-many-files' | 'outside' | 'unsupported' | 'missing-program' | 'timeout' | 'cancelled' | 'io';

/**
 * The world failed: nothing is wrong with the request or with the user's files. The message says what, where and what to
 * do, in one sentence. Caught once per host; everything else that is thrown is our own mistake.
 */
export class WorkflowError extends Error {
  override readonly name = 'WorkflowError';

  constructor(readonly code: WorkflowErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
  }
}

/** Whether the world failed, also when another bundle of the same program threw it: classes are not shared between bundles. */
export function isWorkflowError(error: unknown): error is WorkflowError {
  return error instanceof Error && error.name === 'WorkflowError';
}
