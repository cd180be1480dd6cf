import { chromium, type Browser } from 'playwright-core';
import { ensureBrowser } from './install.js';

const switches = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic', '--disable-gpu',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];

/** Starts a headless Chromium; Playwright ends it with this process. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = await ensureBrowser();
  const inherited = Object.entries(process.env).flatMap(([name, value]) => value === undefined ? [] : [[name, value]]);
  return chromium.launch({ executablePath, env: { ...Object.fromEntries(inherited) as Record<string, string>, ...env }, args: switches });
}
