import { Range, type TextDocument } from 'vscode';
import type { YamlMark } from '../../core/text/yaml-tree.js';

/** Where a mark is in a document. */
export function rangeOfMark(document: TextDocument, { offset, length }: YamlMark): Range {
  return new Range(document.positionAt(offset), document.positionAt(offset + length));
}
