import { isObject } from '../findings/read-document.js';
import { parseJson } from '../text/json-text.js';

/** Path → SHA-256 of what `init` wrote there: a file that still is that was changed by nobody and may follow a newer version. */
export type ScaffoldRecord = Readonly<Record<string, string>>;

/** Reads the record; what is not readable of it counts as changed by somebody, which is never overwritten. */
export function parseScaffoldRecord(text: string): ScaffoldRecord {
  const parsed = parseJson(text);
  if (!parsed.ok || !isObject(parsed.value)) return {};
  return Object.fromEntries(Object.entries(parsed.value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** The text of the record. */
export function renderScaffoldRecord(record: ScaffoldRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}
