import { workspace } from 'vscode';
import type { Root } from '../roots/root.js';

/**
 * The texts of files as they are judged: unsaved where they are, else from the disk, which an editor may be slow to follow. Unreadable
 * ones are left out.
 */
export async function textsOf(root: Root, files: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const open = new Map(workspace.textDocuments.filter(({ isDirty }) => isDirty).map((document) => [document.uri.toString(), document]));
  const texts = new Map<string, string>();
  for (const file of files) {
    const document = open.get(root.uriOf(file).toString());
    if (document !== undefined) texts.set(file, document.getText());
  }
  const closed = files.filter((file) => !texts.has(file)).map((path) => ({ path }));
  await root.open.files.read(closed, (path, outcome) => {
    if (outcome.kind === 'text') texts.set(path, outcome.text);
  });
  return texts;
}
