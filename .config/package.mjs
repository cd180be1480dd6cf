// node .config/package.mjs: builds for production and packs agent-workflow.vsix; .vscodeignore says what goes in.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { build } from './build.mjs';

const root = resolve(import.meta.dirname, '..');
const vsix = join(root, 'agent-workflow.vsix');

/** Packs the extension; throws with vsce's own words when it cannot. */
export async function pack() {
  rmSync(vsix, { force: true });
  await build({ production: true });
  const vsce = createRequire(import.meta.url).resolve('@vscode/vsce/vsce');
  // No repository address yet; the dependencies are inside the bundles.
  const { status, stdout, stderr } = spawnSync(process.execPath, [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', vsix], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`vsce could not pack the extension\n${stdout}${stderr}`);
  return stdout;
}

if (process.argv[1] === import.meta.filename) console.log(await pack());
