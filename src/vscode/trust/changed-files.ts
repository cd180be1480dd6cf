import { type Uri, extensions, workspace } from 'vscode';

/** The part of the Git extension that is used here (its API, version 1). */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): { readonly repositories: readonly { readonly state: GitState }[] };
}

interface GitState {
  readonly workingTreeChanges: readonly GitChange[];
  readonly indexChanges: readonly GitChange[];
  readonly mergeChanges: readonly GitChange[];
  readonly untrackedChanges?: readonly GitChange[];
}

interface GitChange {
  readonly uri: Uri;
}

/** Files that differ from what is committed, each once; `null` when there is nobody to ask. Starts no process of our own. */
export async function changedFiles(): Promise<readonly Uri[] | null> {
  const extension = extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined || !workspace.isTrusted) return null;
  const git = await extension.activate();
  if (!git.enabled) return null;
  const changes = git.getAPI(1).repositories.flatMap(({ state }) => (
    [...state.mergeChanges, ...state.indexChanges, ...state.workingTreeChanges, ...(state.untrackedChanges ?? [])]));
  return [...new Map(changes.map(({ uri }) => [uri.toString(), uri])).values()];
}
