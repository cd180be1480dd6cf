import type { CheckResult, Operation, TaskSnapshot } from './version.js';

/** Where files of a run should be now: the latest operation about a path counts. `true`: there, `false`: gone. */
export function expectedFiles(operations: readonly Operation[]): ReadonlyMap<string, boolean> {
  const expected = new Map<string, boolean>();
  for (const { targetPath, type, rollbackData } of operations) {
    if (targetPath === null) continue;
    expected.set(targetPath, type !== 'DELETE');
    if (rollbackData?.action === 'move_file' && rollbackData.to !== undefined) expected.set(rollbackData.to, false);
  }
  return expected;
}

/** The check `file_exists`: what the run made is there, and what it deleted is not. `isThere` looks at the working tree. */
export function checkFileExists(operations: readonly Operation[], isThere: (path: string) => boolean): CheckResult {
  const expected = [...expectedFiles(operations)];
  if (expected.length === 0) return 'skip';
  return expected.every(([path, wanted]) => isThere(path) === wanted) ? 'pass' : 'fail';
}

/**
 * The check `manifest_compliance`: every file that the run touched is among those that its task declares, or below one of them.
 * Skipped when the task declares none.
 */
export function checkManifest(operations: readonly Operation[], snapshot: Pick<TaskSnapshot, 'filePaths'> | null): CheckResult {
  const declared = (snapshot?.filePaths ?? []).map((path) => path.replace(/:.*$/, '').replace(/\/?\**$/, '')).filter((path) => path !== '');
  if (declared.length === 0) return 'skip';
  const touched = [...expectedFiles(operations).keys()];
  return touched.every((path) => declared.some((each) => path === each || path.startsWith(`${each}/`))) ? 'pass' : 'fail';
}
