import { join } from 'node:path';
import { coverageFinder, percentOf, readCobertura, readIstanbul, readIstanbulSummary, readLcov, reportPaths, type FindCoverage, type LineCoverage, type ReportFormat } from '../../core/tdd/coverage.js';
import type { FileStamp } from '../../core/ports.js';
import { clock } from '../clock.js';
import { readRegularFile } from '../regular-file.js';

/** Larger reports are not read. Bytes. */
const largest = 64 * 1024 * 1024;

const readers: Readonly<Record<ReportFormat, (text: string) => readonly LineCoverage[]>> = {
  lcov: readLcov,
  cobertura: readCobertura,
  istanbul: (text) => readIstanbul(parsedJson(text)),
  'istanbul-summary': (text) => readIstanbulSummary(parsedJson(text)),
};

/** A report as it was read. */
interface ReadReport {
  readonly stamp: FileStamp;
  readonly find: FindCoverage;
}

/** Reports that were read, by path, for who looks at them again. */
export type KnownReports = Map<string, ReadReport>;

/** The reports of coverage of a working tree as they are now: each is looked at once, and read only where it is not what is known. They are never made. */
export class CoverageReports {
  readonly #looked = new Map<string, FindCoverage | null>();

  /** `top`: absolute path of the tree. `known` is added to. */
  constructor(private readonly top: string, private readonly known: KnownReports = new Map()) {}

  /**
   * How much of a file (relative to the top) its tests run, in percent: by the first report that knows it, from the file's folder upwards.
   * `null`: no report knows it.
   */
  percentOf(path: string): number | null {
    const { top } = this;
    for (const folder of foldersAbove(path)) {
      for (const [report, format] of reportPaths) {
        const found = this.#reportAt(join(top, folder, report), format)?.({ path, top, folder }) ?? null;
        if (found !== null) return percentOf(found);
      }
    }
    return null;
  }

  #reportAt(file: string, format: ReportFormat): FindCoverage | null {
    const looked = this.#looked.get(file);
    if (looked !== undefined) return looked;
    const known = this.known.get(file);
    const outcome = readRegularFile(file, known?.stamp, { now: clock.now(), largest });
    const report = outcome.kind === 'unchanged' ? known : outcome.kind === 'text' ? { stamp: outcome.stamp, find: coverageFinder(readers[format](outcome.text)) } : undefined;
    if (report === undefined) this.known.delete(file);
    else this.known.set(file, report);
    this.#looked.set(file, report?.find ?? null);
    return report?.find ?? null;
  }
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
