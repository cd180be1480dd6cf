// Reports the coverage that `test/run.mjs --coverage` gathered in coverage/tmp.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '..');
const gathered = join(root, 'coverage/tmp');
const ours = ['dist', 'out/unit'].map(folder => `${pathToFileURL(join(root, folder)).href}/`);
const isOurs = url => ours.some(start => url.startsWith(start));

/** Keeps our own bundles: everything else, VS Code above all, would only slow c8 down. */
function strip(file) {
  const coverage = JSON.parse(readFileSync(file, 'utf8'));
  coverage.result = coverage.result.filter(({ url }) => isOurs(url));
  const maps = Object.entries(coverage['source-map-cache'] ?? {}).filter(([url, { data }]) => isOurs(url) && data);
  // c8 12 compares file: addresses with paths here and would leave every bundled source out.
  for (const [, { data }] of maps) data.sources = data.sources.map(source => source.startsWith('file:') ? fileURLToPath(source) : source);
  coverage['source-map-cache'] = Object.fromEntries(maps);
  writeFileSync(file, JSON.stringify(coverage));
}

/** Prints the table and writes coverage/lcov.info; no threshold yet. */
export function reportCoverage() {
  for (const file of readdirSync(gathered)) strip(join(gathered, file));
  const c8 = createRequire(import.meta.url).resolve('c8/bin/c8.js');
  spawnSync(process.execPath, [c8, 'report', '--temp-directory', gathered, '--reports-dir', join(root, 'coverage'), '--reporter', 'text', '--reporter', 'lcov',
    '--include', 'src/**', '--exclude-after-remap', '--all', '--src', 'src'], { cwd: root, stdio: 'inherit' });
}
