import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where the tests are started from: the root of the project. */
export const root = process.cwd();

/** A copy of the house's law (configuration only) over files that a test made up. */
export interface BrokenHouse {
  /** Runs a program of node_modules in the copy; resolves with what it printed, whatever its exit code. */
  run(program: string, ...args: readonly string[]): Promise<string>;
  remove(): Promise<void>;
}

const LAYERS = ['base', 'core', 'node', 'protocol', 'vscode', 'webview', 'cli'];
const LAW = ['.config', 'package.json', 'tsconfig.json', 'test/tsconfig.json', ...LAYERS.map((layer) => `src/${layer}/tsconfig.json`)];

export async function buildBrokenHouse(files: ReadonlyMap<string, string>): Promise<BrokenHouse> {
  const house = await mkdtemp(join(tmpdir(), 'house-'));
  for (const path of LAW) await cp(join(root, path), join(house, path), { recursive: true });
  await symlink(join(root, 'node_modules'), join(house, 'node_modules'), 'junction');
  for (const [path, text] of files) {
    await mkdir(dirname(join(house, path)), { recursive: true });
    await writeFile(join(house, path), `${text}\n`);
  }
  return {
    run: (program, ...args) => runIn(house, [join(root, 'node_modules', program), ...args]),
    remove: () => rm(house, { recursive: true, force: true }),
  };
}

function runIn(cwd: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let answer = '';
    let complaint = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (answer += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    child.on('error', reject);
    child.on('close', () => (answer === '' ? reject(new Error(complaint || 'no answer')) : resolve(answer)));
  });
}
