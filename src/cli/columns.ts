import { paint, type Style } from './output.js';

export interface Cell {
  readonly text: string;
  readonly style: Style;
}

export function cell(text: string, style: Style = 'plain'): Cell {
  return { text, style };
}

/**
 * Rows of a table as lines, columns aligned by two spaces. The last column is not padded, so put there what may be wide
 * or long. Cells are one line each.
 */
export function renderColumns(rows: readonly (readonly Cell[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach(({ text }, column) => { widths[column] = Math.max(widths[column] ?? 0, text.length); });
  const lineOf = (row: readonly Cell[]): string => row
    .map(({ text, style }, column) => paint(text, style) + (column === row.length - 1 ? '' : ' '.repeat((widths[column] ?? 0) - text.length)))
    .join('  ').trimEnd();
  return rows.map((row) => `${lineOf(row)}\n`).join('');
}
