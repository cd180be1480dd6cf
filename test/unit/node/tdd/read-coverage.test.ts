import assert from 'node:assert/strict';
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { CoverageReports, type KnownReports } from '../../../../src/node/tdd/read-coverage.js';
import { temporaryFolder, writeFiles } from '../../../support/temporary-folder.js';

const lcov = (file: string): string => `TN:\nSF:${file}\nFN:1,add\nFNDA:1,add\nDA:1,3\nDA:2,0\nDA:3,1\nDA:4,1\nLF:4\nLH:3\nend_of_record\nSF:other.ts\nLF:10\nLH:5\nend_of_record\n`;
const istanbul = (file: string): string => JSON.stringify({
  [file]: { path: file, statementMap: { 0: { start: { line: 1 } }, 1: { start: { line: 1 } }, 2: { start: { line: 2 } }, 3: { start: { line: 4 } } }, s: { 0: 0, 1: 2, 2: 0, 3: 1 }, f: {}, b: {} },
});
const summary = (file: string): string => JSON.stringify({ total: { lines: { total: 100, covered: 1, pct: 1 } }, [file]: { lines: { total: 8, covered: 6, skipped: 0, pct: 75 } } });
const cobertura = (source: string, file: string): string => `<?xml version="1.0" ?>
<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<coverage line-rate="0.5"><sources><source>${source}</source></sources><packages><package name="a"><classes>
<class name="Add" filename="${file}" line-rate="0.5"><methods><method name="add"><lines><line number="1" hits="1"/></lines></method></methods><lines><line number="1" hits="1"/><line number="2" hits="0"/></lines></class>
<class name="Add$Inner" filename="${file}"><lines><line number="3" hits="4"/><line number="4" hits="0" branch="true"/></lines></class>
</classes></package></packages></coverage>`;

function coverage(files: Readonly<Record<string, string>>, path = 'src/add.ts'): number | null {
  const folder = temporaryFolder();
  writeFiles(folder, Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.replaceAll('TOP', folder)])));
  return new CoverageReports(folder).percentOf(path);
}

describe('coverage that reports tell', () => {
  it('reads lcov by its lines, and by its totals where it has no lines', () => {
    assert.equal(coverage({ 'coverage/lcov.info': lcov('src/add.ts') }), 75);
    assert.equal(coverage({ 'coverage/lcov.info': lcov('src/add.ts') }, 'other.ts'), 50);
    assert.equal(coverage({ 'lcov.info': lcov('TOP/src/add.ts').replaceAll('\n', '\r\n') }), 75);
  });

  it('reads Istanbul, line by line, and its summary', () => {
    assert.equal(coverage({ 'coverage/coverage-final.json': istanbul('TOP/src/add.ts') }), 66.7);
    assert.equal(coverage({ 'coverage/coverage-summary.json': summary('TOP/src/add.ts') }), 75);
  });

  it('reads Cobertura, whose classes may share a file', () => {
    assert.equal(coverage({ 'coverage.xml': cobertura('TOP', 'src/add.ts') }), 50);
    assert.equal(coverage({ 'coverage/cobertura-coverage.xml': cobertura('TOP/src', 'add.ts') }), 50);
    assert.equal(coverage({ 'coverage.xml': cobertura('.', 'src/add.ts') }), 50);
  });

  it('takes the report of the nearest package', () => {
    const path = 'packages/a/src/add.ts';
    assert.equal(coverage({ 'packages/a/coverage/lcov.info': lcov('src/add.ts'), 'coverage/lcov.info': lcov('other/x.ts') }, path), 75);
    assert.equal(coverage({ 'coverage/lcov.info': lcov('packages/a/src/add.ts') }, path), 75);
    assert.equal(coverage({ 'packages/b/coverage/lcov.info': lcov('src/add.ts') }, path), null);
  });

  it('understands paths of another machine, unless two files could be meant', () => {
    assert.equal(coverage({ 'coverage/lcov.info': lcov('/home/ci/work/src/add.ts') }), 75);
    assert.equal(coverage({ 'coverage/lcov.info': lcov('C:\\work\\src\\add.ts') }), 75);
    assert.equal(coverage({ 'coverage/lcov.info': lcov('/a/src/add.ts') + lcov('/b/src/add.ts') }), null);
    assert.equal(coverage({ 'coverage/lcov.info': lcov('/a/mysrc/add.ts') }), null);
  });

  it('knows nothing without a report, or from a broken one', () => {
    assert.equal(coverage({}), null);
    for (const text of ['', '{', '[]', 'null', '{"a": 1}', '<a>', 'SF:', '{"src/add.ts": {"statementMap": {"0": 1}, "s": []}}']) {
      for (const report of ['coverage/coverage-final.json', 'coverage/lcov.info', 'coverage.xml', 'coverage/coverage-summary.json']) assert.equal(coverage({ [report]: text }), null, text);
    }
    assert.equal(coverage({ 'coverage.xml': '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><coverage><class filename="src/add.ts"><lines><line number="&c;" hits="1"/></lines></class></coverage>' }), null);
    assert.equal(coverage({ 'coverage/lcov.info': 'SF:src/add.ts\nLF:0\nLH:0\nend_of_record' }), null);
  });

  it('follows a report that is written again, and one that goes', () => {
    const folder = temporaryFolder();
    const known: KnownReports = new Map();
    const look = (): readonly (number | null)[] => {
      const reports = new CoverageReports(folder, known);
      return ['src/add.ts', 'other.ts', 'src/none.ts'].map((path) => reports.percentOf(path));
    };
    writeFiles(folder, { 'coverage/lcov.info': lcov('src/add.ts') });
    assert.deepEqual(look(), [75, 50, null]);
    writeFiles(folder, { 'coverage/lcov.info': lcov('src/none.ts') });
    assert.deepEqual(look(), [null, 50, 75]);
    rmSync(join(folder, 'coverage'), { recursive: true });
    assert.deepEqual([look(), known.size], [[null, null, null], 0]);
  });

  it('reads a report once for all files of a look', () => {
    const folder = temporaryFolder();
    const names = Array.from({ length: 20_000 }, (_, index) => `src/folder-${index % 100}/file-${index}.ts`);
    writeFiles(folder, { 'lcov.info': names.map((name, index) => `SF:/home/ci/work/${name}\nLF:10\nLH:${index % 11}\nend_of_record\n`).join('') });
    const reports = new CoverageReports(folder);
    assert.equal(reports.percentOf('src/folder-0/file-0.ts'), 0);
    rmSync(join(folder, 'lcov.info'));
    assert.deepEqual(names.map((name) => reports.percentOf(name)), names.map((_, index) => (index % 11) * 10));
  });

  it('follows no link', () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'elsewhere/report': lcov('src/add.ts') });
    symlinkSync(join(folder, 'elsewhere/report'), join(folder, 'lcov.info'));
    assert.equal(new CoverageReports(folder).percentOf('src/add.ts'), null);
  });
});
