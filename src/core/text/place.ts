import type { JsonPointer } from './json-pointer.js';

/**
 * Where in its file a finding is. Pointers are resolved to ranges only when somebody looks (`rangeOf`), because resolving
 * needs the text and most findings of a large workspace are never opened. Offsets count UTF-16 units, lines start at 1.
 */
export type Place =
  | { readonly kind: 'file' }
  | { readonly kind: 'pointer'; readonly pointer: JsonPointer; readonly part: 'key' | 'value' }
  | { readonly kind: 'offset'; readonly offset: number; readonly length: number }
  | { readonly kind: 'line'; readonly line: number };

/** A piece of text as editors count: lines and columns start at 1, columns are UTF-16 units, a BOM takes no column. */
export interface TextRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}
