import { commands, l10n, type Uri, workspace } from 'vscode';
import { ContentStore } from '../../node/versions/content-store.js';
import { tellRefusal } from '../ask.js';
import type { Root } from '../roots/root.js';
import { contentUri } from '../versions/content-documents.js';
import type { ReviewLink } from './review-links.js';
import { fileOfRun } from './run-files.js';

/** Compares a file with what it was before a run: on the right is the file itself, where the run works, so that lines can be commented on. */
export async function showRunDiff(root: Root, { run, path, before }: Extract<ReviewLink, { kind: 'diff' }>): Promise<void> {
  if (before.hash !== null && await new ContentStore(root.open.place).find(before.hash) === null) {
    tellRefusal(l10n.t('What {0} was is not stored here: contents stay on the machine on which they were recorded, until they are cleaned up.', before.path));
    return;
  }
  const file = fileOfRun(root, run, path);
  const now = file !== null && await isThere(file) ? file : contentUri(root.root, path, null);
  await commands.executeCommand('vscode.diff', contentUri(root.root, before.path, before.hash), now, l10n.t('{0} before {1} and now', path, run.task), { preview: true });
}

async function isThere(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
