import { isRecord } from '../specs/feature-spec.js';
import { xmlElements } from './cobertura.js';

/** How much of a file's lines its tests run. */
export interface LineCoverage {
  /** As the report calls the file: absolute, or relative to nobody says what. */
  readonly file: string;
  readonly covered: number;
  readonly lines: number;
}

/** The formats that are read. */
export type ReportFormat = 'lcov' | 'cobertura' | 'istanbul' | 'istanbul-summary';

/** Where tools write their reports, relative to a folder of the project, in the order of what is most exact. */
export const reportPaths: readonly (readonly [path: string, format: ReportFormat])[] = [
  ['coverage/coverage-final.json', 'istanbul'], ['coverage/lcov.info', 'lcov'], ['coverage/coverage-summary.json', 'istanbul-summary'],
  ['coverage/cobertura-coverage.xml', 'cobertura'], ['coverage/cobertura.xml', 'cobertura'], ['lcov.info', 'lcov'], ['coverage.lcov', 'lcov'],
  ['coverage.xml', 'cobertura'], ['cobertura.xml', 'cobertura'], ['cobertura-coverage.xml', 'cobertura'], ['coverage.cobertura.xml', 'cobertura'],
  ['build/logs/cobertura.xml', 'cobertura'], ['build/coverage/cobertura.xml', 'cobertura'], ['target/site/cobertura/coverage.xml', 'cobertura'], ['coverage/lcov/lcov.info', 'lcov'], ['.nyc_output/coverage-final.json', 'istanbul'],
];

/** The coverage of every file of an lcov report: `DA` lines where there are any, else the totals `LF` and `LH`. */
export function readLcov(text: string): readonly LineCoverage[] {
  return text.split(/^end_of_record\s*$/m).flatMap((record) => {
    const file = /^SF:(.*)$/m.exec(record)?.[1]?.trim();
    if (file === undefined || file === '') return [];
    const hits = new Map<string, boolean>();
    for (const [, line = '', count] of record.matchAll(/^DA:(\d+),(-?\d+)/gm)) hits.set(line, hits.get(line) === true || Number(count) > 0);
    if (hits.size > 0) return [coverageOf(file, hits.values())];
    return [{ file, lines: totalIn(record, 'LF'), covered: totalIn(record, 'LH') }];
  });
}

function totalIn(record: string, name: string): number {
  return Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(record)?.[1] ?? 0);
}

/** The coverage of every file of an Istanbul report (`coverage-final.json`), as Istanbul counts lines: by the statement that begins there. */
export function readIstanbul(report: unknown): readonly LineCoverage[] {
  return entriesOf(report).map(([key, entry]) => {
    const hits = new Map<number, boolean>();
    for (const [id, statement] of entriesOf(entry['statementMap'])) {
      const line = isRecord(statement['start']) ? Number(statement['start']['line']) : Number.NaN;
      const counts = isRecord(entry['s']) ? entry['s'] : {};
      hits.set(line, hits.get(line) === true || Number(counts[id]) > 0);
    }
    return coverageOf(typeof entry['path'] === 'string' ? entry['path'] : key, hits.values());
  });
}

/** The coverage of every file of an Istanbul summary (`coverage-summary.json`). */
export function readIstanbulSummary(report: unknown): readonly LineCoverage[] {
  return entriesOf(report).filter(([file]) => file !== 'total').flatMap(([file, { lines }]) => (
    isRecord(lines) ? [{ file, lines: Number(lines['total']) || 0, covered: Number(lines['covered']) || 0 }] : []));
}

/** The coverage of every file of a Cobertura report. Files are relative to one of its `<source>` folders; with several, to any. */
export function readCobertura(text: string): readonly LineCoverage[] {
  const [elements, sources] = [xmlElements(text, 'class'), xmlElements(text, 'source').map(({ text: folder }) => folder.trim())];
  const files = new Map<string, Map<string, boolean>>();
  for (const { attributes, lines } of elements) {
    const file = attributes['filename'];
    if (file === undefined) continue;
    const hits = files.get(file) ?? new Map<string, boolean>();
    files.set(file, hits);
    for (const { number = '', hits: count } of lines) hits.set(number, hits.get(number) === true || Number(count) > 0);
  }
  const [source = ''] = sources;
  const placed = (file: string): string => (sources.length !== 1 || /^(?:\/|[A-Za-z]:)/.test(file) ? file : `${source.replace(/[\\/]+$/, '')}/${file}`);
  return Array.from(files, ([file, hits]) => coverageOf(placed(file), hits.values()));
}

function coverageOf(file: string, hits: Iterable<boolean>): LineCoverage {
  const all = [...hits];
  return { file, lines: all.length, covered: all.filter(Boolean).length };
}

type Entry = readonly [name: string, value: Readonly<Record<string, unknown>>];

function entriesOf(value: unknown): readonly Entry[] {
  return isRecord(value) ? Object.entries(value).filter((entry): entry is [string, Record<string, unknown>] => isRecord(entry[1])) : [];
}

/** Finds the entry of a report that means a file; `null`: none does. */
export type FindCoverage = (file: CoveredFile) => LineCoverage | null;

/** Makes the entries of a report findable: reports name files absolutely, from the top of the tree, or from the folder that they are in. */
export function coverageFinder(entries: readonly LineCoverage[]): FindCoverage {
  const byName = new Map<string, LineCoverage>();
  const byLastPart = new Map<string, { readonly name: string; readonly entry: LineCoverage }[]>();
  for (const entry of entries) {
    const name = slashed(entry.file).replace(/^(?:\.\/)+/, '').replace(/^file:\/\//, '');
    if (!byName.has(name)) byName.set(name, entry);
    const alike = byLastPart.get(lastPart(name));
    if (alike === undefined) byLastPart.set(lastPart(name), [{ name, entry }]);
    else alike.push({ name, entry });
  }
  return ({ path, top, folder }) => {
    const below = folder === '' || !path.startsWith(`${folder}/`) ? undefined : byName.get(path.slice(folder.length + 1));
    const found = byName.get(`${slashed(top)}/${path}`) ?? byName.get(path) ?? below;
    if (found !== undefined) return found;
    // Made elsewhere (a container, CI): the only one that ends with the whole path is meant.
    const ending = (byLastPart.get(lastPart(path)) ?? []).filter(({ name }) => name.endsWith(`/${path}`));
    return ending.length === 1 ? ending[0]?.entry ?? null : null;
  };
}

/** A file of the tree whose coverage is looked for. `path` and `folder`, in which the report was found, are relative to `top`, which is absolute. */
export interface CoveredFile {
  readonly path: string;
  readonly top: string;
  readonly folder: string;
}

const slashed = (path: string): string => path.replaceAll('\\', '/');
const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Percent with one decimal; `null` of a file without lines. */
export function percentOf({ lines, covered }: LineCoverage): number | null {
  return lines === 0 ? null : Math.round((covered / lines) * 1000) / 10;
}
