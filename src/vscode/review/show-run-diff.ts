import { join } from 'node:path';
import { commands, l10n, Uri, workspace } from 'vscode';
import { ContentStore } from '../../node/versions/content-store.js';
import { RunRecorder } from '../../node/versions/run-recorder.js';
import { tellRefusal } from '../ask.js';
import type { Root } from '../roots/root.js';
import { contentUri } from '../versions/content-documents.js';
import type { ReviewLink } from './review-links.js';

/** Compares a file with what it was before a run: on the right is the file itself, where the run works, so that lines can be commented on. */
export async function showRunDiff(root: Root, { run, path, before }: Extract<ReviewLink, { kind: 'diff' }>): Promise<void> {
  if (before.hash !== null && await new ContentStore(root.open.place).find(before.hash) === null) {
    tellRefusal(l10n.t('What {0} was is not stored here: contents stay on the machine on which they were recorded, until they are cleaned up.', before.path));
    return;
  }
  const top = new RunRecorder(root.open.place).topOf(run.record.worktree);
  const file = top === null ? null : addressOf(root, join(top, path));
  const now = file !== null && await isThere(file) ? file : contentUri(root.root, path, null);
  await commands.executeCommand('vscode.diff', contentUri(root.root, before.path, before.hash), now, l10n.t('{0} before {1} and now', path, run.task), { preview: true });
}

/** The address under which the editor knows a file: inside a workspace folder if there is one. */
function addressOf(root: Root, file: string): Uri {
  const path = root.pathOf(Uri.file(file));
  return path === null ? Uri.file(file) : root.uriOf(path);
}

async function isThere(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
