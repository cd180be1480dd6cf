import { TabInputCustom, TabInputNotebook, TabInputNotebookDiff, TabInputText, TabInputTextDiff, Uri, window } from 'vscode';

/** What the person looks at: a file, or why it has no trust level. */
export type TrustSubject =
  | { readonly kind: 'file'; readonly uri: Uri }
  | { readonly kind: 'none'; readonly why: 'untitled' | 'elsewhere' };

/** What is in front of the person; `null`: nothing that could be a file (a terminal, a page). */
export function subjectInFront(): TrustSubject | null {
  const { input } = window.tabGroups.activeTabGroup.activeTab ?? {};
  const uri = uriOf(input);
  return uri === null ? null : subjectOf(uri);
}

/** The file of a tab. Of a comparison it is the side that is changed; a cell belongs to its notebook. */
function uriOf(input: unknown): Uri | null {
  if (input instanceof TabInputTextDiff || input instanceof TabInputNotebookDiff) return input.modified;
  if (input instanceof TabInputText || input instanceof TabInputNotebook || input instanceof TabInputCustom) return input.uri;
  return null;
}

/** What an address stands for. A version that git keeps stands for its file. */
function subjectOf(uri: Uri): TrustSubject {
  if (uri.scheme === 'file') return { kind: 'file', uri };
  if (uri.scheme === 'git') return { kind: 'file', uri: Uri.file(uri.fsPath) };
  return { kind: 'none', why: uri.scheme === 'untitled' ? 'untitled' : 'elsewhere' };
}
