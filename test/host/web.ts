// VS Code's server with a headless Chromium: needs only the npm registry, no display.
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import type { Page } from 'playwright-core';
import { launchBrowser } from './browser.js';
import type { Editor, EditorOptions, Group } from './editor.js';
import type { Version } from './install.js';
import { quiet, startServer, windowUrl, type RunningServer } from './server.js';

/** Resolves when the tests of the window are through, whatever their result. */
async function finished(page: Page, log: string): Promise<void> {
  writeFileSync(log, '');
  await new Promise<void>((done, fail) => {
    page.on('crash', () => { fail(new Error('the VS Code window crashed')); });
    page.on('close', () => { fail(new Error('the VS Code window closed')); });
    // VS Code calls these two.
    void page.exposeFunction('codeAutomationExit', () => { done(); });
    void page.exposeFunction('codeAutomationLog', (type: string, words: unknown[]) => { appendFileSync(log, `[${type}] ${format(...words)}\n`); });
  });
}

async function runWindow(page: Page, { url, log, lost }: { readonly url: string; readonly log: string; readonly lost: Promise<never> }): Promise<void> {
  const end = finished(page, `${log}.log`);
  try {
    // How long the page may load is a matter of `lost`.
    await Promise.race([Promise.all([end, page.goto(url, { waitUntil: 'commit', timeout: 0 })]), lost]);
  } catch (error) {
    await page.screenshot({ path: `${log}.png` }).catch(() => undefined); // a crashed window has no picture
    throw error;
  }
  // Leaving the page tells the server, else the window's extension host would live on.
  await page.goto('about:blank');
}

/** Starts a browser; a server is started for the first window that needs it and shared by the others. */
export async function openWeb(version: Version, { env, logs, inspect }: EditorOptions): Promise<Editor> {
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(logs, { recursive: true });
  const servers = new Map<boolean, Promise<RunningServer>>();
  const serverFor = (trust: boolean): Promise<RunningServer> => {
    const running = servers.get(trust) ?? startServer({ version, trust, env, settings: quiet, automation: true, log: join(logs, `server${trust ? '-trust' : ''}.log`) });
    servers.set(trust, running);
    return running;
  };
  const browser = await launchBrowser();
  return {
    run: async (group: Group, lost) => {
      const server = await serverFor(group.restricted === true);
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const url = windowUrl(server, { ...group.open !== undefined && { open: group.open }, ...inspect !== undefined && { inspect }, extension: process.cwd(), tests: group.tests });
      await runWindow(await context.newPage(), { url, log: join(logs, group.name), lost }).finally(() => context.close());
    },
    close: async () => {
      await browser.close();
      for (const each of await Promise.allSettled(servers.values())) if (each.status === 'fulfilled') await each.value.stop();
    },
  };
}
