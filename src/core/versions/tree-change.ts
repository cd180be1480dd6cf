import type { FileMode, Operation, OperationType, RollbackRecipe } from './version.js';
import { operationId, recordTime } from './record-ids.js';

/** A file as a record names it: the hash of its content (`sha256:<hex>`; of a link, of its target) and what it is. */
export interface TreeFile {
  readonly hash: string;
  readonly mode: FileMode;
}

/** Both are nothing, or the same content as the same kind of file. */
export function isSameFile(one: TreeFile | null, other: TreeFile | null): boolean {
  return one?.hash === other?.hash && one?.mode === other?.mode;
}

/** What became of one path of a working tree. `performedAt`: milliseconds since the epoch. `said`: the difference in words. */
export interface TreeChange {
  readonly path: string;
  readonly before: TreeFile | null;
  readonly after: TreeFile | null;
  readonly performedAt: number;
  readonly said: string;
  /** The content before could not be kept, so it cannot be undone. */
  readonly lost?: boolean;
}

/** What an operation is made of besides its id. */
type Draft = Pick<Operation, 'type' | 'targetPath' | 'changes' | 'rollbackData'> & { readonly performedAt: number; readonly lost?: boolean };

/**
 * The operations that changes of a working tree come to. A file that went and one with the same content that came are one that was
 * renamed (in its folder) or moved. In the order in which undoing them backwards never finds a folder in the way: what went, what
 * moved, what changed, what came. `sequence`: of the first operation; `now`: when they are recorded.
 */
export function deriveOperations(changes: readonly TreeChange[], { sequence, now }: { readonly sequence: number; readonly now: number }): readonly Operation[] {
  const { moves, rest } = pairMoves(changes);
  const kind = (type: OperationType): readonly Draft[] => rest.map(draftOf).filter((draft) => draft.type === type);
  const drafts = [...kind('DELETE'), ...moves, ...kind('UPDATE'), ...kind('CREATE')];
  return drafts.map((draft, index) => ({
    id: operationId(sequence + index, now), type: draft.type, targetType: 'file', targetId: draft.targetPath ?? '', targetPath: draft.targetPath,
    changes: draft.changes, performedAt: recordTime(draft.performedAt), reversible: draft.lost !== true, rollbackData: draft.lost === true ? null : draft.rollbackData,
  }));
}

function pairMoves(changes: readonly TreeChange[]): { readonly moves: readonly Draft[]; readonly rest: readonly TreeChange[] } {
  const gone = goneByFile(changes);
  const used = new Set<TreeChange>();
  const moves = changes.flatMap((change): Draft[] => {
    if (change.before !== null || change.after === null) return [];
    const from = gone.get(keyOf(change.after))?.pop();
    if (from === undefined) return [];
    used.add(from).add(change);
    return [moveOf(from.path, change, change.after)];
  });
  return { moves, rest: changes.filter((change) => !used.has(change)) };
}

/** What went, by what it was, the first last: of thousands of empty files each is taken at once. */
function goneByFile(changes: readonly TreeChange[]): ReadonlyMap<string, TreeChange[]> {
  const gone = new Map<string, TreeChange[]>();
  for (const change of changes.toReversed()) {
    if (change.before === null || change.after !== null) continue;
    const alike = gone.get(keyOf(change.before));
    if (alike === undefined) gone.set(keyOf(change.before), [change]);
    else alike.push(change);
  }
  return gone;
}

function keyOf({ hash, mode }: TreeFile): string {
  return `${mode} ${hash}`;
}

function moveOf(from: string, { path, performedAt }: TreeChange, { hash, mode }: TreeFile): Draft {
  const isRename = folderOf(from) === folderOf(path);
  return {
    type: isRename ? 'RENAME' : 'MOVE', targetPath: path, performedAt,
    changes: { before: hash, after: hash, diffSummary: `${isRename ? 'Renamed' : 'Moved'} from ${from}` },
    rollbackData: { action: 'move_file', from: path, to: from, ...(mode !== 'file' && { mode }) },
  };
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function draftOf({ path, before, after, performedAt, said, lost = false }: TreeChange): Draft {
  const changes = { before: before?.hash ?? null, after: after?.hash ?? null, diffSummary: said };
  if (before === null) return { type: 'CREATE', targetPath: path, performedAt, changes, rollbackData: { action: 'delete_file', path, ...(after !== null && after.mode !== 'file' && { modeAfter: after.mode }) } };
  return { type: after === null ? 'DELETE' : 'UPDATE', targetPath: path, performedAt, changes, lost, rollbackData: restoring(path, before, after) };
}

/** The kind of file is only said where it is not a plain one, or changed with the content. */
function restoring(path: string, before: TreeFile, after: TreeFile | null): RollbackRecipe {
  const isSaid = before.mode !== 'file' || (after !== null && after.mode !== 'file');
  return { action: 'restore_content', path, contentHash: before.hash, ...(isSaid && { mode: before.mode }), ...(isSaid && after !== null && { modeAfter: after.mode }) };
}
