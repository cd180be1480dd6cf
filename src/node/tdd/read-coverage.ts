import { join } from 'node:path';
import { coverageOfFile, percentOf, readCobertura, readIstanbul, readIstanbulSummary, readLcov, reportPaths, type LineCoverage, type ReportFormat } from '../../core/tdd/coverage.js';
import { readRegularFile } from '../regular-file.js';

/** Larger reports are not read. Bytes. */
const largest = 64 * 1024 * 1024;

const readers: Readonly<Record<ReportFormat, (text: string) => readonly LineCoverage[]>> = {
  lcov: readLcov,
  cobertura: readCobertura,
  istanbul: (text) => readIstanbul(parsedJson(text)),
  'istanbul-summary': (text) => readIstanbulSummary(parsedJson(text)),
};

/**
 * How much of a file (relative to `top`) its tests run, in percent: by the first report that knows it, from the file's folder
 * upwards. `null`: no report knows it. Reports are read, never made.
 */
export function readCoverage(top: string, path: string): number | null {
  for (const folder of foldersAbove(path)) {
    for (const [report, format] of reportPaths) {
      const outcome = readRegularFile(join(top, folder, report), undefined, { now: 0, largest });
      const found = outcome.kind === 'text' ? coverageOfFile(readers[format](outcome.text), { path, top, folder }) : null;
      if (found !== null) return percentOf(found);
    }
  }
  return null;
}

/** The folder of a file and all above, up to the top: `''`. */
function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return Array.from({ length: parts.length + 1 }, (_, index) => parts.slice(0, parts.length - index).join('/'));
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Half written: a report that says nothing.
  }
}
