import { l10n, Uri, window } from 'vscode';
import { runsOfFile, type FileTouch } from '../../core/versions/version-selectors.js';
import { treePaths } from '../../node/tree-paths.js';
import { askOne, tellRefusal } from '../ask.js';
import type { Root } from '../roots/root.js';
import type { Roots } from '../roots/roots.js';
import { showChange } from './show-change.js';
import { changeSummary, operationLabel, rollbackLabel, runIcon, runStatusLabel } from './version-look.js';

/** The runs that touched a file, the latest first; the one that is picked is shown as before and after. `given`: a file, else the one in front. */
export async function showFileHistory(roots: Roots, given: unknown): Promise<void> {
  const { t } = l10n;
  const uri = given instanceof Uri ? given : window.activeTextEditor?.document.uri;
  if (uri?.scheme !== 'file') {
    tellRefusal(t('Open a file first whose history you want to see.'));
    return;
  }
  const touches = roots.all.flatMap((root) => touchesOf(root, uri.fsPath).map((touch) => ({ root, ...touch })));
  if (touches.length === 0) {
    tellRefusal(t('No recorded run touched this file.'));
    return;
  }
  const picked = await askOne(t('Runs that touched this file'), touches.toReversed().map((touch) => ({
    label: touch.run.record.rollback === undefined ? touch.run.task : rollbackLabel(t, touch.run),
    description: [touch.run.version, runStatusLabel(t, touch.run.record.status), touch.run.record.agent].join(' · '),
    detail: [touch.run.record.startedAt, ...touch.operations.map((each) => `${operationLabel(t, each.type)} ${changeSummary(each)}`.trim())].join(' · '),
    icon: runIcon(touch.run.record.status).id, value: touch,
  })));
  if (picked !== null) await showTouch(picked.root, picked);
}

/** A file has one path in every working tree; a link leads to the same file by another. */
function touchesOf({ open, state }: Root, file: string): readonly FileTouch[] {
  const [path] = treePaths(open.place)(file);
  return path === undefined ? [] : runsOfFile(state.parts.versions, path);
}

/** From before the first to after the last thing that the run did to the file. */
async function showTouch(root: Root, { run, operations }: FileTouch): Promise<void> {
  const [first] = operations;
  const last = operations.at(-1);
  if (first === undefined || last === undefined) return;
  await showChange(root, { before: { path: first.rollbackData?.to ?? first.targetPath ?? '', hash: first.changes.before }, after: { path: last.targetPath ?? '', hash: last.changes.after } },
    l10n.t('{0} in {1} of {2}', last.targetPath ?? '', run.task, run.version));
}
