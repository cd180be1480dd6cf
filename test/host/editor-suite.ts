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
import { endSoon, endWithParent, nothing, notRun, report, type Counts } from './report.js';
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

/** How long a window may say nothing, in milliseconds; an hour with a debugger. */
const silenceLimit = process.env['TEST_INSPECT'] === undefined ? 240_000 : 3_600_000;

/** The end of the extension hosts' lines: prints them and passes on the counts. */
class Listener {
  results = 0;
  #lastWords = '';
  #lose: (error: Error) => void = () => undefined;
  #silence: NodeJS.Timeout | undefined;

  /** Starts to listen; gives the port. */
  async start(): Promise<number> {
    const server = createServer(socket => { this.#hear(socket); }).listen(0, '127.0.0.1').unref();
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  /** Rejects when the extension host of the next window goes away without a result, which a window would not notice for long, or says nothing for long. */
  lost(): Promise<never> {
    const lost = new Promise<never>((_, fail) => { this.#lose = fail; });
    lost.catch(() => undefined); // whoever waits for the window hears of it
    this.#lastWords = '';
    this.#listenFor();
    return lost;
  }

  #listenFor(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => { this.#lose(new Error(`not a word for ${String(silenceLimit / 1000)} s`)); }, silenceLimit).unref();
  }

  #hear(socket: Socket): void {
    const [before, lose] = [this.results, this.#lose];
    createInterface({ input: socket }).on('line', line => {
      this.#listenFor();
      const message = JSON.parse(line) as string | Counts;
      if (typeof message !== 'string') {
        this.add(message);
        return;
      }
      console.log(message);
      this.#lastWords = message.split('\n', 1).join() || this.#lastWords;
    }).on('close', () => {
      if (this.results === before) lose(new Error(`the extension host is gone, its last words: ${this.#lastWords}`));
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

/** Opens a window on a workspace; answers why it gave no result, or with nothing. */
async function whyLost(name: string, editor: Editor, listener: Listener): Promise<string | undefined> {
  console.log(`\n  In the workspace "${name}":`);
  const before = listener.results;
  const trouble = await editor.run(prepared(name), listener.lost()).then(() => 'it ended without a result', (error: unknown) => {
    console.error(error);
    return error instanceof Error ? error.message.split('\n', 1).join() : String(error);
  });
  return listener.results > before ? undefined : trouble;
}

/** A window that gave no result, because it never came to run its tests, is opened again; that is a defect all the same. */
async function runGroup(name: string, editor: Editor, listener: Listener): Promise<void> {
  const troubles: string[] = [];
  while (troubles.length < 3) {
    const trouble = await whyLost(name, editor, listener);
    if (trouble === undefined) {
      report({ ...nothing, defects: troubles.map(each => `! needed another window on "${name}" (${each})`) });
      return;
    }
    troubles.push(trouble);
  }
  listener.add(notRun(`no window on "${name}" gave a result (${troubles.join('; ')})`));
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
