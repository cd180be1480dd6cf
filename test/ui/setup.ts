// What the browser tests share: one browser, one server with the packed extension installed (two when Restricted Mode is tested).
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../host/browser.js';
import { quiet, startServer, windowUrl, type RunningServer } from '../host/server.js';
import { copySample, type Prepare } from '../host/workspaces.js';
import { Workbench } from './workbench.js';

export interface OpenOptions {
  /** Fills an empty folder and names what to open; a copy of the sample without it. */
  readonly prepare?: Prepare;
  /** An existing folder instead, for a second window on the same files. */
  readonly folder?: string;
  /** A file to open, from the root of the folder. */
  readonly file?: string;
  /** Opened in Restricted Mode. */
  readonly restricted?: boolean;
}

const vsix = 'agent-workflow.vsix';
const logs = resolve('.vscode-test/logs/ui');
const servers = new Map<boolean, Promise<RunningServer>>();
const open = new Set<Workbench>();
let browser: Promise<Browser> | undefined;

function serverFor(trust: boolean): Promise<RunningServer> {
  const running = servers.get(trust) ?? startServer({ version: 'newest', settings: quiet, trust, vsix, log: join(logs, `server${trust ? '-trust' : ''}.log`) });
  servers.set(trust, running);
  return running;
}

/** A fresh window: own browser storage, own folder, own extension host. The caller closes it. */
export async function openWorkbench(options: OpenOptions = {}): Promise<Workbench> {
  const prepare = options.prepare ?? copySample;
  const folder = options.folder ?? prepare(realpathSync(mkdtempSync(join(tmpdir(), 'ws-'))));
  browser ??= launchBrowser();
  const [server, running] = await Promise.all([serverFor(options.restricted === true), browser]);
  const context = await running.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  const workbench = new Workbench(await context.newPage(), folder);
  workbench.onClose(() => open.delete(workbench));
  open.add(workbench);
  await workbench.load(windowUrl(server, { ...folder !== undefined && { open: folder }, ...options.file !== undefined && { file: join(folder ?? '', options.file) } }));
  return workbench;
}

// Starting is not part of the time of a test: the first run installs both from npm.
before('start VS Code', async function () {
  this.timeout(600_000);
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs, { recursive: true });
  browser = launchBrowser();
  await Promise.all([browser, serverFor(false)]);
});

afterEach('keep a picture of a failure', async function () {
  if (this.currentTest?.state !== 'failed') return;
  const name = this.currentTest.fullTitle().replace(/\W+/g, '-');
  for (const [index, workbench] of [...open].entries()) await workbench.screenshot(join(logs, `failed-${name}-${index}.png`));
});

after('stop VS Code', async function () {
  this.timeout(60_000);
  const started = await Promise.allSettled([browser, ...servers.values()]);
  for (const each of started) if (each.status === 'fulfilled') await (each.value && 'stop' in each.value ? each.value.stop() : each.value?.close());
});
