// Runs compiled test files with mocha: in processes of their own (node-suite.ts) or inside the extension host (suite/run.ts).
import { existsSync, readdirSync } from 'node:fs';
import { findSourceMap } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import type { Counts } from './report.js';

/** VS Code replaces Error.prepareStackTrace, so that Node's own source map support has no effect in the extension host. */
function mapped(stack: string): string {
  return stack.replace(/(?:file:\/\/)?([^\s()]+\.m?js):(\d+):(\d+)/g, (all, ...[file, line, column]: [string, string, string]) => {
    const entry = findSourceMap(file)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (entry === undefined || !('originalSource' in entry)) return all;
    const source = entry.originalSource.startsWith('file:') ? fileURLToPath(entry.originalSource) : entry.originalSource;
    return `${relative(process.cwd(), source)}:${String(entry.originalLine + 1)}:${String(entry.originalColumn + 1)}`;
  });
}

/** The compiled test files below a folder. */
export function testFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => /\.(test|spec)\.m?js$/.test(file)).sort().map(file => join(folder, file));
}

/** Mocha gives tests another try, but not what is done before them, which would take all its tests with it: here it gets one too. */
function retryBefore(suite: Mocha.Suite, note: (hook: Mocha.Hook, error: Error) => void): void {
  suite.on('suite', child => { retryBefore(child, note); });
  suite.on('beforeAll', hook => {
    const { fn } = hook;
    if (fn === undefined || fn.length > 0) return; // with a callback: nobody writes that here
    hook.fn = async function (this: Mocha.Context): Promise<void> {
      try {
        await (fn as Mocha.AsyncFunc).call(this);
      } catch (error) {
        if (hook.isPending() || !(error instanceof Error)) throw error;
        note(hook, error);
        this.timeout(this.timeout()); // counts anew
        await (fn as Mocha.AsyncFunc).call(this);
      }
    };
  });
}

/**
 * Runs test files and prints as it goes; resolves to the counts and throws when a file cannot be loaded.
 * TEST_GREP, TEST_TIMEOUT (milliseconds) and CI are honoured. CI forbids `.only`, and gives a test, or what is done before tests, a second
 * try, because a machine that is shared stalls; it is a defect all the same.
 */
export async function runMocha(files: readonly string[], print: (line: string) => void): Promise<Counts> {
  const { env } = process;
  process.setSourceMapsEnabled(true);
  const { default: Mocha } = await import('mocha');
  // An exception in here would hang the run; VS Code swallows it.
  Mocha.reporters.Base.consoleLog = (...words: unknown[]) => { print(format(...words)); };
  Mocha.reporters.Base.useColors = env['TEST_COLOR'] === '1';
  const mocha = new Mocha({ ui: 'bdd', timeout: Number(env['TEST_TIMEOUT'] ?? 10_000), forbidOnly: env['CI'] !== undefined, retries: env['CI'] === undefined ? 0 : 1 });
  if (env['TEST_GREP'] !== undefined) mocha.grep(env['TEST_GREP']);
  const defects: string[] = [];
  const note = (sign: string, test: Mocha.Runnable, { message }: Error): void => { defects.push(`${sign} ${test.fullTitle()} (${message.split('\n', 1).join()})`); };
  const again = (test: Mocha.Runnable, error: Error): void => { note('! needed a second try:', test, error); };
  if (env['CI'] !== undefined) retryBefore(mocha.suite, again);
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const counts = await new Promise<Counts>(done => {
    const runner = mocha.run(failed => { done({ passed: runner.stats?.passes ?? 0, failed, skipped: runner.stats?.pending ?? 0, defects }); });
    runner.on('retry', again);
    runner.on('fail', (test: Mocha.Runnable, error: Error) => {
      note('✖', test, error);
      if (error.stack !== undefined) error.stack = mapped(error.stack);
    });
  });
  mocha.dispose(); // else it goes on listening to this process
  return counts;
}
