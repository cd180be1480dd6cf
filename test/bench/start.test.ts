import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../host/browser.js';
import { quiet, startServer, windowUrl } from '../host/server.js';
import type { HostFigures, MeasureOrder } from './inside-host.js';
import { median, type Row } from './measure.js';
import { measureRows } from './measure-rows.js';

/** Windows that are opened; one more warms up. */
const windows = 5;
/** Processes that are started for each side; two more warm up. */
const processes = 15;

let figures: Promise<readonly HostFigures[]> | undefined;

/** What it costs to have the extension (G23 to G25). */
const startRows: readonly Row[] = [
  {
    name: 'G23 activation ÷ activation of an empty extension, same window',
    bound: 3,
    measure: async () => {
      const all = await inWindows();
      const beside = `${median(all.map(({ ours }) => ours)).toFixed(1)} ms ÷ ${median(all.map(({ empty }) => empty)).toFixed(1)} ms`;
      return { ratio: median(all.map(({ ours, empty }) => ours / empty)), beside };
    },
  },
  {
    name: 'G24 require of the main bundle ÷ of bundled yaml, fresh processes',
    bound: 2,
    measure: async () => Promise.resolve(requireRatio()),
  },
  {
    name: 'G25 memory added by activation ÷ by requiring the typescript bundle',
    bound: 0.1,
    measure: async () => {
      const all = await inWindows();
      return { ratio: median(all.map(({ oursHeap, typescriptHeap }) => oursHeap / typescriptHeap)), beside: `${(median(all.map(({ oursHeap }) => oursHeap)) / 2 ** 20).toFixed(2)} MB` };
    },
  },
];

function temporary(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'start-')));
}

function requireRatio(): { readonly ratio: number; readonly beside: string } {
  const folder = temporary();
  const ours = readFileSync('dist/extension.js', 'utf8');
  writeFileSync(join(folder, 'ours.js'), ours);
  buildSync({ stdin: { contents: 'module.exports = require("yaml")', resolveDir: resolve('.') }, bundle: true, minify: true, platform: 'node', format: 'cjs', outfile: join(folder, 'yaml.js') });
  mkdirSync(join(folder, 'node_modules/vscode'), { recursive: true });
  // Outside of an editor: whatever class or enumeration the bundle names is an empty class.
  const names = new Set([...ours.matchAll(/\.([A-Z]\w+)\b/g)].map(([, name]) => name));
  writeFileSync(join(folder, 'node_modules/vscode/index.js'), [...names].map((name) => `exports.${name} = class {};`).join('\n'));
  const pairs: (readonly [number, number])[] = [];
  for (let round = -2; round < processes; round++) {
    const pair = [requireMs(join(folder, 'ours.js')), requireMs(join(folder, 'yaml.js'))] as const;
    if (round >= 0) pairs.push(pair);
  }
  rmSync(folder, { recursive: true });
  return { ratio: median(pairs.map(([ours, yaml]) => ours / yaml)), beside: `${median(pairs.map(([ours]) => ours)).toFixed(1)} ms ÷ ${median(pairs.map(([, yaml]) => yaml)).toFixed(1)} ms` };
}

function requireMs(file: string): number {
  const program = `const start = performance.now(); const loaded = require(${JSON.stringify(file)}); const ms = performance.now() - start; console.log(JSON.stringify({ ms, keys: Object.keys(loaded) }))`;
  const { ms, keys } = JSON.parse(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' })) as { ms: number; keys: readonly string[] };
  assert.ok(keys.length > 0, `${file} exports something`);
  return ms;
}

/** Activates ours and an empty extension in the same windows; measured once for both rows that need it. */
function inWindows(): Promise<readonly HostFigures[]> {
  figures ??= measureWindows();
  return figures;
}

async function measureWindows(): Promise<readonly HostFigures[]> {
  const folder = temporary();
  const report = join(folder, 'report.json');
  // An empty folder starts neither of the two: ours is installed as a person would, and waits for a workflow.
  const [server, browser] = await Promise.all([
    startServer({ version: 'newest', automation: true, settings: quiet, vsix: 'agent-workflow.vsix', env: { MEASURE_REPORT: report }, log: join(folder, 'server.log') }),
    launchBrowser()]);
  try {
    const all: HostFigures[] = [];
    for (let round = -1; round < windows; round++) {
      const open = join(folder, `round${round}`);
      mkdirSync(open);
      const order: MeasureOrder = { oursFirst: round % 2 === 0, sample: resolve('test/sample/.workflow') };
      writeFileSync(report, JSON.stringify(order));
      await openWindow(browser, windowUrl(server, { open, extension: emptyExtension(join(folder, 'empty')), tests: resolve('out/bench/inside-host.js') }));
      if (round >= 0) all.push(JSON.parse(readFileSync(report, 'utf8')) as HostFigures);
    }
    return all;
  } finally {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openWindow(browser: Browser, url: string): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  try {
    await Promise.all([
      new Promise<void>((done, fail) => {
        const timer = setTimeout(() => fail(new Error('the window gave no figures within a minute')), 60_000);
        const said: string[] = [];
        void page.exposeFunction('codeAutomationLog', (type: string, words: readonly unknown[]) => { said.push(`[${type}] ${words.join(' ')}`); });
        void page.exposeFunction('codeAutomationExit', (code: number) => {
          clearTimeout(timer);
          if (code === 0) done();
          else fail(new Error(`measuring failed in the window\n${said.slice(-5).join('\n').slice(0, 3000)}`));
        });
      }),
      page.goto(url),
    ]);
    await page.goto('about:blank');
  } finally {
    await context.close();
  }
}

function emptyExtension(folder: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'empty', publisher: 'bench', version: '1.0.0', engines: { vscode: '^1.100.0' }, main: './main.js', extensionKind: ['workspace'] }));
  writeFileSync(join(folder, 'main.js'), 'exports.activate = () => undefined;');
  return folder;
}

measureRows(startRows);
