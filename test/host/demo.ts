// The program behind demo.mjs.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { furnish } from './furnish.js';
import { endWithParent } from './report.js';
import { quiet, startServer, windowUrl } from './server.js';
import { copySample } from './workspaces.js';

const openers: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: 'open', win32: 'explorer' };

function openBrowser(url: string): void {
  const opener = spawn(openers[process.platform] ?? 'xdg-open', [url], { stdio: 'ignore', detached: true });
  opener.once('error', error => { console.error(`No browser could be opened: ${error.message}`); });
  opener.unref();
}

/** An environment in whose terminals `workflow` is the command line of this build, as the sample's README says it. */
function withCommandLine(folder: string): Record<string, string> {
  const bin = join(folder, 'bin');
  const [node, cli] = [process.execPath, resolve('dist/cli.js')];
  mkdirSync(bin);
  writeFileSync(join(bin, 'workflow'), `#!/bin/sh\nexec "${node}" "${cli}" "$@"\n`, { mode: 0o755 });
  writeFileSync(join(bin, 'workflow.cmd'), `@"${node}" "${cli}" %*\r\n`);
  const name = Object.keys(process.env).find(each => each.toUpperCase() === 'PATH') ?? 'PATH';
  return { [name]: `${bin}${delimiter}${process.env[name] ?? ''}` };
}

async function main(): Promise<void> {
  endWithParent();
  const { values } = parseArgs({ options: { open: { type: 'boolean' }, port: { type: 'string' }, restricted: { type: 'boolean' } } });
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'demo-')));
  const server = await startServer({ version: 'newest', settings: quiet, port: Number(values.port ?? 0), trust: values.restricted === true,
    vsix: 'agent-workflow.vsix', log: resolve('.vscode-test/logs/demo.log'), env: withCommandLine(folder) });
  const sample = copySample(folder);
  if (existsSync(join(sample, '.git'))) furnish(sample);
  const url = windowUrl(server, { open: sample });
  console.log(`\nVS Code with the extension, on a copy of the sample:\n\n  ${url}\n\nCtrl+C stops it.`);
  if (values.open === true) openBrowser(url);
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
