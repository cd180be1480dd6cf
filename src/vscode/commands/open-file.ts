import { Range, window, workspace } from 'vscode';
import type { Place } from '../../core/text/place.js';
import { rangeIn } from '../problems/editor-range.js';
import type { Root } from '../roots/root.js';

/** Opens a file of a root in the editor, at a place if one is given. */
export async function openFile(root: Root, path: string, place?: Place): Promise<void> {
  const document = await workspace.openTextDocument(root.uriOf(path));
  const selection = place === undefined ? undefined : rangeIn(document.getText(), place);
  await window.showTextDocument(document, { preview: true, ...(selection === undefined ? {} : { selection: new Range(selection.start, selection.start) }) });
}
