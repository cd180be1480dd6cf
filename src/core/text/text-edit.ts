import { commonEnds } from '../../base/common-ends.js';

/** Replaces `length` UTF-16 units at `offset` by `text`. */
export interface TextEdit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** The text after edits that do not overlap; their offsets all mean the text before. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  return edits.toSorted((a, b) => b.offset - a.offset)
    .reduce((done, edit) => done.slice(0, edit.offset) + edit.text + done.slice(edit.offset + edit.length), text);
}

/** The one change that makes a text another, without what both begin and end with. */
export function replacementFor(text: string, wanted: string): TextEdit {
  const { begin, end } = commonEnds(text, wanted);
  return { offset: begin, length: text.length - begin - end, text: wanted.slice(begin, wanted.length - end) };
}

/** The line ending that a text uses; of a text without lines, the usual one. */
export function lineEndingOf(text: string): '\n' | '\r\n' {
  const end = text.indexOf('\n');
  return end > 0 && text[end - 1] === '\r' ? '\r\n' : '\n';
}

/** Where the line of an offset begins. */
export function lineStartOf(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line of an offset ends, before its line ending. */
export function lineEndOf(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return end > offset && text[end - 1] === '\r' ? end - 1 : end;
}
