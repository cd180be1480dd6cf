import { plainLine } from '../../core/text/escape.js';
import type { FileChange } from '../../core/versions/plan-rollback.js';
import { recordJson } from '../../core/versions/record-codec.js';
import { RollbackDesk, type RollbackPreview } from '../../node/versions/rollback-desk.js';
import { actorOf } from '../actor.js';
import { isRefusal } from '../choose-session.js';
import { answer, type Answer, type Run } from '../command.js';
import { exitCodes } from '../output.js';
import { renderRun } from './record-text.js';

const verbOf = ({ from, to }: FileChange): string => (from === null ? 'restore' : to === null ? 'delete' : 'change');

async function previewAnswer(desk: RollbackDesk, preview: RollbackPreview): Promise<Answer> {
  const changes = (await Promise.all(preview.trees.map(async (tree) => (
    Promise.all(tree.rollback.changes.map(async (change) => ({ worktree: tree.worktree, change, diff: await desk.diff(tree, change) }))))))).flat();
  const obstacles = preview.trees.flatMap(({ rollback }) => rollback.obstacles);
  const untouched = preview.trees.flatMap(({ rollback }) => rollback.untouched);
  const stands = obstacles.length > 0 || preview.leftOut.length > 0;
  const json = {
    of: preview.of, complete: !stands,
    changes: changes.map(({ worktree, change, diff }) => ({
      path: change.path, ...(worktree !== null && { worktree }), action: verbOf(change), before: change.from?.hash ?? null, after: change.to?.hash ?? null, diff })),
    obstacles: obstacles.map(({ operation, path, why }) => ({ operation, path, why })),
    not_recorded: preview.leftOut, untouched: untouched.map(({ id }) => id),
  };
  const lines = [
    ...changes.map(({ change, diff }) => `${verbOf(change)} ${plainLine(change.path)}\n${diff}`),
    ...obstacles.map(({ operation, path, why }) => `${plainLine(`Not undone: ${path ?? operation}, because ${why}.`)}\n`),
    ...preview.leftOut.map((each) => `${plainLine(`Not recorded, so it stays: ${each}.`)}\n`),
  ];
  const told = answer(() => json, () => lines.join(''), stands ? exitCodes.no : exitCodes.fine);
  return changes.length === 0 ? { ...told, notice: 'Nothing would be changed.' } : told;
}

export const rollback: Run = async ({ root, options }, [version = '']) => {
  const desk = new RollbackDesk(root, actorOf(process.env));
  const request = { version, run: options.run ?? null, operation: options.operation ?? null, partial: options.partial === true };
  if (options.dryRun === true) {
    const preview = await desk.preview(request);
    return isRefusal(preview) ? preview : previewAnswer(desk, preview);
  }
  const done = await desk.perform(request);
  if (isRefusal(done)) return done;
  const records = done.records.map(({ record }) => record);
  const given = answer(() => (records.length === 1 ? recordJson(records[0]) : records.map(recordJson)), () => records.map(renderRun).join(''));
  const undo = records.map(({ taskId, workflowVersion }) => `Undo this with: workflow version rollback ${workflowVersion} --run ${taskId}`);
  const notes = [...(records.length === 0 ? ['Nothing had to be changed.'] : []), ...done.notes, ...undo];
  return notes.length === 0 ? given : { ...given, notice: notes.join(' ') };
};
