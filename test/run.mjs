// node test/run.mjs [suite ...] [--grep text] [--in workspace,...] [--long] [--coverage] [--inspect port] [--timeout ms]
// Runs suites one after the other, each in a process of its own with a time limit, and adds up. What failed or needed a second try is
// listed at the end; the last line is "N passed, N failed" and the exit code 0 or 1.
import { existsSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../.config/build.mjs';
import { pack } from '../.config/package.mjs';
import { endGroup, startGroup } from './child.mjs';
import { reportCoverage } from './coverage.mjs';

const nodeSuite = folder => ['out/harness/node-suite.js', folder];
const editorSuite = which => ['out/harness/editor-suite.js', which];

/** Files of a suite that run at a time: tests that start programs wait for them, so two even on one processor. */
const lanes = Math.min(Math.max(availableParallelism(), 2), 8);

/** run: the program; lanes: runs its files beside each other, or (apart) each in a process of its own, because what one leaves behind slows
 * the next; builds: rows of .config/build.mjs; ships: needs dist/; packs: needs the .vsix; limits in minutes; patience: with one test, in
 * minutes. A time limit only ends what hangs: a slow machine must not fail a test. */
const suites = {
  check: { run: ['test/check.mjs'], builds: [], limit: 10 },
  unit: { run: nodeSuite('out/unit'), lanes, builds: ['unit'], ships: true, limit: 20 },
  faults: { run: nodeSuite('out/faults'), lanes, builds: ['faults'], ships: true, limit: 15, longLimit: 180, patience: 5, longPatience: 60 },
  host: { run: editorSuite('newest'), builds: ['suite'], ships: true, limit: 15 },
  'host-oldest': { run: editorSuite('oldest'), builds: ['suite'], ships: true, limit: 15 },
  ui: { run: nodeSuite('out/ui'), builds: ['ui'], packs: true, limit: 20 },
  electron: { run: editorSuite('electron'), builds: ['suite'], ships: true, limit: 20 },
  bench: { run: nodeSuite('out/bench'), lanes: 'apart', builds: ['bench'], packs: true, limit: 60 },
};
const usual = ['check', 'unit', 'faults', 'host', 'host-oldest', 'ui'];

const root = resolve(import.meta.dirname, '..');
process.chdir(root);

function parse() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: {
    grep: { type: 'string', short: 'g' }, in: { type: 'string' }, long: { type: 'boolean' }, coverage: { type: 'boolean' }, inspect: { type: 'string' }, timeout: { type: 'string' } } });
  const unknown = positionals.filter(name => !Object.hasOwn(suites, name));
  if (unknown.length > 0) throw new Error(`No suite ${unknown.join(', ')}. There are: ${Object.keys(suites).join(', ')}.`);
  return { options: values, names: positionals.length > 0 ? positionals : usual };
}

/** How the options reach a suite. */
function environment({ grep, in: workspaces, timeout, long, inspect, coverage }, { patience = 1, longPatience = patience }) {
  return {
    TEST_TIMEOUT: timeout ?? (inspect ? '0' : String((long ? longPatience : patience) * 60_000)),
    TEST_COLOR: process.stdout.isTTY || process.env.FORCE_COLOR ? '1' : '0',
    ...grep && { TEST_GREP: grep },
    ...workspaces && { TEST_WORKSPACES: workspaces },
    ...long && { TEST_LONG: '1' },
    ...inspect && { TEST_INSPECT: inspect },
    ...coverage && { NODE_V8_COVERAGE: join(root, 'coverage/tmp') },
  };
}

const sums = ['passed', 'failed', 'skipped'];
const nothing = () => ({ passed: 0, failed: 0, skipped: 0, defects: [] });

function add(total, part) {
  for (const key of sums) total[key] += part[key];
  total.defects.push(...part.defects);
}

function fail(total, why) {
  console.error(`  ✖ ${why}`);
  add(total, { ...nothing(), failed: 1, defects: [`✖ ${why}`] });
}

/** Builds for the suites; after a failure what could be built is tested all the same. */
async function prepare(names, total) {
  const chosen = names.map(name => suites[name]);
  const steps = [
    // The packed extension first, since it takes the same dist/ as the one that other suites load.
    ...(chosen.some(({ packs }) => packs) ? [pack] : []),
    () => build({ ship: chosen.some(({ ships }) => ships), suites: ['harness', ...chosen.flatMap(({ builds }) => builds)] }),
  ];
  for (const step of steps) await step().catch(error => { fail(total, error.message); });
}

/** Resolves to why a started suite did not end well by itself, or nothing. */
function ended(child, limit) {
  return new Promise(done => {
    const timer = setTimeout(() => done(`no end after ${limit} minutes`), limit * 60_000);
    const end = why => { clearTimeout(timer); done(why); };
    child.once('error', error => end(error.message));
    child.once('exit', (code, signal) => end(code === 0 ? undefined : `ended with ${signal ?? `exit code ${code}`}`));
  });
}

async function runSuite(name, options) {
  const { run, lanes, limit, longLimit } = suites[name];
  const counts = nothing();
  const inspect = options.inspect && run[0].includes('node-suite') ? [`--inspect-brk=${options.inspect}`] : [];
  const beside = lanes && !options.inspect ? [String(lanes)] : [];
  const child = startGroup([...inspect, ...run, ...beside], environment(options, suites[name]));
  child.on('message', part => { add(counts, part); });
  try {
    const trouble = await ended(child, options.inspect ? 60 : options.long && longLimit || limit)
      ?? (counts.passed + counts.failed === 0 ? 'no test ran' : undefined);
    if (trouble !== undefined) fail(counts, trouble);
    return counts;
  } finally {
    endGroup(child);
  }
}

async function main() {
  const { options, names } = parse();
  const total = nothing();
  try {
    if (options.coverage) rmSync('coverage', { recursive: true, force: true });
    await prepare(names, total);
    for (const name of names) {
      console.log(`\n━━ ${name}`);
      const started = Date.now();
      const counts = await runSuite(name, options);
      console.log(`━━ ${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${((Date.now() - started) / 1000).toFixed(0)} s`);
      add(total, { ...counts, defects: counts.defects.map(defect => `${name}: ${defect}`) });
    }
    if (options.coverage && existsSync('coverage/tmp')) reportCoverage();
  } catch (error) {
    console.error(error);
    fail(total, error.message);
  }
  for (const defect of total.defects) console.log(`  ${defect}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

await main();
