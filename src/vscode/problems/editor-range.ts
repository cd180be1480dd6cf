import { Range } from 'vscode';
import { rangeOf } from '../../core/text/json-text.js';
import type { Place, TextRange } from '../../core/text/place.js';

/** A place in a text as the editor counts: from 0. */
export function rangeIn(text: string, place: Place): Range {
  return editorRange(rangeOf(text, place));
}

function editorRange({ line, column, endLine, endColumn }: TextRange): Range {
  return new Range(line - 1, column - 1, endLine - 1, endColumn - 1);
}
