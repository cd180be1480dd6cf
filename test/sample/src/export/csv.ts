import type { Tide } from '../tides.js';

const quoted = (field: string): string => (/[",;\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);

/** A table of tides as CSV. The decimal sign follows the reader, so the separator does too. */
export function tidesToCsv(tides: readonly Tide[], decimal: '.' | ',' = '.'): string {
  const separator = decimal === ',' ? ';' : ',';
  const rows = tides.map((tide) => [tide.station, tide.at.toISOString(), tide.kind, tide.height.toFixed(2).replace('.', decimal)]);
  return [['station', 'time', 'kind', 'height'], ...rows].map((row) => row.map(quoted).join(separator)).join('\n');
}
