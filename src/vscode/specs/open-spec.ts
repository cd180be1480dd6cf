import { Range, l10n, window, workspace } from 'vscode';
import { definitionOf } from '../../core/specs/spec-links.js';
import { SpecDocument } from '../../core/specs/spec-document.js';
import { tellRefusal } from '../ask.js';
import type { Root } from '../roots/root.js';
import { rangeOfMark } from './mark-range.js';

/** A spec as it is typed now; `null` when it cannot be read, and the person knows. */
export async function readSpec(root: Root, path: string): Promise<SpecDocument | null> {
  const document = await workspace.openTextDocument(root.uriOf(path));
  const spec = new SpecDocument(document.getText());
  if (spec.unreadable === null && spec.root !== null) return spec;
  tellRefusal(l10n.t('The spec cannot be read: {0}', spec.unreadable?.message ?? ''));
  return null;
}

/** Opens a spec: at a requirement if one is named, at the error if it cannot be read, else at its beginning. */
export async function openSpec(root: Root, path: string, requirement: string | null): Promise<void> {
  const document = await workspace.openTextDocument(root.uriOf(path));
  const spec = new SpecDocument(document.getText());
  const mark = spec.unreadable ?? (requirement === null ? null : definitionOf(spec, requirement));
  const start = mark === null ? null : rangeOfMark(document, mark).start;
  await window.showTextDocument(document, { preview: true, ...(start === null ? {} : { selection: new Range(start, start) }) });
}
