import { isSafePath } from './safe-path.js';
import { isSameFile, type TreeFile } from './tree-change.js';
import type { Operation } from './version.js';
import type { RunState, VersionState } from './versions.js';

/** What is to be undone: a whole version, a run (of a task, or one that rolled something back), or one operation of a run. */
export interface RollbackTarget {
  readonly run: string | null;
  readonly operation: string | null;
}

/** An operation with the run that it belongs to. */
export interface PlacedOperation {
  readonly run: RunState;
  readonly operation: Operation;
}

/** The operations that a target comes to, in the order in which they were done; `null`: there is no such run or operation. */
export function chosenOperations({ runs, rollbacks }: Pick<VersionState, 'runs' | 'rollbacks'>, { run, operation }: RollbackTarget): readonly PlacedOperation[] | null {
  const all = [...runs.flatMap((each) => [...each.attempts, each]), ...rollbacks];
  const named = [...runs, ...rollbacks].filter(({ task }) => task === run);
  const wanted = run === null ? all : operation === null ? named.flatMap((each) => [each, ...undoingsOf(each, rollbacks)]) : named;
  const placed = wanted.flatMap((each) => each.record.operations.map((one) => ({ run: each, operation: one })));
  const chosen = operation === null ? placed : placed.filter(({ operation: { id } }) => id === operation);
  if ((run !== null && wanted.length === 0) || (operation !== null && chosen.length === 0)) return null;
  return ordered(chosen, new Set(rollbacks));
}

/**
 * What undid a run or a part of it, and what undid that, in the order in which it was done: so much of the run is undone already. Of
 * attempts only the latest is meant; what was undone before it began was done by another.
 */
function undoingsOf(run: RunState, rollbacks: readonly RunState[]): readonly RunState[] {
  const undone = new Set<string>([run.task, ...run.record.operations.map(({ id }) => id)]);
  return rollbacks.filter(({ task, record: { startedAt, rollback } }) => {
    const isAbout = rollback !== undefined && undone.has(rollback.of) && (run.attempts.length === 0 || startedAt > run.record.startedAt);
    if (isAbout) undone.add(task);
    return isAbout;
  });
}

/** By the time at which they were recorded; in one second runs come before what rolled them back, and sequences count. */
function ordered(operations: readonly PlacedOperation[], rollbacks: ReadonlySet<RunState>): readonly PlacedOperation[] {
  const keyOf = ({ run, operation }: PlacedOperation, index: number): string => [/_(\d{8}_\d{6})_/.exec(operation.id)?.[1] ?? '', rollbacks.has(run) ? '1' : '0', run.record.startedAt, String(index).padStart(8, '0')].join(' ');
  const keyed = operations.map((each, index) => [keyOf(each, index), each] as const);
  return keyed.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each);
}

/** What one file becomes when operations are undone. */
export interface FileChange {
  readonly path: string;
  readonly from: TreeFile | null;
  readonly to: TreeFile | null;
}

/** Why something cannot be undone. `expected`: the content that the run left, if that is what is not there any more. */
export interface Obstacle {
  readonly operation: string;
  readonly path: string | null;
  readonly why: string;
  readonly expected: string | null;
}

/** What undoing comes to: for every file what it is and what it becomes; what stands in the way; what there is nothing to undo of. */
export interface Rollback {
  readonly changes: readonly FileChange[];
  readonly obstacles: readonly Obstacle[];
  readonly untouched: readonly Operation[];
}

/** What is at a path now, in one working tree. A hash that is empty: something that no run leaves, whatever a record says. */
export type Present = (path: string) => TreeFile | null;

/**
 * Undoes operations backwards, in thought: each only if the file is then what the operation left (decisions 6.5). Records can be
 * edited, so nothing in them is believed but what fits. Operations that are not about files, and say nothing of undoing, are left.
 */
export function deriveRollback(operations: readonly Operation[], present: Present): Rollback {
  const files = new Map<string, TreeFile | null>();
  const obstacles: Obstacle[] = [];
  const untouched: Operation[] = [];
  for (const operation of operations.toReversed()) {
    if (operation.targetType !== 'file' && operation.rollbackData === null) untouched.push(operation);
    else undo({ operation, obstacles, at: (path) => (files.has(path) ? files.get(path) ?? null : present(path)), set: (path, file) => files.set(path, file) });
  }
  const changes = [...files].map(([path, to]) => ({ path, from: present(path), to })).filter(({ from, to }) => !isSameFile(from, to));
  obstacles.push(...collisions(changes));
  return { changes, obstacles, untouched };
}

