// Starts and stops VS Code's server, and makes the addresses of its windows.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ensureServer, type Version } from './install.js';

export interface ServerOptions {
  readonly version: Version;
  /** Where the server's own words go. */
  readonly log: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** An extension to install first, as a user would. */
  readonly vsix?: string;
  /** Lets a window load the extension from its source folder and run tests in it. VS Code then shows no notification toast. */
  readonly automation?: boolean;
  /** Opens folders in Restricted Mode. */
  readonly trust?: boolean;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningServer {
  readonly origin: string;
  readonly authority: string;
  /** Ends the server and removes what it kept; does nothing the second time. */
  readonly stop: () => Promise<void>;
}

/** Settings that make a window quiet and the same every time. */
export const quiet: Readonly<Record<string, unknown>> = {
  'chat.disableAIFeatures': true,
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'extensions.ignoreRecommendations': true,
  'files.simpleDialog.enable': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
  // Modal editors swallow the keys of the palette.
  'workbench.editor.useModal': 'off',
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Built-in extensions that only cost start-up time here. */
const skipped = ['GitHub.copilot-chat', 'vscode.github', 'vscode.github-authentication', 'vscode.microsoft-authentication', 'vscode.tunnel-forwarding',
  'vscode.mermaid-markdown-features', 'vscode.terminal-suggest', 'ms-vscode.js-debug', 'ms-vscode.js-debug-companion', 'ms-vscode.vscode-js-profile-table'];

const host = '127.0.0.1';
const startLimit = 60_000;

function environment(extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  // When the tests are started from a terminal inside VS Code, that one's variables would confuse this one.
  const own = Object.entries(process.env).filter(([name]) => !/^(VSCODE|ELECTRON)_/.test(name));
  // An empty gallery stops look-ups on the internet.
  return { ...Object.fromEntries(own), EXTENSIONS_GALLERY: '{}', VSCODE_SKIP_BUILTIN_EXTENSIONS: skipped.join(), ...extra };
}

function switches(options: ServerOptions): string[] {
  return ['--host', host, '--port', String(options.port ?? 0), '--without-connection-token', '--disable-experiments', '--disable-update-check', '--log', 'info',
    // Should this process be killed outright, the server ends itself after a few minutes without a window.
    '--enable-remote-auto-shutdown', '--reconnection-grace-time', '30',
    ...(options.trust === true ? [] : ['--disable-workspace-trust']),
    ...(options.automation === true ? ['--enable-smoke-test-driver'] : [])];
}

/** Resolves to the port once the server listens; rejects with its words when it ends or stays silent. */
function listening(server: ChildProcess, log: string): Promise<number> {
  mkdirSync(dirname(log), { recursive: true });
  const sink = createWriteStream(log);
  return new Promise((done, fail) => {
    let said = '';
    const give = (message: string): void => { clearTimeout(timer); fail(new Error(`${message}\n${said}`)); };
    const timer = setTimeout(() => { give('VS Code\'s server did not start in time'); }, startLimit);
    const read = (text: Buffer): void => {
      sink.write(text);
      said = (said + text.toString()).slice(-20_000);
      const port = /Extension host agent listening on (\d+)/.exec(said)?.[1];
      if (port !== undefined) { clearTimeout(timer); done(Number(port)); }
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('error', error => { give(error.message); });
    server.once('exit', code => { sink.end(); give(`VS Code's server exited with ${String(code)}`); });
  });
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise(done => server.once('exit', done));
  server.kill('SIGTERM');
  const timer = setTimeout(() => { server.kill('SIGKILL'); }, 5000);
  await gone;
  clearTimeout(timer);
}

/** The logs of the extension hosts, among others, lie beside the server's own words. */
function keepLogs(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  if (existsSync(from)) cpSync(from, to, { recursive: true });
}

/** Starts a server of its own data folder on a free port; throws, leaving nothing behind, when it does not come up. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { node, vscode } = await ensureServer(options.version);
  const data = mkdtempSync(join(tmpdir(), 'server-'));
  mkdirSync(join(data, 'data/User'), { recursive: true });
  writeFileSync(join(data, 'data/User/settings.json'), JSON.stringify(options.settings));
  const common = [join(vscode, 'out/server-main.js'), '--accept-server-license-terms', '--server-data-dir', data, '--telemetry-level', 'off'];
  const env = environment(options.env ?? {});
  if (options.vsix !== undefined) await promisify(execFile)(node, [...common, '--install-extension', resolve(options.vsix), '--force'], { env, timeout: startLimit });
  const server = spawn(node, [...common, ...switches(options)], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const last = (): void => { server.kill('SIGKILL'); };
  process.once('exit', last);
  const stop = async (): Promise<void> => {
    await end(server);
    process.off('exit', last);
    keepLogs(join(data, 'data/logs'), options.log.replace(/\.log$/, ''));
    rmSync(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  try {
    const authority = `${host}:${String(await listening(server, options.log))}`;
    return { authority, origin: `http://${authority}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export interface WindowOptions {
  /** A folder or a .code-workspace file; without one the window is empty. */
  readonly open?: string;
  /** A file to open in it. */
  readonly file?: string;
  /** Needs a server with automation: the folder of the extension to load and the module that runs tests in its host. */
  readonly extension?: string;
  readonly tests?: string;
  /** A port for the debugger of the extension host; needs automation. */
  readonly inspect?: string;
}

/** The address that opens a window. */
export function windowUrl(server: RunningServer, options: WindowOptions): string {
  const remote = (path: string | undefined): string | undefined => path && `vscode-remote://${server.authority}${encodeURI(path)}`;
  const payload = Object.entries({
    'openFile': remote(options.file),
    'extensionDevelopmentPath': remote(options.extension),
    'extensionTestsPath': remote(options.tests),
    'inspect-extensions': options.inspect,
  }).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams();
  if (options.open === undefined) query.set('ew', 'true');
  else query.set(options.open.endsWith('.code-workspace') ? 'workspace' : 'folder', options.open);
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `${server.origin}/?${query.toString().replaceAll('%2F', '/')}`;
}
