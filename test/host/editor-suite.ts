// node out/harness/editor-suite.js newest|oldest|electron: runs test/host/suite/<workspace>/*.test.ts inside VS Code, in a window
// for each workspace.
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { openDesktop } from './desktop.js';
import type { Editor, EditorOptions, Group } from './editor.js';
import { endSoon, endWithParent, notRun, report, type Counts } from './report.js';
import { openWeb } from './web.js';
import { workspaces } from './workspaces.js';

const suite = resolve('out/suite');

/** Folders of the suite that have tests in them, or only those that TEST_WORKSPACES names. */
function groupNames(): string[] {
  const files = existsSync(suite) ? readdirSync(suite, { recursive: true, encoding: 'utf8' }) : [];
  const names = new Set(files.filter(file => file.endsWith('.test.js')).map(file => dirname(file)));
  const wanted = process.env['TEST_WORKSPACES']?.split(',');
  return [...names].filter(name => wanted?.includes(name) ?? true).sort();
}

function prepared(name: string): Group {
  const workspace = workspaces[name];
  if (workspace === undefined) throw new Error(`test/host/suite/${name}: test/host/workspaces.ts has no workspace of that name.`);
  const tests = join(suite, name, 'run.js');
  const open = workspace.prepare(realpathSync(mkdtempSync(join(tmpdir(), 'ws-'))));
  writeFileSync(tests, `exports.run = () => require('../run.js').run(__dirname, ${String(open !== undefined)});\n`);
  return { ...workspace, name, tests, open };
}

/** The end of the extension hosts' lines: prints them and passes on the counts. */
class Listener {
  results = 0;
  #lost: (error: Error) => void = () => undefined;

  /** Starts to listen; gives the port. */
  async start(): Promise<number> {
    const server = createServer(socket => { this.#hear(socket); }).listen(0, '127.0.0.1').unref();
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  /** Rejects when an extension host goes away without a result; a window would not notice for a long time. */
  lost(): Promise<never> {
    return new Promise((_, fail) => { this.#lost = fail; });
  }

  #hear(socket: Socket): void {
    const before = this.results;
    createInterface({ input: socket }).on('line', line => {
      const message = JSON.parse(line) as string | Counts;
      if (typeof message === 'string') console.log(message);
      else this.add(message);
    }).on('close', () => {
      if (this.results === before) this.#lost(new Error('the extension host is gone'));
    });
    socket.on('error', () => { socket.destroy(); });
  }

  add(counts: Counts): void {
    this.results += 1;
    report(counts);
  }
}

function openEditor(which: string, options: EditorOptions): Promise<Editor> {
  if (which === 'electron') return openDesktop(options);
  return openWeb(which === 'oldest' ? 'oldest' : 'newest', options);
}

/** A window that gave no result, because it never came to run its tests, is opened once more. */
async function runGroup(name: string, editor: Editor, listener: Listener): Promise<void> {
  for (let tries = 2; tries > 0; tries -= 1) {
    console.log(`\n  In the workspace "${name}":`);
    const before = listener.results;
    await Promise.race([editor.run(prepared(name)), listener.lost()]).catch((error: unknown) => { console.error(error); });
    if (listener.results > before) return;
  }
  listener.add(notRun(`the window on "${name}" ended without a result`));
}

async function main(which: string): Promise<void> {
  endWithParent();
  const listener = new Listener();
  const port = await listener.start();
  const editor = await openEditor(which, { env: { TEST_PORT: String(port) }, logs: resolve('.vscode-test/logs', which), inspect: process.env['TEST_INSPECT'] });
  try {
    for (const name of groupNames()) await runGroup(name, editor, listener);
  } finally {
    await editor.close();
  }
}

void main(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
}).finally(endSoon);