/** A file cannot be where the folder of another one has to be. */
function collisions(changes: readonly FileChange[]): readonly Obstacle[] {
  const files = new Set(changes.filter(({ to }) => to !== null).map(({ path }) => path));
  return [...files].flatMap((path) => {
    const names = path.split('/').slice(0, -1);
    const above = names.map((_, index) => names.slice(0, index + 1).join('/')).find((each) => files.has(each));
    return above === undefined ? [] : [{ operation: '', path, why: `${above} would be a file as well`, expected: null }];
  });
}

interface Undoing {
  readonly operation: Operation;
  readonly obstacles: Obstacle[];
  readonly at: (path: string) => TreeFile | null;
  readonly set: (path: string, file: TreeFile | null) => void;
}

function undo({ operation, obstacles, at, set }: Undoing): void {
  const { rollbackData, reversible, id, targetPath } = operation;
  const stop = (path: string | null, why: string, expected: string | null = null): void => { obstacles.push({ operation: id, path, why, expected }); };
  if (!reversible || rollbackData?.action === undefined) {
    stop(targetPath, 'it was recorded as one that cannot be undone');
    return;
  }
  const steps = undoers[rollbackData.action](operation);
  const unsafe = steps.find(({ path }) => !isSafePath(path));
  if (unsafe !== undefined) {
    stop(unsafe.path, 'its path leads to something that a task run never changes');
    return;
  }
  if (isAboutAnother(operation)) {
    stop(targetPath, 'what is to be undone is about another file');
    return;
  }
  const misfit = steps.find(({ path, expected }) => !expected(at(path)));
  if (misfit !== undefined) stop(misfit.path, misfit.why, operation.changes.after);
  else for (const { path, becomes } of steps.map((step) => ({ path: step.path, becomes: step.becomes(at(step.from ?? step.path)) }))) set(path, becomes);
}

/** An operation says twice what file it is about; whoever wrote a record by hand may have made it say two. */
function isAboutAnother({ targetPath, rollbackData }: Operation): boolean {
  const said = rollbackData?.action === 'move_file' ? rollbackData.from : rollbackData?.path;
  return targetPath !== null && said !== undefined && said !== targetPath;
}

/** One file of an operation that is undone: what it has to be, and what it becomes from what stands at `from`. */
interface UndoStep {
  readonly path: string;
  readonly from?: string;
  readonly expected: (file: TreeFile | null) => boolean;
  readonly why: string;
  readonly becomes: (file: TreeFile | null) => TreeFile | null;
}

const changed = 'it was changed since';

/** Is a file what a record says that was left? */
function isLeft(file: TreeFile | null, hash: string | null): boolean {
  return file !== null && file.hash !== '' && file.hash === hash;
}
const nothing = (): null => null;

const undoers: Readonly<Record<'delete_file' | 'restore_content' | 'move_file', (operation: Operation) => readonly UndoStep[]>> = {
  delete_file: ({ targetPath, changes: { after }, rollbackData }) => [
    { path: rollbackData?.path ?? targetPath ?? '', expected: (file) => isLeft(file, after), why: changed, becomes: nothing }],
  restore_content: ({ targetPath, changes: { after }, rollbackData }) => {
    const { path = targetPath ?? '', contentHash = '', mode, modeAfter } = rollbackData ?? {};
    const expected = (file: TreeFile | null): boolean => (after === null ? file === null : isLeft(file, after) && (modeAfter === undefined || file?.mode === modeAfter));
    return [{ path, expected, why: after === null ? 'there is a file again' : changed, becomes: (file) => ({ hash: contentHash, mode: mode ?? file?.mode ?? 'file' }) }];
  },
  move_file: ({ targetPath, changes: { after }, rollbackData }) => {
    const { from = targetPath ?? '', to = '' } = rollbackData ?? {};
    return [
      { path: to, from, expected: (file) => file === null, why: 'there is a file again', becomes: (file) => file },
      { path: from, expected: (file) => isLeft(file, after), why: changed, becomes: nothing }];
  },
};

/** What a record of rolling back says that it did, file by file: how one that was interrupted is finished. */
export function intendedChanges(operations: readonly Operation[]): readonly FileChange[] {
  return operations.flatMap(({ changes: { before, after }, targetPath, rollbackData, type }): FileChange[] => {
    const { from, to, mode, modeAfter, path = targetPath ?? '' } = rollbackData ?? {};
    const file = (hash: string | null, kind: TreeFile['mode'] | undefined): TreeFile | null => (hash === null ? null : { hash, mode: kind ?? 'file' });
    if ((type === 'RENAME' || type === 'MOVE') && from !== undefined && to !== undefined) return [{ path: to, from: file(before, mode), to: null }, { path: from, from: null, to: file(after, mode) }];
    return [{ path, from: file(before, mode), to: file(after, modeAfter ?? mode) }];
  }).filter(({ path }) => isSafePath(path));
}
