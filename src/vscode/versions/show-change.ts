import { commands, l10n } from 'vscode';
import { plainLine } from '../../core/text/escape.js';
import { allRuns } from '../../core/versions/version-selectors.js';
import type { RunState } from '../../core/versions/versions.js';
import { ContentStore } from '../../node/versions/content-store.js';
import { tellRefusal } from '../ask.js';
import type { Root } from '../roots/root.js';
import type { VersionTarget } from '../target.js';
import { contentUri } from './content-documents.js';
import { operationSubject } from './version-look.js';

/** The run, or the rollback, that a target names or is in; `null`: it is gone. */
function runAt({ state }: Root, { run }: VersionTarget): RunState | null {
  return allRuns(state.parts.versions).find(({ directory }) => directory === run) ?? null;
}

/** Shows what an operation changed, before and after; a refusal where that is not kept any more. */
export async function showOperation(root: Root, target: VersionTarget): Promise<void> {
  const run = runAt(root, target);
  const operation = run?.record.operations.find(({ id }) => id === target.operation);
  if (run === null || operation === undefined) {
    tellRefusal(l10n.t('This operation is not there any more.'));
    return;
  }
  const path = operation.targetPath ?? '';
  await showChange(root, { before: { path: operation.rollbackData?.to ?? path, hash: operation.changes.before }, after: { path, hash: operation.changes.after } },
    l10n.t('{0} in {1} of {2}', plainLine(operationSubject(operation)), run.task, run.version));
}

/** A file as it was; `hash`: `null` where there was none. */
interface Side {
  readonly path: string;
  readonly hash: string | null;
}

/** Compares what a file was with what it became. */
export async function showChange(root: Root, { before, after }: { readonly before: Side; readonly after: Side }, title: string): Promise<void> {
  if (before.hash === null && after.hash === null) {
    tellRefusal(l10n.t('Only that it was done is recorded, not what changed.'));
    return;
  }
  if (!await isKept(root, [before.hash, after.hash])) {
    tellRefusal(l10n.t('What {0} was is not stored here: contents stay on the machine on which they were recorded, until they are cleaned up.', after.path));
    return;
  }
  const [left, right] = [before, after].map(({ path, hash }) => contentUri(root.root, path, hash));
  await commands.executeCommand('vscode.diff', left, right, plainLine(title), { preview: true });
}

async function isKept({ open }: Root, hashes: readonly (string | null)[]): Promise<boolean> {
  const store = new ContentStore(open.place);
  const found = await Promise.all(hashes.flatMap((hash) => (hash === null ? [] : [store.find(hash)])));
  return found.every((each) => each !== null);
}
